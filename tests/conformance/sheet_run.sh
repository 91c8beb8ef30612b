# What a shop may ask of the print file, and what no file depends on: bleed by edge, seen on the rendered page; marks, which
# are off unless asked for; a shop's own file; intents; pictures that say nothing; the day; which other files are made.
. "$SRCDIR/tests/lib.sh"

mkdir -p i/look
cat >i/look/template.yaml <<'END'
extends: visnyk-a4
page: {margin-top: 0, margin-bottom: 0, margin-inner: 0, margin-outer: 0, columns: 1}
END
python3 - <<'END'
import struct, zlib
def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
for name, w, h in (("tall", 600, 700), ("wide", 1200, 400)):
    rows = b"".join(b"\0" + bytes((200, 30, 40)) * w for y in range(h))
    open("i/%s.png" % name, "wb").write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
END
cat >i/issue.yaml <<'END'
number: 1
year: 2012
date: 2012-03-30
title: Sheets
language: en
template: ./look
END
printf '%s\n' '---' 'title: One' '---' '' 'Words.' '' '![A red field](tall.png){place=page}' '' 'More.' \
	'' '![](wide.png){.decorative}' >i/01-one.md

# sheet NAME PRINT: the issue with these settings of `print:`.
sheet() {
	cp -r i "$1"
	echo "print: $2" >>"$1/issue.yaml"
	check_status "$1: builds" 0 "$VISNYK" build -q --profile print "$1" -o out
}
sheet edges '{bleed: {top: 5mm, bottom: 2mm, inner: 0, outer: 4mm}, limits: {margin: 0}}'
sheet bare '{}'
sheet marked '{marks: true}'
# On a left page the outer edge is the left one, the fold is the right one.
pdfinfo -box -f 2 -l 2 out/edges-print.pdf | awk '/(Media|Bleed|Trim)Box/ { print $3, $4, $5, $6, $7 }' >boxes
check_same 'boxes by edge' - boxes <<END
MediaBox: 0.00 0.00 606.62 861.73
BleedBox: 0.00 0.00 606.62 861.73
TrimBox: 11.34 5.67 606.62 847.56
END
if command -v gs >/dev/null; then
	gs -q -dNOPAUSE -dBATCH -dSAFER -sDEVICE=ppmraw -r72 -dFirstPage=2 -dLastPage=2 -sOutputFile=page.ppm out/edges-print.pdf
	python3 - >wrong <<'END'
import re
data = open("page.ppm", "rb").read()
head = re.match(rb"P6\s+(?:#[^\n]*\s+)?(\d+)\s+(\d+)\s+255\s", data)
width, height = int(head.group(1)), int(head.group(2))
pixels = data[head.end():]
def red(x, y):
    r, g, b = pixels[3 * (y * width + x):][:3]
    return r > 120 and g < 120 and b < 120
