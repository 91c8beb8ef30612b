# What a template of a user switches off is off in the file: letters that are widened, letters that are moved apart,
# marks that hang at the edge. Looked at in the paint: `scale`, the width of a run, where lines end.
. "$SRCDIR/tests/lib.sh"

mkdir -p i
printf '%s\n' 'number: 1' 'year: 2012' 'date: 2012-03-30' 'title: Вісник' 'language: uk' >issue.yaml
{
	printf '%s\n' --- 'title: Стаття' --- ''
	awk '/^[^-#>|![:space:]*0-9a-z:]/ && length($0) > 200 { gsub(/\[\^?[^]]*\]|[*_`]/, ""); print $0 "\n" }' \
		"$SRCDIR"/issues/2012-02/*.md
} >i/01-a.md

# dressed NAME KEY...: the issue in a template of the user that extends visnyk-a4 with these keys of its running text.
dressed() {
	dress=$1
	shift
	mkdir -p "look-$dress"
	{
		printf '%s\n' 'extends: visnyk-a4' 'styles:' '  body:'
		printf '    %s\n' "$@"
	} >"look-$dress/template.yaml"
	{ cat issue.yaml && echo "template: ../look-$dress"; } >i/issue.yaml
	"$VISNYK" dump i --stage paint >"$dress.paint" 2>errors
	check_status "$dress: is built" 0 "$VISNYK" build -q --profile screen i -o "out-$dress"
	qpdf --qdf --object-streams=disable "out-$dress/i-screen.pdf" "$dress.qdf" 2>/dev/null
}
count() { grep -a -cE "$2" "$1"; }

dressed all 'hang: true'
dressed scale-off 'elastic-scale: 0'
dressed tracking-off 'elastic-tracking: 0'
dressed hang-off 'hang: false'
dressed none 'elastic-scale: 0' 'elastic-tracking: 0' 'hang: false'

# In the file: Tz widens; the numbers of TJ move letters, for kerning alone where they are not moved apart.
for dress in all tracking-off hang-off; do
	check "$dress: letters are widened" test "$(count $dress.paint '^  glyphs .* font 0 .* scale ')" -gt 20
	check "$dress: in the file too" test "$(count $dress.qdf ' Tz')" -gt 20
done
for dress in scale-off none; do
	check "$dress: no letter is widened" test "$(count $dress.paint '^  glyphs .* font 0 .* scale ')" = 0
done
moved() { grep -a TJ "$1.qdf" | grep -a -oE '[>)] *-?[0-9.]+ *[<(]' | wc -l; }
check "tracking: $(moved all) letters are moved, $(moved tracking-off) when it is off" \
	test "$(moved all)" -gt $((2 * $(moved tracking-off)))
check "tracking alone: $(moved scale-off)" test "$(moved scale-off)" -gt $((2 * $(moved tracking-off)))
check "none: $(moved none)" test "$(moved none)" -lt $((11 * $(moved tracking-off) / 10))

# hanging NAME: words that end a little right of an edge at which many others end.
hanging() {
	pdftotext -bbox-layout "out-$1/i-screen.pdf" - | python3 -c '
import collections, re, sys
ends = [float(x) for x in re.findall(r"<line [^>]*xMax=\"([\d.]+)\"", sys.stdin.read())]
edges = collections.Counter(round(x, 1) for x in ends)
edges = [x for x, n in edges.items() if n >= 20]
print(sum(any(0.25 < x - edge < 0.9 for edge in edges) for x in ends))'
}
check "hang: $(hanging all) lines with a mark that hangs" test "$(hanging all)" -gt 20
check "hang: $(hanging hang-off) when it is off" test "$(hanging hang-off)" = 0
check "hang: $(hanging none) when all is off" test "$(hanging none)" = 0
