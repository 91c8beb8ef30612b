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
python3 - <<'END'
import struct, zlib
def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
rows = b"".join(b"\0" + bytes(v for x in range(60) for v in (x * 4, y * 4, 99, x * 4)) for y in range(60))
open("p.png", "wb").write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 60, 60, 8, 6, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
END
