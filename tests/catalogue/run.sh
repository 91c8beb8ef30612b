# visnyk catalogue and visnyk search: what is made, what is found, and the site in a browser.
. "$SRCDIR/tests/lib.sh"

# issue NAME DATE LANGUAGE: an issue with an empty list of articles to be filled.
issue() {
	mkdir -p "issues/$1"
	printf '%s\n' "title: Вісник $1" "date: $2" "language: $3" 'number: 1' \
		'masthead: {organisation: "Громада & «Сусіди»", issn: 2070-5530}' >"issues/$1/issue.yaml"
}

issue 2011-05 2011-05-31 uk
cat >issues/2011-05/01-rada.md <<'E2'
---
title: Сесія "першої" ради
author: О. Ґалаґан
kind: news
---

Харківські депутати зібралися на шкільному подвір’ї. [Сергій Чернов]{.person} доповів про *бюджет*, а
[Люботин]{.community} і [Чугуїв]{.community} підтримали.
E2
issue 2012-01 2012-01-31 uk
cat >issues/2012-01/01-sport.md <<'E2'
---
title: Спартакіада <рад>
---

Вітали [Сергія Чернова]{.person index="Сергій Чернов"} та [Єва Іваненко]{.person}. У Харкові пройшов третій рік змагань.
E2
issue 2012-02 2012-02-29 en
printf '%s\n' '---' 'title: Neighbours sign' '---' '' 'Councils signed a programme for all communities.' \
	>issues/2012-02/01-neighbours.md
mkdir -p 'issues/un dated'
printf '%s\n' 'title: Листівка' 'language: uk' >'issues/un dated/issue.yaml'
printf '%s\n' '---' "title: '=1+1; \"слон\"'" '---' '' 'Слони.' >'issues/un dated/01-leaf.md'
issue broken 2012-03-31 uk
printf '%s\n' 'articles: [missing.md]' >>issues/broken/issue.yaml

# ---- what is made ----------------------------------------------------------------------------------------------
check_status 'a catalogue of issues, one of them broken: status 1' 1 "$VISNYK" catalogue -o site
check_has 'it says how many' '4 issues: site/index.html' "$TMP/.out"
check_has 'the broken one is told of' '[app-no-article]' "$TMP/.err"
check 'the broken one is not in it' test ! -e site/issues/broken/index.html
rm -r issues/broken
check_status 'a catalogue: status 0' 0 "$VISNYK" catalogue
check_empty 'a catalogue: no message' "$TMP/.err"
check 'made in the folder that is usual' test -s build/catalogue/index.html
check 'the same issues, the same bytes' diff -r -x .visnyk site build/catalogue
check 'the pages of an issue' is_pdf site/issues/2012-01/2012-01-screen.pdf
check 'pictures of the pages' test -s site/issues/2012-01/page-001.png
check 'the index is set as an issue' is_pdf site/index-screen.pdf
pdftotext -layout site/index-screen.pdf index.txt
tr '\302\240' '  ' <index.txt | tr -s ' ' >plain.txt # spaces that do not break
check_has 'the index names persons, with number and year of the issue' 'Єва Іваненко — № 1 (2012), с. 1' plain.txt
check_has 'the index names every place of a person' 'Сергій Чернов — № 1 (2011), с. 1; № 1 (2012), с. 1' plain.txt
check 'a year is a chapter of the index' grep -Eq '^ *2011 +1$' plain.txt
check_has 'the index knows undated issues' 'Без дати' plain.txt
check_has 'and is itself of the day of the newest issue' '29 лютого 2012 року' plain.txt
pdftotext -bbox site/index-screen.pdf - | sed -n 's,.*xMin="\([0-9]*\)[^>]*>\(Вісник\|Сесія\)</word>.*,\2 \1,p' | head -n 2 >lefts
check 'an entry begins where the head above it does' test "$(cut -d' ' -f2 lefts | uniq | wc -l) $(wc -l <lefts)" = '1 2'
check_has 'the organisation is that of the newest issue that names it' 'Громада &amp; «Сусіди»' site/index.html
check 'undated issues come last' test "$(grep -n 'Без дати</span><span class="en"' site/index.html | cut -d: -f1)" -gt \
	"$(grep -n '<h2>2011' site/index.html | cut -d: -f1)"
