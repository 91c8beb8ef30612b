# What stands beside lines or other pictures: large initials, text around pictures, groups of pictures; widths of
# columns; tables on their side. Made of small issues, judged by pages.py.
. "$SRCDIR/tests/lib.sh"

# issue NAME TEMPLATE: a folder with an issue of that template; the article comes on standard input.
issue() {
	mkdir -p "$1"
	cat >"$1/01-a.md"
	printf '%s\n' 'number: 1' 'year: 2026' 'date: 2026-03-01' 'title: Вісник' 'language: uk' "template: $2" \
		>"$1/issue.yaml"
}

# judged NAME: the pages are as a strict eye wants them.
judged() {
	"$VISNYK" dump "$1" --stage paint >"$1.dump" 2>"$1.err"
	python3 "$SRCDIR/tests/pages/pages.py" -v "$1.dump" >"$1.figures" 2>&1
	for what in single divided stranded off-grid collision note-away; do
		check_has "$1: $what: none" "$what 0 of" "$1.figures"
	done
}

# not_in DUMP: it has no initial.
not_in() { ! grep -qE '^  glyphs .*""$' "$1"; }

text='Обласна рада ухвалила програму підтримки громад на три роки, і перші кошти вже надійшли на рахунки районів. Водогін у
селищі прокладуть до осені, школу відкриють після ремонту, а дороги між селами впорядкують за кошти області. Голова ради
нагадав, що звіт про виконання програми щороку читатимуть на сесії.'

# ---- large initials: the word stays whole, the letter stands on the grid
for template in visnyk-a4 visnyk-a5 visnyk-a3; do
	for letter in Щ 'У ' '«Й' Її; do
		it=initial-$template-$(printf %s "$letter" | od -An -tx1 | tr -d ' \n')
		{
			printf '%s\n' '---' 'title: Перша новина' 'kind: news' '---' ''
			printf '%s\n' "${letter}асливо $text" '' "$text"
		} | issue "$it" $template
		judged "$it"
		[ "$letter$template" = '«Йvisnyk-a5' ] || # too wide for its columns
			check "$it: has an initial" grep -qE '^  glyphs .* font [0-9]+ [34][0-9]\.[0-9.]+ .*""$' "$it.dump"
		"$VISNYK" build -q --profile screen -o . "$it" 2>/dev/null
		pdftotext "$it-screen.pdf" - | tr '\n' ' ' >words
		check_has "$it: the word is whole" "${letter}асливо Обласна" words
		pdfinfo -struct-text "$it-screen.pdf" 2>/dev/null | tr -d '\n' >words
		check_has "$it: in the structure too" "${letter}асливо Обласна" words
	done
done

# Begins as any other: too short a text, a figure, a word in another language, a kind without initials.
for begin in 'Кінець.' '2026 рік почався. '"$text" '[Bonjour]{lang=fr} '"$text"; do
	printf '%s\n' '---' 'title: Перша новина' 'kind: news' '---' '' "$begin" | issue plain visnyk-a4
	judged plain
	check "no initial: $(echo "$begin" | head -1 | cut -c1-12)" not_in plain.dump
done

# ---- text around pictures: beside lines of paragraphs and lists, above what is neither, at both sides
cp "$SRCDIR"/issues/2012-02/images/richka.jpg .
for template in visnyk-a4 visnyk-a5 visnyk-a3; do
	width=26%
	[ $template = visnyk-a5 ] && width=45%
	it=around-$template
	{
		printf '%s\n' '---' 'title: Перша новина' 'kind: profile' '---' ''
		printf '%s\n' "![Міст](richka.jpg \"Міст\"){side=right width=$width crop=3:4}" '' "$text" '' "$text" ''
		printf '%s\n' "![Міст](richka.jpg){side=left width=$width crop=1:1}" '' "$text" '' '- перше;' '- друге.' ''
		printf '%s\n' '## Далі' '' "![Міст](richka.jpg){side=left width=$width crop=3:4}" '' 'Один рядок.' '' '## Потім' ''
		printf '%s\n' "$text" '' "![Міст](richka.jpg){side=left width=$width}" '' '| А | Б |' '|---|---|' '| 1 | 2 |'
	} | issue "$it" $template
	cp richka.jpg "$it"
	judged "$it"
	check_lacks "$it: there is room" 'figure-side' "$it.err"
	check "$it: four pictures" test "$(grep -c '^  image ' "$it.dump")" = 4
	# Lines beside the first picture end before it: the judge's "collision" says so; and some do stand beside it.
	check "$it: lines stand beside pictures" python3 -c "
import re, sys
boxes = [tuple(map(float, m)) for m in re.findall(r'  image (\S+) (\S+) ([\d.]+)x([\d.]+)', open('$it.dump').read())]
lines = [tuple(map(float, m)) for m in re.findall(r'  glyphs (\S+) (\S+) w(\S+)', open('$it.dump').read())]
beside = lambda b, l: b[1] < l[1] < b[1] + b[3] and (0 < b[0] - l[0] - l[2] < 15 or 0 < l[0] - b[0] - b[2] < 15)
sys.exit(0 if sum(beside(b, l) for b in boxes[:2] for l in lines) >= 4 else 1)"
done

# ---- groups of pictures: as high as one another in a row, over the whole width, each a Figure, one Caption beside them
cp "$SRCDIR"/issues/2012-02/images/seminar.jpg .
for template in visnyk-a4 visnyk-a5 visnyk-a3; do
	it=group-$template
	{
		printf '%s\n' '---' 'title: Перша новина' 'kind: news' '---' '' "$text" ''
		printf '%s\n' '![Міст](richka.jpg "Міст і семінар"){.group span=2 place=top}' '![Семінар](seminar.jpg){crop=3:4}' \
			'![Річка](richka.jpg){crop=1:1}' '' "$text" '' "$text" '' "$text"
	} | issue "$it" $template
	cp richka.jpg seminar.jpg "$it"
	judged "$it"
	sed -n 's/^  image \(.*\)/\1/p' "$it.dump" | awk '{ split($3, size, "x"); print $2, size[2] }' | sort -u >heights
	check "$it: one row, one height" test "$(wc -l <heights)" = 1
	check "$it: three pictures" test "$(grep -c '^  image ' "$it.dump")" = 3
	check "$it: three figures and a caption in one Div" python3 -c "
