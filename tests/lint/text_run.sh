# Small things that rot: notes to oneself, paths of one machine, white space.
. "$SRCDIR/tests/lib.sh"
cd "$SRCDIR" || exit 3

git ls-files 2>/dev/null | cut -d/ -f1 | sort -u |
	grep -vE '^(\..*|LICENSE|Makefile|README\.md|fonts|issues|src|templates|tests)$' >"$TMP/strays"
check_empty 'nothing else lies at the top' "$TMP/strays"

{ git ls-files 2>/dev/null || find . -type f -not -path './build/*' -not -path './.git/*' | sed 's,^\./,,'; } |
	grep -E '^(Makefile|README\.md|\.ci/.*|(src|tests|templates)/.*\.(c|h|def|sh|py|md|yaml|awk|1)|tests/run|src/LAYERS)$' |
	grep -v '^tests/lint/text_run\.sh$' >"$TMP/files"
read_all() { tr '\n' '\0' <"$TMP/files" | LC_ALL=C xargs -0 grep -nIE "$@"; }

read_all '\b(TODO|FIXME|XXX|HACK)\b' >"$TMP/notes"
check_empty 'no notes to oneself' "$TMP/notes"
read_all '(^|["'"'"' =(:])/(home|root|work|opt|srv|mnt|Users)/' >"$TMP/paths"
check_empty 'no path of one machine' "$TMP/paths"
grep -E '\.(c|h|def|sh)$|Makefile|/run$' "$TMP/files" >"$TMP/code" || :
mv "$TMP/code" "$TMP/files"
read_all '[ 	]+$' >"$TMP/blanks"
check_empty 'no white space at line ends' "$TMP/blanks"
grep -E '\.(c|h|def)$' "$TMP/files" >"$TMP/code" || :
mv "$TMP/code" "$TMP/files"
read_all '	' >"$TMP/tabs"
check_empty 'no tabs in C' "$TMP/tabs"
