# How well lines are broken, and how fast: 5,000 words of Ukrainian prose set on 75 and 55 mm, with punctuation that
# hangs at the right edge and without. The prose is that of Debian's documentation, fetched once into build/prose/; where
# that cannot be had the samples' own is set, and nothing is demanded. Where the typst module of Python or lualatex is
# installed, the same text is set with them, and the part of their figures that ours are is printed.
# TEXT=FILE sets another text, a paragraph a line; the same is demanded of it. TABLE=FILE gets the figures as a table of
# README.md.
. "$SRCDIR/tests/lib.sh"

BENCH=$SRCDIR/tests/bench/typography
PROSE=$SRCDIR/build/prose
PACKAGES='ubuntu-packaging-guide-html-uk doublecmd-help-uk'
SIZE=9.5
SPACE=237 # of Source Serif 4 [1/1000 em]

# ---- the text --------------------------------------------------------------------------------------------------------

fetch() {
	mkdir -p "$PROSE" && cd "$PROSE" || return 1
	timeout 60 apt-get download $PACKAGES >fetch.log 2>&1 || return 1
	for deb in *.deb; do dpkg-deb -x "$deb" . || return 1; done
	python3 "$BENCH/prose.py" 5000 usr/share/doc/*/singlehtml/index.html usr/share/doublecmd/doc/uk/*.html >text.new
	[ -s text.new ] && mv text.new text
}

[ -n "${TEXT:-}" ] || [ -s "$PROSE/text" ] || (fetch) >/dev/null 2>&1
if [ -n "${TEXT:-}" ]; then
	cp "$TEXT" text || exit 3
elif [ -s "$PROSE/text" ]; then
	cp "$PROSE/text" text
else
	echo '# no prose to be had: the text of the samples instead'
	awk '/^[^-#>|![:space:]*0-9a-z:]/ && length($0) > 200 { gsub(/\[\^?[^]]*\]|[*_`]/, ""); print }' \
		"$SRCDIR"/issues/2012-02/*.md >text
fi

# ---- setting it ------------------------------------------------------------------------------------------------------

# issue NAME TEMPLATE: the text as an issue of one article.
issue() {
	mkdir -p "$1"
	printf '%s\n' 'number: 1' 'year: 2012' 'date: 2012-03-30' 'title: Проза' 'language: uk' 'encoding: UTF-8' \
		"template: $2" >"$1/issue.yaml"
	{
		printf '%s\n' --- 'title: Проза' --- ''
		sed 's/[][*_`#<>|!\\^~$&{}]/\\&/g; s/^[-+]/\\&/; s/^\([0-9]*\)\([.)]\)/\1\\\2/; s/$/\n/' text
	} >"$1/01-text.md"
}

figures() { python3 "$BENCH/figures.py" "$1" "$2" "$SIZE" "$SPACE"; }

# ours NAME MEASURE TEMPLATE: leaves the figures in NAME.
ours() {
	issue "issue-$1" "$3"
	"$VISNYK" build -q "issue-$1" -o out 2>errors
	figures "out/issue-$1-screen.pdf" "$2" >"$1"
	"$BUILD/tools/lines" "$3" "$(awk -v mm="$2" 'BEGIN { printf "%d", mm * 72000 / 25.4 }')" text |
		awk '$1 == "demerits" { $2 = sprintf("%.1f", $2 / 1e6) } $1 != "lines" && $1 != "looked" { print }' >>"$1"
}

mkdir flat
for measure in 75 55; do
	cp -R "$BENCH/measure-$measure" "flat/$measure"
	sed -i 's/hang: true/hang: false/' "flat/$measure/template.yaml"
	ours "$measure" "$measure" "$BENCH/measure-$measure"
	ours "even-$measure" "$measure" "$PWD/flat/$measure"
done

echo "# $(wc -w <text) words; demerits in millions, over and harfbuzz in 1/1000 pt, shape and break in ms for a page of 165 lines"
echo '#            75 mm  no hang    55 mm  no hang'
paste -d ' ' 75 even-75 55 even-55 | awk '{ printf "# %-9s %8s %8s %8s %8s\n", $1, $2, $4, $6, $8 }'

value() { awk -v name="$2" '$1 == name { print $2 }' "$1"; }

# most FILE FIGURE MOST
most() {
	found=$(value "$1" "$2")
	if [ -n "$found" ] && awk -v a="$found" -v b="$3" 'BEGIN { exit !(a <= b) }'; then
		ok "$1 mm: $2 $found, at most $3"
	else
		not_ok "$1 mm: $2" "${found:-nothing}, more than $3"
	fi
}

for file in 75 55; do
	most $file break 1.5
	most $file harfbuzz 10
done
if [ -n "${TEXT:-}" ] || [ -s "$PROSE/text" ]; then
	while read -r file figure limit; do most "$file" "$figure" "$limit"; done <<-END
		75 sd 0.25
		75 p95 1.45
		75 loose 2
		75 tight 5
		75 hyphens 30
		75 run 2
		75 letter 0
		75 column 0
		even-75 over 0
		even-55 over 0
		55 loose 10
		55 run 3
		55 letter 0
		55 column 0
	END
fi

# ---- the same text set by others -------------------------------------------------------------------------------------

# compare NAME: our figures at 75 mm as a part of those in the file NAME.
compare() {
	echo "# 75 mm, by $1, and ours as a part of it:"
	paste -d ' ' "$1" 75 | awk '$1 ~ /^(sd|p95|max|loose|tight|hyphens|run|letter)$/ {
		printf "#   %-8s %8s %s\n", $1, $2, ($2 > 0 ? sprintf("%.2f", $4 / $2) : "-") }'
}

if python3 -c 'import typst' 2>/dev/null; then
	{
		cat <<-END
			#set page(width: 210mm, height: 297mm, margin: (x: 67.5mm, y: 30mm))
			#set text(font: "Source Serif 4", size: ${SIZE}pt, lang: "uk", hyphenate: true)
			#set par(justify: true, first-line-indent: 12pt, leading: 0.5em, spacing: 0.5em,
			  justification-limits: (tracking: (min: -0.012em, max: 0.012em)))
		END
		sed 's/[][\\#*_$@<>`~=/]/\\&/g; s/^[-+]/\\&/; s/$/\n/' text
	} >text.typ
	python3 -c 'import sys, typst; typst.compile("text.typ", output="typst.pdf", font_paths=sys.argv[1:],
		ignore_system_fonts=True)' "$SRCDIR/fonts" >typst.log 2>&1 && figures typst.pdf 75 >typst && compare typst ||
		tail -n 3 typst.log | sed 's/^/# typst: /'
fi

if command -v lualatex >/dev/null; then
	{
		cat <<-END
			\\documentclass{article}
			\\usepackage[paperwidth=210mm,paperheight=297mm,textwidth=75mm,top=30mm,bottom=30mm]{geometry}
			\\usepackage{fontspec}
			\\usepackage[ukrainian]{babel}
			\\setmainfont{SourceSerif4-Regular.ttf}[Path=$SRCDIR/fonts/,Script=Cyrillic]
			\\usepackage{microtype}
			\\pagestyle{empty}\\frenchspacing\\emergencystretch=3em
			\\begin{document}\\fontsize{${SIZE}bp}{12bp}\\selectfont\\parindent=12bp
		END
		sed 's/\\/\\textbackslash /g; s/[{}$&#_%]/\\&/g; s/[~^]/\\&{}/g; s/$/\n/' text
		printf '%s\n' '\end{document}'
	} >lualatex.tex
	timeout 300 lualatex -interaction=batchmode lualatex.tex >lualatex.out 2>&1
	[ -s lualatex.pdf ] && figures lualatex.pdf 75 >lualatex && compare lualatex
fi

# ---- as a table ------------------------------------------------------------------------------------------------------

# cell FILE FIGURE: the figure, and what part of it ours is.
cell() {
	[ -s "$1" ] || { printf ' – |' && return; }
	if [ "$1" = 75 ] || [ "$1" = 55 ]; then
		awk -v name="$2" '$1 == name { printf " %.3g |", $2 }' "$1"
	else
		echo "$(value "$1" "$2") $(value 75 "$2")" |
			awk '{ printf " %.3g%s |", $1, ($1 > 0 ? sprintf(" (%.2f)", $2 / $1) : "") }'
	fi
}

if [ -n "${TABLE:-}" ]; then
	{
		echo '| | 75 mm | LuaLaTeX, microtype | Typst | 55 mm |'
		echo '|---|---|---|---|---|'
		while read -r figure name; do
			printf '| %s |' "$name"
			for file in 75 lualatex typst 55; do cell $file "$figure"; done
			echo
		done <<-END
			sd spaces, standard deviation [natural space]
			p95 spaces, 95th percentile
			loose lines looser than 1.5 [%]
			tight lines tighter than 0.75 [%]
			hyphens lines that end with a hyphen [%]
			run hyphens in a row
			letter one-letter words at a line's end
			column hyphens at a column's foot
		END
	} >"$TABLE"
fi
