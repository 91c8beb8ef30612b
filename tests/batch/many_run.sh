# MANY issues (200; 10000 for the whole figure), every tenth broken in a way of its own: the others are made, each broken
# one is listed with its reason.
. "$SRCDIR/tests/lib.sh"
python3 - "${MANY:-200}" <<-'END'
	import os, sys
	BROKEN = [
	    lambda d: open(d + "/issue.yaml", "w").write("articles: [1\n"),
	    lambda d: open(d + "/issue.yaml", "a").write("articles: [none.md]\n"),
	    lambda d: open(d + "/issue.yaml", "a").write("template: nosuch\n"),
	    lambda d: os.unlink(d + "/01-first.md"),
	    lambda d: (os.unlink(d + "/01-first.md"), os.mkdir(d + "/01-first.md")),
	    lambda d: (os.unlink(d + "/01-first.md"), os.symlink("01-first.md", d + "/01-first.md")),
	    lambda d: (os.unlink(d + "/01-first.md"), os.mkfifo(d + "/01-first.md")),
	    lambda d: (os.unlink(d + "/issue.yaml"), os.mkdir(d + "/issue.yaml")),
	    lambda d: (os.unlink(d + "/issue.yaml"), os.symlink("/dev/zero", d + "/issue.yaml")),
	    lambda d: open(d + "/issue.yaml", "a").write("articles: [../../etc/passwd]\n"),
	    lambda d: open(d + "/issue.yaml", "a").write("a: &a [b]\nc: *a\narticles: [x.md]\n"),
	    lambda d: open(d + "/01-first.md", "ab").truncate(2 << 30),
	]
	for n in range(int(sys.argv[1])):
	    d = f"issues/{n:05}"
	    os.makedirs(d)
	    open(d + "/issue.yaml", "w").write(f"number: {n + 1}\nyear: 2012\ndate: 2012-03-30\nlanguage: en\n")
	    open(d + "/01-first.md", "w").write(f"---\ntitle: Issue {n}\n---\n\nText of issue {n}.\n")
	    if n % 10 == 9:
	        BROKEN[n // 10 % len(BROKEN)](d)
	        print(f"{n:05}", file=open("broken", "a"))
END
status=0
"$VISNYK" build --all -j 2 --profile screen -o out >said 2>messages || status=$?
check 'status 1' test $status = 1
sed -n 's/^    \([0-9]\{5\}\): ..*/\1/p' said >listed
check_same 'each broken issue is listed with a reason, and no other' broken listed
ls issues | grep -v '[0-9]*9$' | sed 's/$/-screen.pdf/' >right
ls out | grep 'pdf$' >made
check_same 'all the others are made' right made
check 'the table counts them' grep -qx "  not made  *$(wc -l <broken)" said
sed -n 's/^    [0-9]\{5\}: //p' said | sed 's/[0-9]\{5\}//g; s/: .*//' | sort -u >reasons
echo "# $(wc -l <broken) broken issues of $(ls issues | wc -l), $(wc -l <reasons) kinds of reasons"
check 'reasons differ' test "$(wc -l <reasons)" -ge 5
