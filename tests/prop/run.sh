# Random issues (issue.py, seeds 1 to SEEDS): no word is lost or doubled between source and PDF, the PDF is sound, and
# the bytes depend on nothing but the input. SEEDS=N and FIRST=N choose others.
. "$SRCDIR/tests/lib.sh"

FIRST=${FIRST:-1}
LAST=$((FIRST + ${SEEDS:-24} - 1))
mkdir issues
for seed in $(seq "$FIRST" "$LAST"); do
	python3 "$SRCDIR/tests/prop/issue.py" "$seed" "issues/$seed" || not_ok "issue $seed" 'is not generated'
done

check_status 'random issues are made' 0 "$VISNYK" build --all -q -o one -j 1
check_status 'again, four at a time' 0 "$VISNYK" build --all -q -o four -j 4
check 'the number of workers does not show in the files' diff -rq -x .visnyk one four
mkdir elsewhere
mv issues elsewhere/issues
(cd elsewhere && LC_ALL=uk_UA.UTF-8 TZ=Asia/Tokyo "$VISNYK" build --all -q -o ../third -j 2) >/dev/null 2>&1
check 'nor do folder, locale and time zone' diff -rq -x .visnyk one third

for seed in $(seq "$FIRST" "$LAST"); do
	for pdf in one/"$seed"-*.pdf; do
		[ -e "$pdf" ] || continue
		qpdf --check "$pdf" >qpdf 2>&1 || echo "$pdf: $(head -n 1 qpdf)" >>unsound
		pdftotext -raw "$pdf" text 2>pdftotext
		[ -s pdftotext ] && echo "$pdf: $(head -n 1 pdftotext)" >>unsound
		python3 "$SRCDIR/tests/prop/words.py" "elsewhere/issues/$seed/expected" text 2>&1 | sed "s,^,$pdf: ," >>words
		echo "$pdf" >>looked-at
	done
done
check 'every profile is looked at' test "$(sed 's/.*-//' looked-at | sort -u | wc -l)" -eq 3
: >>unsound
check_empty 'every file is sound' unsound
check_empty 'no word is lost or doubled' words

# Words of these issues are long, and many call notes: a few columns may have no other break.
for seed in $(seq "$FIRST" "$LAST"); do "$VISNYK" dump "elsewhere/issues/$seed" --stage paint >"$seed.dump" 2>/dev/null; done
divided=$(python3 "$SRCDIR/tests/pages/pages.py" ./*.dump | sed -n 's/^divided //p')
check "columns that end with a hyphen: $divided" test "$(echo "$divided" | awk '{ print ($3 > 100 && $1 * 200 <= $3) }')" = 1
