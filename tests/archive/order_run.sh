# The text of the structure is the text of the sources, in their order: the samples, the made issues, random ones.
. "$SRCDIR/tests/lib.sh"

mkdir issues
cp -r "$SRCDIR"/issues/* issues/
cp -r "$SRCDIR/tests/golden/all" issues/golden
sh "$SRCDIR/tests/conformance/nasty.sh" issues/nasty
sh "$SRCDIR/tests/conformance/nasty_pages.sh" issues/frames
for seed in $(seq 1 "${SEEDS:-12}"); do
	python3 "$SRCDIR/tests/prop/issue.py" "$seed" "issues/$seed" || not_ok "issue $seed" 'is not generated'
done
check_status 'the issues are made' 0 "$VISNYK" build --all -q --profile archive -o out
for issue in issues/*; do
	name=$(basename "$issue")
	pdfinfo -struct-text "out/$name-archive.pdf" >structure 2>>log
	python3 "$SRCDIR/tests/archive/order.py" "$issue"/*.md structure
done >wrong
check_empty 'the structure has the words in their order' wrong
