#!/usr/bin/env python3
"""foreign.py FILE [OLD NEW]: a PDF file as other programs write them, with OLD in the page's operators become NEW.

One page: a font of one-byte codes that says nothing of its text, one of two-byte codes with ranges in its ToUnicode,
lines placed by every operator there is, text moved by the matrix of the page, a picture within the page, streams with
two filters one in the other.
"""
import base64
import sys
import zlib

PAGE = """q 1 0 0 -1 0 200 cm BT /F1 10 Tf 1 0 0 -1 20 30 Tm (First) Tj ET Q
BT /F1 10 Tf 12 TL 2 Tw 0.5 Tc 20 150 Td (a line) Tj T* (the next) Tj (quoted) ' 1 0.25 (twice) " ET
BT /F2 +8. Tf 0.5 0 0 2 20 90 Tm [<0003> -250 <0004>] TJ 0 -15 TD <00050003> Tj T* <0009> Tj ET
q 2 0 0 2 10 10 cm 0 0 30 .5 re f Q
q 20 0 0 20 100 20 cm BI /W 2 /H 2 /BPC 8 /CS /G ID \x00\x28EI.\xff EI Q
% a comment (
"""
UNICODE = """/CIDInit /ProcSet findresource begin begincmap
1 beginbfchar <0009> <0416> endbfchar
2 beginbfrange <0003> <0005> <0411> <0006> <0007> [<0043> <0044>] endbfrange endcmap end"""


def stream(entries, data):
    data = base64.a85encode(zlib.compress(data)) + b"~>"
    return b"<<%s/Length %d/Filter[/ASCII85Decode/FlateDecode]>>stream\n%s\nendstream" % (entries, len(data), data)


def main():
    page = PAGE
    if len(sys.argv) > 2:
        assert sys.argv[2] in page, sys.argv[2]
        page = page.replace(sys.argv[2], sys.argv[3], 1)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 200.5 200]/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
        stream(b"", page.encode("latin-1")),
        b"<</Type/Font/Subtype/TrueType/BaseFont/AAAAAA+Some/FirstChar 32/LastChar 126/Widths[%s]"
        b"/Encoding<</Differences[65/A/afii10018]>>>>" % b" ".join(b"500.5" for _ in range(95)),
        b"<</Type/Font/Subtype/Type0/BaseFont/Other/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 8 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Other/DW 600/W[3[511.25 400]5 7 300]"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        stream(b"", UNICODE.encode()),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    with open(sys.argv[1], "wb") as file:
        file.write(out)


main()
