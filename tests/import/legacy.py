#!/usr/bin/env python3
"""legacy.py SEED FOLDER: writes FOLDER/old.txt, a random old text in a random encoding, and FOLDER/text, the same in
UTF-8 as an importer that repairs nothing must keep it. Paragraphs, heads, lists, tables, and lines of signs that Markdown
would take for marks stand in any order.
"""
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "encodings"))
from sample import CODECS, Writer, encoded  # noqa: E402

SIGNS = ["# ", "## x #", "> ", "- ", "+ ", "* ", "1) ", "2001. ", "```", "~~~ a", "    code", "[a](b)", "![p](q.png)", "[^1]: n",
         "[x]: /u", "<b>x</b>", "<!-- c -->", "&amp; &#65; &", "**b** __c__ _d_ a_b_c", "`c`", "~s~", "a\\", "\\*", "|a|b|",
         "---|---", ":--", "===", "--- x", "a | b", "{.x}", "[t]{lang=en}", "http://a.ua/b_c_d", "x@y.ua", "$x$", "<http://a.ua>", "http://a.ua/~u?a=b&c_d=*e*", "www.a.ua/[x]",
         "C:\\DOC\\*.TXT", "%", "'a' \"b\"", "# # #", "...", "---", "- - -", "***", "!", "\\\\", "<", "<a", "&lt", "1.", "#", ": a {head=2}", "^",
         ": b"]


class Old(Writer):
    def line(self, lang, width):
        text = ""
        while len(text) < width - 12:
            text += (" " if text else "") + (self.random.choice(SIGNS).strip() if self.chance(0.06) else self.word(lang))
        return text

    def lines(self, lang):
        width = self.random.choice([60, 65, 72])
        lines = [self.line(lang, width) for _ in range(self.random.randint(1, 6))]
        if self.chance(0.3):
            lines[0] = "     " + lines[0]
        if self.chance(0.2):
            lines[-1] = self.random.choice(SIGNS)
        return lines

    def head(self, lang):
        text = " ".join(self.word(lang) for _ in range(3))
        return [text.upper()] if self.chance(0.5) else [text, self.random.choice("=-") * len(text)]

    def list(self, lang):
        mark = self.random.choice(["- ", "* ", "%d. ", "%d) "])
        items = []
        for n in range(self.random.randint(1, 5)):
            items.append((mark % (n + 1) if "%" in mark else mark) + self.line(lang, 60))
            if self.chance(0.3):
                items.append("   " + self.line(lang, 50))
        return items

    def tabs(self, lang):
        count = self.random.randint(2, 4)
        return ["\t".join(self.cell(lang) for _ in range(count)) for _ in range(self.random.randint(1, 4))]

    def cell(self, lang):
        """Empty now and then, or one of the signs that join cells in a table of Markdown."""
        return self.random.choice(["", "<", "^"]) if self.chance(0.15) else self.word(lang)

    def box(self, lang):
        """A drawn table of several columns, some cells of which reach over two."""
        wide = [self.random.randint(6, 12) for _ in range(self.random.randint(2, 4))]
        lines = ["┌" + "┬".join("─" * w for w in wide) + "┐"]
        for _ in range(self.random.randint(1, 4)):
            row, k = "│", 0
            while k < len(wide):
                span = 2 if k + 1 < len(wide) and self.chance(0.2) else 1
                room = sum(wide[k:k + span]) + span - 1
                row += (" " + self.cell(lang)[:room - 2]).ljust(room) + "│"
                k += span
            lines += [row, "├" + "┼".join("─" * w for w in wide) + "┤"]
        return lines[:-1] + ["└" + "┴".join("─" * w for w in wide) + "┘"]

    def blanks(self, lang):
        """Columns as wide as their words, in lines that begin where the paragraph does."""
        count = self.random.randint(2, 5)
        rows = [[self.word(lang) if k == 0 or self.chance(0.9) else "" for k in range(count)]
                for _ in range(self.random.randint(2, 6))]
        width = [max(len(row[k]) for row in rows) + self.random.randint(2, 6) for k in range(count)]
        lines = ["".join(cell.rjust(w) if k and self.random.random() < 0.2 else cell.ljust(w)
                         for k, (cell, w) in enumerate(zip(row, width))).rstrip() for row in rows]
        if self.chance(0.4):
            lines.insert(1, "-" * sum(width))
        return lines

    def old(self):
        lang = self.random.choice(["uk", "uk", "ru", "en"])
        lines = []
        for _ in range(self.random.randint(1, 14)):
            part = self.random.choice([self.lines, self.lines, self.lines, self.head, self.list, self.tabs, self.blanks])
            if self.chance(0.08):
                lines += self.table(lang).split("\n") if self.chance(0.5) else self.box(lang)
            elif self.chance(0.1):
                lines += [self.random.choice(SIGNS) for _ in range(self.random.randint(1, 4))]
            else:
                lines += part(lang)
            lines += [""] * self.random.choice([0, 1, 1, 1, 2])
        return "\n".join(lines) + "\n"


def main():
    writer, folder = Old(int(sys.argv[1])), sys.argv[2]
    name = writer.random.choice(list(CODECS))
    data, text = encoded(writer.old(), name)
    if writer.chance(0.3):
        data = data.replace(b"\n", b"\r\n") if b"\0" not in data else data
    with open(os.path.join(folder, "old.txt"), "wb") as out:
        out.write(data)
    with open(os.path.join(folder, "text"), "w", encoding="utf-8") as out:
        out.write(text)


main()
