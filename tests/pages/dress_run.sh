# What a template dresses an issue in: the lines of the contents, the masthead, the passport.
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
check 'contents: unknown place of kickers' grep -q 'template.yaml:2:.*kickers.*\[template-wrong-value\]' said

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

# The first article leaves no column to the contents: they stand above it, not pages later.
cp -r issue alone
printf '%s\n' --- 'title: Перша' --- >alone/01-a.md
for n in $(seq 60); do
	printf '\n%s\n' 'Рада ухвалила кошторис, а громади погодили план робіт на весну й літо, про який ще буде окреме рішення.' >>alone/01-a.md
done
sed -i 's/^template:.*/template: visnyk-a5/' alone/issue.yaml
"$VISNYK" build -q --profile screen -o . alone 2>said
check 'contents: the first article goes on for pages' test "$(pdfinfo alone-screen.pdf | awk '/^Pages/ { print $2 }')" -gt 2
pdftotext -l 1 alone-screen.pdf text
check_has 'contents: on the first page all the same' 'У НОМЕРІ' text

# Each variant of the masthead shows all of it, once, and nothing of it lies upon anything else.
cp "$SRCDIR/issues/2012-02/images/emblem.svg" issue/
cat >>issue/issue.yaml <<'END'
masthead: {organisation: Асоціація, title: Вісник, place: Харків, motto: Разом сильніші, emblem: emblem.svg}
END
for n in 1 2 3 4 5 6 7 8 9; do
	printf '\n%s %s %s\n' 'Рада ухвалила кошторис, а громади погодили план робіт' 'на весну й літо, про який буде' \
		'оприлюднено окреме рішення до кінця місяця.' >>issue/01-a.md
done
for size in a4 a5 a3; do
	for variant in wide centred slim ruled; do
		look "masthead: {variant: $variant}"
		sed -i "s/visnyk-a4/visnyk-$size/" look/template.yaml
		"$VISNYK" dump issue --stage paint >"$size-$variant.dump" 2>said
		check_empty "masthead $size $variant: no message" said
		sed -n '/^page 1 /,/^page 2 /p' "$size-$variant.dump" >page
		for part in Асоціація Харків 'Разом сильніші' '30 березня'; do
			check "masthead $size $variant: $part" test "$(grep -c "\"$part" page)" -ge 1
		done
	done
done
python3 "$SRCDIR/tests/pages/pages.py" ./*.dump >figures
check_has 'mastheads: nothing lies upon anything else' 'collision 0 of' figures
check_has 'mastheads: all on the grid' 'off-grid 0 of' figures

# What stands beside `variant` goes before it; an unknown one is told with the nearest.
look 'masthead: {variant: slim, lines: [{style: masthead-organisation, text: "{place}, {date}"}]}'
check_has 'masthead: lines of its own' 'Харків, 30 березня' text
check_lacks 'masthead: not those of the variant' '№2' text
look 'masthead: {variant: centerd}'
check_has 'masthead: unknown variant' 'variant: centerd ~ centred [template-wrong-value]' said
check_has 'masthead: at its place' 'look/template.yaml:2:21' said

# The passport of a report: a row for each fact, headed by its label, and what the budget comes to.
cat >issue/04-a.md <<'END'
---
kind: report
title: Програма
programme: Чиста вода
basis: Рішення *ради* № 5
initiator: Рада
developer: Відділ
responsible: Дирекція
period: 2012–2014
partners: [Громада, Школа]
donor: Фонд
grant: 12-А
goal: Вода для всіх
target: Мешканці
contact: тел. 700-00-00
budget:
  - {source: Бюджет, years: {2012: 1000.5, 2013: 200}}
  - {source: Внески, years: {2012: 30}}
---

Текст звіту.
END
look 'kinds: {report: {passport: true}}'
"$VISNYK" dump issue --stage flow >flow 2>said
check_empty 'passport: no message' said
# "TH LABEL TD VALUE" of each row.
tr -s ' \n' ' ' <flow | sed 's/{[^|}]*|\([^}]*\)}/\1/g; s/"//g' >words
tr -s ' \n' ' ' <text >shown
for row in 'Програма TD Чиста вода' 'Підстава TD Рішення ради № 5' 'Ініціатор TD Рада' 'Розробник TD Відділ' \
	'Відповідальний виконавець TD Дирекція' 'Строк TD 2012–2014' 'Партнери TD Громада; Школа' 'Донор TD Фонд' \
	'Номер гранту TD 12-А' 'Мета TD Вода для всіх' 'Для кого TD Мешканці' 'Довідки TD тел. 700-00-00'; do
	check_has "passport: $row" "TH $row" words
done
check_has 'passport: what the budget comes to' '1 230,5, зокрема Бюджет — 1 200,5; Внески — 30' shown
check_has 'passport: a caption' 'Паспорт програми' shown
sed -i 's/^budget:/funding: 2 млн грн\n&/' issue/04-a.md
look 'kinds: {report: {passport: true}}'
check_has 'passport: funding as the article says' '2 млн грн' text
check_lacks 'passport: and no sum beside it' 'зокрема' text
look 'kinds: {report: {passport: false}}'
check_lacks 'no passport where the template wants none' 'Паспорт програми' text
check_has 'its facts all the same' 'Номер гранту: 12-А' text
