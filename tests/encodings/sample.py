#!/usr/bin/env python3
"""sample.py SEED COUNT FOLDER: writes COUNT texts of an archive, each in an encoding of its time.

FOLDER/N.txt is the text in UTF-8, FOLDER/N.bin the same text in the encoding, FOLDER/list has lines `N ENCODING
LANGUAGE SIZE`. The encodings take turns, the sizes spread from 200 bytes to 50 kB, small ones as many as large ones. A
character that an encoding lacks is written as its users wrote it (i for the Ukrainian letter, N for the number sign).
Words are those of the lists in tests/hyphenation and of the sample issues, and some paragraphs are whole ones of those:
words in a row say more of a language's letters, and some of them again and again. The same seed gives the same files.
"""
import glob
import math
import os
import random
import re
import sys

TREE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
CODECS = {
    "UTF-8": "utf-8", "UTF-8 BOM": "utf-8-sig", "UTF-16LE": "utf-16-le", "UTF-16BE": "utf-16-be",
    "UTF-16LE BOM": "utf-16-le", "UTF-16BE BOM": "utf-16-be", "CP1251": "cp1251", "KOI8-U": "koi8_u",
    "KOI8-R": "koi8_r", "KOI8-RU": "koi8_u", "CP866": "cp866", "CP1125": "cp1125", "ISO-8859-5": "iso8859_5",
    "MacUkraine": "mac_cyrillic", "MacCyrillic": "mac_cyrillic",
}
# What differs from the codec of the table above: character -> byte.
OTHER = {
    "KOI8-RU": {"“": 0x93, "”": 0x96, "—": 0x97, "№": 0x98, "™": 0x99, "»": 0x9B, "®": 0x9C, "«": 0x9D, "¤": 0x9F,
                "ў": 0xAE, "Ў": 0xBE},
    "MacCyrillic": {"¢": 0xA2, "∂": 0xB6, "¤": 0xFF},
}
GONE = {"KOI8-RU": "■∙√≈≤≥⌡°²÷╝╞", "MacCyrillic": "Ґґ€"}
INSTEAD = {"і": "i", "І": "I", "ґ": "г", "Ґ": "Г", "ї": "i", "Ї": "I", "є": "е", "Є": "Е", "ё": "е", "Ё": "Е", "«": '"',
           "»": '"', "„": '"', "“": '"', "”": '"', "’": "'", "—": "-", "–": "-", "№": "N", "…": "...", "§": "&",
           "\u00A0": " ", "©": "(c)", "°": "^"}
SMALL_WORDS = {
    "uk": "і й та в у на з до за по від про що як не це є її їх він вони був були для або також при їхній між щодо ще".split(),
    "ru": "и в на с по к у о не что как это он она они был были для или также при между его её из от за мы вы ещё".split(),
    "en": "the of and to in a is that for it as was with be by on not he this are or his from at which but have an".split(),
}
MARKS = {"uk": ("«", "»", " – ", "’"), "ru": ("«", "»", " — ", "’"), "en": ("“", "”", " — ", "’")}


FOLDERS = {"uk": ["2012-02"], "ru": [], "en": ["2012-02-en"]}


def articles_of(lang):
    for path in sorted(sum((glob.glob(os.path.join(TREE, "issues", f, "*.md")) for f in FOLDERS[lang]), [])):
        with open(path, encoding="utf-8") as text:
            yield text.read()


