#!/usr/bin/env python3
"""pdfx.py FILE...: is each a sound PDF/X-4 or PDF/X-1a:2003?

The file is read by qpdf, as JSON, so nothing of the program that wrote it has a part in the judgement. Which of the two
standards a file claims is read off the file. Each broken rule is a line `FILE: RULE: what`; status 1 when there is one.
Rules follow ISO 15930-4 and ISO 15930-7 in the wording of the CGATS application notes; RULES says which.
"""
import base64
import json
import re
import subprocess
import sys

RULES = {
    "version": "PDF 1.4 (X-1a), 1.6 at most (X-4)",
    "identity": "X-1a: Info GTS_PDFXVersion; X-4: pdfxid:GTS_PDFXVersion in XMP",
    "info": "Info has Title, Creator, Producer, CreationDate, ModDate; XMP does not contradict",
    "xmp": "X-4: XMP has title, dates, ids, version and rendition",
    "trapped": "Trapped is the name True or False; X-4: in XMP too",
    "id": "the trailer has two IDs and nothing is encrypted",
    "boxes": "each page has a MediaBox and either a TrimBox or an ArtBox of its own",
    "nesting": "TrimBox in BleedBox in MediaBox; CropBox holds the BleedBox",
    "intent": "one output intent GTS_PDFX",
    "intent-keys": "it names the condition, and holds a profile or (X-1a) a registry",
    "profile": "the profile is one of output, of four inks, ICC 2 (X-1a) or 4.2 at most (X-4)",
    "colour": "X-1a: inks alone; X-4: RGB only with a profile",
    "spot": "one spot colour has one alternate and one tint transform",
    "transparency": "X-1a: none; X-4: a page with it has a group",
    "group": "the colours of a group are those of the output profile",
    "layers": "X-1a: none; X-4: named ones",
    "filters": "no LZW; X-1a: no JBIG2, JPX, object or cross-reference streams",
    "fonts": "every font is embedded",
    "notdef": "no glyph .notdef is shown",
    "halftone": "no transfer function, no halftone name",
    "images": "no alternates, no OPI",
    "annotations": "nothing interactive inside the bleed",
    "actions": "no actions, scripts, forms",
    "files": "no embedded files",
    "postscript": "no PostScript, reference or external streams, no BX",
    "limits": "q 28 deep, strings, names, arrays and dictionaries not too long, pages from 3 to 14,400 units",
    "viewer": "the viewer's area is the MediaBox or the BleedBox",
}

TOKEN = re.compile(rb"""\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)  # literal string, nested once
    |<[0-9A-Fa-f\s]*>|<<|>>|\[|\]|/[^\s()<>\[\]{}/%]*|[^\s()<>\[\]{}/%]+|%[^\r\n]*""", re.X | re.S)


def load(path):
    run = subprocess.run(["qpdf", "--json", "--json-stream-data=inline", "--decode-level=generalized", path],
                         stdout=subprocess.PIPE, check=False)
    if run.returncode not in (0, 3):
        raise ValueError("qpdf cannot read it")
    return json.loads(run.stdout)["qpdf"]


def is_ref(value):
    return isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value) is not None


class Document:
    def __init__(self, qpdf):
        self.version = qpdf[0]["pdfversion"]
        self.objects = qpdf[1]
        self.trailer = self.objects["trailer"]["value"]
        self.broken = []

    def get(self, value):
        """The dictionary (of a stream too), array or scalar behind a reference."""
        seen = 0
        while is_ref(value) and seen < 20:
            entry = self.objects.get("obj:" + value, {})
            value = entry["stream"]["dict"] if "stream" in entry else entry.get("value")
            seen += 1
        return value

    def at(self, value, *keys):
        for key in keys:
            value = self.get(value)
            value = value.get(key) if isinstance(value, dict) else None
        return self.get(value)

    def data(self, ref):
        entry = self.objects.get("obj:" + ref, {}) if is_ref(ref) else {}
        return base64.b64decode(entry["stream"].get("data", "")) if "stream" in entry else b""

    def dicts(self):
        """Every dictionary of the file, nested ones too."""
        def walk(value):
            if isinstance(value, dict):
                yield value
                for inner in value.values():
                    yield from walk(inner)
            elif isinstance(value, list):
                for inner in value:
                    yield from walk(inner)
        for entry in self.objects.values():
            yield from walk(entry["stream"]["dict"] if "stream" in entry else entry["value"])

    def say(self, rule, what):
        assert rule in RULES, rule
        self.broken.append((rule, what))


