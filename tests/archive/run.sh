# The archive file carries its sources; extract takes them out and nothing else; verify tells how far a file is what
# its sources make.
. "$SRCDIR/tests/lib.sh"

make_issue issues/a 'A paragraph with *words* that go on.'
cp "$SRCDIR/issues/2007-01/images/emblem.png" issues/a/figure.png
printf '%s\n' '' '![An emblem](figure.png "A caption")' >>issues/a/01-first.md
printf '\r\nLast line without a line feed' >>issues/a/01-first.md
check 'a sample is made' "$VISNYK" build -q a --profile screen,archive -o out
pdf=out/a-archive.pdf

# ---- extract ----
check_status 'extract' 0 "$VISNYK" extract $pdf -o taken
check_has 'extract: says how many' 'taken: ' "$TMP/.out"
for file in 01-first.md issue.yaml figure.png; do check_same "extract: $file" "issues/a/$file" "taken/issues/a/$file"; done
check_same 'extract: the template' "$SRCDIR/templates/visnyk-a4/template.yaml" taken/templates/visnyk-a4/template.yaml
check_same 'extract: hyphenation' "$SRCDIR/templates/languages/en/hyph-en-gb.pat.txt" \
	taken/templates/languages/en/hyph-en-gb.pat.txt
check_has 'the record: fonts' '"SourceSerif4-Regular.ttf"' taken/build.json
hash=$(sha256sum <"$SRCDIR/fonts/SourceSerif4-Regular.ttf" | cut -d ' ' -f 1)
check_has 'the record: hashes of fonts' "$hash" taken/build.json
check_has 'the record: libraries' 'libharu 2' taken/build.json
check_lacks 'the record: no path of this machine' "$TMP" taken/build.json
check 'extract: once more, nothing is in the way' "$VISNYK" extract -q $pdf -o taken
echo 'mine' >>taken/issues/a/01-first.md
check_status 'extract: other files are not replaced' 1 "$VISNYK" extract $pdf -o taken
check_has 'extract: names the file' 'taken/issues/a/01-first.md [archive-exists]' "$TMP/.err"
check_has 'extract: left as it was' mine taken/issues/a/01-first.md
check 'extract: --force' "$VISNYK" extract -q $pdf -o taken --force
check_same 'extract: --force replaces' issues/a/01-first.md taken/issues/a/01-first.md
(cd taken && "$VISNYK" build -q a --profile archive)
check_same 'what was taken out makes the same file' $pdf taken/build/issues/a-archive.pdf
(cd out && "$VISNYK" extract -q a-archive.pdf)
check 'extract without -o: a folder named after the file' test -e out/a-archive/issues/a/issue.yaml

sources=$(find taken/issues taken/templates taken/build.json -type f -exec sh -c 'gzip -9n <"$1" | wc -c' - {} \; |
	awk '{ n += $1 } END { print n }')
check 'at most 60 kB larger than screen and its sources compressed' \
	test $(($(wc -c <$pdf) - $(wc -c <out/a-screen.pdf) - sources)) -le 60000

