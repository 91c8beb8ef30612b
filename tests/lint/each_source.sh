# Sourced by linters that look at one source at a time: each_source NAME VERSION PREPROCESSOR CHECK, all but the name
# commands for eval, CHECK one that reads $file and may write $TMP/$key.o. A file whose preprocessed text was found clean
# before, by the same version, is not looked at again.
each_source() {
	NAME=$1 VERSION=$2 PREPROCESSOR=$3 CHECK=$4 clean=$SRCDIR/build/lint
	export NAME VERSION PREPROCESSOR CHECK LINT_CFLAGS clean TMP
	mkdir -p "$clean"
	cat >"$TMP/one" <<-'END'
		file=$1
		key=$(echo "$NAME" | tr -d ' ')-$({ eval "$VERSION"; eval "$PREPROCESSOR $LINT_CFLAGS -E '$file'"; } 2>/dev/null | sha256sum | cut -c 1-40)
		[ -e "$clean/$key" ] && exit 0
		if eval "$CHECK" >"$TMP/$key" 2>&1; then
			: >"$clean/$key"
		else
			{ echo "$file: $NAME ended with status $?" && cat "$TMP/$key"; } >>"$TMP/wrong"
		fi
		rm -f "$TMP/$key.o"
		exit 0
	END
	: >"$TMP/wrong"
	find src -name '*.c' | LC_ALL=C sort | xargs -r -P "${JOBS:-2}" -n 1 sh "$TMP/one"
	check_empty "$NAME" "$TMP/wrong"
}
