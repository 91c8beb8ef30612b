"""record.py PDF RECORD OUT: the file with another build.json: an incremental update by hand, as anybody could make."""
import hashlib
import re
import sys

pdf, record = open(sys.argv[1], "rb").read(), open(sys.argv[2], "rb").read()
start = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
entry = re.search(rb"(\d+) 0 obj\s*<<[^>]*/F\(build\.json\).*?/EF<</F (\d+) 0 R", pdf, re.S)
number = int(entry.group(2))
trailer = re.search(rb"trailer\s*<<(.*?)>>\s*startxref", pdf, re.S).group(1)
out = pdf + b"\n"
at = len(out)
digest = hashlib.md5(record).hexdigest().encode()
out += b"%d 0 obj\n<</Type/EmbeddedFile/Length %d/Params<</CheckSum<%s>>>>>\nstream\n%s\nendstream\nendobj\n" % (
    number, len(record), digest, record)
xref = len(out)
out += b"xref\n%d 1\n%010d 00000 n \ntrailer\n<<%s/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (number, at, trailer, start, xref)
open(sys.argv[3], "wb").write(out)
