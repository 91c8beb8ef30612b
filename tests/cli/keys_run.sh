# No fact that a source gives is dropped in silence: an issue with every key of issue.yaml and of every kind of article,
# each value a word of its own, and each of these words in the text of the PDF or in its properties.
#
# The words are v100, v101, ...; a key that wants a figure has 4711 and so on. Values that are no text for the reader
# are given without such a word: language, encoding, template, hyphenation, rules, proof,
# pages, print (settings); file, filler, frame, span, page, then of
# `articles` (where an article stands); masthead.emblem (a picture, found by its description).
. "$SRCDIR/tests/lib.sh"

mkdir issue
cp "$SRCDIR/tests/golden/all/images/p.png" issue/emblem.png
cp "$SRCDIR/templates/print-shops/FOGRA39L_coated.icc" issue/press.icc
cat >issue/issue.yaml <<'END'
number: v100
year: 1907
running_number: v101
date: 2012-03-30
title: v102
subtitle: v103
rights: v104
titles: {pl: v105}
archive: {standard: a-2u}
language: en
template: visnyk-a4
encoding: UTF-8
pages: {multiple: 1}
articles: [{file: 1.md, frame: lead, span: 3, page: 1, then: 2, filler: false}, 2.md, 3.md, 4.md, 5.md, 6.md, 7.md, 8.md, 9.md]
masthead: {organisation: v110, title: v111, place: v112, issn: v113, emblem: emblem.png, motto: v114}
imprint:
  founder: v120
  editor: v121
  responsible: v122
  address: v123
  phone: v124
  email: v125
  site: v126
  publisher: v127
  publisher_registration: v128
  printer: v129
  printer_registration: v130
  registration: v131
  issn: v132
  print_run: v133
  format: v134
  paper: v135
  order: v136
  signed: v137
  price: v138
  language: v139
  disclaimer: v140
  sheets: v141
  account_sheets: v142
print:
  shop: sheetfed-coated
  standard: x-4
  intent: relative
  pictures: convert
  transparency: true
  bleed: {top: 3mm, bottom: 3mm, inner: 0, outer: 3mm}
  marks: true
  black_point: true
  profile: press.icc
  condition: FOGRA39
  limits: {total_ink: 300, picture_least: 0, picture_ppi: 0}
partners: [v150, v151]
hyphenation: [Khar-kiv]
index: [person, community]
rules: {off: [roman], on: [dash]}
proof: {off: [roman]}
END

word=200
# article N KIND: the keys of all kinds, those of standard input, a body.
article() {
	printf '%s\n' '---' "kind: $2" 'language: en' 'rules: {off: [roman]}' 'proof: {off: [roman]}'
	for key in title section kicker lead author date place; do
		word=$((word + 1))
		echo "$key: v$word"
	done
	cat -
	printf '%s\n' '---' '' "Text of the $2."
}
article 1 article >issue/1.md </dev/null
article 2 news >issue/2.md </dev/null
article 3 meeting >issue/3.md <<'END'
body: v300
number: v301
chair: v302
secretary: v303
members: 4713
present: 4712
quorum: 4711
agenda: [v304, v305]
decision_list: true
END
article 4 report >issue/4.md <<'END'
programme: v310
period: v311
goal: v312
partners: [v313, v314]
initiator: v340
developer: v341
responsible: v342
basis: v343
target: v344
donor: v345
grant: v346
funding: v347
contact: v348
activities: [{n: v315, activity: v316, responsible: v317, term: v318, source: v319, plan: v320, fact: v321}]
budget: [{source: v322, years: {1908: 4714, 1909: 4715}}]
indicators: [{name: v324, plan: v325, fact: v326, unit: v327}]
schedule: [{activity: v328, from: 1911-02, to: 1912-03}]
END
article 5 profile >issue/5.md </dev/null
article 6 announcement >issue/6.md <<'END'
when: v330
until: v333
where: v331
contact: v332
END
article 7 directory >issue/7.md <<'END'
entries: [{name: v340, url: "http://v341.example/", note: v342}]
sort: true
END
article 8 calendar >issue/8.md <<'END'
entries: [{date: v350, until: v351, time: v352, event: v353, where: v354, contact: v355}]
END
article 9 announcement >issue/9.md <<'END'
when: 1913-05-06 v360
END

