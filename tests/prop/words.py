#!/usr/bin/env python3
"""words.py EXPECTED TEXT: every word of EXPECTED is read in TEXT, from pdftotext -raw, as often as it should be.

White space, soft hyphens and case do not count. A word that stands in two columns, with a note or a folio read between
its halves, may be found as two halves; more than a few of them are too many.
"""
import re
import sys

LEAST = 2  # letters on either side of a break


def plain(text):
    return re.sub(r"[\s\u00ad\u200b\u2060]+", "", text).casefold()


def spaced(text):
    """Divided words made whole, other words kept apart: two words in a row may seem to hold a third."""
    return re.sub(r"[\u00ad\u200b\u2060]+\s*", "", text).casefold()


def halves(word, text):
    return any(word[:i] in text and word[i:] in text and (len(word[:i]) > 3 or len(word[i:]) > 3)
               for i in range(LEAST, len(word) - LEAST + 1))


def main():
    read = open(sys.argv[2], encoding="utf-8").read()
    text, apart = plain(read), spaced(read)
    torn = []
    total = 0
    for line in open(sys.argv[1], encoding="utf-8"):
        how, word = line.rstrip("\n").split(" ", 1)
        word = plain(word)
        count = text.count(word)
        total += 1
        if count > 1:
            count = max(apart.count(word), 1)
        if count == 1 or (how == "some" and count > 1):
            continue
        if count == 0 and halves(word, text):
            torn.append(word)
        else:
            print("%s: read %d times" % (word, count))
    if total < 10:
        print("only %d words were expected" % total)
    if "\ufffd" in text:
        print("U+FFFD was read")
    if len(torn) > 2 + total // 100:
        print("torn: " + " ".join(torn))


main()
