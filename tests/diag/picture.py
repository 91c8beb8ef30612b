#!/usr/bin/env python3
"""picture.py KIND FILE: a tiny PNG: `png` sound, `cut` without its end, `huge` in its header only, `profile` with a
colour profile of a version to come, `colour` in RGB."""
import struct
import sys
import zlib


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def profile():
    """The head of an ICC profile of version 5, with one tag that says nothing."""
    text = bytes(range(32, 96)) * 2
    size = 144 + len(text)
    return struct.pack(">I4sI4s4s4s12x4s24xIIII48x", size, b"    ", 0x05000000, b"mntr", b"GRAY", b"XYZ ", b"acsp", 0,
                       0xF6D6, 0x10000, 0xD32D) + struct.pack(">I4sII", 1, b"cprt", 144, len(text)) + text


kind, path = sys.argv[1:]
side = 60000 if kind == "huge" else 40
across = side * 3 if kind == "colour" else side
rows = b"".join(b"\0" + bytes((x * y) % 256 for x in range(across)) for y in range(side)) if side < 100 else b"\0"
data = zlib.compress(rows)
if kind == "cut":
    data = data[: len(data) // 2]
parts = [chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2 if kind == "colour" else 0, 0, 0, 0))]
if kind == "profile":
    parts.append(chunk(b"iCCP", b"profile\0\0" + zlib.compress(profile())))
parts.append(chunk(b"IDAT", data))
if kind != "cut":
    parts.append(chunk(b"IEND", b""))
with open(path, "wb") as file:
    file.write(b"\x89PNG\r\n\x1a\n" + b"".join(parts))
