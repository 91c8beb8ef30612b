# visnyk compare: silent when two files are the same, else what differs and where, also as pictures.
. "$SRCDIR/tests/lib.sh"

text='A paragraph that is long enough to be broken into several lines, so that a letter more or less is seen.'
make_issue i "$text"
printf '%s\n' '' '***' '' '| a | b |' '|---|---|' '| 1 | 2 |' '' '![A thing](p.png)' '' 'The end.' >>i/01-first.md
cp "$SRCDIR/tests/golden/all/images/p.png" i/p.png
build() { "$VISNYK" build -q i --profile "${2:-screen}" -o "$1" 2>/dev/null; }
build was
pdf=was/i-screen.pdf
qpdf --qdf --object-streams=disable $pdf plain.pdf
# edited NAME SED: the plain file with its operators changed.
edited() { LC_ALL=C sed "$2" plain.pdf | fix-qdf >"$1" 2>/dev/null; }
# finds NAME B CODE TEXT [CODE...]: exactly these differences from the first file.
finds() {
	finds_name=$1 finds_file=$2 finds_text=$3
	shift 3
	check_status "$finds_name: status 1" 1 "$VISNYK" compare $pdf "$finds_file"
	check_has "$finds_name: where" "$finds_text" "$TMP/.err"
	grep -o '\[compare-[a-z]*\]$' "$TMP/.err" | sort -u | tr '\n' ' ' >codes
	printf '%s ' "$@" | check_same "$finds_name: nothing else" - codes
	check_empty "$finds_name: nothing on standard output" "$TMP/.out"
}

build again
qpdf --object-streams=generate $pdf resaved.pdf
for other in again/i-screen.pdf resaved.pdf; do
	check_status "the same ($other)" 0 "$VISNYK" compare $pdf $other -o none
	check_empty "the same ($other): silent" "$TMP/.err"
	check_empty "the same ($other): silent on standard output" "$TMP/.out"
done
check 'the same: no picture' test ! -e none

# Another program may write the same strings otherwise: as text in brackets with escapes, as hexadecimal figures with
# blanks, in small letters, without the last nought; and have comments and line ends of its own.
otherwise() { # HOW
	python3 - "$1" plain.pdf >rough.pdf <<'END'
import re, sys
how, data = sys.argv[1], open(sys.argv[2], "rb").read()
NAMED = {8: b"\\b", 9: b"\\t", 10: b"\\n", 12: b"\\f", 13: b"\\r", 40: b"\\(", 41: b"\\)", 92: b"\\\\"}
def literal(code, at, codes):
    digit_next = at + 1 < len(codes) and 48 <= codes[at + 1] <= 57
    if how == "octal":
        return b"\\%03o" % code if digit_next or at % 2 else b"\\%o" % code
    if how == "broken":
        return (b"\\\n", b"\\\r\n", b"\\\r")[at % 3] + NAMED.get(code, bytes([code]) if 32 <= code < 127 else b"\\%03o" % code)
    return NAMED.get(code, bytes([code]) if code > 13 else b"\\%03o" % code)
def written(match):
    codes = bytes.fromhex(match.group(1).decode())
    if how == "figures":
        text = codes.hex().encode()
        text = text[:-1] if text.endswith(b"0") else text
        return b"<" + b" ".join(text[i:i + 3] for i in range(0, len(text), 3)) + b"\t>"
    return b"(" + b"".join(literal(code, at, codes) for at, code in enumerate(codes)) + b")"
def stream(match):
    content = match.group(2)
    if b" Tf" not in content:
        return match.group(0)
    content = re.sub(rb"<([0-9A-Fa-f]+)>", written, content)
    return match.group(1) + content.replace(b"\nET", b"\n% the end of (a text\r\nET") + match.group(3)
sys.stdout.buffer.write(re.sub(rb"(stream\n)(.*?)(\nendstream)", stream, data, flags=re.S))
END
	fix-qdf rough.pdf >otherwise.pdf 2>/dev/null
}
for how in brackets octal broken figures; do
	otherwise $how
	finds "strings written otherwise ($how)" otherwise.pdf 'the pages are the same' '[compare-rest]'
done

