# What the system refuses: no file half written, no earlier output damaged, a message, status 3.
. "$SRCDIR/tests/lib.sh"

make_issue issues/a
make_issue issues/b
"$VISNYK" build -q -o good || not_ok 'the issues can be made' "status $?"
mkdir out
cp good/a-screen.pdf out/a-screen.pdf
echo 'earlier' >out/b-screen.pdf
cp -R out before

refused() { # NAME CODE COMMAND...: status 3, the message, and out/ is as it was
	refused_name=$1 refused_code=$2
	shift 2
	check_status "$refused_name: status 3" 3 "$@"
	check_has "$refused_name: says so" "[$refused_code]" "$TMP/.err"
	check "$refused_name: earlier output is whole" diff -r before out
}

refused 'a file size limit' file-unwritable sh -c "ulimit -f 1; exec '$VISNYK' build -o out -j 1"
refused 'a file size limit, one issue' file-unwritable sh -c "ulimit -f 1; exec '$VISNYK' build b -o out"
refused 'an output folder below a file' dir-unwritable "$VISNYK" build a -o out/a-screen.pdf/deep
refused 'an output folder that is a file' dir-unwritable "$VISNYK" build a -o out/a-screen.pdf
if [ "$(id -u)" -ne 0 ]; then
	chmod a-w out
	refused 'an output folder without permission' file-unwritable "$VISNYK" build -o out
	chmod u+w out
fi
# Where no file system of the kernel is mounted, as in some containers, root may write there.
if [ -e /proc/self ]; then
	refused 'an output folder of the system' dir-unwritable "$VISNYK" build a -o /proc/visnyk
else
	skip 'an output folder of the system' '/proc is not mounted'
fi
mkdir -p blocked/a-screen.pdf/x
check_status 'a folder in the place of the file: status 3' 3 "$VISNYK" build a --profile screen -o blocked
check_has 'a folder in the place of the file: says so' '[file-unwritable]' "$TMP/.err"
check 'a folder in the place of the file: nothing is left beside it' test "$(ls -A blocked)" = a-screen.pdf

# told NAME DIR: each file that the manifests in DIR tell of is as they say.
told() {
	python3 - "$2" >told 2>&1 <<-'END'
		import glob, hashlib, json, os, sys
		for manifest in glob.glob(sys.argv[1] + "/*-manifest.json"):
		    for file in json.load(open(manifest, encoding="utf-8"))["outputs"]:
		        data = open(os.path.join(sys.argv[1], file["name"]), "rb").read()
		        if len(data) != file["bytes"] or hashlib.sha256(data).hexdigest() != file["sha256"]:
		            print(manifest, file["name"])
	END
	check_empty "$1" told
}
told 'a whole build: the manifest fits the files' good
cp -R good partly
rm partly/a-archive.pdf
mkdir -p partly/a-archive.pdf/x
echo 'One more paragraph.' >>issues/a/01-first.md
check_status 'one profile fails: status 3' 3 "$VISNYK" build a -o partly
check_status 'one profile fails: another is made' 1 cmp good/a-screen.pdf partly/a-screen.pdf
told 'one profile fails: the manifest fits the files' partly
check_has 'one profile fails: the manifest tells of the others' a-screen.pdf partly/a-manifest.json
sed -i '$d' issues/a/01-first.md

if mkdir full && mount -t tmpfs -o size=16k none full 2>/dev/null; then
	echo 'earlier' >full/a-screen.pdf
	check_status 'a full disk: status 3' 3 "$VISNYK" build a -o full
	check_has 'a full disk: says so' '[file-unwritable]' "$TMP/.err"
	check_has 'a full disk: earlier output is whole' 'earlier' full/a-screen.pdf
	check 'a full disk: nothing is left beside it' test "$(ls -A full)" = a-screen.pdf
	umount full
	mount -t tmpfs none full && cp out/b-screen.pdf full/a-screen.pdf && mount -o remount,ro full
	check_status 'a read-only folder: status 3' 3 "$VISNYK" build a -o full
	check_has 'a read-only folder: says so' '[file-unwritable]' "$TMP/.err"
	check_has 'a read-only folder: earlier output is whole' 'earlier' full/a-screen.pdf
	umount full
