# A short run of every target: what the fuzzers begin with, what they once found, and some hundreds of each, changed. The
# same inputs on each machine; MODE=asan looks closest. `make fuzz` goes on for longer, with other inputs each time.
. "$SRCDIR/tests/lib.sh"

RUNS=${RUNS:-150}
SEED=${SEED:-1}
python3 "$SRCDIR/tests/fuzz/seeds.py" seeds || not_ok 'seeds' 'not made'
for target in decode import yaml front markdown pages template language image svg font lock pdf tar issue; do
	set -- "seeds/$target"/*
	[ -d "$SRCDIR/tests/fuzz/corpus/$target" ] && set -- "$@" "$SRCDIR/tests/fuzz/corpus/$target"/*
	[ -e "$SRCDIR/tests/fuzz/dict/$target.dict" ] && set -- "-dict=$SRCDIR/tests/fuzz/dict/$target.dict" "$@"
	export FUZZ_TARGET="$target"
	if "$BUILD/fuzz/targets" "$RUNS" "$SEED" "$@" >"$target.log" 2>&1; then
		ok "$target: $(tail -n 1 "$target.log")"
	else
		not_ok "$target" "status $?, the input is $TMP/fuzz.input"
		mv fuzz.input "$target.input" 2>/dev/null
		grep -vE '^ *$' "$target.log" | tail -n 40
	fi
done
