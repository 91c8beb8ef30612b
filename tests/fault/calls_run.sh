# Each call that a build makes of the system fails once, see shim.c: no crash, status 3 and a message, or the very files
# that are made without a fault; nothing half written, nothing left over. Of the calls for memory every 40th is tried,
# with FULL=1 each one, in each command.
. "$SRCDIR/tests/lib.sh"

if [ "$MODE" = asan ]; then
	skip 'calls of the system' 'the sanitizers bring their own memory'
	exit 0
fi
# Counts of coverage are written through the calls that fail here: not among those of other tests.
[ "$MODE" = cov ] && export GCOV_PREFIX="$BUILD/faults"
shim=$TMP/shim.so
if ! ${CC:-cc} -O1 -shared -fPIC -o "$shim" "$SRCDIR/tests/fault/shim.c" -ldl 2>"$TMP/.cc"; then
	skip 'calls of the system' "the library to be preloaded is not built: $(head -n 1 "$TMP/.cc")"
	exit 0
fi
[ -n "${FULL:-}" ] && step=1 || step=40

# An issue with something of everything.
make_issue issues/a
make_issue issues/b
sed -i 's/language: en/language: uk/' issues/a/issue.yaml
printf '%s\n' 'masthead: {organisation: Рада, emblem: d.svg}' 'print: {marks: true}' 'titles: {en: Herald}' >>issues/a/issue.yaml
cat >issues/a/02-second.md <<'END'
---
kind: news
title: Друга стаття
author: О. Лозовий
---

