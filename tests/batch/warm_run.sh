# An issue comes out the same alone, after any other issue and after itself: whatever a worker keeps for the next issue
# (faces, shaped words, patterns, templates) must not show. The issues differ in template, language, order of fonts,
# words of their own to divide, and one has broken patterns of its own folder.
. "$SRCDIR/tests/lib.sh"
cp -R "$SRCDIR/templates" "$SRCDIR/fonts" "$SRCDIR/issues" .
unset VISNYK_DATA

# variant NAME FROM LINE...: the issue FROM with these lines of issue.yaml in place of its own.
variant() {
	name=$1 from=$2
	shift 2
	cp -R "issues/$from" "issues/$name"
	for line; do
		sed -i "/^${line%%:*}:/d" "issues/$name/issue.yaml"
		echo "$line" >>"issues/$name/issue.yaml"
	done
}
# The faces of the sans family in another order: their numbers in the template are others.
mkdir templates/turned
{
	echo 'extends: visnyk-a4'
	echo 'fonts:'
	echo '  sans: {semibold: SourceSans3-Bold.ttf, regular: SourceSans3-Italic.ttf, bold: SourceSans3-SemiBold.ttf, italic: SourceSans3-Regular.ttf}'
} >templates/turned/template.yaml
cp -R templates/languages/uk templates/languages/de
sed -i '20s/.*/漢1字/' templates/languages/de/hyph-uk.pat.txt
variant booklet 2012-02 'template: visnyk-a5' 'number: 11'
variant turned 2012-02 'template: turned' 'number: 12'
variant words 2012-02 'hyphenation: [самоврядув*, органів, громад*, район*, асоціа-ції]' 'number: 13'
variant patterns 2012-02 'language: de' 'number: 14'

order="2007-01 2012-02 2012-02-en booklet turned words patterns"
for issue in $order; do "$VISNYK" build -q -j 1 -o alone "$issue" 2>>messages-alone; done
check 'a line that is no pattern is said' grep -q '\[hyphen-pattern-bad\]' messages-alone
check 'every issue is made' test "$(ls alone/*-screen.pdf | wc -l)" -eq 7
for file in alone/*-screen.pdf; do cksum <"$file"; done | sort -u >kinds
check 'and is another one' test "$(wc -l <kinds)" -eq 7

# same WHAT FOLDER MESSAGES
same() {
	check "$1: the same bytes" diff -rq -x .visnyk alone "$2"
	sort messages-alone >one
	sort "$3" >other
	check "$1: the same messages" diff one other
}
"$VISNYK" build -q -j 1 -o forward $order 2>messages-forward
same 'one after the other' forward messages-forward
"$VISNYK" build -q -j 1 -o backward $(echo "$order" | tr ' ' '\n' | tac) 2>messages-backward
same 'the other way round' backward messages-backward

cp fonts/SourceSans3-Bold.ttf fonts/SourceSans3-SemiBold.ttf
"$VISNYK" build -q -j 1 -o forward $order 2>/dev/null
check 'a changed font shows' test "$(cksum <alone/turned-screen.pdf)" != "$(cksum <forward/turned-screen.pdf)"
