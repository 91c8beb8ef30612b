# Pages of many issues, judged by tests/pages/pages.py, and what they cost: the samples, random issues and long ones, in
# all templates. Prints the figures; what must be none is a limit.
. "$SRCDIR/tests/lib.sh"

mkdir random
for seed in $(seq 1 20); do python3 "$SRCDIR/tests/prop/issue.py" "$seed" "random/$seed"; done
cp -R "$SRCDIR/issues" samples
awk -v count=30 -v out=made -v seed=77 -v articles=7 -f "$SRCDIR/tests/bench/issues.awk" samples/2012-02/*.md
awk -v count=30 -v out=filled -v seed=77 -v articles=7 -v fillers=6 -f "$SRCDIR/tests/bench/issues.awk" \
	samples/2012-02/*.md # the same with notices for the feet of pages
for template in visnyk-a4 visnyk-a5 visnyk-a3; do
	mkdir $template
	for issue in samples/* random/* made/* filled/*; do
		[ -e "$issue/issue.yaml" ] || continue
		sed -i '/^template:/d' "$issue/issue.yaml"
		echo "template: $template" >>"$issue/issue.yaml"
		"$VISNYK" dump "$issue" --stage paint >"$template/$(echo "$issue" | tr / -).dump" 2>/dev/null
		LC_ALL=C "$VISNYK" check "$issue" --profile screen -v 2>&1 >/dev/null | grep -c 'page-white' >>$template.told
	done
	echo "# $template:"
	python3 "$SRCDIR/tests/pages/pages.py" $template/*.dump | sed 's/^/#   /'
	for part in samples random made filled; do
		echo "#   $part: $(python3 "$SRCDIR/tests/pages/pages.py" $template/$part-*.dump | grep '^white')"
	done
	echo "#   explained with -v: $(awk '{ n += $1 } END { print n }' $template.told)"
done
python3 "$SRCDIR/tests/pages/pages.py" visnyk-*/*.dump >figures
for what in single divided stranded off-grid collision note-away jump-wrong; do
	check "$what: none" grep -q "^$what 0 of" figures
done

level=$(awk '$1 == "unlevel" { print ($2 * 100 <= 2 * $4) }' figures)
check 'columns of finished articles are level, where their lines can be divided so' test "$level" = 1

# stage ISSUE: pages, and milliseconds that the pages take without their lines; best of 5.
stage() {
	for run in 1 2 3 4 5; do "$VISNYK" check "$1" --profile screen -v 2>/dev/null; done |
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

# A preview that watches: milliseconds from the moment a change was seen to the pictures of the changed page and of all
# pages; best of 8.
cp -R "$SRCDIR/issues/2012-02" watched
"$VISNYK" preview watched --watch -o preview >watch.log 2>/dev/null &
preview=$!
sleep 3
for n in 1 2 3 4 5 6 7 8; do
	printf '\nЩе одне речення, номер %s.\n' $n >>watched/05-proekt.md
	sleep 1
done
kill $preview
watch=$(sed 1d watch.log | sed -n 's/.*, \([0-9]*\) [^ ]*)$/\1/p' | sort -n | head -n 1)
echo "# preview --watch: ${watch:-none} ms"
check 'a change is seen within 0.2 s' test "${watch:-1000}" -le 200
