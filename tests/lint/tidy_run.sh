# clang-tidy over every source.
. "$SRCDIR/tests/lib.sh"
. "$SRCDIR/tests/lint/each_source.sh"
cd "$SRCDIR" || exit 3

each_source clang-tidy 'clang-tidy-14 --version; cat .clang-tidy' clang-14 \
	'eval "clang-tidy-14 --quiet \"$file\" -- $LINT_CFLAGS"'
