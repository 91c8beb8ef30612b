# What a hostile issue can reach and cost: no file outside its folder, no program, no connection; the time and memory it
# may have, and nothing of the other issues.
. "$SRCDIR/tests/lib.sh"

# ---- files outside ---------------------------------------------------------------------------------------------------
mkdir secret
printf '%s\n' '---' 'title: Secret' '---' '' 'The secret text.' >secret/01-secret.md
printf 'a,b\nsecret,2\n' >secret/t.csv
python3 "$SRCDIR/tests/diag/picture.py" png secret/p.png

# outside NAME: issues/NAME says [file-outside], and its text holds no secret.
outside() {
	check_status "$1: status" 1 "$VISNYK" build -q --profile screen "$1" -o out
	check_has "$1: says so" '[file-outside]' "$TMP/.err"
	check_lacks "$1: the message shows nothing of it" 'secret text' "$TMP/.err"
	pdftotext -raw "out/$1-screen.pdf" text 2>"$TMP/.check"
	check_has "$1: the rest is made" 'A short paragraph' text
	check_lacks "$1: nothing of it is printed" 'ecret' text
}
make_issue issues/article
ln -s "$TMP/secret/01-secret.md" issues/article/02-link.md
outside article
make_issue issues/relative
ln -s ../../secret/01-secret.md issues/relative/02-link.md
outside relative
make_issue issues/twice
ln -s 03-link issues/twice/02-link.md
ln -s ../../secret/01-secret.md issues/twice/03-link
outside twice
make_issue issues/picture
ln -s "$TMP/secret/p.png" issues/picture/p.png
printf '\n![What](p.png)\n' >>issues/picture/01-first.md
outside picture
make_issue issues/folder
ln -s "$TMP/secret" issues/folder/images
printf '\n![What](images/p.png)\n' >>issues/folder/01-first.md
outside folder
make_issue issues/table
ln -s "$TMP/secret/t.csv" issues/table/t.csv
printf '\n![Table](t.csv)\n' >>issues/table/01-first.md
outside table
make_issue issues/device
ln -s /dev/zero issues/device/02-zero.md
outside device

make_issue issues/within
mkdir issues/within/texts
printf '%s\n' '---' 'title: Second' '---' '' 'The second text.' >issues/within/texts/second.md
ln -s texts/second.md issues/within/02-second.md
check_status 'a link that stays inside: status' 0 "$VISNYK" build -q --profile screen within -o out
ln -s within issues/linked
check_status 'an issue folder that is a link: status' 0 "$VISNYK" build -q --profile screen linked -o out
check_status 'an issue by its absolute path: status' 0 "$VISNYK" build -q --profile screen "$PWD/issues/within/" -o out
(cd issues/within && check_status 'an issue from within: status' 0 "$VISNYK" build -q --profile screen . -o ../../out)

# ---- rights and limits -----------------------------------------------------------------------------------------------
check_status '--version: status' 0 "$VISNYK" --version
check_has '--version: says how it is confined' 'confinement: ' "$TMP/.out"
check_status 'a wrong limit: status' 2 "$VISNYK" build --limit-time many
check_status 'a wrong limit: status' 2 "$VISNYK" build --limit-memory -1

if [ "$MODE" != release ] && [ "$MODE" != debug ]; then
	skip 'rights and limits' "not in MODE=$MODE, whose own tools need them"
	exit 0
fi
if ! ${CC:-cc} -O1 -shared -fPIC -o intruder.so "$SRCDIR/tests/hostile/intruder.c" -ldl 2>"$TMP/.cc"; then
	skip 'rights and limits' "the library to be preloaded is not built: $(head -n 1 "$TMP/.cc")"
	exit 0
fi
"$VISNYK" --version | grep -q 'seccomp (' && confined=yes || confined=no
rm -rf issues
for name in a b c; do make_issue "issues/$name"; done
make_issue issues/probe 'PROBE'
if [ "$confined" = yes ]; then
	check_status 'taken over: status' 0 env LD_PRELOAD="$TMP/intruder.so" "$VISNYK" build -q probe -o out
	for what in socket 'local socket' trace root program; do
		check_has "taken over: $what" "$what: Operation not permitted" "$TMP/.err"
	done
	check_lacks 'taken over: nothing is allowed' ': allowed' "$TMP/.err"
else
	skip 'taken over' 'this system has no seccomp'
fi
make_issue issues/spin 'SPIN'
rm -rf out
check_status 'no end: status' 1 env LD_PRELOAD="$TMP/intruder.so" "$VISNYK" build -q -j 2 --limit-time 1 -o out a spin b c
check_has 'no end: says so' '[app-limit-time]' "$TMP/.err"
for name in a b c; do check "no end: $name is made" is_pdf "out/$name-screen.pdf"; done
check 'no end: it is not made' test ! -e out/spin-screen.pdf
check_status 'no end, alone: status' 3 env LD_PRELOAD="$TMP/intruder.so" "$VISNYK" build -q --limit-time 1 -o out spin
check_has 'no end, alone: says so' '--limit-time' "$TMP/.err"
make_issue issues/gorge 'GORGE'
rm -rf out
check_status 'all memory: status' 3 env LD_PRELOAD="$TMP/intruder.so" "$VISNYK" build -q -j 2 --limit-memory 400 -o out a gorge b c
check_has 'all memory: says so' '[app-worker-died]' "$TMP/.err"
for name in a b c; do check "all memory: $name is made" is_pdf "out/$name-screen.pdf"; done
check_status 'all memory, alone: status' 3 env LD_PRELOAD="$TMP/intruder.so" "$VISNYK" build -q --limit-memory 400 -o out gorge
check_has 'all memory, alone: says so' 'out of memory' "$TMP/.err"
