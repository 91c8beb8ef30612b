#!/usr/bin/env python3
"""pages.py [-v] DUMP...: what a strict eye sees on pages, from `visnyk dump --stage paint` alone.

Knows nothing of how pages are built: the grid and the columns are read off the pages. Prints
one line `NAME COUNT of OUT-OF` for each figure, summed over the dumps; -v tells where.

single     a line of a paragraph alone at a column's head or foot
divided    a column's foot where a line ends with a hyphen and its word goes on elsewhere
stranded   a head with nothing below it in its column
off-grid   baselines of running text off the grid of their document [more than 0.01 pt]
unlevel    articles whose columns of text end at heights that differ by more than one line, though their lines,
           as they are broken, could be divided more evenly
bound      such articles whose lines cannot: two lines of a paragraph and a head with two lines stay together,
           and in no division of them among the columns, with up to two rows added above a head, do all end level
collision  texts that overlap one another, a large initial or a picture
note-away  a footnote that begins on another page than its call
jump-wrong a jump line that sends the reader to a page where the article does not go on
white      pages, other than the last, that are less than 85 % full
"""
import re
import sys
from collections import Counter, defaultdict

GLYPHS = re.compile(r'  glyphs (-?[\d.]+) (-?[\d.]+) w([\d.]+) font (\d+) ([\d.]+)(?: scale \d+)?(?: #\w+)? "(.*)"$')
BOX = re.compile(r'  (image|rect|frame) (-?[\d.]+) (-?[\d.]+) ([\d.]+)x([\d.]+)')
LINK = re.compile(r'  link (-?[\d.]+) (-?[\d.]+) ([\d.]+)x([\d.]+) element (\d+) anchor (\d+)')
INLINE = ("Link", "Reference", "Span", "Code", "Em", "Strong")
OTHERS = {"Note", "Table", "Caption", "TOC", "Div"}  # what is not running text
SIZES = (9.3, 9.8, 9.0)  # of running text in the three templates
END_MARK = 4  # side of the square behind an article's last word
HYPHENS = ("-", "\u00ad", "\u2010")
HEADS = ("H2", "H3", "H4", "H5", "H6")


class Text:
    def __init__(self, page, element, role, match):
        self.page, self.element, self.role = page, element, role
        self.x, self.y, self.w = (float(match.group(i)) for i in (1, 2, 3))
        self.font, self.size, self.text = match.group(4), float(match.group(5)), match.group(6)


class Line:
    """What stands on one baseline of one block, in one piece."""

    def __init__(self, text, element, role):
        self.page, self.element, self.role = text.page, element, role
        self.x, self.right, self.y, self.size, self.text = text.x, text.x + text.w, text.y, text.size, text.text
        self.font = text.font
        self.sizes = Counter({(text.size, text.font): len(text.text)})

    def takes(self, text, element):
        if (self.page, self.element) != (text.page, element) or not -1 < text.x - self.right < 10:
            return False
        return self.y == text.y or abs(self.y - text.y) < 0.4 * self.size and text.size < self.size

    def add(self, text):
        self.right = max(self.right, text.x + text.w)
        self.sizes[text.size, text.font] += len(text.text)
        self.size, self.font = self.sizes.most_common(1)[0][0]
        self.text += text.text


