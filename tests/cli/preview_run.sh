# visnyk preview: pages as pictures, the sheet of all of them, guides, and both again on every change.
. "$SRCDIR/tests/lib.sh"

# png FILE: width and height of a whole PNG.
png() {
	python3 - "$1" <<-'END'
		import struct, sys
		data = open(sys.argv[1], "rb").read()
		whole = data[:8] == b"\x89PNG\r\n\x1a\n" and data[-8:-4] == b"IEND"
		print(*struct.unpack(">II", data[16:24])) if whole else print("broken")
	END
}

mkdir issues
make_issue issues/two
printf '%s\n' '---' 'title: Second article' '---' '' 'Its text.' >issues/two/02-second.md
printf '%s\n' 'articles: [01-first.md, {file: 02-second.md, page: 2}]' >>issues/two/issue.yaml

# ---- once ----------------------------------------------------------------------------------------------------
check_status 'preview: status 0' 0 "$VISNYK" preview two
check_same 'preview: says what it made' - "$TMP/.out" <<END
two: 2 pages: build/preview/two
END
check_empty 'preview: no message' "$TMP/.err"
(cd build/preview/two && ls -A) >names
check_same 'preview: a picture for each page and the sheet' - names <<END
page-01.png
page-02.png
pages.png
END
png build/preview/two/page-01.png >size
check_same 'preview: a page of A4 at 100 dpi' - size <<END
827 1170
END
check_status 'preview with guides: status 0' 0 "$VISNYK" preview two --guides -o guides -q
check_empty 'preview -q: nothing but messages' "$TMP/.out"
check_status 'preview with guides: the page is another' 1 cmp -s guides/page-01.png build/preview/two/page-01.png
check_status 'preview of nothing: status 1' 1 "$VISNYK" preview nosuch
check 'preview of nothing: no folder' test ! -e build/preview/nosuch

# guides FILE.png: how many pixels have the colour of the grid, of columns.
python3 - guides/page-02.png >colours <<'END'
import struct, sys, zlib
data, at, rows = open(sys.argv[1], "rb").read(), 8, b""
while at < len(data):
    size, kind = struct.unpack(">I4s", data[at:at + 8])
    if kind == b"IHDR":
        width, height = struct.unpack(">II", data[at + 8:at + 16])
    if kind == b"IDAT":
        rows += data[at + 8:at + 8 + size]
    at += size + 12
rows, stride, grid, column = zlib.decompress(rows), width * 3 + 1, 0, 0
for y in range(height):
    line = bytearray(rows[y * stride + 1:(y + 1) * stride])
    assert rows[y * stride] == 1  # each byte against the pixel before
    for i in range(3, len(line)):
        line[i] = (line[i] + line[i - 3]) & 255
    r, g, b = line[0:3]
    grid += b - r > 40  # a line of the grid runs to the page's edge
    column += any(line[i] - line[i + 1] > 40 and line[i + 2] > line[i + 1] for i in range(0, len(line), 3))
print("grid" if 50 < grid < 130 else grid, "column" if column else "none")
END
check_same 'preview with guides: a line for each row of the grid, columns' - colours <<END
grid column
END

# ---- programs that draw --------------------------------------------------------------------------------------
mkdir none mupdf half
check_status 'no program that draws: status 1' 1 env PATH="$PWD/none" "$VISNYK" preview two -o nothing
check_has 'no program that draws: says so' '[app-no-renderer]' "$TMP/.err"
ln -s "$(command -v mutool)" mupdf/mutool
check_status 'mutool does it too' 0 env PATH="$PWD/mupdf" "$VISNYK" preview two -o bymupdf -q
png bymupdf/page-02.png >size
check_has 'mutool does it too: a page' '827 1170' size
cp -R bymupdf before
printf '%s\n' '#!/bin/sh' 'printf "P6\n827 1170\n255\nxxx"' >half/pdftoppm
chmod +x half/pdftoppm
check_status 'a program that breaks off: status 1' 1 env PATH="$PWD/half:$PATH" "$VISNYK" preview two -o bymupdf
check_has 'a program that breaks off: says so' '[app-renderer]' "$TMP/.err"
check 'a program that breaks off: the pictures of before' diff -r before bymupdf

# ---- again on every change -----------------------------------------------------------------------------------
# lines N: waits until the watching preview has said N lines.
lines() {
	tries=0
	while [ "$(wc -l <watch.out)" -lt "$1" ] && [ $((tries += 1)) -lt 300 ]; do sleep 0.05; done
	[ "$(wc -l <watch.out)" -ge "$1" ]
}
: >watch.out
"$VISNYK" preview two --watch -o seen >watch.out 2>watch.err </dev/null &
watcher=$!
check 'watch: draws at once' lines 1
check_has 'watch: every page' '(drawn 2,' watch.out
cp seen/page-01.png first.png
sed -i 's/Its text/Another text/' issues/two/02-second.md
check 'watch: draws after a change' lines 2
check_has 'watch: only the page that changed' '(drawn 1,' watch.out
check 'watch: the other page as it was' cmp first.png seen/page-01.png
cp seen/page-02.png second.png
mkdir issues/two/images
cp issues/two/02-second.md saved
sed 's/Another text/A third text/' saved >issues/two/02-second.md~
mv issues/two/02-second.md~ issues/two/02-second.md
check 'watch: draws after a file was put in its place' lines 3
check_status 'watch: the page is another' 1 cmp -s second.png seen/page-02.png
echo 'number: [' >>issues/two/issue.yaml
check 'watch: a broken issue is no end' lines 4
check_has 'watch: a broken issue is told' '[yaml-' watch.err
check 'watch: the pictures stay' cmp first.png seen/page-01.png
sed -i '$d' issues/two/issue.yaml
check 'watch: goes on when it is mended' lines 5
sed -i 's/, {file: 02-second.md, page: 2}//' issues/two/issue.yaml
check 'watch: fewer pages' lines 6
check 'watch: the picture of a page that is gone is gone' test ! -e seen/page-02.png
kill -INT $watcher 2>/dev/null || kill $watcher
kill $watcher 2>/dev/null # a shell without job control has its children ignore the interrupt
wait $watcher 2>/dev/null
(cd seen && ls -A) >names
check_same 'watch: a stop leaves nothing half' - names <<END
page-01.png
pages.png
END

python3 - "$VISNYK" >told 2>&1 <<'END'
import ctypes, subprocess, sys
libc = ctypes.CDLL(None)
opened = 0
while libc.inotify_init() >= 0 and opened < 20000:
    opened += 1
run = subprocess.run([sys.argv[1], "preview", "two", "--watch"], capture_output=True, text=True, timeout=20)
print(run.returncode, run.stderr)
END
check_has 'a system that tells of no changes: says so' '[app-watch]' told
check_has 'a system that tells of no changes: status 3' '3 error' told
