# Mistakes put into the sample issues (seed.py, seeds 1 to SEEDS) are found; the samples themselves have none.
. "$SRCDIR/tests/lib.sh"

SEEDS=${SEEDS:-11}
for issue in "$SRCDIR"/issues/*/; do
	name=$(basename "$issue")
	check_status "$name is read" 0 "$VISNYK" check -q "$issue"
	grep -F '[proof-' "$TMP/.err" >"clean.$name"
	check_empty "no finding in $name" "clean.$name"
	for seed in $(seq 1 "$SEEDS"); do
		python3 "$SRCDIR/tests/proof/seed.py" "$seed" "${issue%/}" "$seed-$name" || not_ok "$seed-$name" 'is not generated'
		"$VISNYK" check -q --diag json "./$seed-$name" 2>"$seed-$name.found" >&2 ||
			not_ok "$seed-$name" "is not read: status $?"
	done
done
python3 "$SRCDIR/tests/proof/score.py" . >score || not_ok 'score' 'is not computed'
sed 's/^/# /' score
awk '/^seeded/ { exit !($2 >= 2000 && $4 >= 0.98 * $2) }' score && ok 'at least 98 % of the mistakes are found' ||
	not_ok 'at least 98 % of the mistakes are found' "$(grep '^seeded' score)"
awk '/^seeded/ { exit !($6 <= 0.005 * $2) }' score && ok 'a mistake sets off hardly anything else' ||
	not_ok 'a mistake sets off hardly anything else' "$(grep '^seeded' score)"
