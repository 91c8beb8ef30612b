# clang-tidy over every source. A file whose preprocessed text was found clean before is not looked at again.
. "$SRCDIR/tests/lib.sh"
cd "$SRCDIR" || exit 3

clean=$SRCDIR/build/lint
mkdir -p "$clean"
export LINT_CFLAGS clean TMP
cat >"$TMP/one" <<'END'
file=$1
key=$({ clang-tidy-14 --version; cat .clang-tidy; eval "clang-14 $LINT_CFLAGS -E '$file'"; } 2>/dev/null | sha256sum | cut -c 1-40)
[ -e "$clean/$key" ] && exit 0
if eval "clang-tidy-14 --quiet '$file' -- $LINT_CFLAGS" >"$TMP/$key" 2>"$TMP/$key.err"; then
	: >"$clean/$key"
else
	{ echo "$file: clang-tidy ended with status $?" && cat "$TMP/$key" "$TMP/$key.err"; } >>"$TMP/wrong"
fi
exit 0
END
: >"$TMP/wrong"
find src -name "*.c" | LC_ALL=C sort | xargs -r -P "${JOBS:-2}" -n 1 sh "$TMP/one"
check_empty 'clang-tidy' "$TMP/wrong"
