# visnyk lock and visnyk verify: what has changed since, and how much of it shows.
. "$SRCDIR/tests/lib.sh"

cp -R "$SRCDIR/templates" "$SRCDIR/fonts" .
export VISNYK_DATA=.
long='A paragraph that is long enough to be broken into several lines, because a lock tells where each of them ends.'
make_issue issues/a "$long $long"
make_issue issues/b "$long"
mkdir issues/a/images
cp "$SRCDIR/tests/golden/all/images/p.png" issues/a/images/p.png
printf '\n![A thing](images/p.png)\n' >>issues/a/01-first.md
mkdir kept
cp -R issues templates fonts kept

# again: everything as it was when it was locked.
again() {
	rm -rf issues templates fonts
	cp -R kept/issues kept/templates kept/fonts .
}
# verdict NAME STATUS TEXT [OPTION...]: what verify says of issue a.
verdict() {
	verdict_name=$1 verdict_text=$3
	verdict_status=$2
	shift 3
	check_status "$verdict_name: status $verdict_status" "$verdict_status" "$VISNYK" verify a "$@"
	sed 's/^a: //; s/, [0-9].*//' "$TMP/.out" >out
	check "$verdict_name: $verdict_text" grep -qx "$verdict_text" out
}
# sealed FILE: its last line made right again after the others were edited.
sealed() { python3 - "$1" <<-'END'
	import hashlib, re, sys
	text = open(sys.argv[1], "rb").read()
	text = text[:text.rindex(b"sum: ")]
	open(sys.argv[1], "wb").write(text + b'sum: "' + hashlib.sha256(text).hexdigest().encode() + b'"\n')
	END
}

check_status 'no lock at all' 1 "$VISNYK" verify
check_has 'no lock at all: said of the folder' 'makes one: issues/ [lock-missing]' "$TMP/.err"
check_status 'lock' 0 "$VISNYK" lock --all
cp issues/a/issue.lock a.lock
verdict 'nothing changed' 0 'the same bytes'
check_empty 'nothing changed: no message' "$TMP/.err"
check 'verify writes nothing into the issues' test -z "$(find issues -newer a.lock -type f ! -name issue.lock)"
check 'nor anywhere else' test ! -e build
for name in a b; do cp issues/$name/issue.lock kept/issues/$name/; done
"$VISNYK" lock -q a
check_same 'a lock is the same the next time' a.lock issues/a/issue.lock
mkdir -p elsewhere
cp -R kept/issues elsewhere/
(cd elsewhere && VISNYK_DATA="$SRCDIR" "$VISNYK" lock -q --all -j 2)
check_same 'and in another place' a.lock elsewhere/issues/a/issue.lock
for line in 'issue: "a"' '    "01-first.md": "' '    "fonts/SourceSerif4-Regular.ttf": "' '    "templates/visnyk-a4/template.yaml": "' \
	'    "templates/languages/en/language.yaml": "' '    "images/p.png": "' '  screen:' '  - "libharu'; do
	check_has "a lock has $line" "$line" a.lock
done
awk '/^inputs:/ { on = 1; next } /^outputs:/ { on = 0 } on && /^    / { print role $1 } on && /^  [a-z]/ { role = $1 }' a.lock >names
LC_ALL=C sort -c names 2>/dev/null && ok 'inputs are sorted' || not_ok 'inputs are sorted' "$(cat names)"
check_status 'all that are locked' 0 "$VISNYK" verify
check 'all that are locked: a table' grep -qx '  the same bytes  *2' "$TMP/.out"
make_issue issues/c
check_status 'one without a lock' 0 "$VISNYK" verify --all
check_has 'one without a lock is named' 'issues/c [lock-none]' "$TMP/.err"
check_status 'one without a lock, asked for' 1 "$VISNYK" verify c
check_has 'one without a lock, asked for: said' '[lock-missing]' "$TMP/.err"
check_status 'lock without names' 2 "$VISNYK" lock
check_has 'lock without names: said' '[app-name-or-all]' "$TMP/.err"
again

