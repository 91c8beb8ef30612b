# The dumps at each seam of the pipeline for the small issues tests/golden/*/, against expected.STAGE beside their
# sources; expected.diag holds their messages and is empty where there are none. UPDATE=1 writes what is made now: read
# the difference before it is committed.
. "$SRCDIR/tests/lib.sh"

for folder in "$SRCDIR"/tests/golden/*/; do
	issue=$(basename "$folder")
	[ -e "$folder/issue.yaml" ] || continue
	mkdir -p issues
	cp -R "$folder" "issues/$issue"
	rm -f "issues/$issue"/expected.*
	for stage in model flow lines paint; do
		status=0
		"$VISNYK" dump "issues/$issue" --stage "$stage" >"$stage" 2>"diag.$stage" </dev/null || status=$?
		[ "$status" -eq 0 ] && ok "$issue: dump $stage" || not_ok "$issue: dump $stage" "status $status"
		[ -n "${UPDATE:-}" ] && cp "$stage" "$folder/expected.$stage"
		check_same "$issue: $stage" "$folder/expected.$stage" "$stage"
	done
	[ -n "${UPDATE:-}" ] && cp diag.paint "$folder/expected.diag"
	check_same "$issue: messages" "$folder/expected.diag" diag.paint
done
