# visnyk compare: files of other makers, whose text is placed, coded and packed as no file of this program is.
. "$SRCDIR/tests/lib.sh"

make_file() { python3 "$SRCDIR/tests/cli/foreign.py" "$@"; }
# finds NAME OLD NEW CODE TEXT: the file with OLD become NEW differs in this alone.
finds() {
	make_file other.pdf "$2" "$3" || not_ok "$1" 'is not made'
	check_status "$1: status 1" 1 "$VISNYK" compare first.pdf other.pdf
	check_has "$1: where" "$5" "$TMP/.err"
	grep -o '\[compare-[a-z]*\]$' "$TMP/.err" | sort -u >codes
	echo "[compare-$4]" | check_same "$1: nothing else" - codes
}

make_file first.pdf
make_file same.pdf
qpdf --stream-data=uncompress first.pdf packed.pdf
check_status 'the same file' 0 "$VISNYK" compare first.pdf same.pdf
check_status 'packed in another way' 0 "$VISNYK" compare packed.pdf packed.pdf
check 'the file is one that others can read' qpdf --check first.pdf

# Of 24 glyphs in the second block and six in the third; shifts as the operators make them.
finds 'a letter of a simple font' '(First)' '(Fiest)' text '«First'
finds 'a letter that has a name alone' '(a line)' '(a linB)' text '/afii10018'
finds 'a letter of a range' '<00050003>' '<00040003>' text 'БВГБЖ» 20, 60 ≠ «uotedtwiceБВВБЖ» 20, 60'
finds 'a code without a text' '<0009>' '<000A>' text 'БВГБ#000A»'
finds 'text moved by its matrix' '20 30 Tm' '20.25 30 Tm' moved '1: 5: +0.25, 0:'
finds 'text moved by the matrix of the page' '0 200 cm' '0 200.25 cm' moved '1: 5: 0, +0.25:'
finds 'text moved by Td' '20 150 Td' '19.75 150 Td' moved '1: 25: -0.25, 0:'
finds 'text moved by T*, which TL sets' '12 TL' '12.25 TL' moved '1: 19: 0, -0.25:'
finds 'text moved by TD' '-15 TD' '-15.25 TD' moved '1: 3: 0, -0.5:'
finds 'text moved within TJ' '-250' '-500' moved '1: 1: +1, 0:'
finds 'the space between words' '2 Tw' '2.25 Tw' moved '+0.25, 0:'
finds 'the space between letters' '0.5 Tc' '0.75 Tc' moved '+0.25, 0:'
finds 'the spaces of a line of its own' '1 0.25 (twice)' '1 0.5 (twice)' moved '1: 8: +0.25, 0:'
finds 'the width of letters' '0.5 Tc' '0.5 Tc 110 Tz' moved '1:'
finds 'another size' '/F1 10 Tf 12' '/F1 11 Tf 12' text '1:'
finds 'an area moved by the matrix of the page' '10 10 cm' '10.25 10 cm' shape '10 10 60 0 0 1 re ≠ 10.25 10 60 0 0 1 re'
finds 'a picture within the page, moved' '100 20 cm' '100 20.25 cm' picture '20 0 0 20 100 20.25 EI'
finds 'a picture within the page, another' 'EI.' 'EI,' picture 'EI'

qpdf --encrypt secret owner 256 -- first.pdf locked.pdf
check_status 'a password: status 1' 1 "$VISNYK" compare first.pdf locked.pdf
check_has 'a password: said' '[reader-password]' "$TMP/.err"
qpdf --encrypt '' owner 256 -- first.pdf open.pdf
check_status 'protected against changes alone: it can be read' 1 "$VISNYK" compare first.pdf open.pdf
check_has 'protected against changes alone: the pages are the same' '[compare-rest]' "$TMP/.err"

# The same by a program that writes PDF in its own way.
make_issue i 'A paragraph that is long enough to be broken into several lines.'
"$VISNYK" build -q i --profile screen -o was 2>/dev/null
sed -i 's/several/sevaral/' i/01-first.md
"$VISNYK" build -q i --profile screen -o is 2>/dev/null
for f in was is; do pdftocairo -pdf $f/i-screen.pdf $f.pdf; done
check_status 'cairo: a letter' 1 "$VISNYK" compare was.pdf is.pdf
check_has 'cairo: which' 'sevaral' "$TMP/.err"
