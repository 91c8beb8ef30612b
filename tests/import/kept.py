#!/usr/bin/env python3
"""kept.py TEXT DUMP [MESSAGES]: has the model (visnyk dump) every character of the text, once and in order?

Where the messages tell of a line that went on with the row above it, its words stand behind those of the cell; then
only how often each character stands there counts.

Blanks do not count, nor do the signs that lines, rules, bullets and tables are drawn with and the stop behind the number
of an item, for marks of Markdown stand for them. Numbers of items are counted on from the start of their list. Prints
the place of the first difference and ends with 1.
"""
import re
import sys

DRAWN = re.compile("[-=_*~|+.)\u2013\u2014\u2022\u00b7\u2219\u25a0\u2500-\u257f]")


def plain(text):
    return DRAWN.sub("", re.sub(r"\s", "", text))


def unquote(text):
    return re.sub(r'\\(u[0-9a-fA-F]{4}|.)', lambda m: chr(int(m[1][1:], 16)) if m[1][0] == "u" and len(m[1]) == 5 else m[1], text)


def read_dump(lines):
    found, lists = [], []
    for line in lines:
        depth = len(line) - len(line.lstrip())
        word = line.split()[0] if line.split() else ""
        lists = [entry for entry in lists if entry[0] < depth]
        if word == "list":
            start = re.search(r"ordered start=(\d+)", line)
            lists.append([depth, int(start[1]) if start else None])
        elif word == "item" and lists and lists[-1][1] is not None:
            found.append(str(lists[-1][1]))
            lists[-1][1] += 1
        quoted = re.search(r'"((?:[^"\\]|\\.)*)"', line)
        if not quoted or word in ("number", "year", "date", "place", "link", "article"):
            continue
        text = unquote(quoted[1])
        if word == "title":
            if depth < 4 or text == "zzz":
                continue
            text = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)
        found.append(text)
    return plain("".join(found))


def main():
    with open(sys.argv[1], encoding="utf-8") as text, open(sys.argv[2], encoding="utf-8") as dump:
        want, have = plain(text.read()), read_dump(dump)
    moved = len(sys.argv) > 3 and "[import-row-goes-on]" in open(sys.argv[3], encoding="utf-8", errors="replace").read()
    if want == have or (moved and sorted(want) == sorted(have)):
        return 0
    at = next((i for i, (a, b) in enumerate(zip(want, have)) if a != b), min(len(want), len(have)))
    print("%s: %r became %r" % (sys.argv[1], want[max(0, at - 20):at + 20], have[max(0, at - 20):at + 20]))
    return 1


if __name__ == "__main__":
    sys.exit(main())
