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
touch -d @0 site/catalogue.sqlite site/index.html site/issues/*/data.js site/issues/*/index.html
"$VISNYK" catalogue -j 2 -o site -q
find site -name '*.js' -newermt @1 -path '*/issues/*' >made
check_empty 'nothing changed: no issue is made again' made
check 'nothing changed: no search is made again' test "$(stat -c %Y site/catalogue.sqlite)" = 0
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
for name in 'Лютий 2012' 'quote"s '\''and $x #y%z?' "$(printf 'two\nlines')" "$(printf '%0237d' 1)"; do
	make_issue "issues/$name" 'A walrus.'
done
check_status 'odd names' 0 "$VISNYK" catalogue -o site -q
check_status 'odd names: found' 0 "$VISNYK" search walrus -o site
check 'odd names: each has its record' test "$(find site/issues -name data.js | tr -d '\n' | grep -o data.js | wc -l)" = 4
