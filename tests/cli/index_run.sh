# The index of an issue: pages of persons and communities, right wherever they came to stand, each a link to its place.
. "$SRCDIR/tests/lib.sh"

make_issue issue 'Met [Ann Lee]{.person index="Lee, Ann"} of [Izium]{.community}, and [Ann]{.person index="Lee, Ann"}.'
printf '%s\n' '---' 'title: Second article' '---' '' \
	'Met [Ben Kay]{.person} and [A. Lee]{.person index="Lee, Ann"}.' >issue/02-second.md
printf '%s\n' 'articles: [01-first.md, {file: 02-second.md, page: 2}]' >>issue/issue.yaml

# entries: the lines of the index in the text of the PDF.
entries() {
	check_status "$1: builds" 0 "$VISNYK" build issue -o . -q --profile screen
	check_empty "$1: no message" "$TMP/.err"
	pdftotext issue-screen.pdf - | grep -E '^(Index|Persons|Communities|.* [0-9][0-9, ]*)$' | sed 's/ *$//' >lines
}
entries 'no index asked for'
check_lacks 'no index asked for: none' Index lines
echo 'index: true' >>issue/issue.yaml
entries 'an index'
check_has 'an index: pages of a person in the order of the book' 'Lee, Ann 1, 2' lines
check_has 'an index: another person' 'Ben Kay 2' lines
check_has 'an index: a community' 'Izium 1' lines
sed -n '/Persons/,/Communities/p' lines | grep -nE 'Kay|Lee' | cut -d: -f2 >order
check_same 'an index: in the order of the alphabet' - order <<END
Ben Kay 2
Lee, Ann 1, 2
END
qpdf --qdf issue-screen.pdf plain.pdf
grep -c '/Subtype /Link' plain.pdf >links
check_has 'an index: every number is a link, as are the three entries of the contents' 7 links
sed -i 's/page: 2/page: 3/; s/01-first.md, /01-first.md, {file: 03-third.md, page: 2}, /' issue/issue.yaml
printf '%s\n' '---' 'title: Third article' '---' '' 'Nobody.' >issue/03-third.md
entries 'after a change of pages'
check_has 'after a change of pages: the new ones' 'Lee, Ann 1, 3' lines
sed -i 's/^index: true/index: [community]/' issue/issue.yaml
entries 'one part of it'
check_lacks 'one part of it: not the other' Persons lines
check_has 'one part of it: this one' 'Izium 1' lines
