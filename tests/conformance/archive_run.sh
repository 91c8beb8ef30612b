# veraPDF has nothing to say against any sample, any issue of the golden tests and ISSUES random issues (30 unless said;
# tests/prop/issue.py), in each profile that claims a standard: screen PDF/A-2a and PDF/UA-1; archive PDF/A-3a, PDF/A-2u
# and PDF/A-1b, each of them PDF/UA-1 too. Samples are made by all three, random issues in turn. It needs Java and takes
# a minute or two, so it runs with FULL=1 (make conformance) alone.
. "$SRCDIR/tests/lib.sh"

if [ -z "${FULL:-}" ]; then
	skip 'veraPDF' 'make conformance runs it'
	exit 0
fi
sh "$SRCDIR/.ci/verapdf" --version >version 2>&1
status=$?
if [ $status -eq 77 ]; then
	skip 'veraPDF' "$(head -n 1 version)"
	exit 0
fi
check 'veraPDF runs' test $status -eq 0

# by NAME STANDARD: the archive file of this issue follows the standard.
by() {
	sed -i '/^archive:/d' "issues/$1/issue.yaml"
	[ -z "$(tail -c 1 "issues/$1/issue.yaml")" ] || echo >>"issues/$1/issue.yaml"
	echo "archive: {standard: $2}" >>"issues/$1/issue.yaml"
}
mkdir issues
for folder in "$SRCDIR"/issues/*/ "$SRCDIR"/tests/golden/*/; do
	[ -e "$folder/issue.yaml" ] && cp -r "$folder" "issues/$(basename "$folder")"
done
sh "$SRCDIR/tests/conformance/nasty.sh" issues/nasty
sh "$SRCDIR/tests/conformance/nasty_pages.sh" issues/frames
for issue in issues/*; do
	for standard in a-2u a-1b; do
		cp -r "$issue" "$issue-$standard"
		by "$(basename "$issue")-$standard" $standard
	done
done
for seed in $(seq 1 "${ISSUES:-30}"); do
	python3 "$SRCDIR/tests/prop/issue.py" "$seed" "issues/random-$seed" every || not_ok "issue $seed" 'is not generated'
	[ $((seed % 3)) -ne 1 ] || by "random-$seed" a-2u
	[ $((seed % 3)) -ne 2 ] || by "random-$seed" a-1b
done
"$VISNYK" build --all -q --profile screen,archive -o out 2>messages
check 'all issues are made' test "$(ls out/*-archive.pdf | wc -l)" -eq "$(ls -d issues/*/ | wc -l)"
grep ': error: ' messages >errors
check_empty 'without an error' errors

# judged FLAVOUR FILE...: `broken` gets "FILE STANDARD what" for each rule that is broken, `verdicts` "FILE STANDARD".
judged() {
	flavour=$1
	shift
	sh "$SRCDIR/.ci/verapdf" -f "$flavour" --format xml --maxfailuresdisplayed 1 "$@" >report.xml 2>log
	python3 "$SRCDIR/tests/conformance/report.py" report.xml broken verdicts
}
judged 0 out/*.pdf
check_empty 'no rule is broken' broken
awk '{ print $2 }' verdicts | sort | uniq -c | awk '{ print $2, $1 }' >counts
# count STANDARD: files that say they follow it.
count() { LC_ALL=C grep -alE "<pdfaid:part>${1%?}</pdfaid:part>" out/*-archive.pdf | wc -l; }
files=$(ls out/*-archive.pdf | wc -l)
old=$(count 1b)
printf '%s\n' "PDF/A-1B $old" "PDF/A-2A $files" "PDF/A-2U $(count 2u)" "PDF/A-3A $(count 3a)" "PDF/UA-1 $((2 * files - old))" |
	check_same 'every file is judged by every standard it names' - counts
echo "# files judged: $((2 * files)), rules broken: $(wc -l <broken)"

# Of a file of part 1 the judge looks at one standard only unless it is told.
judged ua1 $(LC_ALL=C grep -alE '<pdfaid:part>1</pdfaid:part>' out/*-archive.pdf)
check_empty 'PDF/A-1b is PDF/UA-1 too' broken
check 'each file of part 1 is judged by PDF/UA-1' test "$(wc -l <verdicts)" -eq "$old"

# The archive file is at most 60 kB larger than the screen file and its sources compressed.
for pdf in $(LC_ALL=C grep -alE '<pdfaid:part>3</pdfaid:part>' out/*-archive.pdf); do
	rm -rf taken
	"$VISNYK" extract -q "$pdf" -o taken
	sources=$(find taken -type f -exec sh -c 'gzip -9n <"$1" | wc -c' - {} \; | awk '{ n += $1 } END { print n }')
	echo "$(($(wc -c <"$pdf") - $(wc -c <"${pdf%-archive.pdf}-screen.pdf") - sources)) $(basename "$pdf")"
done | sort -n >sizes
echo "# archive files are larger than screen and sources by [bytes]: $(head -n 1 sizes | cut -d ' ' -f 1) to $(tail -n 1 sizes)"
check 'no archive file is 60 kB larger' test "$(tail -n 1 sizes | cut -d ' ' -f 1)" -le 60000

# The judge sees what is wrong: the same file without its structure.
qpdf --qdf out/nasty-archive.pdf - | LC_ALL=C sed 's,/StructTreeRoot,/StructTreeNone,' | fix-qdf >bad.pdf
sh "$SRCDIR/.ci/verapdf" -f 0 --format xml --maxfailuresdisplayed 1 bad.pdf >bad.xml 2>log
python3 "$SRCDIR/tests/conformance/report.py" bad.xml bad-broken bad-verdicts
check 'a file without structure is found broken' test -s bad-broken
