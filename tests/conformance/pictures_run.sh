# Pictures of every kind in every profile: each is set, in colours that the standard allows; a profile that cannot be used
# is told, with the place of the picture.
. "$SRCDIR/tests/lib.sh"
tools=$SRCDIR/tests/conformance

if ! command -v gs >/dev/null; then
	skip 'pictures' 'no Ghostscript'
	exit 0
fi
mkdir -p i/images
cat >page.ps <<'END'
<< /PageSize [96 64] >> setpagedevice
0 0.2 0.6 0 setcmykcolor 0 0 48 64 rectfill
1 0.7 0.1 0.1 setcmykcolor 48 0 48 32 rectfill
0 0 0 1 setcmykcolor 60 40 20 10 rectfill showpage
END
for device in jpeg:rgb jpegcmyk:cmyk jpeggray:grey; do
	gs -q -dNOPAUSE -dBATCH -dSAFER -sDEVICE="${device%:*}" -r72 -sOutputFile="i/images/${device#*:}.jpg" page.ps
done
python3 "$tools/pictures.py" i/images
count=$(ls i/images | wc -l)
check 'there are pictures' test "$count" -ge 17

cat >i/issue.yaml <<'END'
number: 1
year: 2012
date: 2012-03-30
title: Pictures
language: en
END
{
	printf -- '---\ntitle: Pictures\n---\n'
	for file in i/images/*; do
		printf '\nA paragraph before the picture.\n\n![A slope of greys or colours](images/%s)\n' "$(basename "$file")"
	done
	printf '\nThe last one says nothing.\n\n![](images/grey16.png){.decorative}\n'
} >i/01-pictures.md

# build NAME PRINT: the issue with these settings of `print:`; all files are made, and nothing is said but of profiles,
# of coarseness, and of the ink of the picture whose numbers lost what they mean.
build() {
	mkdir -p "$1"
	cp -r i "$1/"
	echo "print: $2" >>"$1/i/issue.yaml"
	check_status "$1: builds" 0 "$VISNYK" build -q "$1/i" -o "$1"
	sed -n 's/^.*01-pictures.md:[0-9]*:[0-9]*: warning: colour profile.*images\/\([^ ]*\) \[image-profile\]$/\1/p' "$TMP/.err" |
		sort -u >"$1/unfit"
	grep -e '\[[a-z-]*\]$' "$TMP/.err" | grep -v -e image-profile -e print-coarse -e print-rgb -e cmyk-plain.jpg >"$1/else"
	check_same "$1: profiles that cannot be used are told at their pictures" - "$1/unfit" <<END
profile-broken.jpg
profile-broken.png
profile-class.png
profile-lab.png
profile-new.png
END
	check_empty "$1: nothing else is said" "$1/else"
	for file in "$1"/*.pdf; do
		check "$file: qpdf finds it sound" qpdf --check "$file"
	done
	check "$1: no rule of PDF/X is broken" python3 "$tools/pdfx.py" "$1/i-print.pdf"
	pdfimages -list "$1/i-print.pdf" | awk 'NR > 2 { print $3, $6 }' | sort -u >"$1/kinds"
}

build x4 '{standard: x-4}'
build x1a '{standard: x-1a}'
build kept '{standard: x-4, pictures: keep}'
check_same 'X-4: pictures in inks, masks' - x4/kinds <<END
image cmyk
image gray
image index
smask gray
END
check_same 'X-1a: pictures in inks, no masks' - x1a/kinds <<END
image cmyk
image gray
image index
END
check_has 'kept: pictures with a profile' 'image icc' kept/kinds
check 'the turned picture stands upright' sh -c 'pdfimages -list x4/i-print.pdf | grep -q " 64 *96 "'
pdftotext x4/i-screen.pdf - >text
check_lacks 'no picture was left out' 'A slope of greys or colours' text