else
	skip 'a full disk' 'no right to mount a small one; the file size limit stands for it'
fi

check_status 'a closed standard output: status 3' 3 sh -c "exec '$VISNYK' build a -o out2 >/dev/full"
check_has 'a closed standard output: says so' '[app-stdout]' "$TMP/.err"
check 'a closed standard output: the file is made' cmp good/a-screen.pdf out2/a-screen.pdf
check_status 'a dump to a full disk: status 3' 3 sh -c "exec '$VISNYK' dump a --stage paint >/dev/full"
mkfifo pipe
(: <pipe) & # a reader that goes away at once
check_status 'a reader that goes away' 3 sh -c "exec '$VISNYK' dump a --stage paint >pipe"
wait

for closed in '>&-' '2>&-' '<&- >&- 2>&-'; do
	rm -rf out2
	status=0
	eval "'$VISNYK' build a -o out2 $closed" >"$TMP/.out" 2>"$TMP/.err" || status=$?
	want=3
	[ "$closed" = '2>&-' ] && want=0
	check "started with $closed: status" test "$status" -eq "$want"
	check "started with $closed: the file is made and holds nothing else" cmp good/a-screen.pdf out2/a-screen.pdf
done

# Asked to stop at any moment: it stops, and each file is the earlier one or the new one.
rm -rf out2
mkdir out2
for name in a b; do echo 'earlier' >"out2/$name-screen.pdf"; done
stopped=0
for issues in a 'a b'; do
	for delay in 0.005 0.02 0.04 0.06 0.08 0.1; do
		for stop in TERM INT HUP; do
			status=0
			# shellcheck disable=SC2086
			timeout -s "$stop" "$delay" "$VISNYK" build -q --force -o out2 $issues >"$TMP/.out" 2>&1 || status=$?
			case $status in
			0) ;;
			124) stopped=$((stopped + 1)) ;;
			*) not_ok "$stop after $delay s" "status $status: $(cat "$TMP/.out")" ;;
			esac
			for name in a b; do
				cmp -s good/$name-screen.pdf out2/$name-screen.pdf || grep -qx earlier out2/$name-screen.pdf ||
					not_ok "$stop after $delay s" "$name-screen.pdf is neither the earlier one nor the new one"
			done
			left=$(find out2 -name '*.tmp')
			[ -z "$left" ] || not_ok "$stop after $delay s" "left behind: $left"
		done
	done
done
check 'asked to stop: it did, sometimes' test "$stopped" -gt 0

# The language of the messages may follow the locale, installed or not; what is made may not.
for locale in C POSIX uk_UA.UTF-8 uk_UA.KOI8-U de_DE.UTF-8 tr_TR.UTF-8 ar_EG zh_CN.GB18030 xx_YY "$(printf '\377')" ''; do
	rm -rf out2
	check_status "locale '$locale': status 0" 0 env LC_ALL="$locale" LANGUAGE="$locale" "$VISNYK" build -q -o out2 a
	check "locale '$locale': the same bytes" cmp good/a-archive.pdf out2/a-archive.pdf
done

check_status 'new below a file: status 3' 3 "$VISNYK" new good/a-screen.pdf/x
check_has 'new below a file: says so' '[dir-unwritable]' "$TMP/.err"

# A worker that dies costs its own issue. The limit of memory is for the worker of b, which is huge.
mkdir issues/huge
cp issues/a/issue.yaml issues/huge/
{
	printf '%s\n' '---' 'title: Huge' '---' ''
	awk 'BEGIN { for (i = 0; i < 60000; i++) print "A paragraph of the huge article, number " i ".\n" }'
} >issues/huge/01-huge.md
if [ "$MODE" = asan ]; then
	skip 'a worker without memory' 'the sanitizers need more address space than the limit'
else
	check_status 'a worker without memory: status 3' 3 sh -c "ulimit -v 150000; exec '$VISNYK' build -j 2 -o out3"
	check_has 'a worker without memory: says so' '[app-worker-died]' "$TMP/.err"
	check 'a worker without memory: the others are made' diff good/b-screen.pdf out3/b-screen.pdf
	check 'a worker without memory: nothing half made' test ! -e out3/huge-screen.pdf
fi
