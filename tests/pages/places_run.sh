# Where articles and boxes go when there is little room, or too much: below a shorter neighbour, into frames of the last
# page, into holes, over two pages; columns that need not end level; round corners.
. "$SRCDIR/tests/lib.sh"

text='Обласна рада ухвалила програму підтримки громад на три роки, і перші кошти вже надійшли на рахунки районів. Водогін у
селищі прокладуть до осені, школу відкриють після ремонту, а дороги між селами впорядкують за кошти області.'

# issue NAME TEMPLATE [LINE...]: a folder with an issue of that template.
issue() {
	mkdir -p "$1"
	printf '%s\n' 'number: 1' 'year: 2026' 'date: 2026-03-01' 'title: Вісник' 'language: uk' "template: $2" >"$1/issue.yaml"
	file=$1/issue.yaml
	shift 2
	[ $# -eq 0 ] || printf '%s\n' "$@" >>"$file"
}

# look NAME LINE...: a template that extends visnyk-a4.
look() {
	mkdir -p "$1"
	file=$1/template.yaml
	shift
	printf '%s\n' 'extends: visnyk-a4' "$@" >"$file"
}

# article FILE TITLE PARAGRAPHS [LINE...]: so many paragraphs, with these lines of front matter.
article() {
	file=$1 count=$3
	{
		printf '%s\n' '---' "title: $2" 'kind: news'
		shift 3
		[ $# -eq 0 ] || printf '%s\n' "$@"
		printf '%s\n' '---' ''
		while [ "$count" -gt 0 ]; do
			printf '%s\n' "$text" ''
			count=$((count - 1))
		done
	} >"$file"
}

# titles NAME: a line `TITLE PAGE X Y` for each title of an article, in the order of the pages; whole points.
titles() {
	"$VISNYK" dump "$1" --stage paint 2>"$1.err" | awk '
		/^page / { page = $2 }
		/^  glyphs / {
			for (i = 5; i < NF && $i != "font"; i++) continue
			if ($(i + 2) >= 15 && page > 0) {
				word = $NF == "\"" ? $(NF - 1) : $NF
				gsub(/[" ]/, "", word)
				if (length(word) > 2 && word !~ /Вісник|ВІСНИК/) printf "%s %d %d %d\n", word, page, $2, $3
			}
		}' >"$1.titles"
}

# at NAME TITLE: page, x and y of the title.
at() { awk -v title="$2" '$1 == title { print $2, $3, $4; exit }' "$1.titles"; }

# ---- side by side: a further narrow article goes below the shorter one, a wide one below both
issue strips visnyk-a4
article strips/01-a.md 'Довга' 14 'span: 2'
article strips/02-b.md 'Коротка' 2 'span: 1'
article strips/03-c.md 'Нижня' 2 'span: 1'
article strips/04-d.md 'Ширша' 3
titles strips
check 'strips: one below the shorter neighbour' sh -c "
	set -- $(at strips Довга) $(at strips Коротка) $(at strips Нижня)
	[ \$1 = \$4 ] && [ \$4 = \$7 ] && [ \$2 -lt \$5 ] && [ \$5 = \$8 ] && [ \$9 -gt \$6 ]"
check 'strips: a wide one below both' sh -c "set -- $(at strips Довга) $(at strips Ширша); [ \$4 = 2 ] && [ \$5 -lt \$2 ]"

# ---- frames: an inner page that the issue does not have, the last page with its imprint
look frames 'masters:' '  inside: {side: {columns: 3, rows: 0%-50%}}' \
	'  back: {notice: {columns: 1-2, rows: 0%-100%}, last: {columns: 3, rows: 0%-100%}}'
issue back ../frames 'imprint: {founder: Рада}'
article back/01-a.md 'Перша' 9
article back/02-b.md 'Оголошення' 3 'frame: notice'
article back/03-c.md 'Колонка' 2 'frame: last'
article back/04-d.md 'Збоку' 1 'frame: side'
titles back
check_has 'frames: no inner page: says so' '[frame-page]' back.err
check 'frames: no inner page: the article flows' test "$(at back Збоку | cut -d' ' -f1)" = 1
check 'frames: each article stands once' test "$(cut -d' ' -f1 back.titles | sort | uniq -d)" = ''
check 'frames: those of the last page stand side by side' sh -c "
	set -- $(at back Оголошення) $(at back Колонка); [ \$1 = 2 ] && [ \$4 = 2 ] && [ \$2 -lt \$5 ]"
"$VISNYK" build -q --profile screen -o . back 2>/dev/null
pdftotext -f 2 -l 2 back-screen.pdf words
check_has 'frames: the imprint stands on the last page' 'Засновник' words
article back/02-b.md 'Оголошення' 40 'frame: notice'
"$VISNYK" build -q --profile screen -o . back 2>/dev/null
pdftotext -f 2 -l 2 back-screen.pdf words
check_has 'frames: an article too long for the last page goes on' 'Продовження на с. 3' words
pdftotext back-screen.pdf words
check 'frames: all of it' test "$(grep -c 'Обласна рада ух' words)" -ge 40
check_has 'frames: the imprint stands behind it' 'Засновник' words

# ---- a hole is filled by the highest filler that fits, then by the next
issue fill visnyk-a4 'articles:' '  - 01-a.md' '  - {file: 02-b.md, page: 3}' '  - {file: 03-c.md, filler: true}' \
	'  - {file: 04-d.md, filler: true}' '  - {file: 05-e.md, filler: true}'
article fill/01-a.md 'Перша' 21
article fill/02-b.md 'Друга' 12
article fill/03-c.md 'Мала' 1
article fill/04-d.md 'Більша' 3
article fill/05-e.md 'Завелика' 60
titles fill
check_same 'fillers: the highest that fits first, one too high not at all' - fill.titles <<END
Перша 1 $(at fill Перша | cut -d' ' -f2-)
Більша 2 $(at fill Більша | cut -d' ' -f2-)
Мала 2 $(at fill Мала | cut -d' ' -f2-)
Друга 3 $(at fill Друга | cut -d' ' -f2-)
END

# ---- a box of facts goes on over the page, its items in order
issue facts visnyk-a4
article facts/01-a.md 'Перша' 9
article facts/02-b.md 'Сесія' 2 'chair: Іван Петренко' 'agenda:' \
	"$(for i in $(seq 28); do echo "  - Про питання № $i, яке рада має розглянути на цій сесії"; done)"
sed -i 's/^kind: news/kind: meeting/' facts/02-b.md
"$VISNYK" build -q --profile screen -o . facts 2>facts.err
for page in 1 2; do
	pdftotext -f $page -l $page facts-screen.pdf page
	grep -o 'Про питання № [0-9]*' page >"items$page"
	check "facts: some on page $page" test -s "items$page"
done
cat items1 items2 >items
seq -f 'Про питання № %g' 28 | check_same 'facts: all of them, in order' - items
{
	sed '/^kind:/,/^---/!d; /^---/,$d' facts/02-b.md | sed '1i ---\ntitle: Сесія'
	for i in $(seq 29 160); do echo "  - Про питання № $i, яке рада має розглянути на цій сесії"; done
	printf '%s\n' '---' '' "$text"
} >facts/03-c.md
rm facts/01-a.md facts/02-b.md
"$VISNYK" build -q --profile screen -o . facts 2>facts.err
pdftotext facts-screen.pdf page
grep -o 'Про питання № [0-9]*' page | sort -k4n -u >items
seq -f 'Про питання № %g' 160 | check_same 'facts: more than a page of them' - items

# ---- columns need not end level
look ragged 'page: {balance: false}'
for balance in visnyk-a4 ../ragged; do
	name=columns-$(basename "$balance")
	issue "$name" "$balance"
	article "$name/01-a.md" 'Перша' 4
	"$VISNYK" dump "$name" --stage paint 2>/dev/null |
		awk '/^  glyphs / && /font [0-9]+ 9/ { foot[$2 < 200 ? 1 : $2 < 390 ? 2 : 3] = $3 } END { print int(foot[1] - foot[3]) }' >"$name.feet"
done
check 'columns: level' test "$(cat columns-visnyk-a4.feet)" -lt 20
check 'columns: filled one after another' test "$(cat columns-ragged.feet)" -gt 100

# ---- round corners: the picture's corner is paper, the middle of its side is not
look round 'styles: {figure: {radius: 20pt}}'
for corners in visnyk-a4 ../round; do
	name=picture-$(basename "$corners")
	issue "$name" "$corners"
	article "$name/01-a.md" 'Світлина' 1
	python3 "$SRCDIR/tests/diag/picture.py" colour "$name/p.png"
	printf '%s\n' '![Знак](p.png)' >>"$name/01-a.md"
	"$VISNYK" build -q --profile screen -o . "$name" 2>/dev/null
	"$VISNYK" dump "$name" --stage paint 2>/dev/null >"$name.dump"
	pdftoppm -r 72 -f 1 -l 1 "$name-screen.pdf" "$name"
	python3 - "$name.dump" "$name-1.ppm" >"$name.seen" <<'END'
import re, sys
box = re.search(r"^  image ([\d.]+) ([\d.]+) ([\d.]+)x([\d.]+)", open(sys.argv[1]).read(), re.M)
x, y, w, h = (round(float(n)) for n in box.groups())
data = open(sys.argv[2], "rb").read()
width = int(re.match(rb"P6\s+(\d+)", data).group(1))
samples = data.split(b"255\n", 1)[1]
paper = lambda i, j: samples[(j * width + i) * 3:(j * width + i) * 3 + 3] == b"\xff\xff\xff"
corners = [paper(i, j) for i in (x + 2, x + w - 3) for j in (y + 2, y + h - 3)]
sides = [paper(x + w // 2, y + 3), paper(x + 3, y + h // 2)]
print("round" if all(corners) and not any(sides) else "square" if not any(corners) else "odd")
END
done
check_has 'pictures: square' square picture-visnyk-a4.seen
check_has 'pictures: round' round picture-round.seen
