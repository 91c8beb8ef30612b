# Words with their right places to divide (uk.txt, ru.txt, en.txt): the program takes no wrong place. Right ones that it
# does not take are counted.
. "$SRCDIR/tests/lib.sh"
cd "$SRCDIR" || exit 3

for lang in uk ru en; do
	"$BUILD/tools/divide" "$lang" "tests/hyphenation/$lang.txt" >"$TMP/$lang" 2>&1
	tail -n 1 "$TMP/$lang" | sed "s/^/# $lang: /"
	sed '$d' "$TMP/$lang" >"$TMP/$lang.wrong"
	check_empty "no wrong place ($lang)" "$TMP/$lang.wrong"
	awk 'END { exit !($2 == "words," && $1 >= 400) }' "$TMP/$lang" && ok "at least 400 words ($lang)" ||
		not_ok "at least 400 words ($lang)" "$(tail -n 1 "$TMP/$lang")"
done