def words_of(lang):
    words = []
    with open(os.path.join(TREE, "tests/hyphenation", lang + ".txt"), encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                words += re.sub("[-=~|]", "", line).split()
    for text in articles_of(lang):
        words += re.findall(r"[^\W\d_]+(?:[’'][^\W\d_]+)?", text)
    return words


def paragraphs_of(lang):
    """Running text, without the marks of Markdown."""
    found = []
    for text in articles_of(lang):
        for part in text.split("\n\n"):
            if len(part) > 200 and re.match(r"[^\W\d_]", part) and not re.search(r"[]\[{}|`]|: ?\n|^\w+: ", part):
                found.append(part.replace("*", ""))
    return found


class Writer:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.words = {lang: words_of(lang) for lang in SMALL_WORDS}
        self.paragraphs = {lang: paragraphs_of(lang) for lang in SMALL_WORDS}

    def chance(self, share):
        return self.random.random() < share

    def word(self, lang):
        if self.chance(0.3):
            return self.random.choice(SMALL_WORDS[lang])
        return self.random.choice(self.words[lang])

    def figure(self, lang):
        r = self.random
        sign = {"uk": "р. грн км осіб %", "ru": "г. руб. км чел. %", "en": "p.m. per cent km miles"}[lang].split()
        return r.choice(["№ %d" % r.randint(1, 99), "%d %s" % (r.randint(1, 2020), r.choice(sign)),
                         "%d-%d" % (r.randint(1990, 2000), r.randint(2001, 2020)), "§ %d" % r.randint(1, 40),
                         "+%d °C" % r.randint(1, 30), "%d,%d" % (r.randint(1, 999), r.randint(0, 9))])

    def sentence(self, lang):
        opening, closing, dash, apostrophe = MARKS[lang]
        parts = []
        for i in range(self.random.randint(3, 18)):
            word = self.word(lang)
            if self.chance(0.03):
                word = opening + word + " " + self.word(lang) + closing
            elif self.chance(0.03):
                word = self.figure(lang)
            elif self.chance(0.02):
                word = word.upper()
            elif lang == "en" and self.chance(0.03):
                word = "don" + apostrophe + "t"
            parts.append(word + ("," if self.chance(0.08) else dash.rstrip() if self.chance(0.03) else ""))
        text = " ".join(parts).rstrip(",–— ")
        return text[:1].upper() + text[1:] + self.random.choice([".", ".", ".", ".", "!", "?", "…"])

    def table(self, lang):
        """A table drawn with lines, as text processors of DOS made them."""
        wide = self.random.randint(8, 20)
        double = self.chance(0.5)
        h, v, tl, tr, bl, br = "═║╔╗╚╝" if double else "─│┌┐└┘"
        rows = [(v + " " + self.word(lang)[:wide]).ljust(wide + 2) + v for _ in range(self.random.randint(1, 5))]
        return "\n".join([tl + h * (wide + 1) + tr] + rows + [bl + h * (wide + 1) + br])

    def paragraph(self, lang, lines):
        if lines and self.chance(0.05):
            return self.table(lang)
        if self.chance(0.08):
            return " ".join(self.word(lang) for _ in range(self.random.randint(2, 6))).upper()
        if self.paragraphs[lang] and self.chance(0.3):
            return self.random.choice(self.paragraphs[lang])
        return " ".join(self.sentence(lang) for _ in range(self.random.randint(1, 6)))

    def text(self, lang, size, lines):
        langs = {"mixed": self.random.choice([["uk", "ru"], ["uk", "en"], ["ru", "en"], ["uk", "ru", "en"]])}
        parts, total = [], 0
        while total < size:
            part = self.paragraph(self.random.choice(langs.get(lang, [lang])), lines)
            parts.append(part)
            total += len(part) + 2
        return "\n\n".join(parts)


def encoded(text, name):
    """The bytes, and the text with what the encoding lacks replaced."""
    codec, other, gone = CODECS[name], OTHER.get(name, {}), GONE.get(name, "")
    known, table = [], {}
    for c in sorted(set(text)):
        try:
            table[c] = bytes([other[c]]) if c in other else b"" if c in gone else c.encode(codec.replace("-sig", ""))
        except UnicodeEncodeError:
            table[c] = b""
    for c in text:
        known.append(c if table[c] else INSTEAD.get(c, ""))
    text = "".join(known)
    if name.endswith("BOM"):
        return {"UTF-8 BOM": b"\xEF\xBB\xBF", "UTF-16LE BOM": b"\xFF\xFE", "UTF-16BE BOM": b"\xFE\xFF"}[name] + \
            text.encode(codec.replace("-sig", "")), text
    return b"".join(table.get(c) or c.encode(codec) for c in text), text


def cut(text, name, size):
    """The longest start of the text that fills `size` bytes, and its bytes."""
    data, text = encoded(text, name)
    if len(data) > size:
        text = text[:len(text) * size // len(data)]
        data, text = encoded(text, name)
    return data, text


def main():
    seed, count, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    writer = Writer(seed)
    names = list(CODECS)
    with open(os.path.join(folder, "list"), "w", encoding="utf-8") as out:
        for n in range(count):
            name = names[n % len(names)]
            lang = ["uk", "ru", "en", "mixed"][n // len(names) % 4]
            size = round(200 * math.exp(writer.random.random() * math.log(50000 / 200)))
            lines = name in ("CP866", "CP1125", "KOI8-U", "KOI8-R", "KOI8-RU")
            data, text = cut(writer.text(lang, size, lines), name, size)
            with open(os.path.join(folder, "%d.bin" % n), "wb") as f:
                f.write(data)
            with open(os.path.join(folder, "%d.txt" % n), "w", encoding="utf-8", newline="") as f:
                f.write(text)
            out.write("%d %s %s %d\n" % (n, name.replace(" BOM", ""), lang, len(data)))


if __name__ == "__main__":
    main()
