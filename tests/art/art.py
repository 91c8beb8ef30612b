#!/usr/bin/python3
"""The drawings of the sample issues.

Every picture in issues/*/images comes from this script, so that it can be
corrected and made again:

    apt-get install python3-cairo python3-pil
    /usr/bin/python3 tests/art/art.py            # all pictures, in place
    /usr/bin/python3 tests/art/art.py karta      # only those named so
    /usr/bin/python3 tests/art/art.py -o DIR     # somewhere else

One manner for all: flat areas, no outlines, one blue, cool greys and a single
warm colour that marks what the reader should see first. A drawing function
gets a cairo context and draws in its own units, stated beside it in PICTURES.
The formats differ on purpose (JPEG, PNG with alpha, grey PNG), because a
bulletin must be able to carry all of them.
"""
import argparse
import math
import pathlib
import random

import cairo
from PIL import Image

BLUE, INK, MID, PALE, MIST = "#0B4A8F", "#0A2F5C", "#5B8AC0", "#BFD3E8", "#E6EEF6"
GREY, STONE, SILVER, WHITE = "#7F8B97", "#B3BCC5", "#DCE1E6", "#FFFFFF"
WARM, SKIN, SKIN2 = "#E08A2E", "#EBC3A0", "#D9A67F"


# --- pens ------------------------------------------------------------------

def ink(c, colour, alpha=1.0):
    r, g, b = (int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5))
    c.set_source_rgba(r, g, b, alpha)


def rect(c, x, y, w, h, colour, radius=0):
    if radius:
        r = min(radius, w / 2, h / 2)
        c.new_sub_path()
        c.arc(x + w - r, y + r, r, -math.pi / 2, 0)
        c.arc(x + w - r, y + h - r, r, 0, math.pi / 2)
        c.arc(x + r, y + h - r, r, math.pi / 2, math.pi)
        c.arc(x + r, y + r, r, math.pi, 1.5 * math.pi)
        c.close_path()
    else:
        c.rectangle(x, y, w, h)
    ink(c, colour)
    c.fill()


def disc(c, x, y, r, colour, alpha=1.0):
    c.arc(x, y, r, 0, 2 * math.pi)
    ink(c, colour, alpha)
    c.fill()


def area(c, points, colour):
    c.move_to(*points[0])
    for p in points[1:]:
        c.line_to(*p)
    c.close_path()
    ink(c, colour)
    c.fill()


def stroke(c, points, width, colour):
    c.set_line_cap(cairo.LINE_CAP_ROUND)
    c.set_line_join(cairo.LINE_JOIN_ROUND)
    c.set_line_width(width)
    c.move_to(*points[0])
    for p in points[1:]:
        c.line_to(*p)
    ink(c, colour)
    c.stroke()


# --- the emblem --------------------------------------------------------------

def bars(c, x, base, width, colour, accent):
    """Six bars of six heights on one line: the six founders."""
    step, heights = width / 6, (0.46, 0.70, 1.0, 0.84, 0.58, 0.34)
    for i, h in enumerate(heights):
        tint = accent if i == 2 else colour
        rect(c, x + i * step + step * .13, base - h * width * .86, step * .74, h * width * .86, tint)
    rect(c, x + step * .13, base + step * .26, width - step * .26, step * .30, colour)


def emblem(c):
    bars(c, 40, 470, 520, BLUE, WARM)


# --- Kharkiv: a constructivist building --------------------------------------

