# gcc -fanalyzer over every source: what leaks, is freed twice, used behind its end or through NULL on some path. A file
# whose preprocessed text was found clean before is not looked at again. What it takes wrongly is excused in the source,
# with the reason beside.
. "$SRCDIR/tests/lib.sh"
cd "$SRCDIR" || exit 3

clean=$SRCDIR/build/lint
mkdir -p "$clean"
export LINT_CFLAGS clean TMP
cat >"$TMP/one" <<'END_OF_ONE'
file=$1
key=analyzer-$({ gcc --version; eval "gcc $LINT_CFLAGS -E '$file'"; } 2>/dev/null | sha256sum | cut -c 1-40)
[ -e "$clean/$key" ] && exit 0
if eval "gcc -O2 -fanalyzer -Werror $LINT_CFLAGS -c '$file' -o '$TMP/$key.o'" >"$TMP/$key" 2>&1; then
	: >"$clean/$key"
else
	{ echo "$file: gcc -fanalyzer ended with status $?" && cat "$TMP/$key"; } >>"$TMP/wrong"
fi
rm -f "$TMP/$key.o"
exit 0
END_OF_ONE
: >"$TMP/wrong"
find src -name '*.c' | LC_ALL=C sort | xargs -r -P "${JOBS:-2}" -n 1 sh "$TMP/one"
check_empty 'gcc -fanalyzer' "$TMP/wrong"
