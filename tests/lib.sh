# What test scripts share: `. "$SRCDIR/tests/lib.sh"`. See tests/run for the protocol.

ok() { echo "ok $1"; }

not_ok() { echo "not ok $1: $2"; }

# skip NAME WHY: for a tool that is not among the packages of .ci/packages.
skip() { echo "skip $1: $2"; }

# check NAME COMMAND...: the command succeeds. What it printed is shown if it does not.
check() {
	name=$1
	shift
	if "$@" >"$TMP/.check" 2>&1; then
		ok "$name"
	else
		not_ok "$name" "failed: $*"
		cat "$TMP/.check"
	fi
}

# check_status NAME STATUS COMMAND...: the command ends with exactly this status.
# Its output is left in $TMP/.out and $TMP/.err for the checks that follow.
check_status() {
	name=$1
	want=$2
	shift 2
	status=0
	"$@" >"$TMP/.out" 2>"$TMP/.err" </dev/null || status=$?
	if [ "$status" -eq "$want" ]; then
		ok "$name"
	else
		not_ok "$name" "status $status, not $want: $*"
		cat "$TMP/.out" "$TMP/.err"
	fi
}

# check_has NAME TEXT FILE: the file has a line holding this text, literally.
check_has() {
	if grep -qF -e "$2" -- "$3"; then
		ok "$1"
	else
		not_ok "$1" "no \"$2\" in:"
		cat "$3"
	fi
}

# check_lacks NAME TEXT FILE: no line of the file holds this text.
check_lacks() {
	if [ -r "$3" ] && ! grep -qF -e "$2" -- "$3"; then
		ok "$1"
	else
		not_ok "$1" "\"$2\" in:"
		cat "$3"
	fi
}

# check_same NAME EXPECTED ACTUAL: two files with the same bytes; the difference is shown. EXPECTED may be - for
# standard input.
check_same() {
	expected=$2
	if [ "$expected" = - ]; then
		expected=$TMP/.expected
		cat >"$expected"
	fi
	if cmp -s "$expected" "$3"; then
		ok "$1"
	else
		not_ok "$1" "differs from $2"
		diff -u "$expected" "$3" | head -n 40
	fi
}

# check_empty NAME FILE: the file, a list of what is wrong, has no line; else they are shown.
check_empty() {
	if [ -e "$2" ] && [ ! -s "$2" ]; then
		ok "$1"
	else
		not_ok "$1" "$(wc -l <"$2") lines:"
		head -n 200 "$2"
	fi
}

# make_issue FOLDER [TEXT]: a small English issue with a number of its own; TEXT is the body of its only article.
issue_number=0
make_issue() {
	issue_number=$((issue_number + 1))
	mkdir -p "$1"
	printf '%s\n' "number: $issue_number" 'year: 2012' 'date: 2012-03-30' 'title: Bulletin' 'language: en' >"$1/issue.yaml"
	printf '%s\n' '---' 'title: First article' '---' '' "${2:-A short paragraph.}" >"$1/01-first.md"
}

# is_pdf FILE: begins and ends as a PDF file does.
is_pdf() { [ -s "$1" ] && head -c 5 "$1" | grep -q '^%PDF-' && tail -c 32 "$1" | grep -q '%%EOF'; }
