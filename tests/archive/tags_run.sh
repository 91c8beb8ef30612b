# The structure of an issue with everything in it, element by element.
. "$SRCDIR/tests/lib.sh"

sh "$SRCDIR/tests/conformance/nasty.sh" issues/nasty
mkdir issues/jump
printf '%s\n' 'number: 1' 'year: 2012' 'title: Bulletin' 'language: en' >issues/jump/issue.yaml
{
	printf '%s\n' '---' 'title: Long article' '---' ''
	for i in $(seq 1 60); do
		printf '%s\n' "Paragraph $i has institutional responsibilities, administrative representatives and extraordinary" \
			'congratulations; interdisciplinary communication characterises organisational transformation.' ''
	done
} >issues/jump/01-long.md
printf '%s\n' '---' 'title: Short article' '---' '' 'Words.' >issues/jump/02-short.md
check_status 'the issues are made' 0 "$VISNYK" build --all -q --profile archive -o out
python3 "$SRCDIR/tests/archive/tags.py" out/nasty-archive.pdf >tree
python3 "$SRCDIR/tests/archive/tags.py" out/jump-archive.pdf >jump

# has NAME PATTERN: a line of the tree fits; none NAME PATTERN: no line does.
has() { check "$1" grep -qE "$2" tree; }
none() {
	grep -E "$2" tree >found
	check_empty "$1" found
}
has 'one document' '^0 Document '
check 'an article is one element' test "$(grep -cE '^[0-9]+ Art ' tree)" -eq "$(ls issues/nasty/*.md | wc -l)"
check 'two articles' test "$(grep -cE '^[0-9]+ Art ' jump)" -eq 2
check 'an article over several pages is one element' grep -qE '^[0-9]+ Art .*pages=([2-9]|[1-9][0-9])' jump
awk '$2 ~ /^H[1-6]$/ { level = substr($2, 2); if (level > last + 1) print; last = level }
	$2 == "Art" { last = 1 }' tree >skipped
check_empty 'no level of headings is skipped' skipped
has 'ordered lists say so' ' L numbering=Decimal'
has 'other lists too' ' L numbering=Disc'
check 'each item of a list has a body' test "$(grep -cE '^[0-9]+ LI ' tree)" -eq "$(grep -cE '^[0-9]+ LBody ' tree)"
has 'labels of items' ' Lbl '
none 'a heading cell without scope' '^[0-9]+ TH (pages|lang)'
has 'cells of the head row' ' TH scope=(Row|Column|Both)'
has 'pictures have a description and a place' ' Figure( lang=[a-z]+)? alt bbox'
none 'a picture without description' '^[0-9]+ Figure pages'
has 'captions' ' Caption '
none 'a note without a name' '^[0-9]+ Note( lang=[a-z]+)? pages'
grep -oE ' Note .*id=[a-z0-9]+' tree | sed 's/.*id=//' | sort >notes
sed -n 's/^ids //p' tree | tr ' ' '\n' | sort | check_same 'every note is in the tree of IDs' notes -
check 'notes are called' test "$(grep -cE '^[0-9]+ Reference' tree)" -ge "$(wc -l <notes)"
has 'contents' ' TOC '
check 'an entry for each article' test "$(grep -cE '^[0-9]+ TOCI ' tree)" -eq "$(ls issues/nasty/*.md | wc -l)"
has 'links' ' Link '
has 'quotes' ' BlockQuote '
has 'boxes' ' Aside '
has 'which are known by the role map' '^role Aside Div$'
has 'English words in a Ukrainian article' ' (Span|P|Link) lang=en '
has 'Russian words' ' (Span|P|Link) lang=ru '
has 'an English article' '^[0-9]+ Art lang=en'

# Articles that jump out of frames (the notice stands in one of those of the front page), stand side by side, are tables, calendars and lists: one element each, in their order.
sh "$SRCDIR/tests/conformance/nasty_pages.sh" issues/frames
"$VISNYK" build -q --profile archive issues/frames -o out
python3 "$SRCDIR/tests/archive/tags.py" out/frames-archive.pdf >frames
check 'frames: an article is one element' test "$(grep -cE '^[0-9]+ Art ' frames)" -eq "$(ls issues/frames/*.md | wc -l)"
check 'frames: two and more go on on another page' test "$(grep -cE '^[0-9]+ Art .*pages=[2-9]' frames)" -ge 2
pdfinfo -struct-text out/frames-archive.pdf 2>log >read
for title in 'Стаття, що переходить' 'Another that jumps' 'Приходьте всі' 'Слева' 'Справа' 'Весняні дні' 'Про зроблене' 'Адреси сусідів' 'Цифри року'; do
	grep -n "\"$title" read | tail -n 1 | cut -d : -f 1
done >at
check 'frames: articles are read in the order of the issue' sh -c 'test "$(wc -l <at)" -eq 9 && sort -nc at'
check 'frames: cells that are joined say how far' sh -c 'qpdf --qdf out/frames-archive.pdf - | grep -aq "/ColSpan 2"'

# The head of a table that goes on over pages is repeated as an artifact: it is painted often and read once.
pdftotext out/nasty-archive.pdf - | grep -cx 'Note' >painted
pdfinfo -struct-text out/nasty-archive.pdf 2>log | grep -c '"Note "' >read
check 'repeated heads are painted' test "$(cat painted)" -gt 1
check 'repeated heads are read once' test "$(cat read)" -eq 1

# A hyphen at a line's end is no part of the word: searching and reading find the whole word.
pdftotext out/jump-archive.pdf - >words
check 'lines end with hyphens' grep -qP '\x{AD}$|[a-z]-$' words
pdfinfo -struct-text out/jump-archive.pdf 2>log | sed -n 's/^ *"\(.*\)"$/\1/p' | tr -d '\n' | sed 's/\xC2\xAD//g' >read
for word in institutional responsibilities administrative representatives interdisciplinary transformation; do
	check "$word is read whole, each time" test "$(grep -o "$word" read | wc -l)" -eq 60
done
none 'running heads and folios are no elements' ' (Header|Footer|Artifact) '