def text(value):
    """A PDF string of the JSON as text."""
    if not isinstance(value, str):
        return ""
    return value[2:] if value[:2] in ("u:", "b:") else value


def pages(doc):
    found = []

    def walk(ref, inherited, depth):
        node = doc.get(ref)
        if not isinstance(node, dict) or depth > 50:
            return
        have = {**inherited, **{k: node[k] for k in ("/MediaBox", "/CropBox", "/Resources") if k in node}}
        if node.get("/Type") == "/Pages":
            for kid in doc.at(node, "/Kids") or []:
                walk(kid, have, depth + 1)
        else:
            found.append({**have, **node})
    walk(doc.at(doc.trailer, "/Root").get("/Pages"), {}, 0)
    return found


def box(doc, page, name):
    value = doc.get(page.get(name))
    if not isinstance(value, list) or len(value) != 4:
        return None
    a = [float(doc.get(v)) for v in value]
    return [min(a[0], a[2]), min(a[1], a[3]), max(a[0], a[2]), max(a[1], a[3])]


def inside(inner, outer):
    return all(i >= o - 0.01 for i, o in zip(inner[:2], outer[:2])) and \
        all(i <= o + 0.01 for i, o in zip(inner[2:], outer[2:]))


# ---- the file as a whole -------------------------------------------------------------------------------------------

def check_metadata(doc, old):
    info = doc.at(doc.trailer, "/Info") or {}
    root = doc.at(doc.trailer, "/Root")
    xmp = doc.data(root.get("/Metadata", "")).decode("utf-8", "replace")
    newest = (1, 4) if old else (1, 6)
    if tuple(int(n) for n in doc.version.split(".")) > newest or "/Version" in root:
        doc.say("version", doc.version)
    claimed = text(info.get("/GTS_PDFXVersion"))
    named = re.search(r"<pdfxid:GTS_PDFXVersion>([^<]*)<", xmp)
    if old and claimed != "PDF/X-1a:2003":
        doc.say("identity", "Info says %r" % claimed)
    if not old and (not named or named.group(1) != "PDF/X-4" or "http://www.npes.org/pdfx/ns/id/" not in xmp):
        doc.say("identity", "XMP does not say PDF/X-4")
    for key in ("/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate"):
        if not text(info.get(key)):
            doc.say("info", "no " + key)
    title = re.search(r'<dc:title>.*?<rdf:li xml:lang="x-default">([^<]*)<', xmp, re.S)
    plain = title and title.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    if title and plain != text(info.get("/Title")):
        doc.say("info", "title differs from XMP")
    date = re.search(r"<xmp:CreateDate>([^<]*)<", xmp)
    if date and re.sub(r"\D", "", date.group(1)) != re.sub(r"\D", "", text(info.get("/CreationDate"))):
        doc.say("info", "date differs from XMP")
    if not old:
        for name in ("dc:title", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "xmpMM:DocumentID",
                     "xmpMM:VersionID", "xmpMM:RenditionClass"):
            if not re.search(r"<%s>\s*(<rdf:|[^<\s])" % name, xmp):
                doc.say("xmp", "no " + name)
    if info.get("/Trapped") not in ("/True", "/False"):
        doc.say("trapped", "Info: %s" % info.get("/Trapped"))
    if not old and "<pdf:Trapped>%s<" % (info.get("/Trapped") or "/")[1:] not in xmp:
        doc.say("trapped", "XMP differs from Info")
    ids = doc.get(doc.trailer.get("/ID"))
    if not isinstance(ids, list) or len(ids) != 2 or not all(len(text(i)) >= 16 for i in ids):
        doc.say("id", "no ID")
    if "/Encrypt" in doc.trailer:
        doc.say("id", "encrypted")