# ---- verify ----
verdict() { # NAME STATUS VERDICT FILE
	check_status "verify: $1" "$2" "$VISNYK" verify "$4"
	check_has "verify: $1: $3" "$4: $3" "$TMP/.out"
}
verdict 'as it was made' 0 'the same bytes' $pdf
LC_ALL=uk_UA.UTF-8 "$VISNYK" verify $pdf >said
check_has 'verify: in Ukrainian' 'ті самі байти' said
(mkdir away && cd away && "$VISNYK" verify -q ../$pdf)
check 'verify: from any folder' test $? -eq 0
check 'verify: nothing is left behind' test -z "$(find . -maxdepth 1 -name 'visnyk-*')"
SOURCE_DATE_EPOCH=1000000000 "$VISNYK" build -q a --profile archive -o dated
verdict 'made with SOURCE_DATE_EPOCH' 0 'the same bytes' dated/a-archive.pdf
qpdf --linearize $pdf saved.pdf
verdict 'saved by another program' 1 'the same content' saved.pdf
check_has 'verify: saved by another program: says so' 'saved.pdf [archive-changed]' "$TMP/.err"
qpdf --qdf $pdf written.pdf
verdict 'operators written anew' 1 'the same layout' written.pdf
check_has 'verify: operators written anew: where' 'differs, first: written.pdf, 1: stream [archive-layout-only]' "$TMP/.err"
{ cat $pdf && echo; } >longer.pdf
verdict 'a byte more' 1 'the same content' longer.pdf
at=$(LC_ALL=C grep -abo '/ViewerPreferences' $pdf | tr -d '\0' | cut -d : -f 1)
{ head -c "$at" $pdf && printf '/viewerPreferences' && tail -c +$((at + 19)) $pdf; } >byte.pdf
verdict 'another byte' 1 'the same layout' byte.pdf
check_has 'verify: another byte: says so' 'byte.pdf [archive-changed]' "$TMP/.err"

# tampered NAME SED-SCRIPT: NAME.pdf is the file in plain form with something changed.
qpdf --qdf --normalize-content=n $pdf plain.pdf
tampered() { LC_ALL=C sed "$2" plain.pdf | fix-qdf >"$1.pdf"; }
tampered moved '0,/ Td/s/\([0-9.]* [0-9.]*\) Td/1\1 Td/'
verdict 'text moved' 1 'differs' moved.pdf
check_has 'verify: text moved: says where' 'moved.pdf, 1: «' "$TMP/.err"
first() { # NAME SED-SCRIPT DETAIL: the layout is the same, and this is what differs first
	tampered changed "$2"
	verdict "$1" 1 'the same layout' changed.pdf
	check_has "verify: $1: what" "differs, first: changed.pdf$3 [archive-layout-only]" "$TMP/.err"
}
first 'another box' '0,/^    595.276$/s//    500/' ', 1: /Page: 500 ≠ 595.276'
first 'another font dictionary' '0,/Ascent 1024/s//Ascent 999/' ', 1: /FontDescriptor: /Ascent 999 ≠ /Ascent 1024'
first 'another tag' '0,/  \/S \/H1$/s//  \/S \/H2/' ', 1: /H2: /S /H2 ≠ /S /H1'
first 'another title' 's,<dc:format>.*,<dc:format>text/plain</dc:format>,' \
	': /Metadata /XML: <dc:format>text/plain</dc:format> ≠ <dc:format>application/pdf</dc:format>'
cp -r issues/a issues/b
echo 'One more word.' >>issues/b/01-first.md
sed -i 's/title: First/title: Last/' issues/b/01-first.md
"$VISNYK" build -q b --profile archive -o out
printf '%s' "$("$VISNYK" verify out/b-archive.pdf)" >said
check_has 'verify: another issue' 'the same bytes' said

# ---- files that are none ----
refused() { # NAME CODE FILE
	for command in extract verify; do
		check_status "$command: $1" 1 "$VISNYK" "$command" "$3"
		check_has "$command: $1: says so" "[$2]" "$TMP/.err"
	done
}
refused 'the screen file' archive-no-sources out/a-screen.pdf
refused 'a text' reader-broken issues/a/01-first.md
refused 'no file' file-missing none.pdf
check_status 'extract: a folder' 1 "$VISNYK" extract issues
check_has 'extract: a folder: says so' '[file-not-regular]' "$TMP/.err"
check_status 'verify: a folder, which is no issue' 1 "$VISNYK" verify issues
check_has 'verify: a folder, which is no issue: says so' '[lock-missing]' "$TMP/.err"
: >empty.pdf
refused 'an empty file' reader-empty empty.pdf
size=$(wc -c <$pdf)
for part in 1 10 50 90 99; do
	head -c $((size * part / 100)) $pdf >cut.pdf
	refused "$part % of a file" reader-broken cut.pdf
