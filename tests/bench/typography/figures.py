"""How well the lines of a PDF are broken: figures.py FILE.pdf MEASURE SIZE SPACE

MEASURE [mm] of the one column, SIZE [pt] of the text, SPACE: width of the font's own space [1/1000 em]. Lines are
counted from the words that pdftotext sees, so files of any program can be compared. A line counts as justified when it
ends near the column's edge. Prints a name and a value a line:

  lines           of the document
  space sd p95 max   mean space between words of a justified line, as a part of the font's own: mean of all lines,
                  standard deviation, 95th percentile, largest
  loose tight     justified lines whose spaces are wider than 1.5 of their own width, narrower than 0.75 [%]
  hyphens run     lines that end with a hyphen [% of the justified ones], the longest row of them
  letter column   lines that end with a word of one letter, columns that end with a hyphen
  out             how far the widest line stands out of the measure [pt]
"""
import collections
import html
import re
import statistics
import subprocess
import sys

INSIDE, OUTSIDE = 0.6, 4.0  # [pt] a justified line ends between these distances from the edge
ONE_LETTER = set("авзийоуяєіАВЗИЙОУЯЄІ")
HYPHENS = ("-", "\u00ad", "\u2010")
NUMBER = r'"(-?[\d.]+)"'
BOX = rf"xMin={NUMBER} yMin={NUMBER} xMax={NUMBER} yMax={NUMBER}"


def lines_of(path):
    """Pages; a page is a list of lines from top to bottom, a line a list of (left, right, text)."""
    text = subprocess.run(["pdftotext", "-bbox-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    for page in text.split("<page ")[1:]:
        rows = collections.defaultdict(list)
        for left, _, right, foot, word in re.findall(rf"<word {BOX}>(.*?)</word>", page):
            rows[round(float(foot))].append((float(left), float(right), html.unescape(word)))
        yield [sorted(rows[foot]) for foot in sorted(rows)]


def longest_run(flags):
    run = best = 0
    for flag in flags:
        run = run + 1 if flag else 0
        best = max(best, run)
    return best


def figures(path, measure, size, space):
    pages = [page for page in lines_of(path) if page]
    lines = [line for page in pages for line in page]
    left = collections.Counter(round(line[0][0] * 4) / 4 for line in lines).most_common(1)[0][0]
    edge = left + measure * 72 / 25.4
    full = [line for line in lines if len(line) > 2 and edge - INSIDE < line[-1][1] < edge + OUTSIDE]
    ratios = sorted(statistics.mean(b[0] - a[1] for a, b in zip(line, line[1:])) / (size * space / 1000)
                    for line in full)
    divided = [line[-1][2].endswith(HYPHENS) for line in lines]
    return {
        "lines": len(lines),
        "space": statistics.mean(ratios),
        "sd": statistics.pstdev(ratios),
        "p95": ratios[int(0.95 * len(ratios))],
        "max": ratios[-1],
        "loose": 100 * sum(r > 1.5 for r in ratios) / len(full),
        "tight": 100 * sum(r < 0.75 for r in ratios) / len(full),
        "hyphens": 100 * sum(divided) / len(full),
        "run": longest_run(divided),
        "letter": sum(line[-1][2] in ONE_LETTER for line in lines),
        "column": sum(page[-1][-1][2].endswith(HYPHENS) for page in pages[:-1]),
        "out": max(line[-1][1] - edge for line in lines),
    }


def main():
    for name, value in figures(sys.argv[1], *map(float, sys.argv[2:])).items():
        print(f"{name} {value:.3f}" if isinstance(value, float) else f"{name} {value}")


main()
