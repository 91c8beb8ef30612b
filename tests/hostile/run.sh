# Bad and huge input: each kind says what is wrong in its own words, ends with the status it should, makes what can
# still be made, leaves earlier output alone, and takes no longer than LIMIT seconds. What the system refuses (disk,
# permissions) is in tests/fault; the exact messages are in tests/diag.
. "$SRCDIR/tests/lib.sh"

LIMIT=${LIMIT:-20}
[ "$MODE" = asan ] && LIMIT=$((LIMIT * 6))

# issue NAME: a sound issue of two articles below issues/, to be spoilt.
issue() {
	make_issue "issues/$1" 'The first text is sound.'
	printf '%s\n' '---' 'title: Second article' '---' '' 'The second text is sound.' >"issues/$1/02-second.md"
}

PROFILES='screen print archive'

# after NAME STATUS CODE MADE: builds issues/NAME over earlier files. MADE is yes or no. The text of each profile is left
# in $TMP/text.PROFILE.
after() {
	after_name=$1 made=$4
	mkdir -p out
	for profile in $PROFILES; do echo 'earlier' >"out/$1-$profile.pdf"; done
	check_status "$after_name: status" "$2" timeout "$LIMIT" "$VISNYK" build -q "issues/$1" -o out
	if [ "$3" = none ]; then
		check_empty "$after_name: no message" "$TMP/.err"
	else
		check_has "$after_name: says so" "[$3]" "$TMP/.err"
	fi
	for profile in $PROFILES; do
		pdf=out/$1-$profile.pdf
		if [ "$made" = yes ]; then
			check "$after_name: $profile is made" is_pdf "$pdf"
			check "$after_name: $profile is sound" qpdf --check "$pdf"
			pdftotext -raw "$pdf" "$TMP/text.$profile" 2>"$TMP/pdftotext"
		else
			check_has "$after_name: earlier $profile is whole" earlier "$pdf"
		fi
	done
	check "$after_name: nothing half made is left" test -z "$(find out -name '.*' -type f -o -name '*.tmp*')"
}

reads() { for profile in $PROFILES; do check_has "$1: the rest is there in $profile" "$2" "$TMP/text.$profile"; done; }

# repeat N TEXT: TEXT N times, no line ends.
repeat() { awk -v n="$1" -v text="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", text }'; }

# ---- issue.yaml --------------------------------------------------------------------------------------------------

check_status 'missing folder: status' 1 "$VISNYK" build -q issues/nowhere -o out
check_has 'missing folder: says so' '[model-no-folder]' "$TMP/.err"

mkdir -p issues/empty
after empty 1 file-missing no
check_has 'empty: names the file' 'empty/issue.yaml' "$TMP/.err"

issue broken-yaml
printf 'articles: [01-first.md\n' >>issues/broken-yaml/issue.yaml
after broken-yaml 1 yaml-bracket-open no
check_has 'broken-yaml: its place' 'broken-yaml/issue.yaml:6:' "$TMP/.err"

issue unknown-key
printf 'nmber: 3\n' >>issues/unknown-key/issue.yaml
after unknown-key 0 yaml-unknown-key yes
check_has 'unknown-key: names the nearest' 'number' "$TMP/.err"
check_has 'unknown-key: its place' 'unknown-key/issue.yaml:6:1:' "$TMP/.err"
reads unknown-key 'The first text is sound.'

issue unknown-template
printf 'template: nowhere\n' >>issues/unknown-template/issue.yaml
after unknown-template 1 template-missing no
check_has 'unknown-template: its place' 'unknown-template/issue.yaml:6:11:' "$TMP/.err"

issue wrong-template
mkdir -p issues/wrong-template/look
sed 's/columns: 3/columns: 3000/; s/grid: 12pt/grid: red/' "$SRCDIR/templates/visnyk-a4/template.yaml" \
	>issues/wrong-template/look/template.yaml
printf 'template: ./look\n' >>issues/wrong-template/issue.yaml
after wrong-template 0 template-wrong-value yes
check_has 'wrong-template: its place' 'look/template.yaml:' "$TMP/.err"
reads wrong-template 'The second text is sound.'

issue absent-article
printf 'articles: [01-first.md, 07-nowhere.md]\n' >>issues/absent-article/issue.yaml
after absent-article 1 file-missing yes
check_has 'absent-article: its place' 'issue.yaml:6:' "$TMP/.err"
reads absent-article 'The first text is sound.'

