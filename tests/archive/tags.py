"""tags.py PDF: the structure tree in reading order, one element a line: depth, role, then what it says of itself.

Lines: DEPTH ROLE [lang=..] [id=..] [alt] [numbering=..] [scope=..] [bbox] [pages=N]; then `role A B` for each entry of
the role map and `ids ...` for the names of the tree of IDs. `pages` is on how many pages the element's content stands,
what is below it included.
"""
import json
import subprocess
import sys

out = subprocess.run(["qpdf", "--json", "--json-stream-data=none", sys.argv[1]], capture_output=True).stdout
objects = json.loads(out)["qpdf"][1]


def get(value):
    if isinstance(value, str) and value.endswith(" R"):
        found = objects["obj:" + value]
        return found["value"] if "value" in found else found["stream"]["dict"]
    return value


def kids(element):
    k = element.get("/K", [])
    return k if isinstance(k, list) else [k]


def text(value):
    return value[2:] if value.startswith(("u:", "b:")) else value


lines = []


def walk(reference, depth):
    element = get(reference)
    at = len(lines)
    lines.append("")
    pages = set()
    for kid in kids(element):
        value = get(kid)
        if isinstance(value, dict) and "/S" in value:
            pages |= walk(kid, depth + 1)
        elif isinstance(value, dict):
            pages.add(value.get("/Pg", element.get("/Pg")))
        else:
            pages.add(element.get("/Pg"))
    said = [str(depth), element["/S"][1:]]
    if "/Lang" in element:
        said.append("lang=" + text(element["/Lang"]))
    if "/ID" in element:
        said.append("id=" + text(element["/ID"]))
    if "/Alt" in element:
        said.append("alt")
    attributes = get(element.get("/A", {}))
    for key, name in (("/ListNumbering", "numbering="), ("/Scope", "scope=")):
        if key in attributes:
            said.append(name + attributes[key][1:])
    if "/BBox" in attributes:
        said.append("bbox")
    lines[at] = " ".join(said + ["pages=%d" % len(pages - {None})])
    return pages


root = get(get(get(objects["trailer"]["value"]["/Root"])["/StructTreeRoot"]))
for kid in kids(root):
    walk(kid, 0)
print("\n".join(lines))
for name, meaning in get(root.get("/RoleMap", {})).items():
    print("role", name[1:], meaning[1:])


def names(node):
    node = get(node)
    found = [text(n) for n in node.get("/Names", [])[::2]]
    for kid in node.get("/Kids", []):
        found += names(kid)
    return found


print("ids", *names(root.get("/IDTree", {})))
