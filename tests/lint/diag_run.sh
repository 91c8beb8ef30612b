# Every code of src/base/diag.def has a test: "[code]", "code" in quotes or DIAG_CODE in a program, script or case below
# tests/, comments aside, or a file tests/diag/code.case or code.VARIANT.case.
. "$SRCDIR/tests/lib.sh"
cd "$SRCDIR" || exit 3

sed -n 's/^DIAG(\([A-Z0-9_]*\), *"\([a-z0-9-]*\)",.*/\1 \2/p' src/base/diag.def >"$TMP/codes"
grep -c '^DIAG(' src/base/diag.def >"$TMP/entries"
wc -l <"$TMP/codes" | tr -d ' ' >"$TMP/read"
check_same 'every entry has the form DIAG(NAME, "code", ...' "$TMP/entries" "$TMP/read"

tr ' ' '\n' <"$TMP/codes" | sort | uniq -d >"$TMP/twice"
check_empty 'names and codes are unique' "$TMP/twice"

find tests -path tests/lint -prune -o -type f \( -name '*.[ch]' -o -name '*.sh' -o -name '*.py' -o -name '*.case' \) -print |
	xargs awk '
		FNR == 1 { inside = 0; prose = FILENAME ~ /\.case$/ }
		/^==> / { prose = 0 }
		prose || (FILENAME !~ /\.[ch]$/ && /^[ \t]*#/) { next }
		FILENAME ~ /\.[ch]$/ {
			line = ""
			for (rest = $0; rest != "";) {
				mark = inside ? "*/" : "/*"
				at = index(rest, mark)
				if (!inside) line = line (at ? substr(rest, 1, at - 1) : rest)
				rest = at ? substr(rest, at + 2) : ""
				if (at) inside = !inside
			}
			$0 = line
		}
		{ print }' |
	grep -oE '\[[a-z0-9]+(-[a-z0-9]+)+\]|"[a-z0-9]+(-[a-z0-9]+)+"|DIAG_[A-Z0-9_]+' | sort -u >"$TMP/mentioned"
while read -r name code; do
	grep -qxF -e "[$code]" -e "\"$code\"" -e "DIAG_$name" "$TMP/mentioned" && continue
	ls tests/diag/"$code".case tests/diag/"$code".*.case 2>/dev/null | grep -q . && continue
	echo "$code"
done <"$TMP/codes" >"$TMP/untested"
check_empty 'every diagnostic has a test' "$TMP/untested"

grep -rhoE '\bDIAG_[A-Z0-9_]+\b' src --include='*.[ch]' | sort -u >"$TMP/used"
while read -r name code; do
	grep -qx "DIAG_$name" "$TMP/used" || echo "$code"
done <"$TMP/codes" >"$TMP/unused"
check_empty 'every diagnostic is used' "$TMP/unused"