Перший дзвоник пролунав **1 вересня**[^1]. Див. [сторінку](https://example.org/).

![Знак](d.svg){span=2}

![Світлина](p.png)

| Громада | Сума |
|---|---:|
| Харків | 12,5 |

- перше
- друге

[^1]: За звітом.
END
printf '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><path d="M0 0L40 20" stroke="#123456"/></svg>' \
	>issues/a/d.svg
python3 "$SRCDIR/tests/diag/picture.py" colour issues/a/p.png
"$VISNYK" build -q a -o new 2>"$TMP/.err" || not_ok 'the issue can be made' "$(cat "$TMP/.err")"
mkdir old
for profile in screen print archive; do echo 'earlier' >"old/a-$profile.pdf"; done

# each CALL [NAME=VALUE...]: the build with each of these calls failing once.
each() {
	call=$1
	shift
	rm -rf out log log.keep
	cp -R old out
	# ld.so tells when it cannot preload, and the log is then not there
	env FAULT_CALL="$call" FAULT_OUT=out FAULT_NEW=new FAULT_LOG=log "$@" LD_PRELOAD="$shim" \
		"$VISNYK" build -q --force a -o out >"$TMP/.out" 2>"$TMP/.err"
	check "$call $*: the build itself" diff -r --exclude=.visnyk new out
	judged "$call $*"
}

judged() {
	[ -e log ] && grep '^wrong' log >wrong
	check_empty "$1: each is answered rightly" wrong
	check "$1: some were tried" grep -Eq ' [1-9][0-9]* tried' log
	echo "# $(tail -n 1 log)"
}

: >wrong
for call in open read write fsync close rename mmap mkdir; do
	each "$call"
	each "$call" FAULT_STAY=1
done
each open FAULT_ERRNO=12
each malloc FAULT_MATCH='visnyk: out of memory' FAULT_STATUS=3 FAULT_STEP="$step"

# in COMMAND...: the same for memory in another command; the folder it writes to is not looked at.
in_command() {
	rm -f log
	env FAULT_CALL=malloc FAULT_LOG=log FAULT_MATCH='visnyk: out of memory' FAULT_STATUS=03 FAULT_STEP="$step" \
		LD_PRELOAD="$shim" "$VISNYK" "$@" >"$TMP/.out" 2>"$TMP/.err"
	judged "malloc, $*"
}
printf 'ПРОТОКОЛ\n\n12 травня 2001 р.\n\nТекст, - текст.\n' >old.txt
# calls_of COMMAND...: and for calls of the system; the last line of each tells how many there were.
calls_of() {
	for call in open read write fsync close rename mmap mkdir; do
		rm -f log
		env FAULT_CALL="$call" FAULT_LOG=log LD_PRELOAD="$shim" "$VISNYK" "$@" >"$TMP/.out" 2>"$TMP/.err"
		[ -e log ] && grep '^wrong' log >wrong
		check_empty "$call, $*: each is answered rightly" wrong
		echo "# $(tail -n 1 log)"
	done
}
calls_of lock a
calls_of verify a
calls_of extract new/a-archive.pdf -o extracted
calls_of import old.txt -o -
in_command check a
in_command lock a
in_command verify a
in_command verify new/a-archive.pdf
in_command compare new/a-screen.pdf new/a-print.pdf
whole_step=$step step=1
in_command import old.txt -o imported.md
step=$whole_step
in_command rules --lang uk
rm -rf out log.keep
"$VISNYK" catalogue -q -o site 2>"$TMP/.err" || not_ok 'the catalogue can be made' "$(cat "$TMP/.err")"
in_command search -o site стаття

# Processes cannot be split again: here one call fails in each process.
"$VISNYK" build -q -o all || not_ok 'the issues can be made' "status $?"
for at in 1 2 3; do
	for stay in 0 1; do
		check_status "fork number $at fails, ever after $stay: status 0" 0 env FAULT_CALL=fork FAULT_AT="$at" FAULT_STAY="$stay" \
			LD_PRELOAD="$shim" "$VISNYK" build -q --force -j 2 -o out
		check "fork number $at fails, ever after $stay: the files" diff -r --exclude=.visnyk all out
	done
done
for call in read write; do
	for at in 1 2 3 4 5 6 7; do
		rm -rf out
		check_status "$call number $at is interrupted: status 0" 0 env FAULT_CALL="$call" FAULT_AT="$at" FAULT_ERRNO=4 \
			LD_PRELOAD="$shim" timeout 60 "$VISNYK" build -q --force -j 2 -o out
		check "$call number $at is interrupted: the files" diff -r --exclude=.visnyk all out
	done
done
for call in malloc open read write; do
	for at in 1 7 30 400 4000; do
		rm -rf out
		mkdir out
		for name in a b; do cp old/a-screen.pdf "out/$name-screen.pdf"; done
		status=0
		env FAULT_CALL="$call" FAULT_AT="$at" LD_PRELOAD="$shim" timeout 60 "$VISNYK" build -q -j 2 -o out \
			>"$TMP/.out" 2>"$TMP/.err" || status=$?
		case $status in
		0) check "$call number $at in each process: the files" diff -r --exclude=.visnyk all out ;;
		3) check "$call number $at in each process: status 3 with a message" test -s "$TMP/.err" ;;
		*) not_ok "$call number $at in each process" "status $status: $(head -c 300 "$TMP/.err")" ;;
		esac
		for name in a b; do
			check "$call number $at in each process: $name is whole" sh -c \
				"cmp -s all/$name-screen.pdf out/$name-screen.pdf || cmp -s old/a-screen.pdf out/$name-screen.pdf"
		done
		check "$call number $at in each process: nothing is left over" test -z "$(find out -maxdepth 1 -name '*.tmp')"
	done
done

# What the clock says is of no account: 1970, the end of 32 bits, 2100.
for clock in 1 2147483647 4102444800; do
	rm -rf out
	check_status "at $clock s: status 0" 0 env FAULT_CLOCK="$clock" LD_PRELOAD="$shim" "$VISNYK" build -q -o out
	check "at $clock s: the same files" diff -r --exclude=.visnyk all out
	check_status "at $clock s: up to date" 0 env FAULT_CLOCK="$clock" LD_PRELOAD="$shim" "$VISNYK" build -o out
done
