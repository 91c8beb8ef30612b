# visnyk rules: its list; rules switched by template, issue and article; what no rule touches.
. "$SRCDIR/tests/lib.sh"

for lang in uk ru en en-GB; do
	check_status "rules of $lang" 0 "$VISNYK" rules --lang "$lang"
	check_empty "rules of $lang: no message" "$TMP/.err"
	sed -n 's/^RULE([A-Z_]*, "\([a-z-]*\)".*/\1/p' "$SRCDIR/src/base/rule.def" | while read -r name; do
		grep -q "^$name" "$TMP/.out" || echo "$name"
	done >"missing.$lang"
	check_empty "rules of $lang: all are listed" "missing.$lang"
done
"$VISNYK" rules >rules
check_has 'Ukrainian unless said otherwise' 'Київ - столиця  →  Київ~— столиця' rules
check_has 'one is off unless switched on' 'short-words (off unless switched on)' rules
LC_ALL=uk_UA.UTF-8 "$VISNYK" rules --lang en >rules
check_has 'described in the language of the user' 'три крапки стають одним знаком' rules
check_status 'no such language' 2 "$VISNYK" rules --lang xx
check_has 'no such language: said' '[language-unknown]' "$TMP/.err"

# README names every rule of setting.
sed -n 's/^RULE([A-Z_]*, "\([a-z-]*\)".*/\1/p' "$SRCDIR/src/base/rule.def" | while read -r name; do
	grep -qF "\`$name\`" "$SRCDIR/README.md" || echo "$name"
done >unnamed
check_empty 'README names every rule' unnamed

mkdir -p data
cp -R "$SRCDIR/templates" "$SRCDIR/fonts" data
sed 's/Київ~— столиця/Київ — столиця/; s/^optional: .*/optional: [short-word]/' \
	"$SRCDIR/templates/languages/uk/language.yaml" >data/templates/languages/uk/language.yaml
check_status 'an example that does not come out' 1 env VISNYK_DATA=data "$VISNYK" rules
check_has 'an example that does not come out: how' 'dash: Київ~— столиця [rule-example]' "$TMP/.err"
check_has 'an unknown rule in the data' 'short-word [rule-unknown]' "$TMP/.err"

# set: the lines of the paragraph, one by one.
set_lines() { "$VISNYK" dump i --stage lines 2>&1 | sed -n '/^body/,/^[a-z-]/s/^ [^|]*|\(.*\)|$/\1/p'; }
# issue TEMPLATE ISSUE ARTICLE TEXT: rules of each level.
issue() {
	rm -rf i look
	mkdir i
	cp -R "$SRCDIR/templates/visnyk-a4" look
	printf '%s\n' "rules: $1" >>look/template.yaml
	printf '%s\n' 'number: 1' 'language: uk' 'template: ../look' "rules: $2" >i/issue.yaml
	printf '%s\n' '---' 'title: Назва' "rules: $3" '---' '' "$4" >i/01-a.md
}
# sets NAME EXPECTED
sets() {
	set_lines >lines
	printf '%b\n' "$2" | check_same "$1" - lines
}
issue '' '' '' 'Київ - столиця...'
sets 'no wish' 'Київ — столиця…'
issue '{off: [dash, ellipsis]}' '' '' 'Київ - столиця...'
sets 'off in the template' 'Київ - столиця...'
issue '{off: [dash, ellipsis]}' '{on: dash}' '' 'Київ - столиця...'
sets 'on in the issue' 'Київ — столиця...'
issue '{off: [dash, ellipsis]}' '{on: dash}' '{on: ellipsis, off: dash}' 'Київ - столиця...'
sets 'the article has the last word' 'Київ - столиця…'
issue '' '{off: [quotes, apostrophe, minus, range, space-before, decimal]}' '' \
	"\"Так\" п'ять -5 °C, 5-7 осіб , 1.5 млн"
sets 'each by its name' "\"Так\" п'ять -5 °C, 5-7 осіб , 1.5 млн"

issue '' '' '' '\"Так\" \- ні\.\.\. 5&#45;7 осіб \, а'
sets 'what is escaped stays' '"Так" - ні... 5-7 осіб , а'
issue '' '' '' '1\.5 млн, 12345\,5 грн'
sets 'an escaped mark within a number stays' '1.5 млн, 12345,5 грн'
issue '' '' '' "\`а - б...\` \`'п'ять'\` 12345 грн"
sets 'code stays' "а - б... 'п'ять' 12\0302\0240345 грн"
issue '' '' '' '<http://a.example/x--y...> a--b.txt'
sets 'addresses stay' 'http://a.example/x--y... a--b.txt'

issue '' '' '' 'слово'
printf '%s\n' 'hyphenation: [сло-во, слo5]' >>i/issue.yaml
check_status 'a wrong exception' 0 "$VISNYK" check i
check_has 'a wrong exception: its place' 'i/issue.yaml:5:23: warning' "$TMP/.err"
