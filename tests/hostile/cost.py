#!/usr/bin/env python3
"""cost.py FOLDER [NAME...]: is the cost of the worst sources in proportion to their size?

Each generator makes an issue of size n, of which only its own stage should notice that it is the worst. Each is built at
n and at 2 n (an old text is imported, two PDF files are compared); the time of the processor and the memory that an empty issue takes are left out. Twice the size may cost at
most TIME times as much time and MEMORY times as much memory. What looks too dear is measured again, RUNS times, since
others may be at work; below LEAST seconds no time is judged. Prints a line `ok NAME` or `not ok NAME: ...` each. VISNYK is
the program.
"""
import os
import random
import resource
import struct
import sys
import zlib

TIME, MEMORY, RUNS, LEAST, LIMIT = 3.0, 2.6, 3, 0.12, 40
VISNYK = os.environ["VISNYK"]
HEAD = "---\ntitle: First article\n---\n\n"
WORDS = "Слово за словом іде рядок, а за ним інший. "
ISSUE = "number: 1\nyear: 2012\ndate: 2012-03-30\ntitle: Bulletin\nlanguage: uk\n"


def article(text):
    return {"01-a.md": HEAD + text + "\n"}


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height):
    """Grey pixels, compressed to nothing."""
    squeeze = zlib.compressobj(9)
    row = b"\0" * (width + 1)
    data = b"".join(squeeze.compress(row) for _ in range(height)) + squeeze.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) + \
        chunk(b"IDAT", data) + chunk(b"IEND", b"")


def svg(body):
    return {"01-a.md": HEAD + "![What](d.svg)\n",
            "d.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">' + body + "</svg>"}


def notes(n):
    calls = "".join(f"Слово[^{i}] " for i in range(n))
    return article(calls + "\n\n" + "".join(f"[^{i}]: Див. [^{(i + 1) % n}].\n\n" for i in range(n)))


def csv(n):
    return {"01-a.md": HEAD + "![T](t.csv)\n", "t.csv": "а,б\n" + '"а""б",1\n' * n}


def articles(n, text, front="", count=90):
    """Articles of as many names as sort in their order."""
    return {f"{i % count + 10}-{i}.md": f"---\ntitle: Стаття\n{front}---\n\n{text}\n" for i in range(n)}


def beside(n, what):
    """Pictures in everything that a page looks for the best place of, in the template with the most columns."""
    return {"issue.yaml": ISSUE + "template: visnyk-a3\n", "01-a.md": HEAD + what * n, "p.png": png(60, 40)}


def mixed(n, seed):
    draw = random.Random(seed)
    blocks = ("![Що](p.png){side=left width=40%}", "![Що](p.png){.group}\n![Що](p.png)", "## Заголовок", "- а\n- б",
              "![Що](p.png){span=3 place=top}", "> [!note]\n> " + WORDS, "|а|б|\n|-|-:|\n" + "|в|1|\n" * 9, WORDS, WORDS * 5)
    return beside(1, "\n\n".join(draw.choice(blocks) for _ in range(n)))


def fillers(n):
    names = "".join(f"- {{file: {i + 10}.md, filler: {'true' if i % 4 == 1 else 'false'}}}\n" for i in range(n))
    return {"issue.yaml": ISSUE + "pages: {multiple: 64}\narticles:\n" + names,
            **{f"{i + 10}.md": HEAD + WORDS * (i % 9 * 5 + 1) for i in range(n)}}


def front(n, kind, line, head=""):
    return {"01-a.md": f"---\ntitle: Т\nkind: {kind}\n{head}" + "".join(line(i) for i in range(n)) + "---\n\nТ.\n"}


def pdf(content):
    """One page."""
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
             b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R>>",
             b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
             b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)]
    out, at = b"%PDF-1.4\n", []
    for i, part in enumerate(parts):
        at.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (i + 1, part)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % a for a in at) + \
        b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(out)


def words_anywhere(n, seed):
    draw = random.Random(seed)
    return pdf(b"BT /F 8 Tf " + b"".join(b"1 0 0 1 %d %d Tm (%d) Tj\n" % (
        draw.randrange(600), draw.randrange(800), draw.randrange(9999)) for _ in range(n)) + b"ET")


