# What stands beside the lines of a text: large initials. Made of small issues, judged by pages.py.
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