class Document:
    def __init__(self, path):
        self.name, self.pages, self.lines, self.pictures = path, [], [], []
        self.links, self.anchors, self.elements, self.ends = [], {}, {}, set()
        texts = self.read(path)
        self.initials = [text for text in texts if not text.text]
        for text in texts:
            if text in self.initials:
                continue
            element = self.block(text.element)
            role = self.elements[element][0] if element else text.role
            if not (self.lines and self.lines[-1].takes(text, element)):
                self.lines.append(Line(text, element, role))
            else:
                self.lines[-1].add(text)
        running = [line for line in self.lines if line.element and not OTHERS & set(self.above(line.element))]
        sizes = Counter()
        for line in running:
            sizes[line.size, line.font] += len(line.text) if line.size in SIZES else 0
        self.size, self.font = sizes.most_common(1)[0][0] if sizes else (0, "")
        self.body = [line for line in running if (line.size, line.font) == (self.size, self.font)]
        steps = Counter()
        for a, b in zip(self.body, self.body[1:]):
            if a.element == b.element and a.page == b.page and 0 < b.y - a.y < 3 * self.size:
                steps[round(b.y - a.y, 2)] += 1
        self.grid = steps.most_common(1)[0][0] if steps else 12.0

    def read(self, path):
        page, element, role, texts = 0, 0, "", []
        for row in open(path, encoding="utf-8"):
            row = row.rstrip("\n")
            if row.startswith("page "):
                page += 1
                self.pages.append(tuple(float(n) for n in row.split()[2].split("x")))
            elif row.startswith("  mark "):
                words = row.split()
                element, role = (0, words[2]) if words[1] == "artifact" else (int(words[1]), words[2])
            elif row.startswith("  end"):
                element, role = 0, ""
            elif match := GLYPHS.match(row):
                texts.append(Text(page, element, role, match))
            elif match := BOX.match(row):
                x, y, w, h = (float(n) for n in match.groups()[1:])
                if match.group(1) == "rect" and w == h == END_MARK:
                    self.ends.add((page, round(y + h, 1)))
                if match.group(1) == "image":
                    self.pictures.append((page,) + tuple(float(n) for n in match.groups()[1:]))
            elif match := LINK.match(row):
                self.links.append((page, int(match.group(5)), int(match.group(6))))
            elif row.startswith("  anchor "):
                self.anchors[int(row.split()[1])] = (page, float(row.split()[2]))
            elif row.startswith("element "):
                words = row.split()
                parent = int(words[words.index("in") + 1]) if "in" in words else -1
                self.elements[int(words[1])] = (words[2], parent)
        return texts

    def block(self, element):
        """The element that is a block of lines, not a part of one."""
        while element in self.elements and self.elements[element][0] in INLINE:
            element = self.elements[element][1]
        return element

    def above(self, element):
        """The roles around an element, innermost first."""
        roles = []
        while element in self.elements and element:
            roles.append(self.elements[element][0])
            element = self.elements[element][1]
        return roles

    def article(self, element):
        while element and element in self.elements:
            if self.elements[element][0] == "Art":
                return element
            element = self.elements[element][1]
        return 0


def left_edge(column):
    return min(line.x for line in column)


class Division:
    """The end of an article in columns, as lines that are divided among them."""

    def __init__(self, d, columns):
        self.d, self.units, self.known = d, [], True
        top = min(column[0].y for column in columns[1:])
        self.above = []  # rows of what stands above each column
        for column in columns:
            column = [line for line in column if line.y > top - 0.6 * d.grid]
            if not column:
                self.known = False
                return
            self.above.append(round((column[0].y - top) / d.grid) if column[0].y > top + 2 * d.grid else 0)
            texts = [other[0].y for other in columns if other[0].role not in HEADS and abs(other[0].y - top) < d.grid]
            self.read(column, column[0].y if self.above[-1] else max(texts, default=column[0].y))
        self.count()

    def read(self, column, first):
        """Units [element, role, lines, rows above or in all, at its column's head, with a hyphen]: a head is one unit,
        of a text each line. `first`: where a line of text would open the column."""
        foot = first - self.d.grid
        for i, line in enumerate(column):
            same = i > 0 and self.units and self.units[-1][0] == line.element
            if line.role in HEADS:
                if same:
                    self.units[-1][2] += 1
                else:
                    self.units.append([line.element, "H", 1, 0, i == 0, False])
                continue
            if line.y < foot + 0.5 * self.d.grid and i > 0:
                continue  # a label beside its line
            self.known = self.known and (line.size, line.font) == (self.d.size, self.d.font)
            rows = round((line.y - foot) / self.d.grid) - 1
            if i > 0 and self.units[-1][1] == "H":
                self.units[-1][3], rows = rows, 0
            hyphen = line.text.rstrip().endswith(HYPHENS)
            self.units.append([line.element, "P", 1, rows if i > 0 else 0, i == 0, hyphen])
            foot = line.y

    def count(self):
        size, self.place = Counter(unit[0] for unit in self.units), []
        seen = Counter()
        for element, *rest in self.units:
            seen[element] += 1
            self.place.append((seen[element], size[element]))

    def may_end(self, at):
        """May a column end before unit `at`?"""
        above, size = self.place[at - 1]
        if self.units[at - 1][1] == "H" or self.units[at - 1][5]:
            return False
        return above == size or (above >= 2 and size - above >= 2)

    def height(self, start, end):
        """Rows of a column at least and at most."""
        least = most = 0
        for i in range(start, end):
            element, role, lines, rows, opens, hyphen = self.units[i]
            if role == "P":
                low = high = 1 + (rows if i > start else 0)
            elif i == start:
                low = high = rows if opens else 1 if lines == 1 else rows - 1
            elif opens:
                low, high = rows + 1, rows + 4
            else:
                low, high = rows, rows + 2
            least, most = least + low, most + high
        return least, most

    def possible(self):
        end = len(self.units)
        if not self.known:
            return True
        for high in range(1, end * 3 + max(self.above)):
            reached = {0}
            for column, above in enumerate(self.above):
                reached = {
                    at
                    for start in reached
                    for at in range(start + 1, end + 1)
                    if (at == end) == (column + 1 == len(self.above))
                    and (at == end or self.may_end(at))
                    and self.height(start, at)[0] <= high - above
                    and self.height(start, at)[1] >= high - above - 1
                }
            if end in reached:
                return True
        return False


