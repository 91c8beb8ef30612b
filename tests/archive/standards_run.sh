# Archives that accept PDF/A-2u or PDF/A-1b only: the sources lie in a tar beside, which the file names and verify reads.
. "$SRCDIR/tests/lib.sh"

for standard in a-1b a-2u; do
	make_issue issues/$standard 'A paragraph.

![An emblem](figure.png "A caption")'
	cp "$SRCDIR/issues/2007-01/images/emblem.png" issues/$standard/figure.png
	printf 'archive: {standard: %s}\n' $standard >>issues/$standard/issue.yaml
	cp issues/$standard/01-first.md "issues/$standard/02-стаття-із-дуже-довгою-назвою-файлу-що-не-входить-у-поле-заголовка.md"
	check_status "$standard: made" 0 "$VISNYK" build -q $standard -o out
done
check 'PDF 1.4 for A-1' test "$(head -c 8 out/a-1b-archive.pdf)" = %PDF-1.4
"$VISNYK" build a-1b --profile archive -o out 2>said >/dev/null
check_has 'A-1: a transparent picture is told with its place' '01-first.md:7:1: note: picture is transparent' said
qpdf --qdf out/a-1b-archive.pdf a1.qdf
for key in SMask EmbeddedFiles AF Group; do check "A-1: no /$key" test "$(grep -ac "/$key" a1.qdf)" -eq 0; done
fonts=$(grep -ac '/FontFile2' a1.qdf)
check 'A-1: each font says which codes it has' test "$(grep -ac '/CIDSet' a1.qdf)" -eq "$fonts"
qpdf --qdf out/a-2u-archive.pdf a2.qdf
check 'A-2: no attachments' test "$(grep -ac '/EmbeddedFile' a2.qdf)" -eq 0
check_has 'A-2: conformance' '<pdfaid:conformance>U<' a2.qdf

for standard in a-1b a-2u; do
	tar=out/$standard-archive-sources.tar
	tar -tf $tar >names
	LC_ALL=C sort names | check_same "$standard: the names in the tar are sorted" - names
	check_has "$standard: a long name" "02-стаття-із-дуже-довгою-назвою-файлу-що-не-входить-у-поле-заголовка.md" names
	mkdir $standard-tar
	tar -xf $tar -C $standard-tar
	check_same "$standard: what tar takes out" issues/$standard/issue.yaml $standard-tar/issues/$standard/issue.yaml
	check "$standard: dated with the issue" test "$(stat -c %Y $standard-tar/build.json)" -eq "$(date -u -d 2012-03-30T12:00:00 +%s)"
	check_has "$standard: the tar is in the manifest" "$(sha256sum <$tar | cut -d ' ' -f 1)" out/$standard-manifest.json
	check_has "$standard: and in the file" "<dc:source>$standard-archive-sources.tar sha256:$(sha256sum <$tar | cut -d ' ' -f 1)" \
		out/$standard-archive.pdf
	check_status "$standard: verify" 0 "$VISNYK" verify out/$standard-archive.pdf
	check_has "$standard: verify says, and where the sources are" "the same bytes ($tar)" "$TMP/.out"
	check "$standard: extract" "$VISNYK" extract -q out/$standard-archive.pdf -o $standard-taken
	diff -r $standard-tar $standard-taken >difference
	check_empty "$standard: extract takes what tar takes" difference
	TZ=Asia/Tokyo LC_ALL=uk_UA.UTF-8 "$VISNYK" build -q $standard --profile archive -o again -j 3 2>said
	check_same "$standard: the same bytes" out/$standard-archive.pdf again/$standard-archive.pdf
	check_same "$standard: the same tar" $tar again/$standard-archive-sources.tar
done

# ---- the tar is gone, or another one ----
refused() { # NAME CODE
	for command in extract verify; do
		rm -rf alone/taken
		check_status "$command: $1" 1 "$VISNYK" "$command" alone/a-2u-archive.pdf
		check_has "$command: $1: says so" "[$2]" "$TMP/.err"
	done
}
mkdir alone
cp out/a-2u-archive.pdf alone/
refused 'no tar beside' archive-beside
check_has 'no tar beside: which' 'alone/a-2u-archive-sources.tar' "$TMP/.err"
cp out/a-1b-archive-sources.tar alone/a-2u-archive-sources.tar
refused 'the tar of another issue' archive-other-sources