def check_intent(doc, old):
    intents = [doc.get(i) for i in doc.at(doc.trailer, "/Root", "/OutputIntents") or []]
    press = [i for i in intents if i.get("/S") == "/GTS_PDFX"]
    if len(press) != 1:
        doc.say("intent", "%d output intents GTS_PDFX" % len(press))
        return
    intent = press[0]
    if not text(intent.get("/OutputConditionIdentifier")):
        doc.say("intent-keys", "no OutputConditionIdentifier")
    registered = bool(text(intent.get("/RegistryName")))
    if not registered and not text(intent.get("/Info")):
        doc.say("intent-keys", "not registered and no Info")
    if "/DestOutputProfileRef" in intent or ("/DestOutputProfile" not in intent and not (old and registered)):
        doc.say("intent-keys", "no embedded profile")
    if "/DestOutputProfile" not in intent:
        return
    icc = doc.data(intent["/DestOutputProfile"])
    newest = 0x02FFFFFF if old else 0x0420FFFF
    if len(icc) < 132 or icc[36:40] != b"acsp" or int.from_bytes(icc[:4], "big") != len(icc):
        doc.say("profile", "no ICC profile")
    elif icc[12:16] != b"prtr" or icc[16:20] != b"CMYK" or int.from_bytes(icc[8:12], "big") > newest:
        doc.say("profile", "%s %s version %s" % (icc[12:16], icc[16:20], icc[8:10].hex()))
    if doc.at(intent, "/DestOutputProfile", "/N") != 4:
        doc.say("profile", "N")


def check_root(doc, old):
    root = doc.at(doc.trailer, "/Root")
    for key in ("/OpenAction", "/AA", "/AcroForm"):
        if key in root:
            doc.say("actions", key)
    names = doc.at(root, "/Names") or {}
    if "/JavaScript" in names:
        doc.say("actions", "JavaScript")
    if "/EmbeddedFiles" in names or "/AF" in root or "/Collection" in root:
        doc.say("files", "embedded files")
    for key, value in (doc.at(root, "/ViewerPreferences") or {}).items():
        if key in ("/ViewArea", "/ViewClip", "/PrintArea", "/PrintClip") and value not in ("/MediaBox", "/BleedBox"):
            doc.say("viewer", "%s %s" % (key, value))
    layers = doc.at(root, "/OCProperties")
    if layers and old:
        doc.say("layers", "layers")
    elif layers:
        for config in [doc.at(layers, "/D")] + (doc.at(layers, "/Configs") or []):
            if not text((doc.get(config) or {}).get("/Name")) or "/AS" in doc.get(config):
                doc.say("layers", "a configuration without a name, or with AS")


# ---- dictionaries, wherever they stand -----------------------------------------------------------------------------

def spaces_of(doc, dictionary):
    """Colour spaces that a dictionary names: of an image, of resources, of a shading, of a group."""
    for key in ("/ColorSpace", "/CS"):
        value = doc.get(dictionary.get(key))
        yield from (value.values() if isinstance(value, dict) else [] if value is None else [value])


def check_space(doc, space, old, alternate=False):
    space = doc.get(space)
    family = doc.get(space[0]) if isinstance(space, list) else space
    if family in ("/DeviceRGB", "/RGB"):
        doc.say("colour", "DeviceRGB")
    elif old and family in ("/ICCBased", "/Lab", "/CalRGB", "/CalGray"):
        doc.say("colour", family)
    elif family in ("/Indexed", "/I", "/Pattern") and isinstance(space, list) and len(space) > 1:
        check_space(doc, space[1], old)
    elif family in ("/Separation", "/DeviceN"):
        check_space(doc, space[2], old, True)


