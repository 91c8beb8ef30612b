"""order.py ARTICLE.md... STRUCTURE: the words of the articles' bodies stand in the structure's text in their order.

STRUCTURE is what `pdfinfo -struct-text` prints. Each paragraph of the source is cut at whatever is not plain text; the
letters of each piece must follow, without a gap, somewhere behind those of the piece before. Pieces that setting
rewrites (votes, code, pictures' attributes) are left out. Prints what is missing or comes too early.
"""
import re
import sys
import unicodedata


def letters(text):
    return "".join(c for c in unicodedata.normalize("NFC", text).lower() if c.isalpha())


def decoded(path):
    data = open(path, "rb").read()
    for code in ("utf-16", "utf-8"):
        if code == "utf-8" or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            try:
                return data.decode(code)
            except UnicodeDecodeError:
                return None  # in a code page: other seeds have the same shapes
    return None


def pieces(path):
    text = decoded(path)
    if text is None:
        return
    text = re.sub(r"\A---\n.*?\n---\n", "", text.replace("\r\n", "\n"), flags=re.S)
    text = re.sub(r"^```.*?^```$", "", text, flags=re.S | re.M)
    # notes stand where they are called, the caption of a table before it
    text = re.sub(r"^\[\^[^\]]*\]:.*(\n(?=\S|[ ]{4}).+|\n(?=\n[ ]{4}))*", "", text, flags=re.M)
    text = re.sub(r"^: .*$", "", text, flags=re.M)
    text = re.sub(r"^!\[.*$", "", text, flags=re.M)
    text = re.sub(r"^> ?(за|for): .*$", "", text, flags=re.M)
    text = re.sub(r"\[![a-z]+\]|[-*] \[[ x]\] ", "\0", text)
    text = re.sub(r"\]\([^)]*\)|\]?\{[^}]*\}|\[\^[^\]]*\]|https?://\S+", "\0", text)
    for piece in re.split(r"\0|\n\s*\n|\n(?=[>\s]*(?:[-*]|\d+\.)\s)|[|`]|\n#+ ", text):
        if len(letters(piece)) > 3:
            yield letters(piece)


structure = open(sys.argv[-1], encoding="utf-8").read()
shown = "".join(letters(line) for line in structure.splitlines() if line.lstrip().startswith('"'))
for path in sys.argv[1:-1]:
    at = 0
    for piece in pieces(path):
        found = shown.find(piece, at)
        if found < 0:
            print(path, "too early" if piece in shown else "missing", piece[:60])
        else:
            at = found + len(piece)
