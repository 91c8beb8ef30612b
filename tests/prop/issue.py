#!/usr/bin/env python3
"""issue.py SEED FOLDER [every]: writes a random issue and FOLDER/expected, the words that must be read in its PDF.

Every word is new and long enough not to occur inside others, so that a word lost, doubled or cut shows. `expected` has
lines `once WORD` and `some WORD` (titles stand in heads, contents, running heads). Marks that typography replaces are
written as they come out. The same seed gives the same issue. With `every`, each article ends with what is laid out in a
way of its own (text beside a picture, groups, drawings, joined cells, names for an index), in any of the templates.
"""
import os
import random
import struct
import sys
import zlib

SYLLABLES = {
    "uk": ("б в г д ж з к л м н п р с т х ц ч ш".split(), "а е и і о у я ю є ї".split()),
    "ru": ("б в г д ж з к л м н п р с т ф х ц ч ш щ".split(), "а е и о у ы э ю я".split()),
    "en": ("b c d f g h k l m n p r s t v w z".split(), "a e i o u".split()),
}
QUOTES = {"uk": "«»", "ru": "«»", "en": "“”"}
CODES = {"uk": "UTF-8 UTF-8 CP1251 KOI8-U UTF-16".split(), "ru": "UTF-8 CP1251 KOI8-R CP866".split(), "en": ["UTF-8"]}


