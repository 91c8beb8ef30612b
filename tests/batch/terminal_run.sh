# A batch at a terminal: the bar, messages beside it, Ctrl-C; and messages in the order of the issues, whoever made them.
. "$SRCDIR/tests/lib.sh"
for number in $(seq -w 60); do make_issue "issues/$number"; done
for number in 07 21 44; do printf '\nA character that no font has: 漢.\n' >>"issues/$number/01-first.md"; done
# The first issue takes longest, so that others are done before it.
for paragraph in $(seq 400); do printf '\nA paragraph of the long issue, number %s, of some words.\n' "$paragraph"; done >>issues/01/01-first.md
printf '\nA character that no font has: 漢.\n' >>issues/01/01-first.md
"$VISNYK" build --all -j 1 --profile screen -o one >one.out 2>one.err
"$VISNYK" build --all -j 4 --profile screen -o four >four.out 2>four.err
sed 's,one/,,' one.out >one.lines
sed 's,four/,,' four.out >four.lines
check_same 'one worker or four: the same lines in the same order' one.lines four.lines
check_same 'one worker or four: the same messages in the same order' one.err four.err
check 'messages stand in the order of the issues' test "$(sed -n 's,^issues/\([0-9]*\)/.*,\1,p' four.err | tr '\n' ' ')" = '01 07 21 44 '
check 'one worker or four: the same bytes' diff -r -x .visnyk one four
timeout 120 python3 -B "$SRCDIR/tests/batch/terminal.py" "$VISNYK" || not_ok 'terminal' 'it broke off'
