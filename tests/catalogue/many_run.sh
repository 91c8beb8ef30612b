# A catalogue of many issues: by several workers, only what changed, with years on pages of their own; the search of the
# site in parts. ISSUES=N chooses how many (72).
. "$SRCDIR/tests/lib.sh"

count=${ISSUES:-72}
mkdir -p issues
for number in $(seq "$count"); do
	make_issue "issues/$number" "Text of issue $number about councils, word$number and bridges."
	sed -i "s/^year: .*/year: $((2000 + number % 6))/; s/^date: .*/date: $((2000 + number % 6))-03-30/" "issues/$number/issue.yaml"
done
seq -f 'zz%06g' 12000 | paste -sd ' ' >>issues/1/01-first.md # more words than one part holds
check_status 'two workers' 0 "$VISNYK" catalogue -j 2 -o site -q
check_empty 'two workers: no message' "$TMP/.err"
check_status 'one worker' 0 "$VISNYK" catalogue -j 1 -o one -q
check 'one worker or two: the same bytes' diff -r -x .visnyk site one
check 'a year has a page of its own' test "$(grep -c '<h3>' site/year-2003.html)" = "$((count / 6))"
check 'all years are linked' test "$(grep -c '<li><a href="year-' site/index.html)" = 6
check 'the first page holds the newest years' test "$(grep -c '<h3>' site/index.html)" -lt "$count"
check 'every issue can be reached' test "$(cat site/year-*.html | grep -c '<h3>')" = "$count"

# ---- again -----------------------------------------------------------------------------------------------------------
touch -d @0 site/index-screen.pdf site/index/2003.md site/catalogue.sqlite site/index.html site/issues/*/data.js site/issues/*/index.html
"$VISNYK" catalogue -j 2 -o site -q
find site -name '*.js' -newermt @1 -path '*/issues/*' >made
check_empty 'nothing changed: no issue is made again' made
check 'nothing changed: no search is made again' test "$(stat -c %Y site/catalogue.sqlite)" = 0
check 'nothing changed: the index is not set again' test "$(stat -c %Y site/index-screen.pdf site/index/2003.md | uniq)" = 0
check 'nothing changed: no page is written' test "$(stat -c %Y site/index.html)" = 0
echo 'A mammoth.' >>issues/5/01-first.md
"$VISNYK" catalogue -j 2 -o site -q
find site/issues -name data.js -newermt @1 | tr '\n' ' ' >made
check_has 'one changed: it is made' 'site/issues/5/data.js' made
check 'one changed: it alone' test "$(wc -w <made)" = 1
check_status 'one changed: it is found' 0 "$VISNYK" search mammoth -o site
check_has 'one changed: its page is found' '5, p. 1' "$TMP/.out"
rm site/issues/7/page-001.png
"$VISNYK" catalogue -j 2 -o site -q
check 'a picture that is gone is drawn again' test -s site/issues/7/page-001.png
head -c 5000 site/catalogue.sqlite >cut && cp cut site/catalogue.sqlite
"$VISNYK" catalogue -j 2 -o site -q
check_status 'a damaged database is made again' 0 "$VISNYK" search mammoth -o site
printf 'issue({"name":' >site/issues/8/data.js
"$VISNYK" catalogue -j 2 -o site -q
check_status 'a damaged record is made again' 0 "$VISNYK" search word8 -o site
rm -r issues/9
"$VISNYK" catalogue -j 2 -o site -q
check_status 'an issue that is gone is not found' 1 "$VISNYK" search word9 -o site
"$VISNYK" catalogue -j 2 -o one -q --force
check 'what grew is what is made anew' diff -r -x .visnyk -x 9 site one
check_has 'the search of the site is of these' '"issues/8/data.js"' site/search-data.js
check 'nothing is left beside the files' test -z "$(find site -name '.visnyk-*')"

# ---- the words of the site -------------------------------------------------------------------------------------------
# What the parts say of a word is what the database says.
python3 - site >words <<'EOF'
import glob, json, re, sys
site = sys.argv[1]
data = open(f"{site}/search-data.js", encoding="utf-8").read()
issues = json.loads(re.search(r"const issues = (.*);", data)[1])
shards = json.loads(re.search(r"const shards = (.*);", data)[1])
texts = []
for address, count in issues:
    record = json.loads(open(f"{site}/{address}", encoding="utf-8").read()[len("issue("):-3])
    own = [(record["name"], page[0]) for article in record["articles"] for page in article["pages"]]
    assert len(own) == count, address
    texts += own
