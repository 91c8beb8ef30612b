# What fonts can, down to the file: figures of two kinds, figures under one another, raised ones, small capitals, stress
# marks, faces that stand in. What is set so still reads as it was typed.
. "$SRCDIR/tests/lib.sh"

mkdir i
printf '%s\n' 'number: 1' 'year: 2012' 'date: 2012-03-30' 'title: Вісник' 'language: uk' >i/issue.yaml
cat >i/01-a.md <<'END'
---
title: Літери
---

Ось за́мок і замо́к, office, 10[6]{.superscript} і 1[го]{.superscript}, [Мала Капітель]{.smallcaps}, 2012 рік.

Стрілка → і □ з іншої гарнітури.

| Стаття | Сума |
|---|---:|
| Внески | 1 234,5 |
| Гранти | 99 |
| Інше | 0,75 |
| Разом | 11 111,25 |
END
check_status 'all is set' 0 "$VISNYK" build -q --profile screen i -o out
check_lacks 'no character is missing' '[glyph-missing]' "$TMP/.err"
pdftotext out/i-screen.pdf text
for word in за́мок замо́к office '106 і 1го' 'Мала Капітель' '2012 рік' '→ і □'; do check_has "reads as typed: $word" "$word" text; done
pdffonts out/i-screen.pdf >fonts
check 'a face stands in for what another lacks' test "$(grep -c Source fonts)" -ge 3

# The commas of a column stand under one another, with a figure for each unit as wide as any other.
"$VISNYK" dump i --stage paint >paint 2>errors
pdftotext -bbox out/i-screen.pdf - | python3 -c '
import re, sys
words = re.findall(r"<word xMin=\"([\d.]+)\" yMin=\"[\d.]+\" xMax=\"([\d.]+)\" yMax=\"[\d.]+\">([\d,]+)</word>", sys.stdin.read())
ends = {text: (float(a), float(b)) for a, b, text in words}
unit = (ends["111,25"][1] - ends["111,25"][0] - (ends["99"][1] - ends["99"][0]) / 2 * 5)
digit = (ends["99"][1] - ends["99"][0]) / 2
at = [ends[t][1] - digit * len(t.split(",")[1]) for t in ("234,5", "0,75", "111,25")]
print("commas", max(at) - min(at) < 0.1, "whole", abs(ends["99"][1] + unit - at[0]) < 0.1, "comma", 0 < unit < digit)' >commas 2>&1
check_has 'commas stand under one another' 'commas True whole True comma True' commas
