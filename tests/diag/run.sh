# One tiny source per diagnostic: NAME.case, named after its code. A case is a file of sections, each opened by a line
# `==> SECTION`; what stands before the first one says what the case shows.
#
#   ==> FILE       a file of the issue; without issue.yaml a sound one is taken
#   ==> make       a shell script run in the folder (ART makes pictures and the like)
#   ==> call       the arguments of visnyk, run beside the folder, which is called `i`; else: check --profile
#                  screen i, or check i for what print and archive say
#   ==> status     the exit status; else 0, or 1 when an error is expected
#   ==> expected   all messages, word by word
#
# Messages are seldom worth a change in more than one case, so UPDATE=1 writes what is printed into the cases: read the
# difference before it is committed.
. "$SRCDIR/tests/lib.sh"

# Writes the sections of case $1 as files of the folder $2, those of the runner as $2.SECTION.
unpack() {
	mkdir -p "$2"
	awk -v folder="$2" '
		/^==> / {
			name = substr($0, 5)
			out = name ~ /^(make|call|status|expected)$/ ? folder "." name : folder "/" name
			path = out
			if (sub(/\/[^\/]*$/, "", path)) system("mkdir -p " path)
			printf "" >out
			next
		}
		out { print >out }' "$1"
	[ -e "$2/issue.yaml" ] ||
		printf '%s\n' 'number: 1' 'year: 2012' 'date: 2012-03-30' 'title: Вісник' 'language: uk' >"$2/issue.yaml"
}

for file in "$SRCDIR"/tests/diag/${ONLY:-*}.case; do
	code=$(basename "$file" .case)
	mkdir "$code"
	cd "$code" || exit 3
	unpack "$file" i
	[ -e i.make ] && (cd i && CASE=$code sh -eu ../i.make) >make.out 2>&1 || [ ! -e i.make ] ||
		not_ok "$code: make" "$(cat make.out)"
	case $code in # what a print shop would say belongs to its own cases
	print-* | archive-*) call='check i' ;;
	*) call='check --profile screen i' ;;
	esac
	[ -e i.call ] && call=$(cat i.call)
	status=0
	eval "\"\$VISNYK\" $call" >../out 2>../err </dev/null || status=$?
	if [ -n "${UPDATE:-}" ]; then
		awk '/^==> expected$/ { exit } { print }' "$file" >../new
		{ echo '==> expected' && cat ../err; } >>../new
		cp ../new "$file"
	fi
	want=0
	grep -q '^[^ ].*: error: \|^error: ' i.expected && want=1
	[ -e i.status ] && want=$(cat i.status)
	[ "$status" -eq "$want" ] && ok "$code: status" || not_ok "$code: status" "$status, not $want"
	check_same "$code: messages" i.expected ../err
	check_has "$code: the code" "[${code%%.*}]" ../err
	case $code-$call in # what making the files says, check must foresee
	image-*-check* | pdf-*-check* | print-*-check* | archive-*-check*)
		eval "\"\$VISNYK\" build --proof -o ../made ${call#check}" >../out 2>../err.build </dev/null || :
		check_same "$code: making the files says no more" ../err.build ../err
		rm -rf ../made
		;;
	esac
	chmod -R u+rwx .
	cd ..
done