def tower(c, x, w, h, face, ground, floors):
    rect(c, x, ground - h, w, h, face)
    side = min(26, w * .16)
    rect(c, x + w - side, ground - h, side, h, INK)
    gap = h / (floors + .6)
    for i in range(floors):
        y = ground - h + gap * (i + .55)
        rect(c, x + 16, y, w - side - 32, gap * .42, PALE if face == BLUE else MIST)
    n = max(1, int((w - side - 32) // 44))
    for k in range(1, n):
        rect(c, x + 16 + k * (w - side - 32) / n - 3, ground - h + gap * .4, 6, h - gap * .4, face)


def bridge(c, x, y, w):
    rect(c, x, y, w, 74, MID)
    rect(c, x, y + 20, w, 24, MIST)
    rect(c, x, y + 74, w, 8, INK)


def kharkiv(c):
    rect(c, 0, 0, 1800, 1000, MIST)
    disc(c, 1250, 330, 190, WARM)
    for x, y, w in ((120, 190, 330), (250, 232, 300), (1420, 130, 260), (1500, 168, 300)):
        rect(c, x, y, w, 30, WHITE, 15)
    ground = 820
    for x, w, h in ((60, 130, 260), (1610, 130, 260), (180, 120, 340), (1500, 120, 340)):
        rect(c, x, ground - h, w, h, PALE)
    for x, w, h, f, face in ((250, 170, 400, 7, MID), (1380, 170, 400, 7, MID),
                             (400, 200, 540, 10, BLUE), (1200, 200, 540, 10, BLUE),
                             (1040, 110, 330, 6, MID), (650, 110, 330, 6, MID)):
        tower(c, x, w, h, face, ground, f)
    bridge(c, 600, 420, 130)
    bridge(c, 1070, 420, 130)
    bridge(c, 600, 560, 60)
    bridge(c, 1140, 560, 60)
    tower(c, 720, 160, 650, BLUE, ground, 12)
    tower(c, 920, 160, 650, BLUE, ground, 12)
    bridge(c, 880, 250, 40)
    bridge(c, 880, 400, 40)
    bridge(c, 880, 550, 40)
    rect(c, 880, 680, 40, 140, INK)
    rect(c, 0, ground, 1800, 180, SILVER)
    c.save()
    c.translate(900, 1010)
    c.scale(1, .16)
    disc(c, 0, 0, 760, WHITE)
    disc(c, 0, 0, 640, SILVER)
    c.restore()
    for x, r in ((90, 62), (190, 46), (330, 54), (1480, 54), (1610, 46), (1715, 62)):
        rect(c, x - 5, 760, 10, 70, INK)
        disc(c, x, 760, r, GREY)
        disc(c, x - r * .2, 760 - r * .2, r * .62, STONE)


# --- the signing -------------------------------------------------------------

def sheet(c, w, h):
    rect(c, 0, 0, w, h, WHITE)
    rect(c, w * .30, h * .10, w * .40, 16, BLUE)
    for i in range(9):
        rect(c, w * .12, h * (.21 + i * .055), w * (.76 if i % 4 != 3 else .46), 8, STONE)
    rect(c, w * .12, h * .86, w * .30, 5, GREY)
    rect(c, w * .58, h * .86, w * .30, 5, GREY)


def folder(c, x, y, mirrored):
    c.save()
    c.translate(x, y)
    rect(c, 14, 18, 640, 470, PALE, 10)
    rect(c, 0, 0, 640, 470, BLUE, 10)
    rect(c, 318, 0, 4, 470, INK)
    c.translate(346 if not mirrored else 26, 26)
    sheet(c, 268, 418)
    c.restore()
    c.save()
    c.translate(x + (26 if not mirrored else 346), y + 26)
    rect(c, 0, 0, 268, 418, MID, 4)
    bars(c, 84, 230, 100, PALE, PALE)
    c.restore()


def arm(c, x, y, angle, sleeve):
    """A sleeve, a cuff, a hand and a pen; the nib is at (x, y)."""
    c.save()
    c.translate(x, y)
    c.rotate(angle)
    stroke(c, [(0, 0), (16, 18)], 6, INK)
    stroke(c, [(18, 20), (128, -52)], 20, WARM)
    stroke(c, [(108, -39), (128, -52)], 20, INK)
    c.restore()
    c.save()
    c.translate(x, y)
    c.rotate(angle)
    c.move_to(300, 66)
    c.curve_to(210, 40, 150, 10, 92, 2)
    c.curve_to(60, -2, 40, 8, 34, 22)
    c.curve_to(30, 36, 44, 44, 62, 42)
    c.curve_to(52, 62, 66, 82, 92, 84)
    c.curve_to(92, 108, 110, 122, 138, 124)
    c.curve_to(190, 140, 240, 158, 276, 190)
    c.close_path()
    ink(c, SKIN)
    c.fill()
    stroke(c, [(64, 42), (112, 44)], 4, SKIN2)
    stroke(c, [(94, 84), (140, 84)], 4, SKIN2)
    area(c, [(282, 44), (324, 56), (286, 212), (248, 196)], WHITE)
    area(c, [(312, 30), (900, 240), (900, 560), (268, 232)], sleeve)
    disc(c, 330, 196, 9, PALE)
    c.restore()


def signing(c):
    rect(c, 0, 0, 1800, 1080, MIST)
    rect(c, 0, 0, 1800, 130, PALE)
    rect(c, 0, 130, 1800, 10, STONE)
    folder(c, 190, 250, True)
    folder(c, 970, 250, False)
    arm(c, 350, 655, .55, INK)
    arm(c, 1420, 655, .55, GREY)


# --- the general meeting -----------------------------------------------------

def person(c, x, y, s, coat, hair):
    """Head and shoulders from behind; (x, y) is the middle of the head."""
    rect(c, x - 14 * s, y + 14 * s, 28 * s, 34 * s, SKIN2)
    c.save()
    c.translate(x, y + 92 * s)
    c.scale(1, .86)
    c.arc(0, 0, 66 * s, math.pi, 2 * math.pi)
    c.line_to(66 * s, 140 * s)
    c.line_to(-66 * s, 140 * s)
    c.close_path()
    ink(c, coat)
    c.fill()
    c.restore()
    disc(c, x, y, 33 * s, hair)


def card(c, x, y, s, coat):
    stroke(c, [(x + 56 * s, y + 110 * s), (x + 84 * s, y + 8 * s)], 26 * s, coat)
    disc(c, x + 86 * s, y - 6 * s, 15 * s, SKIN)
    rect(c, x + 62 * s, y - 84 * s, 50 * s, 72 * s, WARM, 4)


def zbory(c):
    rect(c, 0, 0, 1800, 960, MIST)
    for x in range(0, 1800, 150):
        rect(c, x, 0, 75, 470, "#EDF3F9")
    rect(c, 640, 50, 520, 290, WHITE, 6)
    bars(c, 780, 262, 240, BLUE, WARM)
    rect(c, 0, 452, 1800, 508, PALE)
    for x, coat in ((690, INK), (900, BLUE), (1110, GREY)):
        rect(c, x - 12, 372, 24, 34, SKIN2)
        disc(c, x, 358, 27, SKIN)
        c.arc(x, 352, 28, math.pi, 2 * math.pi)
        ink(c, INK)
        c.fill()
        rect(c, x - 54, 396, 108, 80, coat, 40)
    rect(c, 540, 436, 720, 84, BLUE)
    rect(c, 540, 436, 720, 12, INK)
    rect(c, 330, 400, 110, 130, MID)
    rect(c, 316, 388, 138, 16, INK)
    rng = random.Random(24)
    for row, (y, s, n) in enumerate(((590, .78, 11), (690, 1.08, 8), (826, 1.5, 6))):
        step = 1800 / n
        coats = (MID, BLUE, INK)[row]
        for i in range(n):
            x = step * (i + .5) + (step * .12 if row % 2 else -step * .06)
            hair = rng.choice((INK, GREY, "#4A5560", STONE)) if coats != INK else rng.choice((GREY, STONE, "#4A5560"))
            coat = coats if (i + row) % 3 else GREY
            if (i * 7 + row * 3) % 4 != 2:
                card(c, x, y, s, coat)
            person(c, x, y, s, coat, hair)


# --- maps --------------------------------------------------------------------

OUTLINE = [(330, 60), (610, 40), (800, 150), (960, 330), (930, 600), (800, 800),
           (560, 950), (330, 930), (130, 760), (60, 520), (120, 250)]


def half(poly, p, q):
    """The part of poly nearer to p than to q."""
    mx, my, nx, ny = (p[0] + q[0]) / 2, (p[1] + q[1]) / 2, q[0] - p[0], q[1] - p[1]
    side = [(x - mx) * nx + (y - my) * ny for x, y in poly]
    out = []
    for i, a in enumerate(poly):
        b, sa, sb = poly[(i + 1) % len(poly)], side[i], side[(i + 1) % len(poly)]
        if sa <= 0:
            out.append(a)
        if sa * sb < 0:
            t = sa / (sa - sb)
            out.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
    return out


def districts():
    """27 cells: points spread evenly, each cell what is nearest to its point."""
    rng, sites = random.Random(27), []
    inside = lambda x, y: all((b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]) > 22000
                              for a, b in zip(OUTLINE, OUTLINE[1:] + OUTLINE[:1]))
    gap = 150.0
    while len(sites) < 27:
        for _ in range(4000):
            p = (rng.uniform(40, 960), rng.uniform(40, 960))
            if inside(*p) and all(math.dist(p, s) > gap for s in sites):
                sites.append(p)
        gap -= 4
    sites = sites[:27]
    for _ in range(6):
        cells = [cell(p, sites) for p in sites]
        sites = [centre(k) for k in cells]
    return [(p, cell(p, sites)) for p in sites]


def cell(p, sites):
    poly = OUTLINE
    for q in sites:
        if q is not p:
            poly = half(poly, p, q)
    return poly


def centre(poly):
    s = cx = cy = 0.0
    for (x, y), (u, v) in zip(poly, poly[1:] + poly[:1]):
        k = x * v - u * y
        s, cx, cy = s + k, cx + (x + u) * k, cy + (y + v) * k
    return cx / (3 * s), cy / (3 * s)


def plot(c, cells, colours):
    for i, (_, poly) in enumerate(cells):
        area(c, poly, colours.get(i, SILVER))
    c.set_operator(cairo.OPERATOR_CLEAR)
    for _, poly in cells:
        stroke(c, poly + poly[:1], 9, WHITE)
    c.set_operator(cairo.OPERATOR_OVER)


def nearest(cells, x, y):
    return min(range(len(cells)), key=lambda i: math.dist(cells[i][0], (x, y)))


def karta(c):
    cells = districts()
    host = nearest(cells, 760, 420)
    order = sorted(range(27), key=lambda i: math.dist(cells[i][0], cells[host][0]))
    guests = order[2:13] + order[17:18]
    colours = {i: PALE for i in guests}
    colours[host] = WARM
    plot(c, cells, colours)
    hx, hy = cells[host][0]
    for i in guests:
        stroke(c, [cells[i][0], (hx, hy)], 5, BLUE)
        disc(c, *cells[i][0], 14, BLUE)
    disc(c, hx, hy, 30, WHITE)
    disc(c, hx, hy, 18, BLUE)


def founders(c):
    cells = districts()
    spots = ((430, 360, BLUE), (640, 650, MID), (330, 720, MID), (220, 560, MID), (240, 380, MID), (800, 380, WARM))
    plot(c, cells, {nearest(cells, x, y): colour for x, y, colour in spots})
    for x, y, _ in spots:
        disc(c, *cells[nearest(cells, x, y)][0], 15, WHITE)


# --- the round table of the founders -----------------------------------------

def stil(c):
    rect(c, 0, 0, 1800, 1000, "#EDEDED")
    for x in range(-900, 1900, 120):
        area(c, [(x, 1000), (x + 60, 1000), (x + 1060, 0), (x + 1000, 0)], "#E6E6E6")
    c.translate(900, 500)
    disc(c, 16, 22, 330, "#CFCFCF")
    for k in range(6):
        c.save()
        c.rotate(k * math.pi / 3 + math.pi / 6)
        rect(c, 352, -74, 116, 148, "#6E6E6E", 30)
        rect(c, 440, -84, 36, 168, "#3A3A3A", 18)
        c.restore()
    disc(c, 0, 0, 330, "#FFFFFF")
    disc(c, 0, 0, 318, "#B4B4B4")
    for k in range(6):
        c.save()
        c.rotate(k * math.pi / 3 + math.pi / 6)
        rect(c, 170, -56, 116, 112, "#FFFFFF")
        for j in range(4):
            rect(c, 268 - j * 22, -40, 8, 80 if j != 3 else 46, "#9A9A9A")
        stroke(c, [(206, 74), (262, 88)], 9, "#2E2E2E")
        c.restore()
    disc(c, 0, 0, 92, "#8A8A8A")
    bars(c, -52, 26, 104, "#FFFFFF", "#FFFFFF")


# --- the seminar -------------------------------------------------------------

def seminar(c):
    rect(c, 0, 0, 1200, 840, MIST)
    rect(c, 0, 620, 1200, 220, PALE)
    rect(c, 90, 90, 190, 300, WHITE)
    rect(c, 180, 90, 10, 300, PALE)
    rect(c, 90, 230, 190, 10, PALE)
    stroke(c, [(540, 470), (500, 660)], 10, GREY)
    stroke(c, [(900, 470), (940, 660)], 10, GREY)
    rect(c, 470, 110, 500, 370, WHITE, 6)
    rect(c, 470, 110, 500, 18, BLUE)
    for i, h in enumerate((80, 130, 190)):
        rect(c, 540 + i * 76, 420 - h, 50, h, (PALE, MID, BLUE)[i])
    for i in range(4):
        rect(c, 800, 200 + i * 48, 120 if i != 3 else 76, 12, STONE)
    disc(c, 1046, 216, 42, SKIN)
    c.arc(1046, 208, 43, math.pi, 2 * math.pi)
    ink(c, INK)
    c.fill()
    rect(c, 990, 268, 116, 240, BLUE, 44)
    rect(c, 1000, 480, 44, 190, INK, 8)
    rect(c, 1054, 480, 44, 190, INK, 8)
    stroke(c, [(1010, 312), (940, 350), (880, 306)], 34, BLUE)
    disc(c, 872, 300, 17, SKIN)
    stroke(c, [(866, 294), (800, 236)], 7, WARM)
    rect(c, 40, 660, 1120, 44, WHITE, 8)
    rect(c, 40, 690, 1120, 20, STONE)
    for x, coat, hair in ((190, INK, GREY), (450, MID, INK), (710, GREY, "#4A5560"), (970, BLUE, STONE)):
        person(c, x, 610, 1.45, coat, hair)


# --- volleyball --------------------------------------------------------------

def house(c, x, base, w, wall, roof):
    h = w * 0.55
    rect(c, x, base - h, w, h, wall)
    area(c, [(x - w * 0.1, base - h), (x + w * 1.1, base - h), (x + w * 0.5, base - h - w * 0.45)], roof)
    rect(c, x + w * 0.2, base - h * 0.75, w * 0.2, h * 0.35, INK)
    rect(c, x + w * 0.62, base - h * 0.75, w * 0.2, h * 0.75, MID)


def tree(c, x, base, h, colour):
    rect(c, x - h * 0.04, base - h * 0.5, h * 0.08, h * 0.5, GREY)
    disc(c, x, base - h * 0.68, h * 0.32, colour)


def river(c):
    """Two villages, one river, one bridge. 1160 x 470."""
    rect(c, 0, 0, 1160, 470, MIST)
    disc(c, 850, 95, 46, WARM)
    area(c, [(0, 210), (130, 165), (330, 215), (520, 175), (760, 215), (960, 160), (1160, 200), (1160, 470), (0, 470)],
         PALE)
    area(c, [(0, 265), (200, 240), (420, 272), (740, 272), (980, 236), (1160, 262), (1160, 470), (0, 470)], STONE)
    area(c, [(548, 262), (612, 262), (880, 470), (280, 470)], BLUE)
    for y, left, right in ((300, 540, 600), (338, 596, 668), (418, 470, 560), (446, 610, 730)):
        stroke(c, [(left, y), (right, y)], 4, MID)
    for x, base, h in ((60, 276, 84), (118, 284, 64), (372, 296, 74), (800, 292, 70), (1050, 272, 88), (1112, 280, 66)):
        tree(c, x, base, h, MID)
    for x, base, w, roof in ((150, 300, 92, BLUE), (262, 306, 74, WARM), (858, 300, 80, BLUE), (962, 302, 94, BLUE)):
        house(c, x, base, w, WHITE, roof)
    rect(c, 0, 352, 1160, 30, INK)                       # the road and the bridge that carries it on
    for x in range(20, 1160, 74):
        rect(c, x, 365, 40, 4, WHITE)
    for x in (392, 520, 640, 768):
        rect(c, x - 9, 382, 18, 62, INK)
    for x in range(340, 840, 20):
        rect(c, x, 330, 4, 22, INK)
    rect(c, 340, 328, 484, 5, INK)
    for x, colour in ((196, WHITE), (946, WARM)):        # traffic both ways
        rect(c, x, 326, 74, 26, colour, 6)
        rect(c, x + 14, 310, 42, 20, colour, 6)
        rect(c, x + 20, 314, 30, 12, INK, 3)
        disc(c, x + 18, 353, 9, GREY)
        disc(c, x + 56, 353, 9, GREY)
    area(c, [(0, 430), (250, 420), (330, 470), (0, 470)], GREY)
    area(c, [(830, 470), (900, 424), (1160, 436), (1160, 470)], GREY)


def player(c, x, y, shirt, joints, flip=False):
    """Limbs as thick lines; joints in units of a figure about 400 high."""
    c.save()
    c.translate(x, y)
    if flip:
        c.scale(-1, 1)
    for name in ("leg2", "arm2"):
        stroke(c, joints[name], 40 if "leg" in name else 30, SKIN2)
    leg = joints["leg2"]
    stroke(c, [leg[0], leg[1]], 54, INK)
    stroke(c, joints["body"], 84, shirt)
    leg = joints["leg1"]
    stroke(c, leg, 42, SKIN)
    stroke(c, [leg[0], leg[1]], 58, INK)
    stroke(c, joints["arm1"], 32, SKIN)
    for leg in (joints["leg1"], joints["leg2"]):
        fx, fy = leg[-1]
        stroke(c, [(fx, fy + 8), (fx + 30, fy + 16)], 26, WHITE)
    hx, hy = joints["head"]
    disc(c, hx, hy, 40, SKIN)
    c.arc(hx, hy, 41, math.pi * .95, math.pi * 1.9)
    ink(c, INK)
    c.fill()
    c.restore()


SPIKE = {"head": (12, -200), "body": [(0, -118), (-14, 0)], "arm1": [(18, -130), (74, -200), (104, -292)],
         "arm2": [(-20, -130), (70, -150), (130, -210)], "leg1": [(-4, 20), (34, 112), (-50, 180)],
         "leg2": [(-26, 20), (-84, 100), (-170, 134)]}
BLOCK = {"head": (0, -196), "body": [(0, -116), (0, 0)], "arm1": [(16, -130), (46, -210), (52, -306)],
         "arm2": [(-8, -130), (14, -214), (16, -312)], "leg1": [(10, 20), (26, 116), (4, 206)],
         "leg2": [(-14, 20), (-22, 116), (-48, 204)]}
READY = {"head": (50, -176), "body": [(20, -108), (-20, 0)], "arm1": [(36, -110), (90, -50), (150, -66)],
         "arm2": [(20, -110), (80, -40), (146, -52)], "leg1": [(-8, 16), (56, 92), (10, 190)],
         "leg2": [(-30, 16), (-60, 100), (-110, 186)]}


def volleyball(c):
    rect(c, 0, 0, 1800, 1000, MIST)
    rng = random.Random(12)
    for row in range(5):
        y = 190 + row * 84
        rect(c, 0, y + 26, 1800, 58, "#D3E0EE" if row % 2 else "#DBE6F2")
        for i in range(37):
            if rng.random() < .8:
                colour = rng.choice((PALE, PALE, "#CBDAEA", WHITE, SILVER))
                x = i * 50 + (25 if row % 2 else 0)
                disc(c, x, y, 15, colour)
                rect(c, x - 19, y + 14, 38, 40, colour, 18)
    rect(c, 0, 610, 1800, 390, MID)
    area(c, [(120, 1000), (330, 640), (1470, 640), (1680, 1000)], BLUE)
    area(c, [(890, 640), (910, 640), (914, 1000), (886, 1000)], WHITE)
    player(c, 330, 724, WARM, READY)
    player(c, 1500, 724, WHITE, READY, True)
    for y in range(330, 580, 42):
        rect(c, 893, y, 14, 4, WHITE)
    rect(c, 892, 300, 16, 560, INK)
    rect(c, 880, 286, 40, 40, WHITE, 6)
    rect(c, 880, 326, 40, 250, SILVER)
    for y in range(350, 570, 38):
        rect(c, 880, y, 40, 5, GREY)
    player(c, 690, 590, WARM, SPIKE)
    player(c, 1080, 590, WHITE, BLOCK, True)
    disc(c, 846, 226, 52, WHITE)
    c.set_line_width(6)
    for a in (0, 2.1, 4.2):
        c.arc(846 + 34 * math.cos(a), 226 + 34 * math.sin(a), 40, a + 1.7, a + 4.0)
        ink(c, BLUE)
        c.stroke()


# --- all of them -------------------------------------------------------------

# file: (drawing, its width and height in units, width in pixels, mode)
PICTURES = {
    "2007-01/images/emblem.png": (emblem, 600, 560, 720, "RGBA"),
    "2007-01/images/stil.png": (stil, 1800, 1000, 1800, "L"),
    "2007-01/images/karta.png": (founders, 1000, 1000, 1000, "RGBA"),
    "2012-02/images/pidpys.jpg": (signing, 1800, 1080, 1800, "RGB"),
    "2012-02/images/zbory.jpg": (zbory, 1800, 960, 1800, "RGB"),
    "2012-02/images/karta.png": (karta, 1000, 1000, 1000, "RGBA"),
    "2012-02/images/richka.jpg": (river, 1160, 470, 1800, "RGB"),
    "2012-02/images/seminar.jpg": (seminar, 1200, 840, 1400, "RGB"),
    "2012-02/images/voleibol.jpg": (volleyball, 1800, 1000, 1800, "RGB"),
    "2012-02/images/kharkiv.jpg": (kharkiv, 1800, 1000, 1800, "RGB"),
    "2012-02-en/images/signing.jpg": (signing, 1800, 1080, 1800, "RGB"),
}


def unmultiply(surface):
    """Cairo keeps premultiplied BGRA; files want straight RGBA."""
    size = (surface.get_width(), surface.get_height())
    image = Image.frombuffer("RGBa", size, bytes(surface.get_data()), "raw", "BGRa", surface.get_stride(), 1)
    return image.convert("RGBA")


def make(path, draw, width, height, pixels, mode):
    surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, pixels, round(pixels * height / width))
    context = cairo.Context(surface)
    context.scale(pixels / width, pixels / width)
    draw(context)
    surface.flush()
    image = unmultiply(surface).convert(mode)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".jpg":
        image.save(path, quality=85, optimize=True, subsampling=0, dpi=(300, 300))
    else:
        image.save(path, optimize=True, dpi=(300, 300))


def main():
    here = pathlib.Path(__file__).resolve().parents[2] / "issues"
    options = argparse.ArgumentParser(description="draw the pictures of the sample issues")
    options.add_argument("names", nargs="*", help="only files whose stem is named")
    options.add_argument("-o", "--output", type=pathlib.Path, default=here)
    options = options.parse_args()
    for name, recipe in PICTURES.items():
        if not options.names or pathlib.Path(name).stem in options.names:
            make(options.output / name, *recipe)


if __name__ == "__main__":
    main()
