# Every code of src/base/diag.def has a test: "[code]" or "code" in quotes in a file below tests/, or a folder or
# file tests/diag/code*.
. "$SRCDIR/tests/lib.sh"
cd "$SRCDIR" || exit 3

sed -n 's/^DIAG(\([A-Z0-9_]*\), *"\([a-z0-9-]*\)",.*/\1 \2/p' src/base/diag.def >"$TMP/codes"
grep -c '^DIAG(' src/base/diag.def >"$TMP/entries"
wc -l <"$TMP/codes" | tr -d ' ' >"$TMP/read"
check_same 'every entry has the form DIAG(NAME, "code", ...' "$TMP/entries" "$TMP/read"

tr ' ' '\n' <"$TMP/codes" | sort | uniq -d >"$TMP/twice"
check_empty 'names and codes are unique' "$TMP/twice"

grep -rhoE '\[[a-z0-9]+(-[a-z0-9]+)+\]|"[a-z0-9]+(-[a-z0-9]+)+"|DIAG_[A-Z0-9_]+' tests --include='*' --exclude-dir=lint |
	sort -u >"$TMP/mentioned"
while read -r name code; do
	grep -qxF -e "[$code]" -e "\"$code\"" -e "DIAG_$name" "$TMP/mentioned" && continue
	ls tests/diag/"$code"* >/dev/null 2>&1 && continue
	echo "$code"
done <"$TMP/codes" >"$TMP/untested"
check_empty 'every diagnostic has a test' "$TMP/untested"

grep -rhoE '\bDIAG_[A-Z0-9_]+\b' src --include='*.[ch]' | sort -u >"$TMP/used"
while read -r name code; do
	grep -qx "DIAG_$name" "$TMP/used" || echo "$code"
done <"$TMP/codes" >"$TMP/unused"
check_empty 'every diagnostic is used' "$TMP/unused"
