# The print file against its standard. Fast part: one sample in both standards, the checker's own fixtures, the plates.
# FULL=1 (make conformance): all samples, both standards, each print shop, with and without marks.
. "$SRCDIR/tests/lib.sh"
tools=$SRCDIR/tests/conformance

# sample NAME FOLDER YAML: a copy of a sample whose `print:` is YAML.
sample() {
	mkdir -p "$2"
	cp -r "$SRCDIR/issues/$1" "$2/"
	awk '/^[a-z]/ { on = /^print:/ } !on' "$SRCDIR/issues/$1/issue.yaml" >"$2/$1/issue.yaml"
	echo "print: $3" >>"$2/$1/issue.yaml"
}

# conforms NAME FOLDER YAML: the sample's print file keeps the rules of its standard.
conforms() {
	sample "$1" "$2" "$3"
	check_status "$2/$1: builds" 0 "$VISNYK" build -q --profile print "$2/$1" -o "$2"
	check "$2/$1: qpdf finds it sound" qpdf --check "$2/$1-print.pdf"
	check "$2/$1: no rule is broken" python3 "$tools/pdfx.py" "$2/$1-print.pdf"
}

conforms 2012-02-en x4 '{standard: x-4, marks: true}'
conforms 2012-02-en x1a '{standard: x-1a}'
conforms 2012-02-en kept '{pictures: keep, bleed: {top: 5mm, bottom: 5mm, inner: 0, outer: 5mm}}'
python3 "$tools/pdfx.py" x1a/*-print.pdf >standards
check_has 'x-1a is PDF/X-1a:2003' 'PDF/X-1a:2003' standards
pdfimages -list x1a/2012-02-en-print.pdf | awk 'NR > 2 { print $3, $6 }' | sort -u >kinds
check_same 'X-1a has no masks, and inks alone' - kinds <<END
image cmyk
END
pdfimages -list kept/2012-02-en-print.pdf >kinds
check_has 'kept pictures have a profile' ' icc ' kinds
python3 "$tools/pdfx_broken.py" x4/2012-02-en-print.pdf x1a/2012-02-en-print.pdf

# A spot colour of the template is a plate of its own, in both standards, with its tints.
for standard in x-4 x-1a; do
	sample 2012-02-en "spot-$standard" "{standard: $standard, marks: true, limits: {inks: 5}}"
	folder=spot-$standard/2012-02-en
	cp -r "$SRCDIR/templates/visnyk-a4" "spot-$standard/look"
	sed -i 's/  accent: {/  accent: {spot: "PANTONE 286 C", /' "spot-$standard/look/template.yaml"
	sed -i 's/^template:.*/template: ..\/look/' "$folder/issue.yaml"
	check_status "spot, $standard: builds" 0 "$VISNYK" build -q --profile print,screen "$folder" -o "spot-$standard"
	check "spot, $standard: no rule is broken" python3 "$tools/pdfx.py" "spot-$standard/2012-02-en-print.pdf"
	check_has "spot, $standard: the ticket has its plate" 'Plates: Cyan, Magenta, Yellow, Black, PANTONE 286 C' \
		"spot-$standard/2012-02-en-print-ticket.txt"
	qpdf --qdf --object-streams=disable "spot-$standard/2012-02-en-print.pdf" plain.pdf
	check_has "spot, $standard: a separation" '/PANTONE#20286#20C' plain.pdf
	check_has "spot, $standard: a tint of it" '/S0 cs 0.08 scn' plain.pdf
	check "spot, $standard: none on the screen" sh -c "! grep -q PANTONE spot-$standard/2012-02-en-screen.pdf"
done

# The booklet: two pages on each side of a sheet, in the order of saddle stitching; single pages stay as they are.
for standard in x-4 x-1a; do
	folder=booklet-$standard
	sample 2012-02-en "$folder" "{standard: $standard, marks: true, paper_thickness: 1mm}"
	"$VISNYK" build -q --profile print "$folder/2012-02-en" -o "$folder/alone"
	check_status "booklet, $standard: builds" 0 "$VISNYK" build -q --profile print --booklet "$folder/2012-02-en" -o "$folder"
	check_same "booklet, $standard: the file of single pages is the same" "$folder/alone/2012-02-en-print.pdf" \
		"$folder/2012-02-en-print.pdf"
	check "booklet, $standard: qpdf finds it sound" qpdf --check "$folder/2012-02-en-booklet.pdf"
	check "booklet, $standard: no rule is broken" python3 "$tools/pdfx.py" "$folder/2012-02-en-booklet.pdf"
	check_has "booklet, $standard: the ticket has its hash" \
		"$(sha256sum <"$folder/2012-02-en-booklet.pdf" | cut -d' ' -f1)" "$folder/2012-02-en-booklet-ticket.txt"
	check_has "booklet, $standard: the manifest has it" 2012-02-en-booklet.pdf "$folder/2012-02-en-manifest.json"
	python3 "$tools/booklet.py" "$folder/2012-02-en-print.pdf" "$folder/2012-02-en-booklet.pdf" 1 >wrong 2>&1
	check_empty "booklet, $standard: each page stands where it belongs, moved by its creep" wrong
done

