# Speed and memory: an 8-page issue from a cold start, beside others that set the same text where they are installed, 200
# different issues, 1000 of 8 pages (BATCH: another number), which are then up to date, and one of 1,000 pages. The limits
# are those that the project has set itself for a machine of two slow processors. TABLE=FILE gets the figures as a table
# of README.md.
. "$SRCDIR/tests/lib.sh"

measure() { "$BUILD/tools/measure" "$@" 2>/dev/null; }
pages_of() { "$VISNYK" build --force "$1" --profile screen -o out 2>/dev/null | sed -n 's/^[^:]*: \([0-9]*\) page.*/\1/p' | awk '{ n += $1 } END { print n + 0 }'; }

# cold NAME ISSUE: the median of 9 runs.
cold() {
	pages=$(pages_of "$2")
	for run in 1 2 3 4 5 6 7 8 9; do measure "$VISNYK" build --force "$2" --profile screen -o out; done | sort -n | sed -n 5p >median
	read -r ms kb <median
	size=$(($(cat "out/$(basename "$2")-screen.pdf" | wc -c) / 1000))
	echo "# $1: $pages pages, $ms ms, $(echo "$pages $ms" | awk '{ printf "%.0f", $1 * 1000 / $2 }') pages/s, $((kb / 1024)) MB, $size kB"
}

# row WHAT FIGURE RATIO: a line of the table.
row() { echo "| $1 | $2 | $3 |" >>table; }

# limit NAME VALUE MOST UNIT
limit() {
	if echo "$2 $3" | awk '{ exit !($1 > 0 && $1 <= $2) }'; then
		ok "$1: $2 $4, at most $3"
	else
		not_ok "$1" "$2 $4, more than $3"
	fi
}

cp -R "$SRCDIR/issues" samples
awk -v count=200 -v out=issues -v seed=2012 -v articles=6 -f "$SRCDIR/tests/bench/issues.awk" samples/2012-02/*.md
awk -v count=1 -v out=long -v seed=7 -v articles=16 -f "$SRCDIR/tests/bench/issues.awk" samples/2012-02/*.md

cold 'text alone' long/001
limit 'text alone: time' "$ms" 60 ms
limit 'text alone: memory' "$((kb / 1024))" 40 MB
limit 'text alone: size' "$size" 150 kB
row "$pages pages of text, cold, screen file" "$ms ms, $((kb / 1024)) MB" "$(cat "$SRCDIR/tests/bench/instructions") million instructions"
cold 'sample with pictures' samples/2012-02
limit 'sample with pictures: time' "$ms" "$((60 * pages / 8))" ms
limit 'sample with pictures: memory' "$((kb / 1024))" 40 MB

# ---- the same text by others: each in turns with ours, the medians of 9 -----------------------------------------------

# peer NAME COMMAND...: COMMAND prints milliseconds and kilobytes.
peer() {
	name=$1
	shift
	rm -f times-ours times-peer
	for run in 1 2 3 4 5 6 7 8 9; do
		measure "$VISNYK" build --force long/001 --profile screen -o out >>times-ours
		"$@" >>times-peer 2>peer.log || { sed 's/^/# /' peer.log | tail -n 3; return 0; }
	done
	sort -n times-ours | sed -n 5p >median
	read -r ms kb <median
	sort -n times-peer | sed -n 5p >median
	read -r peer_ms peer_kb <median
	ratio=$(echo "$peer_ms $ms" | awk '{ printf "%.1f", $1 / $2 }')
	echo "# the same text by $name: $peer_ms ms, $((peer_kb / 1024)) MB; ours: $ms ms, $ratio times as fast"
	row "the same text by $name" "$peer_ms ms, $((peer_kb / 1024)) MB" "$ratio times ours"
}

text_for() { awk -v to="$1" -f "$SRCDIR/tests/bench/plain.awk" long/001/*.md; }

if python3 -c 'import typst' 2>/dev/null; then
	{
		cat <<-END
			#set page(paper: "a4", margin: (x: 15mm, y: 18mm), columns: 3, numbering: "1")
			#set columns(gutter: 5mm)
			#set text(font: "Source Serif 4", size: 9.5pt, lang: "uk", hyphenate: true)
			#set par(justify: true, first-line-indent: 12pt, leading: 0.5em, spacing: 0.5em)
		END
		text_for typst
	} >text.typ
	peer Typst python3 "$SRCDIR/tests/bench/by_typst.py" text.typ "$SRCDIR/fonts" typst.pdf
	limit 'Typst against ours' "$(echo "$ratio" | awk '{ printf "%.3f", 12 / $1 }')" 1 'of 12 times'
fi
if command -v lualatex >/dev/null; then
	{
		cat <<-END
			\\documentclass{article}
			\\usepackage[a4paper,margin=15mm,columnsep=5mm]{geometry}
			\\usepackage{fontspec,multicol}
			\\usepackage[ukrainian]{babel}
			\\setmainfont{SourceSerif4-Regular.ttf}[Path=$SRCDIR/fonts/,Script=Cyrillic]
			\\begin{document}\\begin{multicols}{3}
		END
		text_for latex
		echo '\end{multicols}\end{document}'
	} >text.tex
	lualatex -interaction=batchmode text.tex >/dev/null 2>&1 # its cache of fonts is made once
	peer LuaLaTeX "$BUILD/tools/measure" lualatex -interaction=batchmode text.tex
fi
if command -v weasyprint >/dev/null; then
	{
		echo '<html lang="uk"><style>@page{size:A4;margin:15mm}body{columns:3;font:9.5pt/12pt serif;text-align:justify;'
		echo 'hyphens:auto}</style><body>'
		text_for html
	} >text.html
	peer WeasyPrint "$BUILD/tools/measure" weasyprint text.html weasyprint.pdf
fi

# ---- all files, none, many, long --------------------------------------------------------------------------------------

# All three files against the one for the screen: in turns, so that both see the same machine; the medians of 9.
all_three() {
	rm -f times-screen times-all
	for run in 1 2 3 4 5 6 7 8 9; do
		measure "$VISNYK" build --force "$2" --profile screen -o out >>times-screen
		measure "$VISNYK" build --force "$2" -o out >>times-all
	done
	screen=$(sort -n times-screen | sed -n 5p | cut -d ' ' -f 1)
	sort -n times-all | sed -n 5p >median
	read -r ms kb <median
	ratio=$(echo "$ms $screen" | awk '{ printf "%.2f", $1 / $2 }')
	echo "# $1, screen, print and archive: $ms ms, screen alone: $screen ms, $((kb / 1024)) MB"
	limit "$1: all three files against screen alone" "$ratio" 2 times
	row "screen, print and archive file, $1" "$ms ms" "$ratio times the screen file"
}
# Check against building all files, in turns, processor and waiting together; the medians of 9.
check_against_build() {
	rm -f times-build times-check
	for run in 1 2 3 4 5 6 7 8 9; do
		measure "$VISNYK" build --force "$2" -o out >>times-build
		measure "$VISNYK" check "$2" >>times-check
	done
	built=$(sort -n times-build | sed -n 5p | cut -d ' ' -f 1)
	checked=$(sort -n times-check | sed -n 5p | cut -d ' ' -f 1)
	ratio=$(echo "$checked $built" | awk '{ printf "%.2f", $1 / $2 }')
	echo "# $1, check: $checked ms, build of all files: $built ms"
	row "check, $1" "$checked ms" "$ratio of building all files"
	limit "$1: check against build" "$ratio" "$3" times
}
all_three 'text alone' long/001
all_three 'sample with pictures' samples/2012-02
check_against_build 'text alone' long/001 0.8
check_against_build 'sample with pictures' samples/2012-02 0.6

for jobs in 1 2; do
	measure "$VISNYK" build --force -q -j $jobs --profile screen -o all >times
	read -r ms kb <times
	[ "$jobs" = 1 ] && pages=$(pages_of --all)
	echo "# 200 issues, -j $jobs: $pages pages, $ms ms, $(echo "$pages $ms" | awk '{ printf "%.0f", $1 * 1000 / $2 }') pages/s, $((kb / 1024)) MB in the largest process"
done
check '200 different issues are made' test "$(cksum all/*-screen.pdf | cut -d " " -f 1 | sort -u | wc -l)" = 200

rm -rf issues
awk -v count="${BATCH:-1000}" -v out=issues -v seed=2012 -v articles=15 -f "$SRCDIR/tests/bench/issues.awk" samples/2012-02/*.md
measure "$VISNYK" build -q -j 2 --profile screen -o batch >times
read -r ms kb <times
pages=$("$VISNYK" build --all --profile screen -o batch 2>/dev/null | sed -n '/^[0-9]* issues/s/.*, \([0-9]*\) pages.*/\1/p')
measure "$VISNYK" build -j 2 --profile screen -o batch >times
read -r again kb <times
echo "# ${BATCH:-1000} issues, -j 2: $pages pages, $ms ms; a second time: $again ms"
limit 'a batch: time for 400 pages' "$(echo "$ms $pages" | awk '{ printf "%.0f", $1 * 400 / $2 }')" 1000 ms
limit 'a batch that is up to date' "$again" 1000 ms

