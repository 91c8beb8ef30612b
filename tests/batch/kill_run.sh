# Builds that are killed at random moments. KILLS: how many times (24); SEED: which moments.
. "$SRCDIR/tests/lib.sh"
if [ -d /proc/self/task ]; then
	python3 -B "$SRCDIR/tests/batch/kill.py" "$VISNYK" "${SEED:-2012}" "${KILLS:-24}"
else
	skip 'kill' 'workers are found through /proc'
fi

# ---- memory ----------------------------------------------------------------------------------------------------------
# The worker's peak after 30 issues against that after 240, all made by one worker.
if [ "$MODE" = asan ]; then
	skip 'memory' 'the sanitizers keep what was freed'
else
	for count in 30 240; do
		rm -rf issues
		for number in $(seq $count); do
			make_issue "issues/$number" 'A paragraph that is the same in all of them, and again the same. And once more.'
		done
		"$VISNYK" build --all -j 1 --profile screen -v -o "out$count" | awk '$1 == "memory" { if ($2 > most) most = $2 } END { print most }' >"memory$count"
	done
	echo "# a worker's memory: $(cat memory30) MB after 30 issues, $(cat memory240) MB after 240"
	check 'the memory of a worker does not grow' awk -v few="$(cat memory30)" -v many="$(cat memory240)" 'BEGIN { exit !(many > 0 && many < few * 1.1 + 1) }'
fi
