# What a template dresses an issue in: the lines of the contents.
. "$SRCDIR/tests/lib.sh"

mkdir issue
cat >issue/issue.yaml <<'END'
number: 2
year: 2012
date: 2012-03-30
title: Вісник
language: uk
template: ../look
END
n=0
for title in 'Нова школа' 'Мости' 'Збори'; do
	n=$((n + 1))
	printf '%s\n' '---' "title: $title" "kicker: Рубрика *$n*" '---' '' 'Текст новини.' >issue/0$n-a.md
done
sed -i '/^kicker/d' issue/03-a.md

# look LINE...: a template that extends visnyk-a4.
look() {
	mkdir -p look
	{
		echo "extends: visnyk-a4"
		printf '%s\n' "$@"
	} >look/template.yaml
	"$VISNYK" build -q --profile screen -o . issue 2>said
	pdftotext issue-screen.pdf text
	"$VISNYK" dump issue --stage paint >paint 2>/dev/null
}
look 'contents: {kickers: none}'
check 'contents: no kickers' sh -c '! grep -q "Рубрика 2.*Мости" text'
check 'contents: each kicker stands with its article alone' test "$(grep -ci 'рубрика' text)" = 2
look 'contents: {kickers: before}'
check 'contents: kicker before the title, without its marks' grep -qi 'рубрика 2.*Мости' text
check 'contents: an article without a kicker' test "$(grep -ci 'рубрика' text)" = 4
look 'contents: {kickers: above}'
check 'contents: kicker above the title' sh -c 'grep -i -A2 "рубрика 2" text | head -3 | grep -q "Мости"'
check 'contents: one link covers kicker and title' test "$(grep -c '^  link .*Мости' paint)" = 1
numbered=$(grep -c . text)
look 'contents: {kickers: above, page-numbers: false}'
check 'contents: no page numbers' test "$(grep -c . text)" -lt "$numbered"
look 'contents: {kickers: beside}'
check 'contents: unknown place of kickers' grep -q 'template.yaml:2:.*kickers.*\[template-' said

# A newspaper whose box of contents is too high for its frame with kickers, and fits it without.
cp -R issue many
for n in 1 2 3 4 5 6 7 8 9; do
	for what in a b; do
		printf '%s\n' '---' "title: Новина $n$what" "kicker: Стислий виклад $n" 'kind: news' '---' '' \
			'Рада ухвалила кошторис; рішення буде оприлюднено до кінця місяця.' >"many/1$n-$what.md"
	done
done
sed -i 's/^template:.*/template: visnyk-a3/' many/issue.yaml
"$VISNYK" build -q --profile screen -o . many 2>said
pdftotext -f 1 -l 1 many-screen.pdf text
check 'contents: too high for its frame with kickers, it goes without' grep -q 'Новина 9b' text
check_lacks 'contents: no kicker is left' 'СТИСЛИЙ ВИКЛАД 9' text
