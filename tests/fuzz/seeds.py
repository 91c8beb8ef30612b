#!/usr/bin/env python3
"""seeds.py FOLDER: what the fuzzers begin with, FOLDER/TARGET/NAME: files of this tree, small pictures, a font without
outlines, what the program itself makes of a small issue (VISNYK names it)."""
import glob
import os
import shutil
import struct
import subprocess
import sys
import zlib

TREE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
FOLDER = os.path.abspath(sys.argv[1])
LETTERS = "Громада “міста” №5 — 12\xa0грн. Ёлка, подъезд; \"лапки\" об'єкт "


def write(target, name, data):
    os.makedirs(os.path.join(FOLDER, target), exist_ok=True)
    with open(os.path.join(FOLDER, target, name), "wb") as file:
        file.write(data)


def read(*path):
    with open(os.path.join(TREE, *path), "rb") as file:
        return file.read()


def tree(pattern):
    return sorted(glob.glob(os.path.join(TREE, pattern)))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(depth, kind, interlaced, *extra):
    width, height, channels = 9, 7, {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[kind]
    rows = b""
    passes = [(0, 0, 1, 1)]
    if interlaced:
        passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    for x, y, dx, dy in passes:
        across = len(range(x, width, dx))
        for row in range(y, height, dy):
            if across:
                rows += bytes([row % 5]) + bytes((row * 37 + i) % 256 for i in range((across * channels * depth + 7) // 8))
    head = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, int(interlaced))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(chunk(*e) for e in extra) + \
        chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def pictures():
    palette = (b"PLTE", bytes(range(48)))
    kinds = {"grey1": (1, 0, False), "grey16": (16, 0, True), "rgb8": (8, 2, False), "rgba8": (8, 6, True),
             "greya16": (16, 4, False), "indexed4": (4, 3, False, palette, (b"tRNS", b"\0\x80\xff")),
             "indexed8": (8, 3, True, palette), "key": (8, 2, False, (b"tRNS", b"\0\1\0\2\0\3")),
             "profile": (8, 2, False, (b"iCCP", b"p\0\0" + zlib.compress(read("templates", "print-shops",
                                                                              "FOGRA39L_coated.icc")[:600])))}
    for name, kind in kinds.items():
        write("image", name + ".png", png(*kind))
    for path in tree("issues/*/images/*.jpg")[:2]:
        write("image", os.path.basename(path), read(path)[:9000])
    # The smallest sound JPEG files: 8 by 8 pixels, all blocks even.
    for name, components in ("grey", 1), ("rgb", 3), ("cmyk", 4):
        dqt = b"\xff\xdb\0\x43\0" + b"\x10" * 64
        sof = b"\xff\xc0" + struct.pack(">HBHHB", 8 + 3 * components, 8, 8, 8, components) + \
            b"".join(bytes([i + 1, 0x11, 0]) for i in range(components))
        dht = b"".join(b"\xff\xc4" + struct.pack(">HB", 20, table) + bytes([1] + [0] * 15) + b"\0" for table in (0, 0x10))
        sos = b"\xff\xda" + struct.pack(">HB", 6 + 2 * components, components) + \
            b"".join(bytes([i + 1, 0]) for i in range(components)) + b"\0\x3f\0"
        for marker in b"", b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0\2", b"\xff\xe1\0\x22Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0":
            write("image", name + str(len(marker)) + ".jpg",
                  b"\xff\xd8" + marker + dqt + sof + dht + sos + bytes(components) + b"\xff\xd9")
    for path in tree("issues/*/images/*.svg"):
        write("svg", os.path.basename(path), read(path))
        write("image", os.path.basename(path), read(path))
    write("svg", "all.svg", b"""<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "red">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 60" width="10cm">
<style>.a{fill:#123;stroke:rgb(10%,2,3)} circle{opacity:.5}</style><defs><g id="g"><rect width="5" height="4" rx="1"/></g>
<linearGradient id="l"><stop offset="1"/></linearGradient></defs>
<g transform="translate(3,4) rotate(30 1 2) scale(2) skewX(5) matrix(1 0 0 1 2 3)" fill="none" stroke-width="2">
<path class="a" d="M1,2l3-4H5v6C1 2 3 4 5 6s1 2 3 4Q1 2 3 4t5 6A3 4 30 1 0 9 9z m1e1-.5.5 3"/>
<circle cx="5" cy="6" r="3" style="fill:&a;fill-rule:evenodd"/><ellipse rx="3" ry="2"/><line x2="9" y2="8"/>
<polygon points="1,2 3,4 5,6"/><polyline points="1 2 3 4"/><use xlink:href="#g" x="3"/><text>a</text></g>
<rect x="10%" width="1in" height="3pt" fill="url(#l)" stroke-linejoin="round" stroke-linecap="square"/></svg>""")


def fonts():
    """A font of all tables but those that are large: its glyphs have no outlines."""
    whole = read("fonts", "SourceSans3-Italic.ttf")
    tables = {}
    for i in range(struct.unpack(">H", whole[4:6])[0]):
        tag, _, offset, length = struct.unpack(">4sIII", whole[12 + 16 * i:28 + 16 * i])
        tables[tag] = whole[offset:offset + length]
    tables[b"loca"] = bytes(len(tables[b"loca"]))
    tables[b"glyf"] = bytes(4)
    plain = {tag: data for tag, data in tables.items() if tag not in (b"GPOS", b"GSUB", b"GDEF")}
    beyond = struct.pack(">HHHHIHHIIIIII", 0, 1, 3, 10, 12, 12, 0, 28, 0, 1, 0x20, 0x10FFF, 70000)  # no such glyphs
    for name, of in ("plain", plain), ("features", tables), ("beyond", {**plain, b"cmap": beyond}):
        kept = dict(sorted(of.items()))
        head, at = b"", 12 + 16 * len(kept)
        for tag, data in kept.items():
            head += struct.pack(">4sIII", tag, 0, at, len(data))
            at += len(data) + -len(data) % 4
        body = b"".join(data + bytes(-len(data) % 4) for data in kept.values())
        write("font", name + ".ttf", b"\0\1\0\0" + struct.pack(">H6x", len(kept)) + head + body)


def texts():
    for encoding in "utf-8", "utf-16", "cp1251", "koi8-u", "cp866", "mac-cyrillic", "iso8859-5":
        data = (LETTERS * 4).encode(encoding, "replace")
        write("decode", encoding, data)
        write("import", encoding, data)
    write("decode", "twice", LETTERS.encode().decode("cp1251", "replace").encode())
    write("decode", "twice866", LETTERS.encode().decode("cp866", "replace").encode())
    write("import", "old", """          П Р О Т О К О Л
            засiдання правлiння

12 травня 2001 р.                    м. Харкiв

     Правлiння об"єднання обгово-
рило питання.

╔════╦═══════╗
║ №  ║ Назва ║
╠════╬═══════╣
║ 1  ║ Люди  ║
╚════╩═══════╝

Назва       Сума    Рік
Міст        12,5    2001
Дорога      3,0     2002

Заголовок
---------
- один
- два
""".encode("cp866", "replace"))


def sources():
    for path in tree("issues/*/issue.yaml"):
        write("yaml", os.path.basename(os.path.dirname(path)), read(path))
    for path in tree("issues/*/*.md") + tree("tests/golden/all/*.md"):
        name = os.path.basename(os.path.dirname(path)) + "-" + os.path.basename(path)
        data = read(path)
        write("markdown", name, data[:6000])
        write("pages", name, data[:3000])
        parts = data.split(b"---\n", 2)
        if len(parts) == 3:
            write("front", name, parts[1].rstrip(b"\n"))
    for path in tree("templates/visnyk-*/template.yaml"):
        write("template", os.path.basename(os.path.dirname(path)), read(path))
    for i, name in enumerate(("language.yaml", "proof.yaml", "words.yaml", "hyph-uk.pat.txt", "exceptions.txt")):
        for path in tree("templates/languages/*/" + name):
            write("language", os.path.basename(os.path.dirname(path)) + "-" + name, bytes([i]) + read(path)[:20000])
    for path in tree("tests/diag/*.case"):
        write("issue", os.path.basename(path), b"==> " + read(path).partition(b"\n==> ")[2])


def products():
    visnyk = os.environ.get("VISNYK")
    if not visnyk:
        return
    work = os.path.join(FOLDER, ".work")
    os.makedirs(os.path.join(work, "i"))
    with open(os.path.join(work, "i", "issue.yaml"), "w", encoding="utf-8") as file:
        file.write("number: 1\nyear: 2012\ndate: 2012-03-30\ntitle: Bulletin\nlanguage: uk\n")
    with open(os.path.join(work, "i", "01-a.md"), "w", encoding="utf-8") as file:
        file.write("---\nkind: news\ntitle: Стаття\n---\n\nТекст, **слово**[^1].\n\n|а|б|\n|-|-:|\n|1|2|\n\n[^1]: Звіт.\n")
    run = {"cwd": work, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([visnyk, "build", "i", "-o", "out"], **run)
    subprocess.run([visnyk, "lock", "i"], **run)
    shutil.copy(os.path.join(work, "i", "issue.lock"), work)
    with open(os.path.join(work, "i", "issue.yaml"), "a", encoding="utf-8") as file:
        file.write("archive: {standard: a-2u}\n")
    subprocess.run([visnyk, "build", "i", "-o", "out2"], **run)
    for path in glob.glob(os.path.join(work, "out", "*.pdf")):
        write("pdf", os.path.basename(path), read(path))
        if shutil.which("qpdf"):
            subprocess.run(["qpdf", "--qdf", "--object-streams=disable", path, path + ".plain"], **run)
            write("pdf", os.path.basename(path) + ".plain", read(path + ".plain"))
    for path in glob.glob(os.path.join(work, "out2", "*.tar")):
        write("tar", "sources.tar", read(path))
    write("lock", "issue.lock", read(work, "issue.lock"))
    shutil.rmtree(work)


pictures()
fonts()
texts()
sources()
products()
