# Which encoding is it? 2,000 texts of an archive (sample.py; SEED=N and COUNT=N choose others) in every encoding that
# `encoding: auto` knows. A text is right when every character comes out; of 1,000 bytes and more all must be, of the
# rest 99 in 100. The table shows what was taken for what: rows are the truth.
. "$SRCDIR/tests/lib.sh"

mkdir samples
check 'samples are written' python3 "$SRCDIR/tests/encodings/sample.py" "${SEED:-1}" "${COUNT:-2000}" samples
"$BUILD/tools/read" samples >read 2>read.err
check_empty 'nothing is said against any of them' read.err

awk -v OFS='\t' '
	{
		all++
		truth[$2]; table[$2, $5]++; found[$5]
		if ($7 == "same") { right++; next }
		print > "wrong"
		if ($4 >= 1000) print > "wrong-large"
	}
	END {
		printf "%d of %d right, %.2f %%\n", right, all, 100 * right / all > "rate"
		n = 0
		for (t in truth) order[++n] = t
		for (t in found) if (!(t in truth)) order[++n] = t
		for (i = 1; i <= n; i++) for (k = i + 1; k <= n; k++) if (order[k] < order[i]) {
			t = order[i]; order[i] = order[k]; order[k] = t
		}
		line = "# "
		for (i = 1; i <= n; i++) line = line sprintf("%12s", order[i])
		print sprintf("# %-12s", "") substr(line, 3) > "table"
		for (i = 1; i <= n; i++) {
			line = sprintf("# %-12s", order[i])
			for (k = 1; k <= n; k++) line = line sprintf("%12s", table[order[i], order[k]] + 0 ? table[order[i], order[k]] : ".")
			print line > "table"
		}
		exit !(right * 100 >= all * 99)
	}' read && ok '99 in 100 are right' || not_ok '99 in 100 are right' "$(cat rate)"
echo "# $(cat rate); rows are the truth, another page with the same text counts as right:"
cat table
touch wrong-large
check_empty 'every text of 1,000 bytes and more is right' wrong-large
check 'all samples were read' test "$(wc -l <read)" -eq "${COUNT:-2000}"