# ---- what changed ----------------------------------------------------------------------------------------------------
sed -i 's/several lines/several rows/' issues/a/01-first.md
verdict 'a changed word' 1 'differs'
check_has 'a changed word: the input' 'a: article: 01-first.md [lock-input]' "$TMP/.err"
check_has 'a changed word: page and line' 'a, 1:' "$TMP/.err"
check_has 'a changed word: its code' '[lock-differs]' "$TMP/.err"
check_has 'a changed word: the place in the source' 'issues/a/01-first.md:5' "$TMP/.err"
check_has 'a changed word: the words' 'rows' "$TMP/.err"
again
cp fonts/SourceSerif4-Bold.ttf fonts/SourceSerif4-Regular.ttf
verdict 'another font' 1 'differs'
check_has 'another font is named' 'a: font: fonts/SourceSerif4-Regular.ttf [lock-input]' "$TMP/.err"
again
printf '\0' >>fonts/SourceSerif4-BoldItalic.ttf
verdict 'a font that prints nothing here' 0 'the same bytes'
check_has 'a font that prints nothing here is named' 'SourceSerif4-BoldItalic.ttf [lock-input]' "$TMP/.err"
verdict 'a font that prints nothing here, --strict' 1 'the same bytes' --strict
again
echo '# a remark' >>templates/visnyk-a4/template.yaml
verdict 'a remark in the template' 0 'the same layout'
check_has 'a remark in the template: named' 'template: templates/visnyk-a4/template.yaml [lock-input]' "$TMP/.err"
check_has 'a remark in the template: the file that carries it' 'a: archive [lock-layout-only]' "$TMP/.err"
check_lacks 'a remark in the template: the others are the same' 'a: screen' "$TMP/.err"
again
sed -i 's/^  gutter: .*/  gutter: 7mm/' templates/visnyk-a4/template.yaml
cmp -s templates/visnyk-a4/template.yaml kept/templates/visnyk-a4/template.yaml || verdict 'a changed look' 1 'differs'
again
cp "$SRCDIR/tests/golden/all/images/p.png" issues/a/images/q.png
sed -i 's/p.png/q.png/' issues/a/01-first.md
verdict 'another picture' 1 'differs'
check_has 'another picture: the one that is new' 'picture: images/q.png [lock-input-new]' "$TMP/.err"
check_has 'another picture: the one that is gone' 'picture: images/p.png [lock-input-gone]' "$TMP/.err"
again
python3 - <<-'END'
	import struct, zlib
	data = bytearray(open("issues/a/images/p.png", "rb").read())
	at = data.index(b"IDAT") - 4 # the same size, another pixel
	size = struct.unpack(">I", data[at:at + 4])[0]
	pixels = bytearray(zlib.decompress(data[at + 8:at + 8 + size]))
	pixels[-1] ^= 0x55
	packed = zlib.compress(bytes(pixels))
	chunk = struct.pack(">I", len(packed)) + b"IDAT" + packed + struct.pack(">I", zlib.crc32(b"IDAT" + packed))
	open("issues/a/images/p.png", "wb").write(data[:at] + chunk + data[at + 12 + size:])
END
verdict 'another picture of the same size and name' 1 'differs'
check_has 'another picture of the same size and name: named' 'a: picture: images/p.png [lock-input]' "$TMP/.err"
check 'another picture of the same size and name: page and line' grep -Eq \
	'^issues/a/01-first.md:7:1: error: .*: a, 1:[0-9]+: images/p.png \[lock-differs\]$' "$TMP/.err"
again
sed -i 's/libharu [0-9.]*/libharu 2.2.0/' issues/a/issue.lock
sealed issues/a/issue.lock
verdict 'another library' 0 'the same bytes'
check_has 'another library is named' 'a: libharu 2.2.0 ≠ libharu' "$TMP/.err"
check_has 'another library: its code' '[lock-libraries]' "$TMP/.err"
sed -i 's/bytes: "....../bytes: "000000/' issues/a/issue.lock
sealed issues/a/issue.lock
verdict 'other bytes of the same content' 0 'the same content'
sed -i 's/content: "....../content: "000000/' issues/a/issue.lock
sealed issues/a/issue.lock
verdict 'other content of the same layout' 0 'the same layout'
check_status 'other content of the same layout: --strict' 1 "$VISNYK" verify --strict a
sed -i '/^pages:/,$s/ends\.\?"/end"/' issues/a/issue.lock
sealed issues/a/issue.lock
verdict 'a line that ended otherwise' 1 'differs'
check_has 'a line that ended otherwise: how' '…end ≠ ' "$TMP/.err"
again
rm issues/b/01-first.md
check_status 'an issue that cannot be made' 1 "$VISNYK" verify a b
check_has 'an issue that cannot be made: said' 'issues/b: ' "$TMP/.err"
check_has 'an issue that cannot be made: code' '[lock-not-made]' "$TMP/.err"
check 'an issue that cannot be made: the table' grep -q 'not checked  *1' "$TMP/.out"
cp issues/b/issue.lock b.lock
check_status 'lock of an issue that cannot be made' 1 "$VISNYK" lock b
check_same 'lock of an issue that cannot be made: the old one stays' b.lock issues/b/issue.lock
again
SOURCE_DATE_EPOCH=1333065600 "$VISNYK" lock -q a
verdict 'the day of the lock counts' 0 'the same bytes'
again
check_status 'in Ukrainian' 0 env LC_ALL=uk_UA.UTF-8 "$VISNYK" verify a
check_has 'in Ukrainian: text' 'ті самі байти' "$TMP/.out"

