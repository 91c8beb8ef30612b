#!/usr/bin/env python3
"""booklet.py PRINT.pdf BOOKLET.pdf THICKNESS: is the booklet an imposition of the print file for saddle stitching?

Words are read from both by pdftotext. On each half of each side there must be just the words of the page that belongs
there, at their places, moved towards the fold by THICKNESS [mm] for each sheet that lies outside. A number of pages that
is no multiple of four is filled up with blanks before the last one. The trimmed area is two pages wide.
Prints what is wrong, nothing when all is well."""
import re
import subprocess
import sys

MM = 72 / 25.4


def read(path):
    """For each page its TrimBox and the words as (x, y, word), from the trim's upper left corner."""
    boxes = subprocess.run(["pdfinfo", "-box", "-f", "1", "-l", "-1", path], stdout=subprocess.PIPE, check=True).stdout
    trims = [[float(n) for n in line.split()[-4:]] for line in boxes.decode().splitlines() if "TrimBox" in line]
    media = [[float(n) for n in line.split()[-4:]] for line in boxes.decode().splitlines() if "MediaBox" in line]
    text = subprocess.run(["pdftotext", "-bbox", path, "-"], stdout=subprocess.PIPE, check=True).stdout.decode()
    pages = []
    for number, part in enumerate(text.split("<page ")[1:]):
        trim, top = trims[number], media[number][3] - trims[number][3]
        words = re.findall(r'<word xMin="([^"]*)" yMin="([^"]*)" xMax="([^"]*)" yMax="([^"]*)">(.*)</word>', part)
        placed = [(float(x) - trim[0], float(y) - top, word) for x, y, _, _, word in words]
        height = trim[3] - trim[1]
        pages.append(((trim[2] - trim[0], height), [w for w in placed if -1 < w[1] < height]))
    return pages


def same(found, wanted):
    found, wanted = sorted(found, key=lambda w: w[2]), sorted(wanted, key=lambda w: w[2])
    return len(found) == len(wanted) and sorted(w[2] for w in found) == sorted(w[2] for w in wanted) and all(
        any(abs(a[0] - b[0]) < 0.05 and abs(a[1] - b[1]) < 0.05 and a[2] == b[2] for b in wanted) for a in found)


def main(single, booklet, thickness):
    pages, sides = read(single), read(booklet)
    places = -(-len(pages) // 4) * 4
    order = list(range(len(pages) - 1)) + [None] * (places - len(pages)) + [len(pages) - 1]
    width, height = pages[0][0]
    if len(sides) != places // 2:
        print("%d sides for %d pages" % (len(sides), len(pages)))
    for number, (trim, words) in enumerate(sides):
        if abs(trim[0] - 2 * width) > 0.03 or abs(trim[1] - height) > 0.03:
            print("side %d is trimmed to %s" % (number + 1, trim))
        creep = number // 2 * thickness * MM
        first, last = order[number], order[places - 1 - number]
        left, right = (last, first) if number % 2 == 0 else (first, last)
        for name, page, begin in (("left", left, 0), ("right", right, width)):
            here = [(x - begin, y, word) for x, y, word in words if begin <= x < begin + width]
            shift = creep if name == "left" else -creep
            wanted = [] if page is None else [(x + shift, y, word) for x, y, word in pages[page][1]]
            if not same(here, wanted):
                print("side %d, %s: not page %s" % (number + 1, name, "blank" if page is None else page + 1))


main(sys.argv[1], sys.argv[2], float(sys.argv[3]))
