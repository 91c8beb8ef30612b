# What an issue of eight pages costs in instructions, beside the figure kept in tests/bench/instructions: a slowdown is
# seen on any machine, however busy. UPDATE=1 keeps the figure of now. Counted cold, for the screen, by callgrind; the
# tolerance is for other versions of compiler and libraries.
. "$SRCDIR/tests/lib.sh"

KEPT=$SRCDIR/tests/bench/instructions
TOLERANCE=10 # per cent

[ "$MODE" = release ] || { echo 'skip instructions: counted in the release build alone'; exit 0; }
command -v valgrind >/dev/null || { echo 'skip instructions: there is no valgrind'; exit 0; }

# Paragraphs of a sample in an order that no random number decides: those differ from one awk to the next.
mkdir issue
printf 'number: 1\nyear: 2012\ndate: 2012-03-30\ntitle: Вісник\nlanguage: uk\nencoding: UTF-8\n' >issue/issue.yaml
awk '/^[^-#>|![:space:]*0-9a-z:]/ && length($0) > 200 { gsub(/\[\^[^]]*\]/, ""); text[texts++] = $0 }
END {
	for (a = 0; a < 20; a++) {
		file = sprintf("issue/%02d-a.md", a)
		print "---\nkind: news\ntitle: Стаття номер " a "\n---\n" >file
		for (i = 0; i < 6; i++) print (i == 3 ? "## Проміжний заголовок\n\n" : "") text[(a * 6 + i * 5) % texts] "\n" >file
		close(file)
	}
}' "$SRCDIR"/issues/2012-02/*.md

valgrind --tool=callgrind --callgrind-out-file=counts "$VISNYK" build --profile screen -o out issue >said 2>messages
pages=$(sed -n 's/^issue: \([0-9]*\) page.*/\1/p' said)
steps=$(sed -n 's/^\(summary\|totals\): \([0-9]*\).*/\2/p' counts | tail -n 1)
million=$((${steps:-0} / 1000000))
check "the issue has eight pages or so: ${pages:-0}" test "${pages:-0}" -ge 6 -a "${pages:-0}" -le 10
if [ -n "${UPDATE:-}" ]; then
	echo "$million" >"$KEPT"
fi
read -r kept <"$KEPT"
echo "# $pages pages: $million million instructions, $kept kept"
if [ "$million" -gt 0 ] && [ "$million" -le $((kept * (100 + TOLERANCE) / 100)) ]; then
	ok "an issue of eight pages costs no more than it did"
else
	not_ok "an issue of eight pages costs no more than it did" "$million million instructions, $kept kept"
fi
