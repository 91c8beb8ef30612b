# Frames that their articles do not fill, and articles that go on in several places: no white in a frame, no line lost, the
# lines that send the reader on right at both ends.
. "$SRCDIR/tests/lib.sh"

text='Обласна рада ухвалила програму підтримки громад на три роки, і перші кошти вже надійшли на рахунки районів. Водогін у
селищі прокладуть до осені, школу відкриють після ремонту, а дороги між селами впорядкують за кошти області.'

# article FILE NAME PARAGRAPHS: each paragraph has its number.
article() {
	printf '%s\n' '---' "title: Новина $2" 'kind: news' '---' '' >"$1"
	for k in $(seq 1 "$3"); do printf '%s\n\n' "Абзац $k статті $2. $text" >>"$1"; done
}

issue() {
	mkdir -p "$1"
	printf '%s\n' 'number: 1' 'year: 2026' 'date: 2026-03-01' 'title: Вісник' 'language: uk' "template: $2" 'articles:' \
		>"$1/issue.yaml"
}

# judged NAME: the pages are as a strict eye wants them, and every paragraph is there once.
judged() {
	"$VISNYK" dump "$1" --stage paint >"$1.dump" 2>"$1.err"
	python3 "$SRCDIR/tests/pages/pages.py" -v "$1.dump" >"$1.figures" 2>&1
	for what in single divided stranded off-grid collision note-away jump-wrong; do
		check_has "$1: $what: none" "$what 0 of" "$1.figures"
	done
	"$VISNYK" build -q --profile screen -o . "$1" 2>/dev/null
	pdftotext "$1-screen.pdf" "$1.txt"
	check "$1: each paragraph once" test "$(grep -oE 'Абзац [0-9]+ статті [0-9]+' "$1.txt" | sort | uniq -d | wc -l)" = 0
	check "$1: none is lost" test "$(grep -cE 'Абзац [0-9]+ статті [0-9]+' "$1.txt")" = "$(cat "$1"/*.md | grep -c '^Абзац')"
}

# foot DUMP PAGE FROM TO: how far down running text between two places across the page reaches, in points.
foot() {
	awk -v page="$2" -v from="$3" -v to="$4" '
		/^page / { now = $2 }
		/^  glyphs .* font [0-9]+ 9 / && now == page && $2 >= from && $2 < to && $3 > most { most = $3 }
		END { print int(most) }' "$1"
}

# ---- short articles: the frames close, the flow stands below them on the first page
issue short visnyk-a3
article short/01-a.md 1 12
article short/02-b.md 2 7
for n in 3 4 5; do
	article short/0$n-c.md $n 25
	echo "  - 0$n-c.md" >>short/list
done
printf '%s\n' '  - {file: 01-a.md, frame: lead}' '  - {file: 02-b.md, frame: second}' >>short/issue.yaml
cat short/list >>short/issue.yaml
judged short
pdftotext -f 1 -l 1 short-screen.pdf front
check_has 'short: the flow has room on the first page' 'Новина 3' front
check "short: the page is full to its foot" test "$(foot short.dump 1 0 842)" -gt 1090

# ---- one short article beside a long one: the next one begins below it
issue below visnyk-a3
article below/01-a.md 1 8
article below/02-b.md 2 40
article below/03-c.md 3 30
printf '%s\n' '  - {file: 01-a.md, frame: lead}' '  - {file: 02-b.md, frame: second}' '  - 03-c.md' >>below/issue.yaml
judged below
pdftotext -f 1 -l 1 -layout below-screen.pdf front
check_has 'below: the next article stands in the frame' 'Новина 3' front
check_has 'below: and goes on' 'Продовження на с. 2' front
left=$(foot below.dump 1 0 500) right=$(foot below.dump 1 500 842)
check "below: both frames are full: $left, $right" test $((left - right)) -ge -24 -a $((left - right)) -le 24

# ---- a filler, where no article is left
issue filler visnyk-a3
article filler/01-a.md 1 10
article filler/02-b.md 2 45
article filler/03-c.md 3 6
printf '%s\n' '  - {file: 01-a.md, frame: lead}' '  - {file: 02-b.md, frame: second}' '  - {file: 03-c.md, filler: true}' \
	>>filler/issue.yaml
"$VISNYK" dump filler --stage paint >filler.dump 2>/dev/null
check 'filler: stands in the frame' grep -q '^  glyphs .*"Новина 3 *"' filler.dump

# ---- a picture takes more columns of its frame
cp "$SRCDIR"/issues/2012-02/images/richka.jpg .
issue larger visnyk-a3
article larger/01-a.md 1 14
article larger/02-b.md 2 40
printf '%s\n' '' '![Річка](richka.jpg "Річка"){span=2}' '' 'Ще абзац.' >>larger/01-a.md
cp richka.jpg larger
printf '%s\n' '  - {file: 01-a.md, frame: lead}' '  - {file: 02-b.md, frame: second}' >>larger/issue.yaml
judged larger
check 'larger: over all three columns' grep -qE '^  image [0-9.]+ [0-9.]+ 4[0-9]{2}' larger.dump

# ---- more than one jump: frames of inside pages, tops of pages, the next page
mkdir -p templates/paper
cat >templates/paper/template.yaml <<'END'
extends: visnyk-a3
masters:
  inside:
    story: {columns: 1-3, rows: 0%-45%}
    side: {columns: 4-5, rows: 0%-45%}
END
issue jumps ../templates/paper
article jumps/01-a.md 1 130
for n in 2 3 4 5 6 7 8; do article jumps/0$n-b.md $n 12; done
cat >>jumps/issue.yaml <<'END'
  - {file: 01-a.md, frame: lead, then: [{page: 2, frame: story}, 3, {page: 4, frame: side}]}
  - 02-b.md
  - 03-b.md
  - 04-b.md
  - {file: 05-b.md, frame: side, page: 2}
  - {file: 06-b.md, frame: story, page: 4}
  - 07-b.md
  - 08-b.md
END
judged jumps
check_lacks 'jumps: all as asked for' 'article-then' jumps.err
for page in 1 2 3 4; do
	pdftotext -f $page -l $page jumps-screen.pdf it
	check_has "jumps: page $page sends the reader on" "Продовження на с. $((page + 1))" it
	pdftotext -f $((page + 1)) -l $((page + 1)) jumps-screen.pdf it
	check_has "jumps: page $((page + 1)) says where it began" 'Продовження. Початок на с. 1' it
done
check_has 'jumps: a text that flows has lines too' 'Продовження. Початок на с. 4' jumps.txt
check 'jumps: the article is one element' test "$(grep -cE '^element [0-9]+ Art ' jumps.dump)" = 8
