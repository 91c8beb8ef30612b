"""seal.py PDF OUT: the file named anew after its bytes, as somebody who changes it on purpose could do."""
import hashlib
import re
import sys

pdf = bytearray(open(sys.argv[1], "rb").read())
found = re.search(rb"/ID \[ <([0-9a-f]{32})> <[0-9a-f]{32}>", pdf)


def uuid(digits):
    return re.sub("0", lambda _: next(digits), "uuid:00000000-0000-8000-8000-000000000000").encode()


old = uuid(iter(found.group(1).decode()))
blank = bytes(pdf).replace(old, uuid(iter("0" * 32))).replace(found.group(1), b"0" * 32)
name = hashlib.sha256(blank).hexdigest()[:32]
sealed = blank.replace(uuid(iter("0" * 32)), uuid(iter(name)))
at = found.start()
open(sys.argv[2], "wb").write(sealed[:at] + sealed[at:].replace(b"0" * 32, name.encode()))