def check_spots(doc):
    seen = {}
    for dictionary in doc.dicts():
        for space in spaces_of(doc, dictionary):
            space = doc.get(space)
            if isinstance(space, list) and space and space[0] == "/Separation":
                made = json.dumps([doc.get(space[2]), doc.get(space[3])], sort_keys=True)
                if seen.setdefault(space[1], made) != made:
                    doc.say("spot", space[1])


def check_group(doc, dictionary):
    """Blending in another space than the press's would change what lies below (ISO 15930-7, 6.18)."""
    group = doc.get(dictionary.get("/Group"))
    if not isinstance(group, dict) or group.get("/S") != "/Transparency" or "/CS" not in group:
        return
    space = doc.get(group["/CS"])
    inks = isinstance(space, list) and space[0] == "/ICCBased" and doc.at(space[1], "/N") == 4
    if space != "/DeviceCMYK" and not inks:
        doc.say("group", "%s" % space)


def check_filters(doc, dictionary, old):
    names = doc.get(dictionary.get("/Filter"))
    for name in names if isinstance(names, list) else [names]:
        if name in ("/LZWDecode", "/LZW") or (old and name in ("/JBIG2Decode", "/JPXDecode")):
            doc.say("filters", name)
    if old and dictionary.get("/Type") in ("/ObjStm", "/XRef"):
        doc.say("filters", dictionary["/Type"])


def check_transparency(doc, dictionary):
    group = doc.get(dictionary.get("/Group"))
    normal = (None, "/Normal", "/Compatible")
    if isinstance(group, dict) and group.get("/S") == "/Transparency":
        doc.say("transparency", "group")
    if dictionary.get("/SMask") not in (None, "/None"):
        doc.say("transparency", "SMask")
    if any(doc.get(dictionary.get(key)) not in (None, 1, 1.0) for key in ("/CA", "/ca")):
        if dictionary.get("/Type") != "/Annot":
            doc.say("transparency", "CA")
    if "/BM" in dictionary and doc.get(dictionary["/BM"]) not in normal:
        doc.say("transparency", "BM")


def check_dictionary(doc, dictionary, old):
    for space in spaces_of(doc, dictionary):
        check_space(doc, space, old)
    check_filters(doc, dictionary, old)
    check_group(doc, dictionary)
    if old:
        check_transparency(doc, dictionary)
    state = dictionary.get("/Type") == "/ExtGState" or any(k in dictionary for k in ("/OPM", "/TR2", "/HTP"))
    if state and ("/TR" in dictionary or "/HTP" in dictionary or dictionary.get("/TR2") not in (None, "/Default")):
        doc.say("halftone", "transfer function")
    if "/HalftoneName" in dictionary or dictionary.get("/HalftoneType") not in (None, 1, 5):
        doc.say("halftone", "halftone")
    if dictionary.get("/Subtype") in ("/Image", "/Form") and ("/Alternates" in dictionary or "/OPI" in dictionary):
        doc.say("images", "alternates or OPI")
    if dictionary.get("/Subtype") == "/PS" or dictionary.get("/Subtype2") == "/PS" or "/PS" in dictionary:
        doc.say("postscript", "PostScript XObject")
    if dictionary.get("/Subtype") == "/Form" and "/Ref" in dictionary:
        doc.say("postscript", "reference XObject")
    if ("/Filter" in dictionary or "/Length" in dictionary) and any(k in dictionary for k in ("/F", "/FFilter")):
        doc.say("postscript", "external stream")
    if dictionary.get("/Type") == "/Action" or dictionary.get("/S") in ACTIONS or \
            any(k in dictionary for k in ("/JS", "/AA")):
        doc.say("actions", "action")
    if old and doc.get(dictionary.get("/BitsPerComponent")) == 16:
        doc.say("version", "16 bits a component are PDF 1.5")
    if old and (len(dictionary) > 4095 or any(isinstance(v, list) and len(v) > 8191 for v in dictionary.values())):
        doc.say("limits", "array or dictionary too long")
    if old and any(isinstance(v, (int, float)) and not isinstance(v, bool) and abs(v) > 32767 and k != "/Length"
                   and isinstance(v, float) for k, v in dictionary.items()):
        doc.say("limits", "real number too large")
    for key, value in dictionary.items():
        if len(key.encode()) > 128:
            doc.say("limits", "name of %d bytes" % len(key))
        if isinstance(value, str) and value[:2] == "u:" and len(value.encode("utf-16")) > 32770:
            doc.say("limits", "long string")