# Names of files that a line of a lock cannot hold as they are.
odd='50% "x" Яя.png'
printf '%s\n' '' '![A thing](<images/50%25 %22x%22 %D0%AF%d1%8f.png>)' >>issues/a/01-first.md
cp issues/a/images/p.png "issues/a/images/$odd"
check_status 'a picture with an odd name: lock' 0 "$VISNYK" lock -q a
check_has 'a picture with an odd name: its line' '50%25 %22x%22 Яя.png' issues/a/issue.lock
verdict 'a picture with an odd name' 0 'the same bytes'
printf 'x' >>"issues/a/images/$odd"
check_status 'a picture with an odd name, changed' 1 "$VISNYK" verify --strict a
check_has 'a picture with an odd name, changed: said' '50%25 %22x%22' "$TMP/.err"
again

# ---- locks that prove nothing ----------------------------------------------------------------------------------------
# refused NAME [CODE]: the lock of a is not believed.
refused() {
	check_status "$1: status 1" 1 "$VISNYK" verify a
	check_has "$1: said" "$2" "$TMP/.err"
	check_has "$1: not checked" 'a: not checked' "$TMP/.out"
	again
}
sed -i 's/^epoch: ""/epoch: "1"/' issues/a/issue.lock
refused 'an edited lock' '[lock-damaged]'
head -c 2000 a.lock >issues/a/issue.lock
refused 'a lock cut off' '[lock-damaged]'
: >issues/a/issue.lock
refused 'an empty lock' '[lock-damaged]'
head -c 3000 "$VISNYK" >issues/a/issue.lock
refused 'a lock that is no text' '[lock-damaged]'
printf '%s\n' 'visnyk-lock: [1' >issues/a/issue.lock
refused 'a lock that is no YAML' '[lock-damaged]'
for key in issue program libraries inputs outputs pages; do
	sed "s/^$key:/x$key:/" a.lock >issues/a/issue.lock
	sealed issues/a/issue.lock
	refused "a lock without $key" '[lock-damaged]'
done
# Each of them is well formed and sealed, but says something that no lock says.
for edit in 's/^program: .*/program: [1]/' 's/^libraries:.*/libraries: {a: b}/' 's/^visnyk-lock: 1/visnyk-lock: 0/' \
	's/^visnyk-lock: 1/visnyk-lock: one/' 's/^visnyk-lock: 1/visnyk-lock: [1]/' 's/^epoch: ""/epoch: [1]/' \
	's/^issue: .*/issue: {a: b}/' 's/^pages:.*/pages: none/' 's/^outputs:.*/outputs: none/' 's/^inputs:.*/inputs: none/' \
	's/^  screen:.*/  paper: {}/' 's/bytes: "[0-9a-f]*"/bits: "1"/' 's/content: "[0-9a-f]*"/meaning: "1"/'; do
	sed "$edit" a.lock >issues/a/issue.lock
	sealed issues/a/issue.lock
	if cmp -s a.lock issues/a/issue.lock; then
		not_ok "a lock after $edit" 'the lock has no such line'
	else
		refused "a lock after $edit" '[lock-damaged]'
	fi
done
sed 's/^visnyk-lock: 1/visnyk-lock: 2/' a.lock >issues/a/issue.lock
refused 'a newer lock' '[lock-newer]'
cp b.lock issues/a/issue.lock
refused 'the lock of another issue' '[lock-other]'
rm -f issues/a/issue.lock
mkdir issues/a/issue.lock
check_status 'a folder in its place' 1 "$VISNYK" verify a
check_status 'a folder in its place: not written' 3 "$VISNYK" lock a
again
cp -R issues/a issues/a2
check_status 'two issues of one number' 0 "$VISNYK" lock a a2
check_has 'two issues of one number: said' '[app-number-twice]' "$TMP/.err"
again
printf 'archive: {standard: a-2u}\n' >>issues/a/issue.yaml
check_status 'sources beside the archive file: locked' 0 "$VISNYK" lock a
verdict 'sources beside the archive file' 0 'the same bytes'
if mkdir ro && mount -t tmpfs none ro 2>/dev/null; then
	cp -R kept/issues ro/
	mount -o remount,ro ro
	check_status 'a read-only issue: verified' 0 "$VISNYK" verify ro/issues/a
	check_status 'a read-only issue: not locked' 3 "$VISNYK" lock ro/issues/a
	umount ro
else
	skip 'a read-only issue' 'no right to mount one'
fi
