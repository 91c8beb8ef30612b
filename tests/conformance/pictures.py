#!/usr/bin/env python3
"""pictures.py FOLDER: pictures of every kind that an office sends, made without a library, into FOLDER.

PNG: grey of 1 and 16 bits, RGB of 16 bits, palette with and without transparency, grey and RGB with alpha, interlaced;
with a profile that is broken, of Lab, of the wrong class, of a version to come. Of the JPEG files that lie in FOLDER,
rgb.jpg, cmyk.jpg and grey.jpg, others are made: turned by EXIF, without Adobe's marker, with a broken profile."""
import os
import struct
import sys
import zlib

SIDE = 64


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def rows(bits):
    """A slope in every component."""
    count = SIDE * bits // 8
    return b"".join(b"\0" + bytes((x * 255 // count + 2 * y) % 256 for x in range(count)) for y in range(SIDE))


def png(name, depth, kind, extra=b""):
    components = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[kind]
    data = chunk(b"IHDR", struct.pack(">IIBBBBB", SIDE, SIDE, depth, kind, 0, 0, 0)) + extra
    data += chunk(b"IDAT", zlib.compress(rows(depth * components))) + chunk(b"IEND", b"")
    write(name, b"\x89PNG\r\n\x1a\n" + data)


def profile(version=0x02400000, kind=b"mntr", space=b"RGB "):
    """The head of an ICC profile, with one tag that says nothing."""
    text = bytes(range(32, 96)) * 2
    size = 144 + len(text)
    return struct.pack(">I4sI4s4s4s12x4s24xIIII48x", size, b"    ", version, kind, space, b"XYZ ", b"acsp", 0, 0xF6D6,
                       0x10000, 0xD32D) + struct.pack(">I4sII", 1, b"cprt", 144, len(text)) + text


def embedded(icc):
    return chunk(b"iCCP", b"profile\0\0" + zlib.compress(icc))


def write(name, data):
    with open(os.path.join(sys.argv[1], name), "wb") as file:
        file.write(data)


def read(name):
    with open(os.path.join(sys.argv[1], name), "rb") as file:
        return file.read()


def segment(marker, data):
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def without(jpeg, wanted):
    """The file less the segments of a marker before its data."""
    out, at = jpeg[:2], 2
    while jpeg[at + 1] != 0xDA:
        end = at + 2 + struct.unpack(">H", jpeg[at + 2:at + 4])[0]
        if jpeg[at + 1] != wanted:
            out += jpeg[at:end]
        at = end
    return out + jpeg[at:]


palette = chunk(b"PLTE", bytes(range(48)))
png("grey1.png", 1, 0)
png("grey16.png", 16, 0)
png("rgb16.png", 16, 2)
png("palette.png", 4, 3, palette)
png("palette-alpha.png", 4, 3, palette + chunk(b"tRNS", bytes([0, 128, 255])))
png("grey-alpha.png", 8, 4)
png("rgb-alpha.png", 8, 6)
png("profile-broken.png", 8, 2, embedded(profile()[:100] + b"nothing"))
png("profile-lab.png", 8, 2, embedded(profile(space=b"Lab ")))
png("profile-class.png", 8, 2, embedded(profile(kind=b"link")))
png("profile-new.png", 8, 2, embedded(profile(0x05000000)))
rgb, cmyk = read("rgb.jpg"), read("cmyk.jpg")
exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"
write("turned.jpg", rgb[:2] + segment(0xE1, exif) + rgb[2:])
write("cmyk-plain.jpg", without(cmyk, 0xEE))
rgb = without(rgb, 0xE2)
write("profile-broken.jpg", rgb[:2] + segment(0xE2, b"ICC_PROFILE\0\x01\x01" + b"nothing at all" * 9) + rgb[2:])