# Every key that README names stands in the issue; what else it has in code style are values.
values='a|announcement|article|auto|calendar|community|directory|en|md|meeting|news|person|profile|report|ru|rule|templates|true|uk|visnyk'
awk '/^## / { on = /^## (issue.yaml|Front matter)/ } on && /^(\||Every|In a report)/' "$SRCDIR/README.md" |
	grep -o '`[^`]*`' | grep -oE '\b[a-z_]+\b' | grep -vxE "$values" | sort -u >named
grep -ohE '[a-z_]+:' issue/issue.yaml issue/*.md | tr -d : | sort -u >given
comm -23 named given >forgotten
check_empty 'every key of README is tried' forgotten

# facts ISSUE: builds it; the words of its sources that are neither printed nor among the properties are in `lost`.
facts() {
	check_status "$1: builds" 0 "$VISNYK" build -o . "$1"
	check_empty "$1: no message" "$TMP/.err"
	pdftotext "$1-screen.pdf" text
	pdfinfo "$1-screen.pdf" >>text
	pdfinfo -meta "$1-screen.pdf" >>text
	grep -hE '^[^#]' "$1"/issue.yaml "$1"/*.md | grep -oE '\b(v[0-9]{3}|471[0-9]|19[0-9]{2})\b' | sort -u >words
	while read -r fact; do grep -qi "$fact" text || grep -n "$fact" "$1"/*; done <words >lost
	check_empty "$1: every fact is printed or among the properties" lost
}
facts issue
pdfimages -list issue-screen.pdf >images
check_has 'the emblem is printed' image images

# Each fact alone: what the others would have carried with them is not lost either.
mkdir alone
printf '%s\n' 'language: en' 'date: 2012-03-30' >alone/issue.yaml
number=10
for file in issue/[34678].md; do
	kind=$(sed -n 's/^kind: //p' "$file")
	grep -E '^[a-z]+: .*(v3[0-9]{2}|471[0-9])' "$file" >lines
	while read -r line; do
		number=$((number + 1))
		printf '%s\n' '---' "kind: $kind" "title: Title $number" "$line" '---' '' 'Text.' >"alone/$number-a.md"
	done <lines
done
facts alone

for line in 'number: v100' 'year: 1907' 'running_number: v101' 'title: v102' 'subtitle: v103' 'partners: v150' \
	'masthead: {organisation: v110}' 'masthead: {title: v111}' 'masthead: {place: v112}' 'masthead: {issn: v113}' \
	'masthead: {motto: v114}' 'imprint: {issn: v132}' 'imprint: {publisher: v127}'; do
	name=alone-$(echo "$line" | sed 's/: v*[0-9]*}*$//; s/[^a-z]\{1,\}/-/g')
	make_issue "$name"
	printf '%s\n' 'language: en' "$line" >"$name/issue.yaml"
	facts "$name"
done

# The volume in accounting sheets: forty thousand characters are one.
mkdir account
printf '%s\n' 'language: en' 'date: 2012-03-30' 'imprint: {format: "60×84/8"}' >account/issue.yaml
{
	printf '%s\n' '---' 'title: t' '---' ''
	for i in $(seq 2000); do echo 'word word word word'; done
} >account/01-a.md
"$VISNYK" build -q -o . --profile screen account
pdftotext account-screen.pdf - | grep 'Accounting sheets' >account.txt
check_has 'the volume in accounting sheets' 'Accounting sheets: 1.00' account.txt

# The volume in conventional printed sheets counts every page, also the one that the imprint alone is on.
make_issue volume
printf '%s\n' 'language: en' 'imprint: {format: 60×84/8}' >volume/issue.yaml
: >volumes
: >alone-on-page
paragraphs() { while [ "$lines" -lt "$1" ]; do lines=$((lines + 1)) && printf '\n%s\n\n***\n' 'A paragraph.'; done; }
lines=0
for count in 1 34 36 38 40 42 44 46; do
	paragraphs $count >>volume/01-first.md
	"$VISNYK" build -q -o . volume
	pages=$(pdfinfo volume-screen.pdf | sed -n 's/^Pages: *//p')
	pdftotext volume-screen.pdf - | sed -n "s/.*Conventional printed sheets: /$pages /p" >>volumes
	[ "$pages" -eq 2 ] && ! pdftotext -f 2 volume-screen.pdf - | grep -q paragraph && echo $count >>alone-on-page
done
sort -u volumes >told
printf '%s\n' '1 0.12' '2 0.23' >right
check_same 'the volume follows from format and pages' right told
check 'an imprint alone on its page was among them' test -s alone-on-page
