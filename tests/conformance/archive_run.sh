# veraPDF has nothing to say against any sample and ISSUES random issues (30 unless said; tests/prop/issue.py), in each
# profile that claims a standard: screen PDF/UA-1, archive PDF/A-3a and PDF/UA-1. It needs Java and takes a minute or two, so
# it runs with FULL=1 (make conformance) alone.
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

mkdir issues
cp -r "$SRCDIR"/issues/* issues/
for seed in $(seq 1 "${ISSUES:-30}"); do
	python3 "$SRCDIR/tests/prop/issue.py" "$seed" "issues/random-$seed" || not_ok "issue $seed" 'is not generated'
done
sh "$SRCDIR/tests/conformance/nasty.sh" issues/nasty
"$VISNYK" build --all -q --profile screen,archive -o out 2>messages
check 'all issues are made' test "$(ls out/*-archive.pdf | wc -l)" -eq "$(ls -d issues/*/ | wc -l)"
grep ': error: ' messages >errors
check_empty 'without an error' errors

# Prints "FILE STANDARD what" for each rule that is broken, and "FILE STANDARD" for each verdict.
sh "$SRCDIR/.ci/verapdf" -f 0 --format xml --maxfailuresdisplayed 1 out/*.pdf >report.xml 2>log
python3 "$SRCDIR/tests/conformance/report.py" report.xml broken verdicts
check_empty 'no rule is broken' broken
awk '{ print $2 }' verdicts | sort | uniq -c | awk '{ print $2, $1 }' >counts
files=$(ls out/*-archive.pdf | wc -l)
printf '%s\n' "PDF/A-3A $files" "PDF/UA-1 $((2 * files))" | check_same 'every file is judged by every standard it names' - counts

# The judge sees what is wrong: the same file without its structure.
qpdf --qdf out/nasty-archive.pdf - | LC_ALL=C sed 's,/StructTreeRoot,/StructTreeNone,' | fix-qdf >bad.pdf
sh "$SRCDIR/.ci/verapdf" -f 0 --format xml --maxfailuresdisplayed 1 bad.pdf >bad.xml 2>log
python3 "$SRCDIR/tests/conformance/report.py" bad.xml bad-broken bad-verdicts
check 'a file without structure is found broken' test -s bad-broken