# ---- fonts and content ---------------------------------------------------------------------------------------------

def check_font(doc, name, ref):
    font = doc.get(ref)
    inner = doc.get(doc.at(font, "/DescendantFonts")[0]) if font.get("/Subtype") == "/Type0" else font
    descriptor = doc.at(inner, "/FontDescriptor") or {}
    if font.get("/Subtype") != "/Type3" and \
            not any(doc.data(descriptor.get(key, "")) for key in ("/FontFile", "/FontFile2", "/FontFile3")):
        doc.say("fonts", "%s %s is not embedded" % (name, font.get("/BaseFont")))


def glyph_map(doc, ref):
    """Bytes of CIDToGIDMap, or None when codes are glyphs."""
    font = doc.get(ref)
    if font.get("/Subtype") != "/Type0":
        return None
    inner = doc.get(doc.at(font, "/DescendantFonts")[0])
    return doc.data(inner.get("/CIDToGIDMap", "")) or None


ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def string_bytes(token):
    if token[:1] == b"<":
        return bytes.fromhex(token[1:-1].decode())
    return re.sub(rb"\\(.)", lambda m: ESCAPES.get(m.group(1), m.group(1)), token[1:-1], flags=re.S)


def check_codes(doc, codes, table):
    for i in range(0, len(codes) - 1, 2):
        cid = codes[i] * 256 + codes[i + 1]
        gid = int.from_bytes(table[2 * cid:2 * cid + 2], "big") if table is not None else cid
        if gid == 0:
            doc.say("notdef", "code %d" % cid)
            return


ACTIONS = {"/" + name for name in (
    "GoTo GoToR GoToE Launch Thread URI Sound Movie Hide Named SubmitForm ResetForm ImportData JavaScript SetOCGState "
    "Rendition Trans GoTo3DView").split()}


def check_content(doc, data, resources, old):
    fonts = doc.at(resources, "/Font") or {}
    depth, table, operands = 0, None, []
    for match in TOKEN.finditer(data):
        token = match.group()
        if token[:1] in b"(</[]+-.0123456789" or token == b">>":
            operands.append(token)
            continue
        if token in (b"rg", b"RG"):
            doc.say("colour", "operator " + token.decode())
        if token in (b"cs", b"CS") and operands[-1] == b"/DeviceRGB":
            doc.say("colour", "operator cs /DeviceRGB")
        if token in (b"BX", b"PS"):
            doc.say("postscript", "operator " + token.decode())
        if token == b"BI":
            doc.say("images", "inline image, not looked into")
        depth += (token == b"q") - (token == b"Q")
        if depth > 28:
            doc.say("limits", "q 29 deep")
            depth = -1000000
        if token == b"Tf":
            ref = fonts.get(operands[-2].decode())
            if ref is None:
                doc.say("fonts", "unknown " + operands[-2].decode())
            table = glyph_map(doc, ref) if ref else None
        if token in (b"Tj", b"TJ", b"'", b'"'):
            check_codes(doc, b"".join(string_bytes(t) for t in operands if t[:1] in b"(<" and t != b"<<"), table)
        operands = []


def forms(doc, resources, depth=0):
    """Form XObjects that a page paints, those inside of forms too."""
    for ref in (doc.at(resources, "/XObject") or {}).values():
        form = doc.get(ref) or {}
        if form.get("/Subtype") == "/Form" and depth < 20:
            yield ref, form
            yield from forms(doc, doc.get(form.get("/Resources")) or {}, depth + 1)