rows = [y for y in range(height) if red(width // 2, y)]
if len(rows) < 50:
    print("no picture")
else:
    middle = rows[len(rows) // 2]
    for x in list(range(1, 13)) + list(range(width - 12, width - 1)):
        if not red(x, middle):
            print("white at", x, middle)
END
	check_empty 'the bleed is filled at the outer edge, and the fold has none' wrong
else
	skip 'the bleed is filled' 'no Ghostscript'
fi
LC_ALL=C grep -a 'Separation/All' out/bare-print.pdf >found
check_empty 'no marks unless asked for' found
check 'without marks there is the bleed alone' sh -c 'pdfinfo -box out/bare-print.pdf | awk "/MediaBox|BleedBox/ { print \$4, \$5, \$6, \$7 }" | sort -u | wc -l | grep -qx 1'
check 'with marks they stand on all plates' grep -aq 'Separation/All' out/marked-print.pdf
pdftotext out/marked-print.pdf - >text
check_has 'the slug names issue, page and date' 'marked 1 / 2 2012-03-30' text

# A shop's own file, and what goes before it.
mkdir -p templates/print-shops
cat >templates/print-shops/our-shop.yaml <<'END'
description: our shop
profile: press.icc
condition: FOGRA39
marks: true
limits: {total_ink: 20}
END
cp "$SRCDIR/templates/print-shops/FOGRA39L_coated.icc" templates/print-shops/press.icc
sheet own '{shop: our-shop}'
check_has 'the limits of a shop of our own' '> 20 %' "$TMP/.err"
check_has 'a finding says what to do' 'use a lighter colour' "$TMP/.err"
check 'its marks' grep -aq 'Separation/All' out/own-print.pdf
sheet before '{shop: our-shop, marks: false, limits: {total_ink: 300}}'
check_lacks 'the issue goes before the shop' 'print-ink' "$TMP/.err"

# A carried shop is copied beside an issue without its profile; a shop that names none has the usual one; a profile beside
# the shop goes before a carried one of that name.
cp "$SRCDIR/templates/print-shops/newsprint.yaml" i/copied.yaml
echo 'limits: {total_ink: 250}' >i/bare.yaml
for shop in copied bare; do
	sheet shop-$shop "{shop: $shop}"
	check_lacks "$shop: its profile is found" ': error: ' "$TMP/.err"
	check_has "$shop: the profile" '"FOGRA39"' out/shop-$shop-print-ticket.json
done
cp -r i shop-own
echo 'print: {shop: own}' >>shop-own/issue.yaml
printf '%s\n' 'profile: FOGRA39L_coated.icc' >shop-own/own.yaml
cp i/01-one.md shop-own/FOGRA39L_coated.icc
check_status 'a profile beside the shop is none' 1 "$VISNYK" build -q --profile print shop-own -o out
check_has 'it goes before a carried one' 'shop-own/FOGRA39L_coated.icc' "$TMP/.err"

# Intents and the black point are told apart in what is printed.
for how in 'intent: perceptual' 'intent: relative' 'intent: absolute' 'black_point: false'; do
	folder=$(echo "$how" | tr -d ': ')
	sheet "$folder" "{$how}"
	qpdf --qdf --stream-data=uncompress "out/$folder-print.pdf" - | LC_ALL=C sed -n '/Subtype .Image/,/endstream/p' | sha256sum >>kinds
done
check 'intents differ' test "$(sort -u kinds | wc -l)" -ge 2

# A picture that says nothing is an artifact, any other a Figure.
"$VISNYK" build -q i -o all 2>log
check 'one of two pictures is an element' test "$(pdfinfo -struct-text all/i-screen.pdf 2>log | grep -c Figure)" -eq 1
check 'both are painted' test "$(qpdf --qdf all/i-screen.pdf - | grep -ac '/I[0-9]* Do')" -eq 2

# A file is the same whichever others are made with it.
for profile in screen print archive; do
	"$VISNYK" build -q --profile $profile i -o "alone-$profile" 2>log
	check_same "$profile: alone or with others" "all/i-$profile.pdf" "alone-$profile/i-$profile.pdf"
done
"$VISNYK" build -q --booklet --profile archive i -o mixed 2>log
check_same 'archive: beside a booklet' all/i-archive.pdf mixed/i-archive.pdf
"$VISNYK" build -q --booklet --profile print i -o pair 2>log
check_same 'a booklet beside a print file or an archive file' mixed/i-booklet.pdf pair/i-booklet.pdf

# On any day: a clock that stands in another year.
if [ "$MODE" = asan ]; then
	skip 'another day' 'the sanitizer wants to be loaded first'
elif printf '%s\n' '#include <time.h>' '#include <sys/time.h>' \
	'time_t time(time_t *t) { if (t) *t = 2000000000; return 2000000000; }' \
	'int clock_gettime(clockid_t c, struct timespec *t) { (void)c; t->tv_sec = 2000000000; t->tv_nsec = 0; return 0; }' \
	'int gettimeofday(struct timeval *restrict t, void *restrict z) { (void)z; t->tv_sec = 2000000000; t->tv_usec = 0; return 0; }' \
	>clock.c && cc -shared -fPIC -o clock.so clock.c 2>log; then
	check_status 'another day: builds' 0 env LD_PRELOAD="$PWD/clock.so" TZ=Pacific/Kiritimati "$VISNYK" build -q i -o later
	check 'another day: the same files' diff -rq -x .visnyk all later
else
	skip 'another day' 'no compiler'
fi
