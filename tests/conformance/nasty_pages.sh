# nasty_pages.sh FOLDER: an issue for a newspaper of frames, with what nasty.sh has no room for: articles that jump pages
# out of frames and stand side by side, a spot colour, drawings, joined cells, tables of values, calendars, a matrix of
# months, directories in order, indexes, fillers, sections, three languages, large initials, pictures beside text and in
# groups. Nothing in it is an error.
set -eu
mkdir -p "$1/look"
cd "$1"
cat >look/template.yaml <<'END'
extends: visnyk-a3
colours:
  accent: {spot: "PANTONE 286 C", cmyk: [100, 70, 0, 10], screen: "#0B4A8F"}
kinds:
  profile: {drop-cap: 3}
END
cat >issue.yaml <<'END'
number: 8
year: 2012
running_number: 26
date: 2012-04-05
title: Газета рамок
language: uk
template: ./look
masthead: {organisation: Рада, title: Газета, emblem: d.svg, motto: «Разом», issn: 1234-5679}
imprint: {founder: Рада, editor: Редактор, print_run: 500, format: 84×108/4, signed: 2012-04-04}
index: [person, community]
print: {marks: true, limits: {inks: 5, picture_least: 0}}
articles:
  - {file: 01-lead.md, frame: lead}
  - {file: 02-second.md, frame: second}
  - 03-brief.md
  - 04-brief.md
  - {file: 05-left.md, span: 2}
  - {file: 06-right.md, span: 3}
  - 07-calendar.md
  - 08-report.md
  - 09-directory.md
  - 10-when.md
  - 11-tables.md
  - {file: 12-filler.md, filler: true}
  - 13-beside.md
END
# words LANGUAGE COUNT: paragraphs of words that hyphenate.
words() {
	python3 - "$1" "$2" <<'END'
import random, sys
random.seed(sys.argv[1])
words = {"uk": "громада самоврядування обговорення співробітництво район майбутнє п’ятниця дослідження впровадження її є".split(),
         "ru": "община самоуправление обсуждение сотрудничество район будущее исследование внедрение объявление и в".split(),
         "en": "municipality co-operation discussion programme district future research implementation office of in".split()}
for paragraph in range(int(sys.argv[2])):
    text = " ".join(random.choice(words[sys.argv[1]]) for _ in range(55))
    print(text[0].upper() + text[1:] + ".\n")
END
}
{
	printf '%s\n' '---' 'title: Стаття, що переходить на іншу сторінку' 'kicker: Головне' 'lead: Довгий початок.' 'author: А. Автор' 'section: Новини' '---' ''
	words uk 9
	printf '%s\n' '## Далі' '' '![Малюнок](d.svg "Підпис малюнка"){credit="Художник"}' '' 'Слова [Івана Петренка]{.person index="Петренко Іван"} з міста [Ізюм]{.community}.[^1]' '' '> [!pullquote]' '> Велика цитата' ''
	words uk 9
	printf '%s\n' '- пункт' '  1. вкладений' '' '[^1]: Виноска, що теж переходить.' ''
	words uk 9
} >01-lead.md
{
	printf '%s\n' '---' 'title: Another that jumps' 'language: en' 'lead: A lead.' '---' ''
	words en 12
	printf '%s\n' '| A | B |' '|--|--:|' '| one | 1.5 |' '| two | 22.75 |' ''
	words en 6
} >02-second.md
for i in 03 04; do
	{
		printf '%s\n' '---' "title: Коротко $i" 'kind: news' '---' ''
		words uk 1
	} >$i-brief.md
done
{
	printf '%s\n' '---' 'title: Слева' 'language: ru' 'section: Соседи' '---' ''
	words ru 5
	printf '%s\n' 'Слово [українською мовою]{lang=uk} и [English]{lang=en}, [Харків]{.community}.' ''
	words ru 4
} >05-left.md
{
	printf '%s\n' '---' 'title: Справа' 'language: ru' '---' ''
	words ru 3
	printf '%s\n' '> [!sidebar] Врезка' '> Текст врезки' '>' '> - пункт' '' '![Фото](p.png "Снимок"){crop=1:1}' ''
	words ru 5
} >06-right.md
cat >07-calendar.md <<'END'
---
kind: calendar
title: Весняні дні
entries:
  - {date: 2012-04-19, until: 2012-04-20, time: '10:00', event: Семінар, where: Харків, contact: канцелярія}
  - {date: 2012-04-07, event: Свято}
  - {date: 2012-05-01, event: 'Ярмарок [English]{lang=en}', where: Площа}
  - {date: восени, event: Збори}