issue unreadable
rm issues/unreadable/02-second.md
mkdir issues/unreadable/02-second.md
after unreadable 1 file-not-regular yes
check_has 'unreadable: names the file' 'unreadable/02-second.md' "$TMP/.err"
reads unreadable 'The first text is sound.'

if [ "$(id -u)" -ne 0 ]; then
	issue forbidden
	chmod 0 issues/forbidden/02-second.md
	after forbidden 1 file-unreadable yes
fi

issue no-front
printf 'A text without any head.\n' >issues/no-front/02-second.md
after no-front 0 md-no-front yes
check_has 'no-front: its place' 'no-front/02-second.md' "$TMP/.err"
reads no-front 'A text without any head.'

# ---- pictures and fonts ------------------------------------------------------------------------------------------

picture() { # NAME KIND STATUS CODE
	issue "$1"
	printf '\n![What it shows](p.png)\n' >>"issues/$1/01-first.md"
	[ "$2" = none ] || python3 "$SRCDIR/tests/diag/picture.py" "$2" "issues/$1/p.png"
	[ -e given ] && mv given "issues/$1/p.png"
	after "$1" "$3" "$4" yes
	check_has "$1: its place" '01-first.md:7:' "$TMP/.err"
	reads "$1" 'The second text is sound.'
}
picture missing-picture none 1 file-missing
picture broken-picture cut 1 image-broken
picture huge-picture huge 1 image-huge
echo 'GIF89a' >given
picture unknown-picture none 1 image-unknown
printf '\211PNG\r\n\032\n' >given
picture empty-picture none 1 image-broken
printf '\377\330\377\340' >given
picture empty-jpeg none 1 image-broken
mkfifo issues/pipe 2>/dev/null && mv issues/pipe given
picture pipe-picture none 1 file-not-regular

issue broken-font
mkdir -p issues/broken-font/look
sed 's/bold: SourceSerif4-Bold.ttf/bold: broken.ttf/' "$SRCDIR/templates/visnyk-a4/template.yaml" \
	>issues/broken-font/look/template.yaml
head -c 20000 "$SRCDIR/fonts/SourceSerif4-Bold.ttf" >issues/broken-font/look/broken.ttf
printf 'template: ./look\n' >>issues/broken-font/issue.yaml
printf '\nA **bold** word.\n' >>issues/broken-font/01-first.md
after broken-font 1 font-broken yes
check_has 'broken-font: names the file' 'look/broken.ttf' "$TMP/.err"
reads broken-font 'A bold word.'

# ---- characters --------------------------------------------------------------------------------------------------

issue missing-character
printf '\nNo font has 漢.\n' >>issues/missing-character/01-first.md
after missing-character 0 glyph-missing yes
check_has 'missing-character: its place' '01-first.md:7:13' "$TMP/.err"

issue wrong-bytes
printf 'encoding: UTF-8\n' >>issues/wrong-bytes/issue.yaml
printf '\nNot \377 UTF-8.\n' >>issues/wrong-bytes/01-first.md
after wrong-bytes 0 source-bad-byte yes
check_has 'wrong-bytes: its place' '01-first.md:7:5' "$TMP/.err"

issue nul
printf '\nA \000 byte.\n' >>issues/nul/01-first.md
after nul 0 source-control yes
check_has 'nul: its place' '01-first.md:7:3:' "$TMP/.err"
reads nul 'The first text is sound.'

issue noise
awk 'BEGIN { srand(7); for (i = 0; i < 50000; i++) printf "%c", 128 + int(rand() * 128) }' >>issues/noise/02-second.md
printf 'encoding: UTF-8\n' >>issues/noise/issue.yaml
after noise 0 source-bad-byte yes
reads noise 'The first text is sound.'

# ---- too much ----------------------------------------------------------------------------------------------------

issue wide-word
{ echo && repeat 120 a && echo; } >>issues/wide-word/01-first.md
after wide-word 0 para-word-too-wide yes
check_has 'wide-word: its place' '01-first.md:7:1' "$TMP/.err"

issue wide-table
{
	echo
	for cell in word --- text more; do repeat 40 "|$cell" && echo '|'; done
} >>issues/wide-table/01-first.md
after wide-table 0 table-too-wide yes
check_has 'wide-table: its place' '01-first.md:7:' "$TMP/.err"
reads wide-table 'The second text is sound.'

