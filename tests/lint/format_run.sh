# clang-format 14 with the committed .clang-format leaves every file as it is.
. "$SRCDIR/tests/lib.sh"
cd "$SRCDIR" || exit 3

find src tests -name '*.[ch]' | LC_ALL=C sort >"$TMP/files"
xargs clang-format-14 --dry-run <"$TMP/files" 2>"$TMP/out"
grep -o '^[^:]*:[0-9]*:[0-9]*: .*clang-format.*' "$TMP/out" >"$TMP/wrong"
[ -s "$TMP/out" ] && [ ! -s "$TMP/wrong" ] && cp "$TMP/out" "$TMP/wrong"
check_empty 'clang-format ("make format" mends it)' "$TMP/wrong"