check_has 'an issue leads to the next one' '<a rel="next" href="../../issues/2012-02/index.html">' site/issues/2012-01/index.html
check_has 'and to the one before' '<a rel="prev" href="../../issues/2011-05/index.html">' site/issues/2012-01/index.html

python3 - site >facts <<'E2'
import csv, html.parser, json, os, sys, urllib.parse, xml.etree.ElementTree as xml
site = sys.argv[1]
data = json.load(open(f"{site}/catalogue.json", encoding="utf-8"))
print("issues", *[issue["issue"] for issue in data["issues"]])
first = data["issues"][1]["articles"][0]
print("article", first["title"], "/", first["author"], first["kind"], first["pages"])
print("persons", [p["name"] for p in first["persons"]], [p["name"] for p in first["communities"]])
rows = list(csv.DictReader(open(f"{site}/articles.csv", encoding="utf-8-sig", newline="")))
print("a formula is text", rows[0]["title"])
print("rows", len(rows), rows[1]["title"], rows[1]["communities"], rows[2]["title"])
rows = list(csv.DictReader(open(f"{site}/issues.csv", encoding="utf-8-sig", newline="")))
print("issues.csv", [(row["issue"], row["date"], row["pages"]) for row in rows])
dc = "{http://purl.org/dc/elements/1.1/}"
oai = "{http://www.openarchives.org/OAI/2.0/}"
print("identifiers", [node.text for node in xml.parse(f"{site}/dublin-core.xml").getroot().iter(oai + "identifier")][:3])
records = xml.parse(f"{site}/dublin-core.xml").getroot().iter("{http://www.openarchives.org/OAI/2.0/}record")
print("records", [record.find(f".//{dc}title").text for record in records])

class Links(html.parser.HTMLParser):
    def handle_starttag(self, tag, attrs):
        for key, value in attrs:
            if key in ("href", "src") and not value.startswith("#"):
                target = os.path.join(self.folder, urllib.parse.unquote(value.split("#")[0]))
                self.dead += not os.path.exists(target)
                self.count += 1

count = dead = 0
for folder, _, files in os.walk(site):
    for name in files:
        if name.endswith(".html"):
            links = Links()
            links.folder, links.count, links.dead = folder, 0, 0
            links.feed(open(os.path.join(folder, name), encoding="utf-8").read())
            count, dead = count + links.count, dead + links.dead
print("dead links", dead, "of many" if count > 30 else count)
E2
check_same 'data and pages hold what the issues hold' - facts <<'E2'
issues un dated 2011-05 2012-01 2012-02
article Сесія "першої" ради / О. Ґалаґан news [1]
persons ['Сергій Чернов'] ['Люботин', 'Чугуїв']
a formula is text '=1+1; "слон"
rows 4 Сесія "першої" ради Люботин; Чугуїв Спартакіада <рад>
issues.csv [('un dated', '', '1'), ('2011-05', '2011-05-31', '1'), ('2012-01', '2012-01-31', '1'), ('2012-02', '2012-02-29', '1')]
identifiers ['oai:visnyk:un%20dated', 'oai:visnyk:un%20dated:01-leaf.md', 'oai:visnyk:2011-05']
records ['Листівка', '=1+1; "слон"', 'Вісник 2011-05, № 1, 31 травня 2011 року', 'Сесія "першої" ради', 'Вісник 2012-01, № 1, 31 січня 2012 року', 'Спартакіада <рад>', 'Вісник 2012-02, No. 1, 29 February 2012', 'Neighbours sign']
dead links 0 of many
E2
check_has 'persons stand in the order of the alphabet' 'Єва Іваненко' site/persons.html
check 'Є stands before С' test "$(grep -bo 'Єва' site/persons.html | cut -d: -f1)" -lt \
	"$(grep -bo 'Сергій' site/persons.html | head -n 1 | cut -d: -f1)"
check_lacks 'titles are no markup' '<рад>' site/index.html

# A picture is drawn anew only when its issue is another.
touch -d @0 site/issues/2011-05/page-001.png site/issues/2012-01/page-001.png
sed -i 's/третій/четвертий/' issues/2012-01/01-sport.md
check_status 'a catalogue again' 0 "$VISNYK" catalogue -o site -q
check_empty 'a catalogue with -q' "$TMP/.out"
check 'the page that stayed keeps its picture' test "$(stat -c %Y site/issues/2011-05/page-001.png)" = 0
check 'the page that changed has another one' test "$(stat -c %Y site/issues/2012-01/page-001.png)" != 0

