# nasty.sh FOLDER: an issue with everything that can go wrong in tags, fonts and metadata, and nothing that is an error.
set -eu
mkdir -p "$1"
cd "$1"
cat >issue.yaml <<'END'
number: 7
year: 2012
date: 2012-03-30
title: 'Вісник <про> & «все» ]]> "solely" — 𝔊 ☃'
subtitle: 'A & B < C'
language: uk
titles: {en: 'Herald <of> & ]]>', 'sr-Latn': Glasnik}
rights: '© <Рада> & «Ко»'
masthead: {organisation: 'Рада & <Ко>', title: Вісник, issn: 1234-5678, place: Харків}
imprint: {founder: Рада, publisher: 'Видавництво «Ї»', print_run: 500, format: 60×84/8}
END
cat >01-heads.md <<'END'
---
title: Заголовки, що перескакують
language: uk
lead: Текст із [English words]{lang=en} і [русскими словами]{lang=ru}.
---

#### Четвертий одразу

Абзац.

## Другий

###### Шостий

Слово з м’яким пере­носом, емодзі 🙂, китайське 漢字, наголос за́мок, лігатури office fluff, невидимий​пробіл.

[Посилання в *кілька* **слів**, яке переходить із рядка на рядок і ще далі, щоб рядків було щонайменше три](https://example.org/a?b=1&c=(2)) і [порожнє](<>) та <mailto:a@example.org>.

![Опис "із лапками" & знаками <a>](p.png "Підпис із *зірочками*"){credit="Хтось"}

![](p.png){.decorative}

![Інша](p.png){span=3 place=top}
END
cat >02-lists.md <<'END'
---
title: Списки, таблиці, виноски
kind: news
---

1. Один[^a]

   1. Вкладений
      - Ще
        - Глибше
          - Найглибше

   ```
   code in a list = 1;
   ```

   | а | б |
   |---|---|
   | в списку | таблиця |

2. Два[^b]
- [ ] Зробити
- [x] Зроблено

7. Сім
8. Вісім

| Назва | Рік | Сума |
|:--|:-:|--:|
| **Жирне** `код` [лінк](https://example.org) | 2012 | 1 250,00 |
| | | |
| Довга клітинка з багатьма словами, яка займе кілька рядків у вузькому стовпці таблиці | – | ~~0~~ |

| Самий заголовок |
|---|

> Цитата
>
> > Вкладена цитата
> >
> > - зі списком

> [!sidebar] Врізка
> Текст.
>
> ## Заголовок у врізці
>
> - пункт[^a]

> [!decision] № 24/3
> Ухвалили.
>
> за: 49, проти: 0, утрималися: 2, не голосували: 0

> [!pullquote]
> Велика цитата

***

[^a]: Виноска з [посиланням](https://example.org/x) та *курсивом*.

    Другий абзац виноски.
[^b]: Інша.
END
{
	printf '%s\n' '---' 'title: Table of many pages' 'language: en' '---' '' '| No. | Name | Note |' '|--|--|--|'
	for i in $(seq 1 150); do echo "| $i | Row number $i | some words that fill a line or two of it |"; done
} >03-table.md
cat >04-directory.md <<'END'
---
title: Партнери
kind: directory
entries:
  - {name: Один, url: 'https://example.org/very/long/address/that/does/not/fit/into/one/line/of/a/column/at/all.html', note: Примітка}
  - {name: Два, note: Без адреси}
---
END
: >05-empty.md
printf '%s\n' '---' 'title: ""' 'kind: meeting' 'chair: А' 'agenda: [Перше, Друге]' '---' >05-empty.md
cat >06-report.md <<'END'
---
kind: report
title: Report with charts
language: en
programme: Roads
period: 2011–2012
goal: To mend them
partners: [One, Two]
activities: [{n: 1.1, activity: A road, responsible: Council, term: 2012, source: budget, plan: '1 250,00', fact: '999,5'}]
budget: [{source: Council, years: {2011: 100, 2012: 250}}, {source: Region, years: {2011: 20, 2012: 0}}]
indicators: [{name: Roads, plan: 10, fact: 7, unit: km}]
schedule: [{activity: Digging, from: 2011-02, to: 2012-03}]
---

![A drawing with a half transparent part](d.svg "A caption")

![Inks](c.jpg "Inks without a profile")

![Values](t.csv "A table of values")
END
printf '%s\n' 'Name;Sum' '"Road; new";1 250,50' 'Bridge;3,5' >t.csv
cat >07-calendar.md <<'END'
---
kind: calendar
title: Dates
language: en
entries: [{date: 2012-04-01, until: 2012-04-03, time: '10:00', event: Fair, where: Square, contact: office}]
---

Text before.
END
cat >08-meeting.md <<'END'
---
kind: meeting
title: Збори
body: Рада
number: 3
members: 51
present: 49
quorum: 26
chair: Голова
secretary: Секретар
agenda: [Перше питання порядку денного, Друге]
decision_list: true
---

1. Пункт

   > [!decision] № 24/1
   > Ухвалили.
   >
   > за: 49, проти: 0, утрималися: 2, не голосували: 0

> [!decision] № 24/2 Про дороги
> Відмовили.
>
> за: 1, проти: 48
END
cat >d.svg <<'END'
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60">
<rect width="90" height="60" fill="#c8d8f0"/><circle cx="30" cy="30" r="20" fill="#a8201a" opacity="0.5"/>
<path d="M10 50 C 20 0 60 0 80 50 Z" fill="none" stroke="#0b4a8f" stroke-width="2"/>
</svg>
END
python3 - <<'END'
import struct, zlib
def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
rows = b"".join(b"\0" + bytes(v for x in range(60) for v in (x * 4, y * 4, 99, x * 4)) for y in range(60))
open("p.png", "wb").write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 60, 60, 8, 6, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
import base64
# 16 x 16 pixels in four inks, inverted as Adobe does
open("c.jpg", "wb").write(base64.b64decode("""
/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwAQCwwODAoQDg0OEhEQExgoGhgWFhgxIyUdKDozPTw5Mzg3QEhcTkBEV0U3OFBtUVdfYmdoZz5NcXlwZH
hcZWdj/9sAQwEREhIYFRgvGhovY0I4QmNjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2Nj/8AAFAgAEAAQ
BAEiAAIRAQMRAQQiAP/EABcAAQADAAAAAAAAAAAAAAAAAAAEBQb/xAAcEAABAwUAAAAAAAAAAAAAAAAAARViAhMUUVL/xAAVAQEBAAAAAAAAAA
AAAAAAAAAFBv/EABYRAAMAAAAAAAAAAAAAAAAAAAADFf/aAA4EAQACEQMRBAAAPwC0upsXU2T8GnkYNPIJaYTshponqQepBliGWJ//2Q==
"""))
END