class Writer:
    def __init__(self, seed, every):
        self.every = every
        self.random = random.Random(seed)
        self.seen = set()  # words
        self.parts = set()  # of words, from syllable to syllable
        self.expected = []
        self.lang = self.random.choice(["uk", "uk", "uk", "ru", "en"])
        self.encoding = self.random.choice(CODES[self.lang])
        self.notes = []
        self.labels = 0

    def chance(self, part):
        return self.random.random() < part

    def raw(self, syllables=None, lang=None):
        consonants, vowels = SYLLABLES[lang or self.lang]
        while True:
            count = syllables or self.random.randint(4, 7)
            word = "".join(self.random.choice(consonants) + self.random.choice(vowels) for _ in range(count))
            parts = {word[i:j] for i in range(0, len(word), 2) for j in range(i + 4, len(word) + 1, 2)}
            if word not in self.parts and not parts & self.seen:
                self.seen.add(word)
                self.parts |= parts
                return word

    def expect(self, word, how="once"):
        self.expected.append(how + " " + word)
        return word

    def word(self, how="once", lang=None):
        return self.expect(self.raw(lang=lang), how)

    def words(self, count, how="once", lang=None):
        return " ".join(self.word(how, lang) for _ in range(count))

    def some(self, low, high, how="once"):
        return self.words(self.random.randint(low, high), how)

    # ---- inline ------------------------------------------------------------------------------------------------

    def quoted(self):
        inside = self.raw()
        left, right = QUOTES[self.lang]
        self.expect(left + inside + right)
        return '"' + inside + '"'

    def apostrophe(self):
        a, b = self.raw(3), self.raw(4)
        self.expect(a + "’" + b)
        return a + "'" + b

    def escaped(self):
        return self.expect(self.raw(3) + "*" + self.raw(3)).replace("*", "\\*")

    def link(self):
        return "[%s](https://example.org/%s)" % (self.some(1, 3), self.raw(lang="en"))

    def bare(self):
        return self.expect("https://example.org/" + self.raw(lang="en") + "/" + self.raw(lang="en"))

    def code(self):
        return "`" + self.expect(self.raw(lang="en") + "_" + self.raw(lang="en")) + "`"

    def note(self):
        self.labels += 1
        self.notes.append("[^n%d]: %s.\n" % (self.labels, self.some(3, 25)))
        return self.word() + "[^n%d]" % self.labels

    def foreign(self):
        readable = SYLLABLES if self.encoding.startswith("UTF") else ["en", self.lang]
        lang = self.random.choice([other for other in readable if other != self.lang] or ["en"])
        return "[%s]{lang=%s}" % (self.words(2, lang=lang), lang)

    def number(self):
        return "%d %s" % (self.random.randint(2, 99), self.random.choice(["грн", "млн", "kg"]))

    def inline(self):
        kinds = [
            lambda: self.word() + self.random.choice([",", ";", "", "", ":"]),
            lambda: self.some(2, 6),
            lambda: self.some(2, 6),
            lambda: "*" + self.some(1, 3) + "*",
            lambda: "**" + self.some(1, 3) + "**",
            lambda: "***" + self.word() + "***",
            lambda: "~~" + self.word() + "~~",
            lambda: "(" + self.expect(self.raw()) + ")",
            lambda: "[" + self.words(2) + "]{.smallcaps}",
            lambda: self.word() + " — " + self.word(),
            lambda: self.expect(self.raw(4) + "-" + self.raw(4)),
            self.escaped,
            lambda: self.word() + "\\\n" + self.word(),
            self.quoted,
            self.apostrophe,
            self.link,
            self.bare,
            self.code,
            self.foreign,
            self.number,
        ]
        return self.random.choice(kinds)()

    def sentence(self, notes=False):
        parts = [self.inline() for _ in range(self.random.randint(2, 9))]
        if notes and self.chance(0.15):
            parts.append(self.note())
        return " ".join(parts) + "."

    def text(self, notes=False):
        return " ".join(self.sentence(notes) for _ in range(self.random.randint(1, 6)))

    # ---- blocks ------------------------------------------------------------------------------------------------

    def para(self):
        return self.text(notes=True) + "\n"

    def head(self):
        return "#" * self.random.randint(2, 4) + " " + self.some(1, 5) + "\n"

    def items(self, depth=0):
        ordered = self.chance(0.4)
        lines = []
        for i in range(self.random.randint(2, 4)):
            marker = "%d. " % (i + 1) if ordered else "- "
            task = self.random.choice(["[ ] ", "[x] "]) if not ordered and self.chance(0.1) else ""
            lines.append(marker + task + self.sentence().replace("\\\n", " "))
            if depth < 2 and self.chance(0.3):
                lines += [" " * len(marker) + line for line in self.items(depth + 1).splitlines()]
        return "\n".join(lines) + "\n"

    def quote(self):
        return "> " + self.text().replace("\n", "\n> ") + "\n"

    def box(self):
        kind = self.random.choice(["note", "tip", "important", "warning", "caution", "pullquote", "sidebar", "decision"])
        title = " " + self.some(1, 4) if kind in ("sidebar", "decision") else ""
        body = self.text().replace("\n", "\n> ")
        votes = ""
        if kind == "decision" and self.lang == "uk" and self.chance(0.6):
            votes = "\n>\n> за: %d, проти: 0, утрималися: 2, не голосували: 0" % self.random.randint(9, 60)
        return "> [!%s]%s\n> %s%s\n" % (kind, title, body, votes)

    def block_of_code(self):
        lines = [self.expect(self.raw(lang="en")) + " = " + self.expect(self.raw(lang="en")) for _ in range(3)]
        return "```\n" + "\n".join(lines) + "\n```\n"

    def table(self):
        columns = self.random.randint(2, 5)
        head = [self.word("some") for _ in range(columns)]  # is repeated where the table goes on
        rule = [self.random.choice(["---", ":--", "--:", ":-:"]) for _ in range(columns)]
        rows = [[self.some(1, 2) if self.chance(0.9) else "" for _ in range(columns)] for _ in range(self.random.randint(1, 6))]
        return "\n".join("| " + " | ".join(row) + " |" for row in [head, rule] + rows) + "\n"

    def figure(self):
        caption = self.some(2, 6)
        credit = self.words(2)
        span = self.random.choice(["", "span=2 ", "span=3 ", "place=top ", "place=bottom "])
        return '![%s](images/p.png "%s"){%scredit="%s"}\n' % (self.raw(), caption, span, credit)

    def block(self):
        kinds = [self.para] * 8 + [self.head] * 2 + [self.items] * 2 + [self.quote, self.box, self.block_of_code]
        kinds += [self.table, self.figure, lambda: "***\n"]
        return self.random.choice(kinds)()

    # ---- article and issue -------------------------------------------------------------------------------------

    def front(self):
        lines = ["title: " + self.some(2, 6, "some"), "kicker: " + self.some(1, 2, "some")]
        if self.chance(0.5):
            lines.append("lead: " + self.some(4, 15))
        if self.chance(0.5):
            lines.append("author: " + self.words(2))
        kind = self.random.choice("news meeting report profile announcement directory article".split())
        lines.append("kind: " + kind)
        if kind == "meeting":
            lines += ["body: " + self.words(3), "chair: " + self.words(2), "secretary: " + self.words(2)]
            lines += ["members: 51", "present: 43", "quorum: 26", "agenda:"]
            lines += ["  - " + self.some(2, 6) for _ in range(3)]
        if kind == "report":
            lines += ["programme: " + self.words(3), "goal: " + self.words(6), "partners:", "  - " + self.words(2)]
            lines.append("activities:")
            for i in range(3):
                lines.append("  - {n: %d, activity: %s, responsible: %s, plan: 10, fact: 8}" % (i, self.words(3), self.words(2)))
        if kind == "announcement":
            lines += ["when: " + self.words(2), "where: " + self.words(2), "contact: " + self.words(2)]
        if kind == "directory":
            lines.append("entries:")
            for i in range(3):
                lines.append("  - {name: %s, url: 'https://example.org/%s', note: %s}" % (self.words(2), self.raw(lang="en"), self.words(2)))
        return "---\n" + "\n".join(lines) + "\n---\n\n"

    # ---- what is laid out in a way of its own ------------------------------------------------------------------

    def beside(self):
        side, width = self.random.choice(["left", "right"]), self.random.randint(20, 60)
        picture = '![%s](images/p.png "%s"){side=%s width=%d%%}' % (self.raw(), self.some(1, 4), side, width)
        return picture + "\n\n" + self.para()

    def group(self):
        first = '![%s](images/p.png "%s"){.group span=%d}' % (self.raw(), self.some(2, 5), self.random.randint(1, 3))
        rest = ["![%s](images/%s)" % (self.raw(), name) for name in ["d.svg", "p.png", "d.svg"][:self.random.randint(1, 3)]]
        return "\n".join([first] + rest) + "\n"

    def drawing(self):
        crop = self.random.choice(["", "crop=16:9 ", 'crop=1:1 focus="10% 90%" '])
        return '![%s](images/%s "%s"){%s}\n' % (self.raw(), "p.png" if crop else "d.svg", self.some(1, 3), crop + "span=2")

    def joined(self):
        rows = ["| %s | %s | < |" % (self.word("some"), self.word("some")), "|:---|---:|---:|"]
        rows += ["| ^ | %s | %s |" % (self.word("some"), self.word("some"))]
        rows += ["| %s | %d,5 | %d |" % (self.some(1, 3), self.random.randint(0, 99), n) for n in range(12)]
        rows += ["| **%s** | 9 | 9 |" % self.word()]
        return "\n".join(rows) + '\n\n: %s {head=2 widths="%d * 20"}\n' % (self.some(1, 4), self.random.randint(20, 50))

    def named(self):
        return "[%s]{.person} [%s]{.smallcaps} [%s]{lang=en}\n" % (self.word("some"), self.word(), self.word(lang="en"))

    def own_way(self):
        blocks = [self.beside, self.group, self.drawing, self.joined, self.named]
        self.random.shuffle(blocks)
        return [block() for block in blocks]

    def article(self):
        self.notes, self.labels = [], 0
        front = self.front()
        blocks = [self.block() for _ in range(self.random.randint(3, 14))]
        if self.every:
            blocks += self.own_way()
        return front + "\n".join([self.para()] + blocks + self.notes)

    def issue(self, folder):
        os.makedirs(os.path.join(folder, "images"))
        with open(os.path.join(folder, "images", "p.png"), "wb") as file:
            file.write(png(self.random.randint(40, 900), self.random.randint(40, 900)))
        with open(os.path.join(folder, "images", "d.svg"), "w") as file:
            file.write(DRAWING)
        for i in range(self.random.randint(1, 6)):
            name = "%02d-%s.md" % (i + 1, "a")
            with open(os.path.join(folder, name), "wb") as file:
                file.write(encode(self.article(), self.encoding))
        with open(os.path.join(folder, "issue.yaml"), "w", encoding="utf-8") as file:
            file.write("number: 3\nyear: 2012\ndate: 2012-03-30\ntitle: %s\nlanguage: %s\nencoding: %s\n" % (self.raw(), self.lang, self.encoding))
            file.write("masthead:\n  organisation: %s\n" % self.some(2, 4, "some"))
            if self.every:
                file.write("index: true\ntemplate: %s\n" % self.random.choice(["visnyk-a4", "visnyk-a5", "visnyk-a3"]))
            file.write("imprint:\n  founder: %s\n  print_run: 500\n" % self.words(2, "some"))
        with open(os.path.join(folder, "expected"), "w", encoding="utf-8") as file:
            file.write("\n".join(self.expected) + "\n")


def encode(text, code):
    """Marks that the code page lacks are typed as people did who had it."""
    if not code.startswith("UTF"):
        text = text.replace("—", "-" if code in ("KOI8-U", "KOI8-R", "CP866") else "—")
    return text.encode({"KOI8-U": "koi8_u", "CP1251": "cp1251", "UTF-16": "utf-16"}.get(code, code))


def png(width, height):
    """A grey ramp."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes((x + y) % 256 for x in range(width)) for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40">
<rect width="60" height="40" fill="#dde"/><path d="M5 35 L30 5 L55 35 Z" fill="none" stroke="#036" stroke-width="2"/>
<circle cx="30" cy="25" r="6" fill="#c60"/></svg>
"""

Writer(int(sys.argv[1]), sys.argv[3:] == ["every"]).issue(sys.argv[2])
