"""The prose of HTML pages, a paragraph a line: prose.py WORDS FILE... >TEXT

Keeps paragraphs of at least 25 words, nine letters in ten Cyrillic, none twice; no code, paths, addresses. Stops
behind the paragraph that reaches WORDS.
"""
import html.parser
import re
import sys


class Paragraphs(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.now = [], None

    def handle_starttag(self, tag, attrs):
        if tag == "p":
            self.now = []
        elif tag in ("div", "table", "ul", "ol", "pre", "h1", "h2", "h3"):
            self.end()

    def handle_endtag(self, tag):
        if tag in ("p", "body"):
            self.end()

    def handle_data(self, data):
        if self.now is not None:
            self.now.append(data)

    def end(self):
        if self.now is not None:
            self.found.append(" ".join("".join(self.now).split()))
        self.now = None


def is_prose(text):
    letters = [c for c in text if c.isalpha()]
    cyrillic = sum("\u0400" <= c <= "\u04ff" for c in letters)
    return (len(text.split()) >= 25 and cyrillic >= 0.9 * len(letters) and text[-1] in ".!?:;"
            and not re.search(r"[\\<>{}=|_@]|->|\w/|/\w", text))


def main():
    limit, words, seen = int(sys.argv[1]), 0, set()
    for path in sys.argv[2:]:
        pages = Paragraphs()
        with open(path, encoding="utf-8") as page:
            pages.feed(page.read())
        for text in pages.found:
            if words >= limit or text in seen or not is_prose(text):
                continue
            seen.add(text)
            words += len(text.split())
            print(text)
    print(f"{len(seen)} paragraphs, {words} words", file=sys.stderr)


main()