issue deep-list
{ echo && awk 'BEGIN { for (i = 0; i < 50; i++) { printf "%*s- level %d\n", 2 * i, "", i } }'; } >>issues/deep-list/01-first.md
after deep-list 0 flow-too-deep yes
check_has 'deep-list: its place' '01-first.md:' "$TMP/.err"
reads deep-list 'level 49'

issue long-paragraph
{ echo && repeat 60000 'An ordinary text. ' && echo; } >>issues/long-paragraph/01-first.md
after long-paragraph 0 none yes
reads long-paragraph 'The second text is sound.'
check 'long-paragraph: nothing is lost' \
	test "$(tr -d '\302\255\n ' <"$TMP/text.screen" | grep -o 'Anordinarytext\.' | wc -l)" -ge 59000

issue long-word
{ echo && repeat 1000000 a && echo; } >>issues/long-word/01-first.md
after long-word 0 para-word-too-wide yes

# A megabyte without a space, of everything that divides in its own way: nothing is lost, the pages grow with the text,
# and twice the text is looked at twice as often. The sanitizers get a tenth.
megabyte() { # NAME CODE TEXT
	mega_count=$((1000000 / $(printf '%s' "$3" | wc -c)))
	[ "$MODE" = asan ] && mega_count=$((mega_count / 10))
	issue "mega-$1"
	sed -i 's/^language: en/language: uk/' "issues/mega-$1/issue.yaml"
	{ echo && repeat $mega_count "$3" && echo; } >>"issues/mega-$1/01-first.md"
	check_status "mega-$1: status" 0 timeout "$LIMIT" "$VISNYK" build -q --profile screen "issues/mega-$1" -o out
	if [ "$2" = none ]; then
		check_empty "mega-$1: no message" "$TMP/.err"
	else
		check_has "mega-$1: says so" "[$2]" "$TMP/.err"
		check "mega-$1: says it once, at its place" test "$(grep -c 'mega-.*/01-first.md:[1-9].*\[' "$TMP/.err")" = 1
	fi
	check "mega-$1: is sound" qpdf --check "out/mega-$1-screen.pdf"
	pdftotext -raw "out/mega-$1-screen.pdf" "$TMP/mega" 2>/dev/null
	python3 -c 'import sys
text = open(sys.argv[1], encoding="utf-8").read()
for c in "\u00ad\n\f ": text = text.replace(c, "")
sys.exit(text.count(sys.argv[2]) < 0.98 * int(sys.argv[3]))' "$TMP/mega" "$3" $mega_count && ok "mega-$1: nothing is lost" ||
		not_ok "mega-$1: nothing is lost" 'too few in the PDF'
	pages=$(pdfinfo "out/mega-$1-screen.pdf" | sed -n 's/^Pages: *//p')
	check "mega-$1: $pages pages" test "$pages" -ge $((mega_count * 4 / 100000)) -a "$pages" -le 160
	for part in 2 1; do
		repeat $((mega_count / part)) "$3" >mega-text
		"$BUILD/tools/lines" "$SRCDIR/tests/bench/typography/measure-75" 212598 mega-text | sed -n 's/^looked //p'
	done >mega-looked
	check "mega-$1: twice the text is twice the work ($(paste -s -d ' ' mega-looked))" \
		awk 'NR == 1 { a = $1 } NR == 2 { exit !(a > 1000 && $1 < 2.1 * a) }' mega-looked
}
megabyte word none самоврядування
megabyte hyphens none слово-
megabyte slashes none слово/
megabyte stress none 'а́'
megabyte scripts none абвabc
megabyte figures para-word-too-wide 1
megabyte dots para-word-too-wide 'a.b,'
megabyte han glyph-missing 漢

issue hyphens
{ echo && repeat 300000 'a-' && echo; } >>issues/hyphens/01-first.md
after hyphens 0 para-word-too-wide yes

issue no-break-spaces
{ echo && repeat 200000 'a ' && echo; } >>issues/no-break-spaces/01-first.md
after no-break-spaces 0 none yes

issue notes
{
	echo
	awk 'BEGIN { for (i = 0; i < 2000; i++) printf "Word[^%d] ", i; print "\n"; for (i = 0; i < 2000; i++) printf "[^%d]: Note number %d.\n\n", i, i }'
} >>issues/notes/01-first.md
after notes 0 none yes
reads notes 'Note number 1999.'
check 'notes: each is there' test "$(grep -o 'Note number [0-9]*\.' "$TMP/text.screen" | sort -u | wc -l)" -eq 2000