done
for place in 3 5 7; do # behind the beginning of the next compressed stream
	at=$(LC_ALL=C grep -ab '^stream' $pdf | tr -d '\0' | awk -F: -v from=$((size * place / 10)) '$1 > from { print $1 + 28; exit }')
	{ head -c $at $pdf && printf 'XXXXXXXXXXXXXXXX' && tail -c +$((at + 17)) $pdf; } >hurt.pdf
	check_status "a damaged byte at $place/10" 1 "$VISNYK" verify hurt.pdf
done
tampered summed 's/CheckSum <[0-9a-f]\{8\}/CheckSum <00000000/'
refused 'a wrong checksum' reader-checksum summed.pdf

# ---- hostile names ----
hostile() { # NAME TEXT-OF-A-PDF-STRING
	tampered hostile "s#(issues/a/01-first.md)#($2)#"
	refused "$1" reader-hostile-name hostile.pdf
	check "$1: nothing is written" test ! -e hostile
}
hostile 'a step up' '../up.md'
hostile 'a step up on the way' 'issues/../../up.md'
hostile 'an absolute name' '/tmp/visnyk-up.md'
hostile 'a drive' 'C:up.md'
hostile 'backslashes' '..\\\\up.md'
hostile 'a NUL' 'issues/a\\000.md'
hostile 'a line feed' 'issues/a\\n.md'
hostile 'a device' 'issues/a/NUL'
hostile 'a device with an ending' 'con.md'
hostile 'no name' ''
hostile 'the name of another file' 'issues/a/issue.yaml'
hostile 'the name of another file in capitals' 'issues/a/ISSUE.yaml'
hostile 'a file in the place of a folder' 'issues/a'
hostile 'a name of 300 bytes' "issues/a/$(printf '%0300d' 0).md"
hostile 'a name that is a folder' 'issues/a/'
hostile 'a point' './issues/a/01-first.md'

# ---- streams that stand for gigabytes ----
bomb() { # NAME SED-SCRIPT-OF-THE-PLACE: a stream of 200 MB in 200 kB, in the place of the stream that is named there
	python3 "$SRCDIR/tests/archive/bomb.py" $pdf "$2" bomb.pdf
	(ulimit -v 1500000 && "$VISNYK" verify bomb.pdf >said 2>&1)
	check "$1: refused" test $? -eq 1
	check_has "$1: says so" '[reader-broken]' said
}
case $MODE in
asan) ;; # takes more memory than the limit itself
*)
	bomb 'an attached file' EmbeddedFile
	bomb 'a font in a chain of filters' FontFile2
	;;
esac

check 'nothing is written outside' test ! -e up.md -a ! -e ../up.md -a ! -e /tmp/visnyk-up.md

# ---- a record that lies ----
record() { # NAME STATUS JSON CODE
	printf '%s' "$3" >build.json
	python3 "$SRCDIR/tests/archive/record.py" $pdf build.json lie.pdf
	check_status "$1" "$2" "$VISNYK" verify lie.pdf
	check_has "$1: says so" "$4" "$TMP/.err"
}
record 'a record that is no JSON' 1 'oh' '[archive-record]'
record 'a record that leads away' 1 '{"issue": "../../a", "template": "templates/visnyk-a4"}' '[archive-record]'
record 'a record of an issue that is not inside' 1 '{"issue": "b", "template": "templates/visnyk-a4"}' '[archive-not-built]'
check_has 'it is named as it is inside the file' ': issues/b' "$TMP/.err"
check_lacks 'a temporary folder is not shown' 'visnyk-' "$TMP/.err"
record 'a record of another font' 1 '{"issue": "a", "template": "templates/visnyk-a4",
"fonts": [{"file": "SourceSerif4-Bold.ttf", "sha256": "00"}]}' '[archive-font]'
record 'a record of other libraries' 1 '{"issue": "a", "template": "templates/visnyk-a4"}' '[archive-libraries]'
