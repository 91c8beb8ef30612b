# gcc -fanalyzer over every source: what leaks, is freed twice, used behind its end or through NULL on some path. What it
# takes wrongly is excused in the source, with the reason beside.
. "$SRCDIR/tests/lib.sh"
. "$SRCDIR/tests/lint/each_source.sh"
cd "$SRCDIR" || exit 3

each_source 'gcc -fanalyzer' 'gcc --version' gcc \
	'eval "gcc -O2 -fanalyzer -Werror $LINT_CFLAGS -c \"$file\" -o \"$TMP/$key.o\""'