class Judge:
    def __init__(self, verbose):
        self.verbose, self.count, self.total = verbose, Counter(), Counter()

    def see(self, what, wrong, document, page, text):
        self.total[what] += 1
        if wrong:
            self.count[what] += 1
            if self.verbose:
                print("  %s: %s, page %d: %s" % (what, document.name, page, text[:60]))

    def singles(self, d):
        parts = defaultdict(list)
        running = {line.element for line in d.body}
        for line in d.lines:
            if line.element not in running:
                continue
            rows = parts[line.element]
            before = rows[-1][-1] if rows else None
            if before and before.page == line.page and line.y > before.y and line.y - before.y < 1.5 * d.grid:
                rows[-1].append(line)
            elif before and before.page == line.page and before.y == line.y:
                continue
            else:
                rows.append([line])
        for element, rows in parts.items():
            for part in rows:
                self.see("single", len(rows) > 1 and len(part) == 1, d, part[0].page, part[0].text)

    def divided(self, d):
        last = {}
        for line in d.lines:
            before = last.get(line.element)
            last[line.element] = line
            if line.element and before and (before.page != line.page or line.y < before.y - d.grid):
                self.see("divided", before.text.rstrip().endswith(HYPHENS), d, before.page, before.text[-60:])

    def stranded(self, d):
        below = defaultdict(list)
        for line in d.lines:
            if line.element:
                below[line.page].append(line)
        heads = [line for line in d.lines if line.role in HEADS]
        for head in heads:
            if (head.page, round(head.y, 1)) in d.ends:
                continue  # nothing was written below it
            found = any(
                0 < line.y - head.y < 6 * d.grid and line.x < head.right and head.x < line.right + d.grid
                for line in below[head.page]
            ) or any(p == head.page and 0 < y - head.y < 6 * d.grid and x < head.right for p, x, y, w, h in d.pictures)
            self.see("stranded", not found, d, head.page, head.text)

    def off_grid(self, d):
        residues = Counter(round(line.y % d.grid, 3) for line in d.body)
        right = residues.most_common(1)[0][0] if residues else 0
        for line in d.body:
            off = abs(line.y % d.grid - right)
            off = min(off, d.grid - off)
            self.see("off-grid", off > 0.0105, d, line.page, line.text)
        for initial in d.initials:
            off = abs(initial.y % d.grid - right)
            self.see("off-grid", min(off, d.grid - off) > 0.0105, d, initial.page, "initial")

    def unlevel(self, d):
        """The end of an article: the columns of its last page must end level, where running text ends them all."""
        articles = defaultdict(list)
        for line in d.lines:
            article = d.article(line.element)
            if article:
                articles[article].append(line)
        for lines in articles.values():
            page = max(line.page for line in lines)
            there = [line for line in lines if line.page == page]
            starts = []
            for x, count in Counter(round(line.x) for line in there if line.size == d.size).most_common():
                if count > 1 and all(abs(x - start) > 8 * d.grid for start in starts):
                    starts.append(x)
            columns = [[] for start in starts]
            for line in there:
                nearest = max((start for start in starts if start < line.x + d.grid / 2), default=None)
                if nearest is not None:
                    columns[starts.index(nearest)].append(line)
            ends = [max(column, key=lambda line: line.y) for column in columns if column]
            running = all((end.size, end.font) == (d.size, d.font) for end in ends)
            foot = max((end.y for end in ends), default=0)
            pictured = any(p == page and y + h > foot - 3 * d.grid for p, x, y, w, h in d.pictures)
            if len(ends) < 2 or not running or pictured:
                continue
            level = max(end.y for end in ends) - min(end.y for end in ends) <= 1.1 * d.grid
            columns = sorted((sorted(column, key=lambda line: line.y) for column in columns if column), key=left_edge)
            free = level or Division(d, columns).possible()
            self.see("unlevel", not level and free, d, page, ends[-1].text)
            self.see("bound", not free, d, page, ends[-1].text)

    def collisions(self, d):
        boxes = defaultdict(list)
        for line in d.lines:
            if line.text.strip():
                top, foot = line.y - 0.62 * line.size, line.y + 0.02 * line.size
                boxes[line.page].append((line.x + 0.3, top, line.right - 1.2, foot, line.text))
        for page, x, y, w, h in d.pictures:
            boxes[page].append((x, y, x + w, y + h, None))
        for initial in d.initials:  # what it reads as is written on the line beside it
            top = initial.y - 0.6 * initial.size
            boxes[initial.page].append((initial.x, top, initial.x + initial.w - 1.2, initial.y, "initial"))
        for page, found in boxes.items():
            found.sort(key=lambda box: box[1])
            for i, a in enumerate(found):
                hit = None
                for b in found[i + 1 :]:
                    if b[1] >= a[3] - 0.3:
                        break
                    if (a[4] or b[4]) and min(a[2], b[2]) - max(a[0], b[0]) > 1:
                        hit = b
                self.see("collision", hit is not None, d, page, "%s | %s" % (a[4], hit and hit[4]))

    def notes(self, d):
        for page, element, anchor in d.links:
            roles = d.above(element)
            if roles[:2] != ["Link", "Reference"] or "TOC" in roles or anchor not in d.anchors:
                continue
            self.see("note-away", d.anchors[anchor][0] != page, d, page, str(anchor))

    def jumps(self, d):
        to = re.compile(r"(?:Продовження на с\.|Продолжение на с\.|Continued on page)\D*(\d+)")
        back = re.compile(r"(?:Початок на с\.|Начало на с\.|Continued from page)\D*(\d+)")
        ends = defaultdict(set)
        for line in d.lines:
            for kind, pattern in (("to", to), ("back", back)):
                if match := pattern.search(line.text):
                    ends[kind].add((d.article(line.element), line.page, int(match.group(1))))
        for article, page, other in ends["to"]:
            begun = any(d.article(line.element) == article and line.page == other for line in d.lines)
            right = begun and (article, other) in {(a, p) for a, p, _ in ends["back"]}
            right = right and page != other
            self.see("jump-wrong", not right, d, page, "to %d" % other)
        first = {}
        for line in d.lines:
            first.setdefault(d.article(line.element), line.page)
            first[d.article(line.element)] = min(first[d.article(line.element)], line.page)
        sent = {(article, other) for article, page, other in ends["to"]}
        for article, page, other in ends["back"]:
            right = first[article] == other and (article, page) in sent
            self.see("jump-wrong", not right, d, page, "back to %d" % other)

    def white(self, d):
        feet = defaultdict(lambda: defaultdict(float))
        width, height = d.pages[0]
        xs = [line.x for line in d.body] or [0]
        left, right = min(xs), max([line.right for line in d.body] or [1])
        slots = 12
        for line in d.lines:
            if not line.element:
                continue
            for slot in range(slots):
                x = left + (right - left) * (slot + 0.5) / slots
                if line.x - 2 * d.grid < x < max(line.right, line.x + (right - left) / 6):
                    feet[line.page][slot] = max(feet[line.page][slot], line.y)
        for page, x, y, w, h in d.pictures:
            for slot in range(slots):
                if x < left + (right - left) * (slot + 0.5) / slots < x + w:
                    feet[page][slot] = max(feet[page][slot], y + h)
        ys = [line.y for line in d.body]
        if not ys:
            return
        top, foot = min(ys) - d.grid, max(ys)
        for page in range(1, len(d.pages)):
            full = sum((feet[page][slot] - top) / (foot - top) for slot in range(slots) if feet[page][slot]) / slots
            self.see("white", full < 0.85, d, page, "%.0f %%" % (100 * full))


def main():
    verbose = "-v" in sys.argv
    judge = Judge(verbose)
    pages = 0
    for path in [argument for argument in sys.argv[1:] if argument != "-v"]:
        document = Document(path)
        pages += len(document.pages)
        for look in ("singles", "divided", "stranded", "off_grid", "unlevel", "collisions", "notes", "jumps", "white"):
            getattr(judge, look)(document)
    for what in ("single", "divided", "stranded", "off-grid", "unlevel", "bound", "collision", "note-away", "jump-wrong", "white"):
        print("%s %d of %d" % (what, judge.count[what], judge.total[what]))
    print("pages %d" % pages)


main()
