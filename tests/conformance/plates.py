#!/usr/bin/env python3
"""plates.py black FILE... : the pages have ink on the black plate and not one pixel on cyan, magenta, yellow.
plates.py overprint FILE.pdf: below black type the tint of its ground goes on: the cyan plate has no pixel between the
tint and paper inside of it.

Ghostscript separates the pages as a press would see them. Prints what is wrong, nothing when all is well."""
import glob
import os
import struct
import subprocess
import sys
import tempfile

INKS = ("Cyan", "Magenta", "Yellow", "Black")


def plane(path):
    """Width and rows of an 8-bit TIFF without compression, as bytes: 0 is full ink."""
    with open(path, "rb") as file:
        data = file.read()
    order = "<" if data[:2] == b"II" else ">"
    at = struct.unpack(order + "I", data[4:8])[0]
    tags = {}
    for i in range(struct.unpack(order + "H", data[at:at + 2])[0]):
        tag, kind, count, value = struct.unpack(order + "HHII", data[at + 2 + 12 * i:at + 14 + 12 * i])
        size = {3: 2, 4: 4}.get(kind, 1)
        if count * size <= 4:
            value = data[at + 10 + 12 * i:at + 14 + 12 * i][:count * size]
        else:
            value = data[value:value + count * size]
        tags[tag] = struct.unpack(order + "%d%s" % (count, {2: "H", 4: "I"}.get(size, "B")), value)
    assert tags.get(259, (1,)) == (1,) and tags[258] == (8,)
    return tags[256][0], b"".join(data[o:o + n] for o, n in zip(tags[273], tags[279]))


def separate(path, resolution):
    """For each page the four planes."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-sCompression=none",
                        "-r%d" % resolution, "-sOutputFile=" + os.path.join(folder, "%03d.tif"), path], check=True)
        for page in sorted(glob.glob(os.path.join(glob.escape(folder), "[0-9][0-9][0-9].tif"))):
            yield {ink: plane(page[:-4] + "(%s).tif" % ink) for ink in INKS}


def black(path):
    inked = 0
    for number, plates in enumerate(separate(path, 72), 1):
        for ink in INKS[:3]:
            count = sum(value != 255 for value in plates[ink][1])
            if count:
                print("%s: page %d: %d pixels on %s" % (path, number, count, ink))
        inked += sum(value < 128 for value in plates["Black"][1])
    if not inked:
        print("%s: nothing on Black" % path)


def overprint(path):
    """Pixels of full black inside of a tint keep the tint's cyan."""
    over = broken = 0
    for plates in separate(path, 150):
        width, cyan = plates["Cyan"]
        key = plates["Black"][1]
        for i in range(width, len(key) - width):
            if key[i] < 40 and 200 < cyan[i - 3] < 250 and 200 < cyan[min(i + 3, len(cyan) - 1)] < 250:
                over += 1
                broken += cyan[i] == 255
    if broken or not over:
        print("%s: %d pixels of black over a tint, %d of them knock it out" % (path, over, broken))


for name in sys.argv[2:]:
    {"black": black, "overprint": overprint}[sys.argv[1]](name)