def is_blending(doc, state):
    normal = (None, "/Normal", "/Compatible")
    return any(doc.at(state, key) not in (None, 1, 1.0) for key in ("/ca", "/CA")) or \
        doc.at(state, "/SMask") not in (None, "/None") or doc.at(state, "/BM") not in normal


def uses_transparency(doc, resources):
    for item in (doc.at(resources, "/XObject") or {}).values():
        if (doc.get(item) or {}).get("/SMask") not in (None, "/None") or "/Group" in (doc.get(item) or {}):
            return True
    return any(is_blending(doc, state) for state in (doc.at(resources, "/ExtGState") or {}).values())


def check_painted(doc, data, resources, old):
    """What a page or a form paints, with the resources that it paints with."""
    for name, font in (doc.at(resources, "/Font") or {}).items():
        check_font(doc, name, font)
    check_content(doc, data, resources, old)


def check_page(doc, number, page, old):
    media, trim, art = box(doc, page, "/MediaBox"), box(doc, page, "/TrimBox"), box(doc, page, "/ArtBox")
    bleed, crop = box(doc, page, "/BleedBox"), box(doc, page, "/CropBox")
    end = trim or art
    if not media or not end or (trim and art):
        doc.say("boxes", "page %d" % number)
        return
    if not inside(end, bleed or media) or (bleed and not inside(bleed, media)) or \
            (crop and not inside(bleed or end, crop)):
        doc.say("nesting", "page %d" % number)
    if any(not 3 <= side <= 14400 for side in (media[2] - media[0], media[3] - media[1])):
        doc.say("limits", "size of page %d" % number)
    if "/PresSteps" in page or "/AA" in page:
        doc.say("actions", "page %d" % number)
    resources = doc.at(page, "/Resources") or {}
    inner = list(forms(doc, resources))
    blends = uses_transparency(doc, resources) or any(
        uses_transparency(doc, doc.get(form.get("/Resources")) or {}) for _, form in inner)
    if not old and blends and doc.at(page, "/Group", "/CS") is None:
        doc.say("transparency", "page %d has no group" % number)
    for annotation in doc.at(page, "/Annots") or []:
        rect = box(doc, doc.get(annotation), "/Rect")
        area = bleed or end
        if rect is None or (rect[2] > area[0] and rect[0] < area[2] and rect[3] > area[1] and rect[1] < area[3]):
            doc.say("annotations", "page %d" % number)
    contents = page.get("/Contents")
    streams = doc.get(contents) if isinstance(doc.get(contents), list) else [contents]
    check_painted(doc, b"\n".join(doc.data(s) for s in streams), resources, old)
    for ref, form in inner:
        check_painted(doc, doc.data(ref), doc.get(form.get("/Resources")) or {}, old)


def check(qpdf):
    """(standard, list of (rule, what))."""
    doc = Document(qpdf)
    info = doc.at(doc.trailer, "/Info") or {}
    old = text(info.get("/GTS_PDFXVersion")).startswith("PDF/X-1")
    check_metadata(doc, old)
    check_intent(doc, old)
    check_root(doc, old)
    for dictionary in doc.dicts():
        check_dictionary(doc, dictionary, old)
    check_spots(doc)
    for number, page in enumerate(pages(doc), 1):
        check_page(doc, number, page, old)
    return ("PDF/X-1a:2003" if old else "PDF/X-4"), doc.broken


def main(paths):
    status = 0
    for path in paths:
        try:
            standard, broken = check(load(path))
        except ValueError as error:
            standard, broken = "", [("file", str(error))]
        for rule, what in dict.fromkeys(broken):
            print("%s: %s: %s (%s)" % (path, rule, what, RULES.get(rule, "")))
        if broken:
            status = 1
        else:
            print("%s: %s" % (path, standard))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