for mark in '*' '[' '`' '<' '!['; do
	name=marks-$(printf '%s' "$mark" | od -An -tx1 | tr -d ' \n')
	issue "$name"
	{ echo && repeat 100000 "$mark" && echo; } >>"issues/$name/01-first.md"
	check_status "$name: status" 0 timeout "$LIMIT" "$VISNYK" check -q "issues/$name"
done

# One paragraph or block of very many parts: what is slower than linear would run into the limit. The sanitizers look
# for something else and get a tenth.
[ "$MODE" = asan ] && part=10 || part=1
many() { # NAME STATUS CODE TEXT [COUNT]
	issue "many-$1"
	{ echo && repeat $((${5:-10000} / part)) "$4" && echo; } >>"issues/many-$1/01-first.md"
	after "many-$1" "$2" "$3" yes
	reads "many-$1" 'The second text is sound.'
	check_status "many-$1: dumped" 0 timeout "$LIMIT" "$VISNYK" dump "issues/many-$1" --stage model
}
many strong 0 none '**a** '
many emphasis 0 none '*a* _b_ '
many strikes 0 none '~~a~~ '
many codes 0 none '`a` '
many links 0 none '[a](https://b.org/) '
many addresses 0 none '<a@b.org> https://b.org www.b.org '
many references 0 md-note-missing '[^a] '
many entities 0 none '&amp; \\* '
many html 0 md-html '<b>a</b> '
many mixed 0 none '**a** *b* `c` ~~d~~ ' 20000
many breaks 0 none 'a\\\n'
many lines 0 none 'a b\n' 20000
many items 0 none '- a\n'
many heads 0 none '## a\n\n' 2000
many paragraphs 0 none 'a\n\n'
many fences 0 none '```\na\n'
many rules 0 none '***\n\n'
many tables 0 none '|a|\n|-|\n\n' 2000
many stacked-addresses 0 md-link-long '_www.' 50000
many brackets 0 para-word-too-wide '![a]('
many open-quotes 0 none '"a '

issue long-table
{ printf '\n|a|b|\n|-|-|\n' && repeat $((10000 / part)) '|c|d|\n'; } >>issues/long-table/01-first.md
after long-table 0 none yes
reads long-table 'The second text is sound.'

issue address-brackets
{ printf '\nhttp://a' && repeat 100000 ')' && echo; } >>issues/address-brackets/01-first.md
after address-brackets 0 md-link-long yes
check_has 'address-brackets: its place' '01-first.md:7:5' "$TMP/.err"

# A link has an annotation on each of its lines: its address must not stand in all of them.
issue long-address
{ printf '\nhttps://a.org/' && repeat 4000 'word/' && echo; } >>issues/long-address/01-first.md
after long-address 0 none yes
check 'long-address: the address is written once' test "$(wc -c <out/long-address-screen.pdf)" -lt 1000000

issue more-notes
{
	echo
	awk 'BEGIN { for (i = 0; i < 5000; i++) printf "Word[^%d] ", i; print "\n"; for (i = 0; i < 5000; i++) printf "[^%d]: Note number %d.\n\n", i, i }'
} >>issues/more-notes/01-first.md
after more-notes 0 none yes
reads more-notes 'Note number 4999.'

issue quotes
{ echo && repeat 20000 '> ' && echo 'deep'; } >>issues/quotes/01-first.md
after quotes 0 md-deep yes
reads quotes deep

issue many-articles
rm issues/many-articles/0*
for i in $(seq 10 99); do printf -- '---\ntitle: Article %d\n---\n\nText %d.\n' "$i" "$i" >"issues/many-articles/$i-a.md"; done
after many-articles 0 none yes
reads many-articles 'Text 99.'

# A box of contents that is too high loses its kickers; what is not in the issue is in neither form of it.
issue many-fillers
rm issues/many-fillers/0*
{ echo 'template: visnyk-a3' && echo 'articles:'; } >>issues/many-fillers/issue.yaml
for i in $(seq 10 49); do
	printf -- '---\ntitle: Article %d\n---\n\nText %d.\n' "$i" "$i" >"issues/many-fillers/$i.md"
	echo "- {file: $i.md, filler: $([ "$i" = 48 ] && echo true || echo false)}" >>issues/many-fillers/issue.yaml
done
after many-fillers 0 none yes
reads many-fillers 'Text 49.'

issue empty-article
: >issues/empty-article/02-second.md
after empty-article 0 md-no-front yes
reads empty-article 'The first text is sound.'