td=$(grep -a -m 1 -o '[0-9.]* [0-9.]* Td' plain.pdf)
x=${td%% *}
edited moved.pdf "0,/$td/s/$td/$(echo "$x" | awk '{ print $1 + 0.25 }') ${td#* }/"
finds 'a line moved by 0.25 pt' moved.pdf ': +0.25, 0: «' '[compare-moved]'
sed -i 's/a letter more/a better more/' i/01-first.md
build letters
finds 'one word' letters/i-screen.pdf 'letter' '[compare-text]'
check_has 'one word: the other' 'better' "$TMP/.err"
sed -i 's/a better more/a letter mere/' i/01-first.md
build letter
finds 'one letter' letter/i-screen.pdf 'mere' '[compare-text]'
sed -i 's/letter mere/letter more/' i/01-first.md
re=$(grep -a -m 1 -o '[0-9.]* [0-9.]* [0-9.]* [0-9.-]* re' plain.pdf)
edited rule.pdf "0,/$re/s/$re/$(echo "$re" | awk '{ print $1 + 0.25, $2, $3, $4, $5 }')/"
finds 'a rule moved by 0.25 pt' rule.pdf "$re ≠ " '[compare-shape]'
cm=$(grep -a -m 1 -o '[0-9.]* 0 0 [0-9.]* [0-9.]* [0-9.]* cm' plain.pdf)
edited picture.pdf "0,/$cm/s/$cm/$(echo "$cm" | awk '{ print $1, 0, 0, $4, $5, $6 - 0.25, "cm" }')/"
finds 'a picture moved by 0.25 pt' picture.pdf "${cm% cm} Do" '[compare-picture]'
colour=$(grep -a -m 1 -o '[0-9.]* [0-9.]* [0-9.]* rg' plain.pdf)
edited colour.pdf "0,/$colour/s/$colour/1 0 0 rg/"
finds 'another colour' colour.pdf '1 0 0 rg' '[compare-colour]'
cp i/p.png kept.png
find "$SRCDIR/issues" -name "*.jpg" | sort | head -n 1 | xargs -I {} cp {} i/p.png
build emblem
check_status 'another picture: status 1' 1 "$VISNYK" compare $pdf emblem/i-screen.pdf
check_has 'another picture: said' '[compare-picture]' "$TMP/.err"
cp kept.png i/p.png
edited size.pdf 's/^  \/TrimBox/  \/Rotate 90\n  \/TrimBox/'
finds 'a page that was turned' size.pdf 'Rotate 90' '[compare-size]'
sed -i 's/^title: .*/title: Another/' i/issue.yaml
build title
check_status 'only a property: status 1' 1 "$VISNYK" compare $pdf title/i-screen.pdf
printf '%s\n' '---' 'title: Second' '---' '' "$text" >i/02-second.md
for paragraph in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do printf '\n%s %s %s %s\n' "$text" "$text" "$text" "$text"; done >>i/02-second.md
build pages
check_status 'more pages: status 1' 1 "$VISNYK" compare $pdf pages/i-screen.pdf -o shown
check_has 'more pages: said' '1 ≠ ' "$TMP/.err"
check_has 'more pages: code' '[compare-pages]' "$TMP/.err"
check 'more pages: a picture of the last one' test -s shown/page-02.png
edited rest.pdf 's/\/DisplayDocTitle true/\/DisplayDocTitle false/'
finds 'what no page shows' rest.pdf 'rest.pdf' '[compare-rest]'

check_status 'pictures of one letter' 1 "$VISNYK" compare $pdf letter/i-screen.pdf -o pictures
check 'pictures of one letter: one page' test "$(ls pictures)" = page-01.png
check 'pictures of one letter: both pages side by side' python3 - pictures/page-01.png <<-'END'
	import struct, sys
	data = open(sys.argv[1], "rb").read()
	width, height = struct.unpack(">II", data[16:24])
	assert data[:4] == b"\x89PNG" and width > height * 1.3, (width, height)
END
check_status 'no program that draws' 3 env PATH=/nonexistent "$VISNYK" compare $pdf letter/i-screen.pdf -o pictures
check_has 'no program that draws: said' '[app-no-renderer]' "$TMP/.err"
check_has 'no program that draws: what differs is told' '[compare-text]' "$TMP/.err"

echo 'no PDF' >broken.pdf
check_status 'a file that is no PDF' 1 "$VISNYK" compare $pdf broken.pdf
check_has 'a file that is no PDF: said' '[reader-broken]' "$TMP/.err"
check_status 'a file that is not there' 1 "$VISNYK" compare $pdf nowhere.pdf
check_status 'one name' 2 "$VISNYK" compare $pdf
check_status 'Ukrainian' 1 env LC_ALL=uk_UA.UTF-8 "$VISNYK" compare $pdf letter/i-screen.pdf
check_has 'Ukrainian: text' 'текст різний' "$TMP/.err"
for profile in print archive; do
	build was $profile
	build again $profile
	check_status "$profile: the same" 0 "$VISNYK" compare was/i-$profile.pdf again/i-$profile.pdf
done