---
END
cat >08-report.md <<'END'
---
kind: report
title: Про зроблене
programme: Дороги
period: 2011–2013
goal: Полагодити
partners: [Один, Два]
activities:
  - {n: 1.1, activity: Дорога, responsible: Рада, term: 2012, source: бюджет, plan: '1 250,00', fact: '999,5'}
  - {n: 1.2, activity: Міст, responsible: Рада, term: 2013, source: бюджет, plan: '50', fact: '0'}
budget: [{source: Рада, years: {2011: 100, 2012: 250}}, {source: Область, years: {2011: 20, 2012: 0, 2013: 5.5}}]
indicators: [{name: Дороги, plan: 10, fact: 7, unit: км}]
schedule:
  - {activity: Копання, from: 2011-02, to: 2012-03}
  - {activity: Асфальт, from: 2012-01, to: 2013-12}
---

Текст звіту.
END
cat >09-directory.md <<'END'
---
kind: directory
title: Адреси сусідів
sort: true
entries:
  - {name: Яблуня, url: 'https://example.org/ya', note: Остання}
  - {name: Європа, url: 'https://example.org/ye'}
  - {name: Ґанок, note: Друга}
  - {name: Абетка, url: 'mailto:a@example.org'}
---

Текст перед списком.
END
cat >10-when.md <<'END'
---
kind: announcement
title: Приходьте всі
when: 2012-04-19 10:00
until: 2012-04-20
where: Велика зала
contact: тел. 000
---

Приходьте.
END
cat >11-tables.md <<'END'
---
title: Цифри року
---

| Район     | 2011 | <    | Разом |
|:----------|-----:|-----:|------:|
| ^         | план | факт | ^     |
| Балаклія[^1] | 12   | 9,5  | 21,5  |
| Ізюм      | <    | 1    | ^     |
| **Разом** | 12   | 9,5  | 21,5  |

: Видатки районів, тис. грн {head=2}

![Кошторис](t.csv "Таблиця значень"){head=2 sum=last}

![Опис](d.svg)

![](d.svg){.decorative}

[^1]: Виноска з клітинки.
END
{
	printf '%s\n' '---' 'title: Наповнювач' '---' ''
	words uk 1
} >12-filler.md
{
	printf '%s\n' '---' 'title: Поряд із текстом' 'kind: profile' '---' ''
	words uk 2
	printf '%s\n' '![Ліворуч](d.svg "Підпис ліворуч"){side=left width=26% crop=3:4}' ''
	words uk 1
	printf '%s\n' '- пункт поряд' '- ще один[^1]' '' '![Праворуч](p.png){side=right width=26% crop=3:4}' ''
	words uk 2
	printf '%s\n' '![Перша](p.png "Підпис на всіх"){.group span=2 place=top credit="Художник"}' \
		'![Друга](d.svg)' '![Третя](p.png){crop=1:1}' '' '[^1]: Виноска поряд.' ''
	words uk 2
} >13-beside.md
printf '%s\n' 'Стаття;2011;<' '^;план;факт' '"Дорога; нова";1 250,50;1 000' '**Разом**;1 250,50;1 000' >t.csv
cat >d.svg <<'END'
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60">
<g transform="rotate(5 45 30)"><rect x="5" y="5" width="80" height="50" rx="6" fill="#c8d8f0" stroke="#000" stroke-width="1"/>
<path d="M10 50 C 20 0 60 0 80 50 Z" fill-rule="evenodd" fill="#a8201a"/></g><circle cx="30" cy="30" r="9" fill="#000"/>
</svg>
END
python3 - <<'END'
import struct, zlib
def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
rows = b"".join(b"\0" + bytes(v for x in range(90) for v in (x * 2, y * 4, 99)) for y in range(60))
open("p.png", "wb").write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 90, 60, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
END