# Frames, articles that jump, drawings and a spot colour, in both standards, single and as a booklet of small pages.
sh "$tools/nasty_pages.sh" frames/x-4
cp -r frames/x-4 frames/x-1a
sed -i 's/^print: {/print: {standard: x-1a, /' frames/x-1a/issue.yaml
cp -r frames/x-4 frames/small
sed -i 's/extends: .*/extends: visnyk-a5/' frames/small/look/template.yaml
sed -i 's/, frame: [a-z]*//; s/, span: [0-9]//; s/^print: {/print: {paper_thickness: 1mm, /' frames/small/issue.yaml
for issue in x-4 x-1a small; do
	check_status "frames, $issue: builds" 0 "$VISNYK" build -q --profile print --booklet "frames/$issue" -o frames/out
	for kind in print booklet; do
		check "frames, $issue: no rule is broken by the $kind file" python3 "$tools/pdfx.py" "frames/out/$issue-$kind.pdf"
		check "frames, $issue: qpdf finds the $kind file sound" qpdf --check "frames/out/$issue-$kind.pdf"
	done
	python3 "$tools/booklet.py" "frames/out/$issue-print.pdf" "frames/out/$issue-booklet.pdf" \
		"$([ $issue = small ] && echo 1 || echo 0.09)" >wrong 2>&1
	check_empty "frames, $issue: each page of the booklet stands where it belongs" wrong
	check_has "frames, $issue: the ticket has the plate of the spot colour" 'PANTONE 286 C' frames/out/$issue-print-ticket.txt
done

# The same lines at the same places as on the screen: words by page and position within the trimmed page.
words() {
	pdftotext -bbox "$1" - | awk -F'"' -v dx="$2" -v dy="$3" '/<page/ { page++ }
		/<word/ { sub(/^[^>]*>/, "", $9); sub(/<.*/, "", $9); print page, $2 - dx, $8 - dy, $9 }'
}
"$VISNYK" build -q --profile screen x1a/2012-02-en -o x1a
words x1a/2012-02-en-screen.pdf 0 0 >screen
words x1a/2012-02-en-print.pdf 8.504 8.504 >print
check 'there are words' test -s screen
paste -d' ' screen print | awk 'function far(a, b) { return a - b > 0.02 || b - a > 0.02 }
	$1 != $5 || far($2, $6) || far($3, $7) || $4 != $8' >moved
check_empty 'words stand where they stand on the screen' moved

# Two builds are the same, and the ticket tells the file's hash.
"$VISNYK" build -q --profile print x4/2012-02-en -o again
check_same 'the same issue gives the same file' x4/2012-02-en-print.pdf again/2012-02-en-print.pdf
check_same 'and the same ticket' x4/2012-02-en-print-ticket.json again/2012-02-en-print-ticket.json
check_has 'the ticket has the hash' "$(sha256sum <x4/2012-02-en-print.pdf | cut -d' ' -f1)" x4/2012-02-en-print-ticket.txt
check 'the ticket is JSON' python3 -m json.tool x4/2012-02-en-print-ticket.json
check_has 'the ticket of an English issue is English' 'Plates: Cyan, Magenta, Yellow, Black' x4/2012-02-en-print-ticket.txt

# Plates: an issue whose template has no colour but black, and no pictures, is on the black plate alone.
if command -v gs >/dev/null; then
	sample 2012-02 black '{marks: false}'
	sed -i '/emblem:/d; s/^template:.*/template: ..\/look/' black/2012-02/issue.yaml
	sed -i '/^!\[/d' black/2012-02/*.md
	cp -r "$SRCDIR/templates/visnyk-a4" black/look
	sed -i 's/cmyk: \[[^]]*\]/cmyk: [0, 0, 0, 100]/' black/look/template.yaml
	check_status 'black: builds' 0 "$VISNYK" build -q --profile print black/2012-02 -o black
	python3 "$tools/plates.py" black black/2012-02-print.pdf >wrong 2>&1
	check_empty 'not one pixel of text is on cyan, magenta or yellow' wrong
	python3 "$tools/plates.py" overprint x1a/2012-02-en-print.pdf >wrong 2>&1
	check_empty 'black text prints over tints' wrong
else
	skip 'plates' 'no Ghostscript'
fi

[ -n "${FULL:-}" ] || exit 0
for standard in x-4 x-1a; do
	for shop in "$SRCDIR"/templates/print-shops/*.yaml; do
		shop=$(basename "$shop" .yaml)
		for issue in "$SRCDIR"/issues/*/; do
			conforms "$(basename "$issue")" "$standard-$shop" "{standard: $standard, shop: $shop, marks: true}"
		done
	done
done
for issue in frames/x-4 frames/x-1a; do
	for shop in "$SRCDIR"/templates/print-shops/*.yaml; do
		shop=$(basename "$shop" .yaml)
		cp -r "$issue" "$issue-$shop"
		sed -i "s/^print: {/print: {shop: $shop, /" "$issue-$shop/issue.yaml"
		check_status "$issue, $shop: builds" 0 "$VISNYK" build -q --profile print "$issue-$shop" -o frames/out
		check "$issue, $shop: no rule is broken" python3 "$tools/pdfx.py" "frames/out/$(basename "$issue")-$shop-print.pdf"
	done
done
