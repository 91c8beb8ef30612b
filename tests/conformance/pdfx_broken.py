#!/usr/bin/env python3
"""pdfx_broken.py X4.pdf X1A.pdf: does pdfx.py catch what it is there for?

Each fixture breaks one rule of a sound file, in the JSON that qpdf makes of it, and the checker must name that rule.
Prints `ok NAME` or `not ok NAME: why`. Every rule has a fixture."""
import base64
import copy
import sys

import pdfx

def stream(fields, data=b""):
    return {"stream": {"dict": fields, "data": base64.b64encode(data).decode()}}


class Parts:
    """The places of a file that fixtures change."""

    def __init__(self, qpdf):
        self.qpdf, self.objects = qpdf, qpdf[1]
        self.doc = pdfx.Document(qpdf)
        self.trailer = self.doc.trailer
        self.root = self.doc.at(self.trailer, "/Root")
        self.info = self.doc.at(self.trailer, "/Info")
        self.intent = self.doc.get(self.root["/OutputIntents"][0])
        kids = self.doc.at(self.root, "/Pages")
        while kids.get("/Type") != "/Page":
            kids = self.doc.get(self.doc.at(kids, "/Kids")[0])
        self.page = kids
        self.resources = self.doc.get(kids["/Resources"])

    def replace(self, ref, old, new):
        data = base64.b64decode(self.objects["obj:" + ref]["stream"]["data"])
        assert old in data, old
        self.objects["obj:" + ref]["stream"]["data"] = base64.b64encode(data.replace(old, new)).decode()

    def xmp(self, old, new):
        self.replace(self.root["/Metadata"], old, new)

    def operators(self, new):
        ref = self.page["/Contents"]
        ref = ref[0] if isinstance(ref, list) else ref
        data = base64.b64decode(self.objects["obj:" + ref]["stream"]["data"])
        self.objects["obj:" + ref]["stream"]["data"] = base64.b64encode(data + b"\n" + new + b"\n").decode()

    def profile(self, at, new):
        stream_of = self.objects["obj:" + self.intent["/DestOutputProfile"]]["stream"]
        data = base64.b64decode(stream_of["data"])
        stream_of["data"] = base64.b64encode(data[:at] + new + data[at + len(new):]).decode()

    def add(self, entry):
        name = "%d 0 R" % (900000 + len(self.objects))
        self.objects["obj:" + name] = entry
        return name

    def image(self, **fields):
        picture = {"/Type": "/XObject", "/Subtype": "/Image", "/Width": 1, "/Height": 1, "/BitsPerComponent": 8,
                   "/ColorSpace": "/DeviceGray"}
        picture.update({"/" + key: value for key, value in fields.items()})
        self.resources.setdefault("/XObject", {})["/Broken"] = self.add(stream(picture, b"\0"))

    def form(self, operators, **resources):
        fields = {"/Type": "/XObject", "/Subtype": "/Form", "/BBox": [0, 0, 9, 9],
                  "/Resources": {"/" + key: value for key, value in resources.items()}}
        self.resources.setdefault("/XObject", {})["/BrokenForm"] = self.add(stream(fields, operators))

    def fonts(self):
        return self.doc.get(self.resources["/Font"])

    def first_font(self):
        return self.doc.get(self.doc.at(self.doc.get(list(self.fonts().values())[0]), "/DescendantFonts")[0])


def put(target, key, value):
    """A fixture that sets one key of one part."""
    return lambda p: getattr(p, target).__setitem__(key, value)


def drop(target, key):
    return lambda p: getattr(p, target).pop(key)


