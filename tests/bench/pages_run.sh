# Pages of many issues, judged by tests/pages/pages.py, and what they cost: the samples, random issues and long ones, in
# all templates. Prints the figures; what must be none is a limit.
. "$SRCDIR/tests/lib.sh"

mkdir random
for seed in $(seq 1 20); do python3 "$SRCDIR/tests/prop/issue.py" "$seed" "random/$seed"; done
cp -R "$SRCDIR/issues" samples
awk -v count=30 -v out=made -v seed=77 -v articles=7 -f "$SRCDIR/tests/bench/issues.awk" samples/2012-02/*.md
for template in visnyk-a4 visnyk-a5 visnyk-a3; do
	mkdir $template
	for issue in samples/* random/* made/*; do
		[ -e "$issue/issue.yaml" ] || continue
		sed -i '/^template:/d' "$issue/issue.yaml"
		echo "template: $template" >>"$issue/issue.yaml"
		"$VISNYK" dump "$issue" --stage paint >"$template/$(echo "$issue" | tr / -).dump" 2>/dev/null
	done
	echo "# $template:"
	python3 "$SRCDIR/tests/pages/pages.py" $template/*.dump | sed 's/^/#   /'
done
python3 "$SRCDIR/tests/pages/pages.py" visnyk-*/*.dump >figures
for what in single divided stranded off-grid collision note-away jump-wrong; do
	check "$what: none" grep -q "^$what 0 of" figures
done

# stage ISSUE: pages, and milliseconds that the pages take (their lines are broken in the same stage); best of 3.
stage() {
	for run in 1 2 3; do "$VISNYK" check "$1" --profile screen -v 2>/dev/null; done |
		awk '/: [0-9]+ page/ { n = $2 } /^  pages / && (!t || $2 < t) { t = $2 } END { print n, t }'
}
for articles in 24 240 2400; do
	awk -v count=1 -v out="long$articles" -v seed=9 -v articles=$articles -f "$SRCDIR/tests/bench/issues.awk" \
		samples/2012-02/*.md
	(cd "long$articles/001" && echo 'articles:' && ls ./*.md | sed 's,^./,  - ,') >list
	cat list >>"long$articles/001/issue.yaml"
	read -r pages ms <<END
$(stage "long$articles/001")
END
	each=$(echo "$pages $ms" | awk '{ printf "%.2f", $2 / $1 }')
	echo "# $pages pages: $ms ms, $each ms a page"
	[ $articles = 24 ] && first=$each
done
check "linear: $each ms a page, $first in a short issue" test "$(echo "$each $first" | awk '{ print ($1 < 2 * $2) }')" = 1
