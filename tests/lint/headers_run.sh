# Every header compiles alone and is guarded by VISNYK_FOLDER_NAME_H.
. "$SRCDIR/tests/lib.sh"
cd "$SRCDIR" || exit 3

for header in src/*/*.h; do
	name=${header#src/}
	guard=VISNYK_$(echo "${name%.h}" | tr 'a-z/-' 'A-Z__')_H
	grep -q "^#ifndef $guard\$" "$header" || echo "$header: no guard $guard" >>"$TMP/guards"
	printf '#include "%s"\n' "$name" >"$TMP/alone.c"
	# shellcheck disable=SC2086
	eval "${CC:-gcc} $LINT_CFLAGS -Werror -fsyntax-only '$TMP/alone.c'" >"$TMP/compile" 2>&1 || {
		echo "$header:"
		cat "$TMP/compile"
	} >>"$TMP/wrong"
done
: >>"$TMP/guards"
: >>"$TMP/wrong"
check_empty 'every header compiles alone' "$TMP/wrong"
check_empty 'every header has its guard' "$TMP/guards"