# (rule, in X-1a?, what is done to the parts)
FIXTURES = [
    ("version", False, lambda p: p.qpdf[0].__setitem__("pdfversion", "1.7")),
    ("version", True, lambda p: p.qpdf[0].__setitem__("pdfversion", "1.5")),
    ("version", False, put("root", "/Version", "/1.7")),
    ("identity", False, lambda p: p.xmp(b">PDF/X-4<", b">PDF/X-3<")),
    ("identity", False, lambda p: p.xmp(b"http://www.npes.org/pdfx/ns/id/", b"http://example.org/")),
    ("identity", True, put("info", "/GTS_PDFXVersion", "u:PDF/X-1:2001")),
    ("info", False, drop("info", "/Title")),
    ("info", True, drop("info", "/ModDate")),
    ("info", False, put("info", "/Title", "u:Another title")),
    ("info", False, put("info", "/CreationDate", "u:D:19990101000000Z")),
    ("xmp", False, lambda p: p.xmp(b"<xmp:MetadataDate>", b"<xmp:SomeDate>")),
    ("xmp", False, lambda p: p.xmp(b"<xmpMM:VersionID>1<", b"<xmpMM:VersionID><")),
    ("trapped", False, put("info", "/Trapped", "/Unknown")),
    ("trapped", True, put("info", "/Trapped", False)),
    ("trapped", False, lambda p: p.xmp(b"<pdf:Trapped>False", b"<pdf:Trapped>True")),
    ("id", False, drop("trailer", "/ID")),
    ("id", True, put("trailer", "/Encrypt", {"/Filter": "/Standard"})),
    ("boxes", False, drop("page", "/TrimBox")),
    ("boxes", True, put("page", "/ArtBox", [10, 10, 20, 20])),
    ("nesting", False, put("page", "/TrimBox", [-5, 0, 100, 100])),
    ("nesting", True, put("page", "/BleedBox", [0, 0, 5000, 5000])),
    ("nesting", False, put("page", "/CropBox", [100, 100, 200, 200])),
    ("intent", False, drop("root", "/OutputIntents")),
    ("intent", True, put("intent", "/S", "/GTS_PDFA1")),
    ("intent", False, lambda p: p.root["/OutputIntents"].append(p.root["/OutputIntents"][0])),
    ("intent-keys", False, drop("intent", "/OutputConditionIdentifier")),
    ("intent-keys", False, drop("intent", "/DestOutputProfile")),
    ("intent-keys", True, lambda p: (p.intent.pop("/RegistryName"), p.intent.pop("/Info"))),
    ("intent-keys", False, put("intent", "/DestOutputProfileRef", {})),
    ("profile", False, lambda p: p.profile(12, b"mntr")),
    ("profile", False, lambda p: p.profile(16, b"RGB ")),
    ("profile", True, lambda p: p.profile(8, b"\x04\x20")),
    ("profile", False, lambda p: p.profile(8, b"\x05\x00")),
    ("profile", False, lambda p: p.profile(36, b"none")),
    ("colour", False, lambda p: p.operators(b"1 0 0 rg")),
    ("colour", True, lambda p: p.operators(b"/DeviceRGB CS")),
    ("colour", False, lambda p: p.image(ColorSpace="/DeviceRGB")),
    ("colour", False, lambda p: p.image(ColorSpace=["/Indexed", "/DeviceRGB", 0, "b:000000"])),
    ("colour", True, lambda p: p.image(ColorSpace=["/ICCBased", p.intent["/DestOutputProfile"]])),
    ("colour", True, lambda p: p.image(ColorSpace=["/Lab", {"/WhitePoint": [1, 1, 1]}])),
    ("colour", False, lambda p: p.image(ColorSpace=["/Separation", "/Gold", "/DeviceRGB", {"/FunctionType": 2}])),
    ("transparency", True, lambda p: p.image(SMask=p.add(stream({"/Subtype": "/Image"})))),
    ("transparency", True, put("page", "/Group", {"/S": "/Transparency", "/CS": "/DeviceCMYK"})),
    ("transparency", True, lambda p: p.resources.setdefault("/ExtGState", {}).__setitem__("/A", {"/ca": 0.5})),
    ("transparency", True, lambda p: p.resources.setdefault("/ExtGState", {}).__setitem__("/A", {"/BM": "/Multiply"})),
    ("transparency", False, lambda p: (p.image(SMask=p.add(stream({"/Subtype": "/Image"}))), p.page.pop("/Group", 0))),
    ("layers", True, put("root", "/OCProperties", {"/D": {"/Name": "u:a"}})),
    ("layers", False, put("root", "/OCProperties", {"/D": {}})),
    ("filters", False, lambda p: p.image(Filter="/LZWDecode")),
    ("filters", True, lambda p: p.image(Filter=["/ASCII85Decode", "/JPXDecode"])),
    ("filters", True, lambda p: p.add(stream({"/Type": "/ObjStm"}))),
    ("fonts", False, lambda p: p.doc.get(p.first_font()["/FontDescriptor"]).pop("/FontFile2")),
    ("fonts", True, lambda p: p.fonts().__setitem__("/X", {"/Type": "/Font", "/Subtype": "/Type1",
                                                          "/BaseFont": "/Helvetica"})),
    ("notdef", False, lambda p: p.operators(b"BT /F0 9 Tf (\\000\\000) Tj <0000> Tj ET")),
    ("halftone", False, lambda p: p.resources.setdefault("/ExtGState", {}).__setitem__(
        "/A", {"/Type": "/ExtGState", "/TR": "/Identity"})),
    ("halftone", True, lambda p: p.resources.setdefault("/ExtGState", {}).__setitem__(
        "/A", {"/Type": "/ExtGState", "/TR2": "/Identity"})),
    ("halftone", False, lambda p: p.resources.setdefault("/ExtGState", {}).__setitem__(
        "/A", {"/Type": "/ExtGState", "/HT": {"/HalftoneType": 1, "/HalftoneName": "u:x"}})),
    ("images", False, lambda p: p.image(Alternates=[])),
    ("images", True, lambda p: p.image(OPI={})),
    ("annotations", False, put("page", "/Annots", [{"/Subtype": "/Link", "/Rect": [100, 100, 200, 200]}])),
    ("actions", False, put("root", "/OpenAction", {"/S": "/JavaScript", "/JS": "u:x"})),
    ("actions", True, put("root", "/AcroForm", {"/Fields": []})),
    ("actions", False, put("page", "/AA", {})),
    ("actions", False, put("root", "/Names", {"/JavaScript": {}})),
    ("files", False, put("root", "/Names", {"/EmbeddedFiles": {}})),
    ("files", True, put("root", "/AF", [])),
    ("postscript", False, lambda p: p.operators(b"BX EX")),
    ("postscript", True, lambda p: p.add(stream({"/Subtype": "/PS"}))),
    ("postscript", False, lambda p: p.add(stream({"/Subtype": "/Form", "/Ref": {}}))),
    ("postscript", True, lambda p: p.add(stream({"/Length": 0, "/F": "u:elsewhere"}))),
    ("limits", False, lambda p: p.operators(b"q " * 29 + b"Q " * 29)),
    ("limits", True, put("page", "/MediaBox", [0, 0, 20000, 20000])),
    ("limits", False, put("root", "/" + "n" * 128, 1)),
    ("limits", False, put("root", "/Long", "u:" + "n" * 33000)),
    ("limits", True, put("root", "/Long", [0] * 8192)),
    ("version", True, lambda p: p.image(BitsPerComponent=16)),
    ("nesting", False, lambda p: p.page.__setitem__("/CropBox", p.page["/TrimBox"])),
    ("actions", False, put("root", "/Outlines", {"/First": {"/Title": "u:x", "/A": {"/S": "/GoTo", "/D": []}}})),
    ("transparency", False, lambda p: (p.page.pop("/Group", 0), p.resources.setdefault("/ExtGState", {}).__setitem__(
        "/A", {"/BM": "/Multiply"}))),
    ("colour", False, lambda p: p.form(b"1 0 0 rg")),
    ("postscript", True, lambda p: p.form(b"BX EX")),
    ("fonts", False, lambda p: p.form(b"", Font={"/X": {"/Type": "/Font", "/Subtype": "/Type1",
                                                        "/BaseFont": "/Helvetica"}})),
    ("transparency", False, lambda p: (p.page.pop("/Group", 0), p.form(b"", ExtGState={"/A": {"/ca": 0.5}}))),
    ("viewer", False, put("root", "/ViewerPreferences", {"/PrintArea": "/CropBox"})),
    ("group", False, put("page", "/Group", {"/S": "/Transparency", "/CS": "/DeviceRGB"})),
    ("group", False, put("page", "/Group", {"/S": "/Transparency", "/CS": "/DeviceGray"})),
    ("group", False, lambda p: p.page.__setitem__("/Group", {
        "/S": "/Transparency", "/CS": ["/ICCBased", p.add(stream({"/N": 3}))]})),
    ("group", False, lambda p: p.add(stream({"/Subtype": "/Form", "/Group": {"/S": "/Transparency",
                                                                             "/CS": "/DeviceRGB"}}))),
    ("version", False, lambda p: p.qpdf[0].__setitem__("pdfversion", "2.0")),
    ("identity", False, lambda p: p.xmp(b"<pdfxid:GTS_PDFXVersion>", b"<pdfxid:Version>")),
    ("info", True, drop("info", "/Creator")),
    ("info", False, drop("info", "/Producer")),
    ("xmp", False, lambda p: p.xmp(b"<xmpMM:DocumentID>", b"<xmpMM:Document>")),
    ("xmp", False, lambda p: p.xmp(b"<xmpMM:RenditionClass>", b"<xmpMM:Rendition>")),
    ("xmp", False, lambda p: p.xmp(b"<xmp:ModifyDate>", b"<xmp:Modified>")),
    ("trapped", True, drop("info", "/Trapped")),
    ("trapped", False, put("info", "/Trapped", "u:False")),
    ("id", True, drop("trailer", "/ID")),
    ("id", False, put("trailer", "/Encrypt", {"/Filter": "/Standard"})),
    ("boxes", True, drop("page", "/TrimBox")),
    ("boxes", False, lambda p: p.doc.at(p.root, "/Pages").__setitem__("/TrimBox", p.page.pop("/TrimBox"))),
    ("nesting", True, put("page", "/CropBox", [100, 100, 200, 200])),
    ("intent", True, lambda p: p.root["/OutputIntents"].append(p.root["/OutputIntents"][0])),
    ("profile", True, lambda p: p.profile(12, b"mntr")),
    ("profile", False, lambda p: p.doc.get(p.intent["/DestOutputProfile"]).__setitem__("/N", 3)),
    ("colour", True, lambda p: p.operators(b"0 0 1 RG")),
    ("colour", False, lambda p: p.resources.setdefault("/Shading", {}).__setitem__("/A", {"/ColorSpace": "/DeviceRGB"})),
    ("colour", False, lambda p: p.image(ColorSpace=["/DeviceN", ["/Gold", "/Tin"], "/DeviceRGB", {"/FunctionType": 2}])),
    ("colour", False, lambda p: p.resources.setdefault("/ColorSpace", {}).__setitem__(
        "/A", ["/Pattern", "/DeviceRGB"])),
    ("layers", False, put("root", "/OCProperties", {"/D": {"/Name": "u:a", "/AS": []}})),
    ("filters", True, lambda p: p.image(Filter="/JBIG2Decode")),
    ("filters", True, lambda p: p.image(Filter=["/LZWDecode"])),
    ("filters", True, lambda p: p.add(stream({"/Type": "/XRef"}))),
    ("halftone", False, lambda p: p.resources.setdefault("/ExtGState", {}).__setitem__(
        "/A", {"/Type": "/ExtGState", "/HTP": [0, 0]})),
    ("halftone", True, lambda p: p.resources.setdefault("/ExtGState", {}).__setitem__(
        "/A", {"/Type": "/ExtGState", "/HT": {"/HalftoneType": 6}})),
    ("images", False, lambda p: p.add(stream({"/Subtype": "/Form", "/OPI": {}}))),
    ("images", True, lambda p: p.operators(b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI")),
    ("annotations", True, put("page", "/Annots", [{"/Subtype": "/Text", "/Rect": [100, 100, 200, 200]}])),
    ("actions", False, put("root", "/AA", {})),
    ("actions", False, put("page", "/PresSteps", {})),
    ("files", False, put("root", "/Collection", {})),
    ("postscript", False, lambda p: p.add(stream({"/Subtype": "/Form", "/Subtype2": "/PS"}))),
    ("limits", False, put("page", "/MediaBox", [0, 0, 20000, 20000])),
    ("limits", True, put("root", "/Long", 40000.5)),
]


def spots(p):
    for name, ink in (("/A", 0.5), ("/B", 1)):
        tint = {"/FunctionType": 2, "/Domain": [0, 1], "/C0": [0, 0, 0, 0], "/C1": [0, 0, 0, ink], "/N": 1}
        p.resources.setdefault("/ColorSpace", {})[name] = ["/Separation", "/Gold", "/DeviceCMYK", tint]


FIXTURES.append(("spot", False, spots))


def main(new, old):
    sound = {False: pdfx.load(new), True: pdfx.load(old)}
    for rule in pdfx.RULES:
        if rule not in [fixture[0] for fixture in FIXTURES]:
            print("not ok %s: no fixture" % rule)
    for number, (rule, is_old, change) in enumerate(FIXTURES):
        qpdf = copy.deepcopy(sound[is_old])
        change(Parts(qpdf))
        caught = [name for name, _ in pdfx.check(qpdf)[1]]
        name = "fixture %d breaks %s" % (number, rule)
        print("ok %s" % name if rule in caught else "not ok %s: caught %s" % (name, caught))


if __name__ == "__main__":
    main(*sys.argv[1:])