words = {}
for number in range(len(shards)):
    part = open(f"{site}/search/words-{number}.js", encoding="utf-8").read()
    at, body = re.fullmatch(r"words\((\d+),(.*)\);\n", part, re.S).groups()
    assert int(at) == number
    for word, steps in json.loads(body):
        text, found = 0, []
        for step in steps.split(" "):
            text += int(step)
            found.append(texts[text])
        words[word] = found
assert list(words) == sorted(words) and len(glob.glob(f"{site}/search/*")) == len(shards)
print(len(shards) > 1, words["mammoth"], len(words["bridges"]), words["word8"])
EOF
check_same 'the parts lead to the texts' - words <<END
True [('5', 1)] $((count - 1)) [('8', 1)]
END

# ---- stopped ---------------------------------------------------------------------------------------------------------
# At moments spread over the time that it takes; the last ones meet the index, the database and the pages.
python3 - "$VISNYK" <<'EOF'
import os, random, shutil, signal, subprocess, sys, time
chance, bad, left, stopped = random.Random(7), [], [], 0
def run(stop):
    shutil.rmtree("cut-off", ignore_errors=True)
    shutil.copytree("site", "cut-off", symlinks=True, ignore=lambda folder, names: [n for n in names if n in ("catalogue.sqlite", "index-screen.pdf")])
    began = time.monotonic()
    process = subprocess.Popen([sys.argv[1], "catalogue", "-q", "-o", "cut-off"], start_new_session=True,
                               preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))  # a shell may ignore it
    if stop:
        time.sleep(stop)
        os.killpg(process.pid, signal.SIGINT)
    return process.wait(), time.monotonic() - began
took = run(None)[1]
for turn in range(16):
    status = run(max(0.001, took * (turn + chance.random()) / 16))[0]
    stopped += status == -2
    if status not in (0, -2):
        bad.append(status)
    left += [name for folder, _, names in os.walk("cut-off") for name in names if name.startswith(".visnyk-")]
print(f"# {stopped} of 16 stopped")
print("ok stopped: ends by the signal" if not bad and stopped > 4 else f"not ok stopped: ends by the signal: {bad} {stopped}")
print("ok stopped: nothing is left beside the files" if not left else f"not ok stopped: left: {left}")
EOF

# ---- what the system refuses -----------------------------------------------------------------------------------------
if mkdir -p small && mount -t tmpfs -o size=400k none small 2>/dev/null; then
	check_status 'a full disk: status 3' 3 "$VISNYK" catalogue -j 2 -o small/site -q
	check_has 'a full disk: said' 'no space left' "$TMP/.err"
	find small -name '.visnyk-*.tmp' >left
	check_empty 'a full disk: nothing is left beside the files' left
	umount small
else
	skip 'a full disk' 'no right to mount a small one'
fi

# ---- names -----------------------------------------------------------------------------------------------------------
mkdir -p odd
cd odd || exit 3
for name in 'Лютий 2012' 'quote"s '\''and $x #y%z?' "$(printf 'two\nlines')" "$(printf '%0237d' 1)" "$(printf 'esc\033[31m')" "$(printf 'no\377text')"; do
	make_issue "issues/$name" 'A walrus.'
done
check_status 'odd names' 0 "$VISNYK" catalogue -o site -q
check_status 'odd names: found' 0 "$VISNYK" search walrus -o site
check_lacks 'odd names: no control character is printed' "$(printf '\033')" "$TMP/.out"
check 'odd names: each has its record' test "$(find site/issues -name data.js | tr -d '\n' | grep -o data.js | wc -l)" = 6
check 'odd names: data that every program reads' python3 -c 'import csv, json
assert len(json.load(open("site/catalogue.json", encoding="utf-8"))["issues"]) == 6
assert len(list(csv.reader(open("site/issues.csv", encoding="utf-8-sig", newline="")))) == 7'
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [ -n "$browser" ]; then
	timeout 120 "$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$TMP/profile" --virtual-time-budget=5000 \
		--dump-dom "file://$PWD/site/index.html?q=walrus" >dom.html 2>/dev/null
	check 'odd names: found in a browser' test "$(grep -o '<mark>' dom.html | wc -l)" = 6
else
	skip 'odd names in a browser' 'there is no browser'
fi