# Name: size, generator of the files of an issue. The stage in front.
CASES = {
    "yaml: pairs": (20000, lambda n: {"issue.yaml": ISSUE + "".join(f"key{i}: 1\n" for i in range(n)), **article("a")}),
    "yaml: names": (4000, lambda n: {"issue.yaml": ISSUE + "partners:\n" + "- Громада\n" * n, **article("a")}),
    "yaml: brackets": (200000, lambda n: {"issue.yaml": ISSUE + "partners: " + "[" * n, **article("a")}),
    "yaml: aliases": (50000, lambda n: {"issue.yaml": ISSUE + "partners: [&a b" + ", *a" * n + "]\n", **article("a")}),
    "yaml: words of the issue": (4000, lambda n: {"issue.yaml": ISSUE + "hyphenation:\n" + "".join(
        f"- сло-во{i}\n" for i in range(n)), **article("слово1 слово2")}),
    "source: broken bytes": (60000, lambda n: {"01-a.md": HEAD.encode() + "Текст ".encode() + b"\xff\xfe\xd0" * n}),
    "source: to be guessed": (300000, lambda n: {"01-a.md": (HEAD + "Слово дня " * (n // 10)).encode("koi8_u")}),
    "markdown: emphasis": (30000, lambda n: article("*a _b " * n)),
    "markdown: links in links": (20000, lambda n: article("[" * n + "a" + "](b)" * n)),
    "markdown: attributes": (20000, lambda n: article("[a]{.person lang=en}" * n)),
    "markdown: open attributes": (20000, lambda n: article("[a]{" * n)),
    "markdown: quotes and lists": (40000, lambda n: article("> - " * n + "a")),
    "markdown: cells": (10000, lambda n: article("|" + "a|" * n + "\n|" + "-|" * n + "\n|" + "b|" * n)),
    "markdown: joined cells": (3000, lambda n: article("|a|b|\n|-|-|\n" + "|^|<|\n" * n)),
    "markdown: definitions": (20000, lambda n: article("".join(f"[r{i}]: /u\n" for i in range(n)) + "\n[r1] [r2]")),
    "markdown: backticks": (1000, lambda n: article(" ".join("`" * (i % 500 + 1) for i in range(n)))),
    "markdown: entities": (20000, lambda n: article("&amp;&#x41;\\*" * n)),
    "markdown: boxes": (4000, lambda n: article("::: box\nа\n:::\n\n" * n)),
    "csv: rows": (4000, csv),
    "notes that call notes": (1500, notes),
    "headings": (50000, lambda n: article("## Заголовок\n\n" * n)),
    "articles": (400, lambda n: {f"{i % 90 + 10}-{i}.md": HEAD + "Текст." for i in range(n)}),
    "text: one letter": (500000, lambda n: article("а" * n)),
    "text: marks over a letter": (100000, lambda n: article("а" + "\u0301" * n)),
    "text: breaks everywhere": (60000, lambda n: article("а\u200b" * n)),
    "text: soft hyphens": (60000, lambda n: article("аб\u00ad" * n)),
    "text: words all different": (20000, lambda n: article(" ".join(f"слово{i}інше" for i in range(n)))),
    "text: quotation marks": (40000, lambda n: article('"а ' * n)),
    "text: directions": (40000, lambda n: article("\u202eа\u2066б " * n)),
    "text: no glyph": (20000, lambda n: article("漢 " * n)),
    "text: hyphens": (40000, lambda n: article("а-" * n)),
    "proof: alphabets mixed": (20000, lambda n: article("cлoво на на пять , 1-2 " * n)),
    "lines: one paragraph": (12000, lambda n: article("Слово за словом. " * n)),
    "pages: pictures": (400, lambda n: {"01-a.md": HEAD + "![Що](p.png)\n\n" * n, "p.png": png(60, 60)}),
    "pages: long table": (2500, lambda n: article("|а|б|\n|-|-|\n" + "|в|г|\n" * n)),
    "drawing: points": (500000, lambda n: svg('<path d="M0 0' + "L9 9" * n + '"/>')),
    "drawing: arcs": (60000, lambda n: svg('<path d="M0 0' + "A3 4 5 1 0 9 9" * n + '"/>')),
    "drawing: groups": (20000, lambda n: svg("<g transform='scale(2)'>" * n + "</g>" * n)),
    "drawing: uses of uses": (20000, lambda n: svg("".join(
        f'<g id="a{i}"><use href="#a{i + 1}"/><use href="#a{i + 1}"/></g>' for i in range(n)))),
    "drawing: shapes": (20000, lambda n: svg('<rect width="5" height="4" style="fill:#123"/>' * n)),
    "drawing: entities": (20000, lambda n: {**svg(""), "d.svg": '<!DOCTYPE svg [<!ENTITY a "' + "b" * 50 + '"><!ENTITY c "' +
                          "&a;" * n + '">]><svg xmlns="http://www.w3.org/2000/svg"><text>' + "&c;" * n + "</text></svg>"}),
    "drawing: attributes": (20000, lambda n: svg("<path " + "".join(f"a{i}='1' " for i in range(n)) + "d='M0 0L1 1'/>")),
    "drawing: wrong properties": (20000, lambda n: svg("<path style='" + "wrong:1;" * n + "' d='M0 0L1 1'/>")),
    "yaml: anchors of anchors": (40, lambda n: {"issue.yaml": ISSUE + "a0: &a0 [x,x]\n" + "".join(
        f"a{i}: &a{i} [*a{i - 1},*a{i - 1}]\n" for i in range(1, n)), **article("a")}),
    "template: colours": (5000, lambda n: {"issue.yaml": ISSUE + "template: ./look\n", **article("a"),
                                           "look/template.yaml": "extends: visnyk-a4\ncolours:\n" + "".join(
        f'  c{i}: {{cmyk: [0,0,0,1], screen: "#000000"}}\n' for i in range(n))}),
    "template: styles": (3000, lambda n: {"issue.yaml": ISSUE + "template: ./look\n", **article("a"),
                                          "look/template.yaml": "extends: visnyk-a4\nstyles:\n" + "".join(
        f"  s{i}: {{extends: s{i + 1}}}\n" for i in range(n))}),
    "front: long title": (8000, lambda n: {"01-a.md": "---\ntitle: " + "Слово " * n + "\n---\n\nТ.\n"}),
    "front: long section": (6000, lambda n: {"01-a.md": "---\ntitle: А\nsection: " + "Слово " * n + "\n---\n\nТ.\n"}),
    "front: budget": (1000, lambda n: {"issue.yaml": ISSUE + "template: visnyk-a5\n", **front(
        n, "report", lambda i: f"- {{source: Д{i}, years: {{2012: 1.0, 2013: 2}}}}\n", "budget:\n")}),
    "front: schedule": (500, lambda n: front(
        n, "report", lambda i: f"- {{activity: А, from: {1000 + i}-01, to: {1001 + i}-12}}\n", "schedule:\n")),
    "front: directory": (2000, lambda n: front(
        n, "directory", lambda i: f"- {{name: А{i * 7919 % n}, url: a.org}}\n", "sort: true\nentries:\n")),
    "front: decisions": (600, lambda n: {"01-a.md": "---\ntitle: Т\nkind: meeting\ndecision_list: true\n---\n\n" +
                                         "> [!decision] № 1\n> Т.\n> за: 4, проти: 0\n\n" * n}),
    "csv: columns": (10000, lambda n: {"01-a.md": HEAD + "![T](t.csv)\n", "t.csv": ("а;" * n + "\n") * 2}),
    "csv: one cell": (50000, lambda n: {"01-a.md": HEAD + "![T](t.csv)\n", "t.csv": 'а,б\n"' + '""' * n}),
    "csv: files": (200, lambda n: {"01-a.md": HEAD + "![T](t.csv)\n\n" * n, "t.csv": "а,б\n" + "1,2\n" * 50}),
    "table: widths": (2000, lambda n: article("|" + "a|" * 60 + "\n|" + "-|" * 60 + '\n\n: Т {widths="' + "* " * n + '"}')),
    "pages: pictures beside text": (150, lambda n: beside(n, "![Що](p.png){side=left width=40%}\n\n" + WORDS * 3 + "\n\n")),
    "pages: groups": (150, lambda n: beside(n, "![Що](p.png){.group}\n![Що](p.png)\n\n" + WORDS + "\n\n")),
    "pages: one group": (400, lambda n: beside(1, "![Що](p.png){.group}\n" + "![Що](p.png)\n" * n)),
    "pages: of everything": (100, lambda n: mixed(n, 1)),
    "pages: of everything, otherwise": (100, lambda n: mixed(n, 2)),
    "pages: large initials": (300, lambda n: {"issue.yaml": ISSUE + "template: visnyk-a3\n", **articles(n, WORDS * 3)}),
    "pages: frames": (200, lambda n: {"issue.yaml": ISSUE + "template: visnyk-a3\n",
                                      **articles(n, WORDS * 4, "frame: brief\n")}),
    "pages: articles side by side": (200, lambda n: {"issue.yaml": ISSUE + "template: visnyk-a3\n",
                                                     **articles(n, WORDS * 4, "span: 2\n")}),
    "pages: fillers, a number of pages": (100, fillers),
    "index: names": (5000, lambda n: {"issue.yaml": ISSUE + "index: true\n",
                                      **article(" ".join(f"[Ім{i}]{{.person}}" for i in range(n)))}),
    "import: columns of blanks": (20000, lambda n: {"old.txt": "П\n\n" + "а      б      в      г\n" * n}),
    "import: columns that shift": (10000, lambda n: {"old.txt": "П\n\n" + "".join(
        " " * (i % 200) + "а" + " " * (5 + i % 7) + "б\n" for i in range(n))}),
    "import: drawn table": (4000, lambda n: {"old.txt": "П\n\n╔═══╦═══╗\n" + "║ а ║ б ║\n╠═══╬═══╣\n" * n + "╚═══╩═══╝\n"}),
    "import: divided words": (20000, lambda n: {"old.txt": "П\n\n" + "обгово-\nрило питання\n" * n}),
    "import: one line": (500000, lambda n: {"old.txt": "а" * n}),
    "compare: words anywhere": (20000, lambda n: {"a.pdf": words_anywhere(n, 1), "b.pdf": words_anywhere(n, 2)}),
    "compare: one letter": (200000, lambda n: {f"{name}.pdf": pdf(b"BT /F 8 Tf 9 9 Td (" + text * n + b") Tj ET")
                                               for name, text in (("a", b"aa"), ("b", b"ab"))}),
    "compare: open brackets": (100000, lambda n: {"a.pdf": pdf(b"[" * n), "b.pdf": pdf(b"q " * n)}),
    "picture: pixels": (2500, lambda n: {"01-a.md": HEAD + "![Що](p.png)\n", "p.png": png(4000, n)}),
    "picture: 30,000 by 30,000": (15000, lambda n: {"01-a.md": HEAD + "![Що](p.png)\n", "p.png": png(n, 30000)}),
}


def write(folder, files):
    for name, data in {"issue.yaml": ISSUE, **files}.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data if isinstance(data, bytes) else data.encode())


def call(folder):
    if os.path.exists(os.path.join(folder, "old.txt")):
        return ["import", "-q", os.path.join(folder, "old.txt"), "-o", "-"]
    if os.path.exists(os.path.join(folder, "a.pdf")):
        return ["compare", os.path.join(folder, "a.pdf"), os.path.join(folder, "b.pdf")]
    return ["build", "-q", "--force", "--profile", "screen", "-o", "out", folder]


def cost(folder, runs=1):
    """The least time of the processor [s], and the memory [kB]; None: no status of the program's own, or too long."""
    best, memory = None, 0
    for _ in range(runs):
        pid = os.posix_spawn(sys.executable, [sys.executable, __file__, "--limited", *call(folder)], os.environ,
                             file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
        _, status, used = os.wait4(pid, 0)
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            return None, os.waitstatus_to_exitcode(status)
        seconds = used.ru_utime + used.ru_stime
        best = seconds if best is None or seconds < best else best
        memory = max(memory, used.ru_maxrss)
    return best, memory


def costs_of(name, size, make, floor, runs):
    costs = []
    for n in (size, 2 * size):
        folder = f"{''.join(c if c.isalnum() else '-' for c in name)}-{n}"
        if not os.path.exists(folder):
            write(folder, make(n))
        seconds, memory = cost(folder, runs)
        if seconds is None:
            return f"size {n}: status {memory}", ""
        costs.append((max(seconds - floor[0], 0), max(memory - floor[1], 0)))
    (one, small), (two, large) = costs
    told = f"{one:.2f} s, {two:.2f} s; {small // 1024} MB, {large // 1024} MB"
    return (told if two > TIME * max(one, LEAST) or large > MEMORY * small + 8000 else None), told


def judge(name, size, make, floor):
    wrong, told = costs_of(name, size, make, floor, 1)
    if wrong:
        wrong, told = costs_of(name, size, make, floor, RUNS)
    print(f"not ok {name}: at {size} and at twice that: {wrong}" if wrong else f"ok {name}: {told}")
    sys.stdout.flush()


def main():
    if sys.argv[1] == "--limited":
        resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))
        os.execv(VISNYK, [VISNYK, *sys.argv[2:]])
    os.makedirs(sys.argv[1], exist_ok=True)
    os.chdir(sys.argv[1])
    write("empty", article("a"))
    floor = cost("empty")
    for name, (size, make) in CASES.items():
        if not sys.argv[2:] or name in sys.argv[2:]:
            judge(name, size, make, floor)


main()
