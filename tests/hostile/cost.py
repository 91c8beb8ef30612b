#!/usr/bin/env python3
"""cost.py FOLDER [NAME...]: is the cost of the worst sources in proportion to their size?

Each generator makes an issue of size n, of which only its own stage should notice that it is the worst. Each is built at
n and at 2 n; the time of the processor and the memory that an empty issue takes are left out. Twice the size may cost at
most TIME times as much time and MEMORY times as much memory. What looks too dear is measured again, RUNS times, since
others may be at work; below LEAST seconds no time is judged. Prints a line `ok NAME` or `not ok NAME: ...` each. VISNYK is
the program.
"""
import os
import resource
import struct
import sys
import zlib

TIME, MEMORY, RUNS, LEAST, LIMIT = 3.0, 2.6, 3, 0.12, 40
VISNYK = os.environ["VISNYK"]
HEAD = "---\ntitle: First article\n---\n\n"
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
    "headings": (8000, lambda n: article("## Заголовок\n\n" * n)),
    "articles": (400, lambda n: {f"{i % 90 + 10}-{i}.md": HEAD + "Текст." for i in range(n)}),
    "text: one letter": (100000, lambda n: article("а" * n)),
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
    "drawing: points": (100000, lambda n: svg('<path d="M0 0' + "L9 9" * n + '"/>')),
    "drawing: arcs": (60000, lambda n: svg('<path d="M0 0' + "A3 4 5 1 0 9 9" * n + '"/>')),
    "drawing: groups": (20000, lambda n: svg("<g transform='scale(2)'>" * n + "</g>" * n)),
    "drawing: uses of uses": (20000, lambda n: svg("".join(
        f'<g id="a{i}"><use href="#a{i + 1}"/><use href="#a{i + 1}"/></g>' for i in range(n)))),
    "drawing: shapes": (20000, lambda n: svg('<rect width="5" height="4" style="fill:#123"/>' * n)),
    "drawing: entities": (20000, lambda n: {**svg(""), "d.svg": '<!DOCTYPE svg [<!ENTITY a "' + "b" * 50 + '"><!ENTITY c "' +
                          "&a;" * n + '">]><svg xmlns="http://www.w3.org/2000/svg"><text>' + "&c;" * n + "</text></svg>"}),
    "picture: pixels": (2500, lambda n: {"01-a.md": HEAD + "![Що](p.png)\n", "p.png": png(4000, n)}),
    "picture: 30,000 by 30,000": (15000, lambda n: {"01-a.md": HEAD + "![Що](p.png)\n", "p.png": png(n, 30000)}),
}


def write(folder, files):
    os.makedirs(folder)
    for name, data in {"issue.yaml": ISSUE, **files}.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data if isinstance(data, bytes) else data.encode())


def cost(folder, runs=1):
    """The least time of the processor [s], and the memory [kB]; None: no status of the program's own, or too long."""
    best, memory = None, 0
    for _ in range(runs):
        pid = os.posix_spawn(sys.executable, [sys.executable, __file__, "--limited", "build", "-q", "--force", "--profile",
                                              "screen", "-o", "out", folder], os.environ)
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