rate=$(echo "$pages $ms" | awk '{ printf "%.0f", $1 * 1000 / $2 }')
row "${BATCH:-1000} issues, $pages pages, two workers" "$(echo "$ms" | awk '{ printf "%.1f", $1 / 1000 }') s" "$rate pages a second"
row "the same again: all up to date" "$again ms" ""

# The median of 3, in milliseconds a page.
for articles in 180 2100; do
	awk -v count=1 -v out=pages$articles -v seed=9 -v articles=$articles -f "$SRCDIR/tests/bench/issues.awk" samples/2012-02/*.md
	(cd pages$articles/001 && echo 'articles:' && ls ./*.md | sed 's,^./,  - ,') >list
	cat list >>pages$articles/001/issue.yaml
	for run in 1 2 3; do measure "$VISNYK" build --force pages$articles/001 --profile screen -o out; done | sort -n | sed -n 2p >median
	read -r ms kb <median
	pages=$(pages_of pages$articles/001)
	each=$(echo "$ms $pages" | awk '{ printf "%.2f", $1 / $2 }')
	echo "# $pages pages in one issue: $ms ms, $each ms a page, $((kb / 1024)) MB"
	[ $articles = 180 ] && first=$each
done
row "one issue of $pages pages" "$(echo "$ms" | awk '{ printf "%.1f", $1 / 1000 }') s, $((kb / 1024)) MB" "$each ms a page; $first in one of a tenth"
limit 'a long issue: time a page against a short one' "$(echo "$each $first" | awk '{ printf "%.2f", $1 / $2 }')" 1.3 times
limit 'a long issue: memory' "$((kb / 1024))" 200 MB
if [ -n "${TABLE:-}" ]; then
	{
		printf '| | | |\n|---|---|---|\n'
		cat table
	} >"$TABLE"
fi

echo '# time by stage, samples/2012-02:'
"$VISNYK" build --force samples/2012-02 --profile screen -v -o out 2>/dev/null | sed -n 's/^  /#   /p'
