# The cost of the worst sources, see cost.py.
. "$SRCDIR/tests/lib.sh"

if [ "$MODE" != release ]; then
	skip 'the cost of the worst sources' "times of MODE=$MODE say nothing"
	exit 0
fi
python3 "$SRCDIR/tests/hostile/cost.py" work 2>"$TMP/.err" || not_ok 'the cost of the worst sources' "$(tail -n 3 "$TMP/.err")"