import re, sys
found = re.findall(r'^element (\d+) (\w+) in (\d+)', open('$it.dump').read(), re.M)
groups = [p for e, role, p in found if role == 'Figure']
captions = [p for e, role, p in found if role == 'Caption']
sys.exit(0 if len(groups) == 3 and len(set(groups)) == 1 and captions == groups[:1] else 1)"
done

# ---- widths of columns, in percent of the table's
{
	printf '%s\n' '---' 'title: Звіт' 'kind: report' '---' ''
	printf '%s\n' "$text" '' '| Стаття | Пояснення | Сума |' '|---|---|---|' '| дороги | ремонт | 120 |' '' \
		': Видатки {widths="20 * 30"}'
} | issue widths visnyk-a5
judged widths
check 'the columns are as wide as was asked for' python3 -c "
import re, sys
dump = open('widths.dump').read()
x = {t: float(x) for x, t in re.findall(r'  glyphs (\S+) \S+ w.*\"(Стаття|Пояснення|Сума) ?\"', dump)}
total = max(float(w) for w in re.findall(r'  rect \S+ \S+ ([\d.]+)x0\.7', dump))
near = lambda part, percent: abs(part - total * percent / 100) < 0.1
sys.exit(0 if near(x['Пояснення'] - x['Стаття'], 20) and near(x['Сума'] - x['Пояснення'], 50) else 1)"

# ---- tables that stand on their side: asked for, or too wide; in parts, with text beside the last one; the page upright
table() {
	printf '%s' '| № | Назва заходу |'
	for y in 2012 2013 2014 2015 2016 2017 2018 2019 2020; do printf ' Перевиконання %s |' $y; done
	printf '\n|---|---|'
	for y in 1 2 3 4 5 6 7 8 9; do printf '%s' '---:|'; done
	echo
	for n in $(seq 1 "$1"); do
		printf '%s' "| $n | Захід-$n для громад області${2:+$([ "$n" = 2 ] && echo "$2")} |"
		for y in 1 2 3 4 5 6 7 8 9; do printf ' %s |' "$((n * y)),5"; done
		echo
	done
}
for template in visnyk-a4 visnyk-a5 visnyk-a3; do
	it=turned-$template rows=60
	[ $template = visnyk-a5 ] && rows=24
	{
		printf '%s\n' '---' 'title: Звіт' 'kind: news' 'page: 1' '---' '' "$text" '' '## Заходи' ''
		table $rows '[^1]'
		printf '%s\n' '' ': Заходи програми {turn=true}' '' "$text" '' "$text" '' "$text" '' '[^1]: За рішенням ради.'
	} | issue "$it" $template
	judged "$it"
	check_lacks "$it: said nothing" 'table-upright\|table-turned' "$it.err"
	check "$it: its lines run up the page" grep -q '^  glyphs .* turned .*"Захід-1 ' "$it.dump"
	check "$it: running heads are upright" test "$(grep -c '^  glyphs .* turned .*"Вісник. № 1' "$it.dump")" = 0
	"$VISNYK" build -q --profile screen,archive -o . "$it" 2>/dev/null
	pdfinfo -struct-text "$it-screen.pdf" 2>/dev/null >struct
	check "$it: one table" test "$(grep -c '^ *Table' struct)" = 1
	check "$it: each row once" test "$(grep -oE 'Захід-[0-9]+' struct | sort -u | wc -l)-$(grep -oE 'Захід-[0-9]+' struct | wc -l)" = $rows-$rows
	parts=$(grep -c '^  glyphs .* turned .*"№' "$it.dump")
	check "$it: the head in each of $parts parts" test "$parts" = "$(awk '/^page / { p = $2 } /turned.*"Захід-/ { seen[p] = 1 } END { for (p in seen) n++; print n }' "$it.dump")"
	check "$it: more than one part" test "$parts" -ge 1
	check "$it: all of it within the page" awk '/^page / { split($NF, size, "x") }
		/^  glyphs .* turned/ { if ($3 > 1200 || $3 - substr($4, 2) < 30) bad = 1 } END { exit bad }' "$it.dump"
	check_status "$it: the archive is built again" 0 "$VISNYK" verify "$it-archive.pdf"
	check_status "$it: both files show the same lines" 0 "$VISNYK" compare "$it-screen.pdf" "$it-screen.pdf"
done
check 'turned-visnyk-a4: the notes are turned with it' grep -q '^  glyphs .* turned .*За рішенням ради' turned-visnyk-a4.dump
{
	printf '%s\n' '---' 'title: Звіт' 'kind: news' '---' '' "$text" ''
	table 5
	printf '%s\n' '' "$text"
} | issue wide visnyk-a5
judged wide
check_has 'wide: turned by itself, with a message' 'table-turned' wide.err
check 'wide: it is' grep -q ' turned ' wide.dump
{
	printf '%s\n' '---' 'title: Звіт' 'kind: news' '---' '' "$text" ''
	table 5
	printf '%s\n' '' ': Заходи {turn=false}' '' "$text"
} | issue upright visnyk-a5
judged upright
check_has 'upright: in smaller letters' 'table-too-wide' upright.err
check 'upright: it is' test "$(grep -c ' turned ' upright.dump)" = 0