# hostile NAME CODE COMMAND...: COMMAND writes the tar; the file is made to name it.
hostile() {
	name=$1
	code=$2
	shift 2
	rm -f bad.tar
	"$@"
	cp bad.tar alone/a-2u-archive-sources.tar
	sum=$(sha256sum <bad.tar | cut -d ' ' -f 1)
	LC_ALL=C sed "s/sha256:[0-9a-f]*/sha256:$sum/" out/a-2u-archive.pdf >alone/a-2u-archive.pdf
	refused "$name" "$code"
}
mkdir -p in/issues
echo text >in/issues/a.md
ln -s /etc/passwd in/issues/link
tar_of() { tar -cf bad.tar --format=ustar -C in "$@"; }
hostile 'a link in the tar' reader-tar tar_of issues/link
hostile 'a step up' reader-hostile-name tar_of --transform 's,issues,../up,' -P issues/a.md
hostile 'an absolute name' reader-hostile-name tar_of --transform 's,issues,/tmp/visnyk-up,' -P issues/a.md
twice() { tar_of issues/a.md issues/a.md --hard-dereference; }
hostile 'a name twice' reader-hostile-name twice
long_name() { python3 -c '
import tarfile, io
tar = tarfile.open("bad.tar", "w", format=tarfile.PAX_FORMAT)
tar.addfile(tarfile.TarInfo("issues/" + "a" * 300), io.BytesIO())'; }
hostile 'a name of 300 bytes' reader-hostile-name long_name
cut_off() { head -c 20000 out/a-2u-archive-sources.tar >bad.tar; }
hostile 'a tar cut off' reader-tar cut_off
endless() { head -c 20480 out/a-2u-archive-sources.tar >bad.tar; }
hostile 'a tar without an end' reader-tar endless
damaged() { LC_ALL=C sed 's,issues/a-2u/01-first.md\x00,issueX/a-2u/01-first.md\x00,' out/a-2u-archive-sources.tar >bad.tar; }
hostile 'a damaged header' reader-tar damaged
zeros() { head -c 10240 /dev/zero >bad.tar; }
hostile 'an empty tar' archive-no-sources zeros
none() { echo none >bad.tar; }
hostile 'no tar at all' reader-tar none
check 'nothing is written outside' test ! -e up -a ! -e ../up -a ! -e /tmp/visnyk-up

# ---- a template with fonts of its own ----
mkdir -p templates/house/fonts
cp "$SRCDIR/fonts/SourceSans3-Regular.ttf" templates/house/fonts/House.ttf
printf '%s\n' 'extends: visnyk-a4' 'fonts: {serif: {regular: fonts/House.ttf}}' >templates/house/template.yaml
make_issue issues/own
echo 'template: house' >>issues/own/issue.yaml
check 'own fonts: made' "$VISNYK" build -q own --profile archive -o own
(mkdir away && cd away && "$VISNYK" verify ../own/own-archive.pdf) >said
check_has 'own fonts: verify from another folder' 'the same bytes' said
"$VISNYK" extract -q own/own-archive.pdf -o own-taken
check_same 'own fonts: carried' templates/house/fonts/House.ttf own-taken/templates/house/fonts/House.ttf
check_has 'own fonts: recorded' '"templates/house/fonts/House.ttf"' own-taken/build.json
check 'other fonts: not carried' test "$(find own-taken -name '*.ttf' | wc -l)" -eq 1

# A template of the issue's that extends others by their paths, two of one name among them: what they name is gone later.
mkdir -p far/away/look far/look issues/far looks/look
printf '%s\n' 'extends: ../../far/look' >looks/look/template.yaml
printf '%s\n' 'extends: ../away/look' 'page: {margin-top: 30mm}' >far/look/template.yaml
printf '%s\n' 'extends: visnyk-a4' 'colours: {accent: {cmyk: [0, 90, 80, 20], screen: "#A8201A"}}' >far/away/look/template.yaml
printf '%s\n' 'number: 1' 'year: 2012' 'title: Far' 'language: en' 'template: ../../looks/look' >issues/far/issue.yaml
printf '%s\n' '---' 'title: One' '---' '' 'Text.' >issues/far/01-one.md
for standard in a-3a a-2u; do
	sed -i '/^archive:/d' issues/far/issue.yaml
	echo "archive: {standard: $standard}" >>issues/far/issue.yaml
	check_status "extends by paths, $standard: builds" 0 "$VISNYK" build -q issues/far --profile archive -o out
	mv far near
	mv looks seen
	check_status "extends by paths, $standard: verify without them" 0 "$VISNYK" verify out/far-archive.pdf
	check_has "extends by paths, $standard: it is the same" 'the same bytes' "$TMP/.out"
	mv near far
	mv seen looks
done
rm -rf taken
"$VISNYK" extract -q out/far-archive.pdf -o taken
check 'extends by paths: all are carried' test "$(ls -d taken/templates/look*/template.yaml | wc -l)" -eq 3
# A number that a third one has for its name already, in capitals.
mkdir -p far/LOOK-2 issues/third
printf '%s\n' 'extends: ../LOOK-2' >far/look/template.yaml
cp far/away/look/template.yaml far/LOOK-2/template.yaml
sed 's/Far/Third/' issues/far/issue.yaml >issues/third/issue.yaml
cp issues/far/01-one.md issues/third
sed -i '/^archive:/d' issues/third/issue.yaml
"$VISNYK" build -q issues/third --profile archive -o out
check_status 'three alike: verify' 0 "$VISNYK" verify out/third-archive.pdf
check_has 'three alike: it is the same' 'the same bytes' "$TMP/.out"
printf '%s' '{"issue": "far", "template": "templates/look", "extends": ["../far/look"]}' >build.json
sed -i '/^archive:/d' issues/far/issue.yaml
"$VISNYK" build -q issues/far --profile archive -o out
python3 "$SRCDIR/tests/archive/record.py" out/far-archive.pdf build.json lie.pdf
check_status 'extends by paths: a record that leads away' 1 "$VISNYK" verify lie.pdf
check_has 'extends by paths: says so' '[archive-record]' "$TMP/.err"