mkdir -p data/templates
ln -s "$SRCDIR/fonts" data/fonts
ln -s "$SRCDIR"/templates/languages "$SRCDIR"/templates/visnyk-a4 data/templates/
check_status 'the data lacks the style sheet: status 3' 3 env VISNYK_DATA="$TMP/data" "$VISNYK" catalogue -o bare
check_has 'the data lacks the style sheet: says so' '[catalogue-asset]' "$TMP/.err"

# ---- search ----------------------------------------------------------------------------------------------------
# finds WORDS ISSUE...: exactly these issues.
finds() {
	words=$1
	shift
	"$VISNYK" search $words -o site >found 2>"$TMP/.err"
	sed -n 's/^\([^ ,]*\), .*/\1/p' found | sort -u >names
	check_same "search: $words" - names <<E2
$(printf '%s\n' "$@")
E2
}
finds 'рада' 2011-05 2012-01
finds 'радою' 2011-05 2012-01
finds 'школа' 2011-05
finds 'подвiр’я' 2011-05
finds "подвір'ї" 2011-05
finds 'роки' 2012-01
finds 'Харків' 2011-05 2012-01
finds 'ХАРКОВІ четвертий' 2012-01
finds 'галаган' 2011-05
finds 'community' 2012-02
finds 'signing programmes' 2012-02
check_status 'search: all words are wanted' 1 "$VISNYK" search рада programme -o site
check_status 'search: nothing found' 1 "$VISNYK" search мамонт -o site
check_status 'search: no words' 1 "$VISNYK" search '"*' -o site
check_status 'search: no catalogue' 1 "$VISNYK" search рада -o nowhere
check_has 'search: no catalogue: says so' '[search-none]' "$TMP/.err"
check 'search: no catalogue: none is made' test ! -e nowhere
mkdir damaged
head -c 9000 site/catalogue.sqlite >damaged/catalogue.sqlite
check_status 'search: a damaged catalogue' 1 "$VISNYK" search рада -o damaged
check_has 'search: a damaged catalogue: says so' '[search-none]' "$TMP/.err"

# ---- in a browser ----------------------------------------------------------------------------------------------
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [ -n "$browser" ]; then
	# page ADDRESS: what the page is after its scripts have run.
	page() {
		timeout 120 "$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$TMP/profile" --virtual-time-budget=5000 \
			--dump-dom "file://$TMP/site/$1" 2>/dev/null
	}
	page 'index.html?q=%D1%80%D0%B0%D0%B4%D0%BE%D1%8E' >dom.html
	check_has 'a search in the browser finds a form' '<mark>' dom.html
	check 'a search in the browser finds the pages that visnyk search finds' test "$(grep -o '<mark>' dom.html | wc -l)" = 2
	check 'a hit leads to the page' grep -q 'href="issues/2011-05/2011-05-screen.pdf#page=1"' dom.html
	page index.html >dom.html
	check_has 'one language is marked as shown' 'data-language="uk" lang="uk" aria-pressed="true"' dom.html
	check_has 'the form is there when scripts are' '<form id="search" role="search">' dom.html
	timeout 120 python3 "$SRCDIR/tests/catalogue/browser.py" "$browser" site "$TMP/profile2" || not_ok 'browser' 'it broke off'
else
	skip 'a search in a browser' 'there is no browser'
fi

# ---- trouble leaves what was there -----------------------------------------------------------------------------------
cp -R site whole
cp issues/2012-01/issue.yaml kept.yaml
echo 'template: no-such-look' | tee -a issues/*/issue.yaml >/dev/null
check_status 'no issue can be made' 1 "$VISNYK" catalogue -o site -q
check 'no issue can be made: the catalogue stays' diff -r -x .visnyk whole site
sed -i '$d' issues/2011-05/issue.yaml issues/2012-02/issue.yaml 'issues/un dated/issue.yaml'
check_status 'one cannot' 1 "$VISNYK" catalogue -o site -q
check_status 'one cannot: it is not found' 1 "$VISNYK" search четвертий -o site
check_status 'one cannot: the others are' 0 "$VISNYK" search рада -o site
cp kept.yaml issues/2012-01/issue.yaml
check_status 'mended' 0 "$VISNYK" catalogue -o site -q
check 'mended: all as before' diff -r -x .visnyk whole site
