# The command line: commands, options, exit status, help, what goes where.
. "$SRCDIR/tests/lib.sh"

usage() { # NAME TEXT COMMAND...: a wrong call says TEXT and ends with 2
	usage_name=$1 usage_text=$2
	shift 2
	check_status "$usage_name: status 2" 2 "$VISNYK" "$@"
	check_has "$usage_name: says so" "$usage_text" "$TMP/.err"
	check_empty "$usage_name: nothing on standard output" "$TMP/.out"
}

# ---- help and version ----------------------------------------------------------------------------------------
check_status 'no command: status 2' 2 "$VISNYK"
check_has 'no command: help' 'visnyk build' "$TMP/.err"
check_status '--help' 0 "$VISNYK" --help
check_has '--help lists check' 'visnyk check' "$TMP/.out"
check_has '--help lists preview' 'visnyk preview' "$TMP/.out"
check_status '--help in Ukrainian' 0 env LC_ALL=uk_UA.UTF-8 "$VISNYK" --help
check_has '--help in Ukrainian: text' 'ВИПУСК' "$TMP/.out"
for command in build check new preview dump lock verify catalogue search compare import extract rules; do
	check_status "$command --help" 0 "$VISNYK" "$command" --help
	check_has "$command --help: text" "visnyk $command" "$TMP/.out"
	for option in $(grep -oE -e '--[a-z][a-z-]*' "$TMP/.out" | sort -u); do
		"$VISNYK" "$command" "$option" x --help >"$TMP/.option" 2>&1
		check_lacks "$command $option: known" app-option-unknown "$TMP/.option"
		check_has "$command $option: in the man page" "Fl -${option#--}" "$SRCDIR/src/app/visnyk.1"
	done
done
check_status '--version' 0 "$VISNYK" --version
check_has '--version: libraries' libharu "$TMP/.out"

# ---- wrong calls ---------------------------------------------------------------------------------------------
usage 'unknown command' '[app-command-unknown]' bild
check_has 'unknown command: nearest' 'build?' "$TMP/.err"
usage 'unknown option' '[app-option-unknown]' build --colour
usage 'unknown letter' '[app-option-unknown]' build -Z
usage 'unknown letter of two bytes' 'no such option: -рада' search -рада
usage 'option of another command' '[app-option-unknown]' check -o x
usage 'option without its value' '[app-option-argument]' build -o
usage 'wrong number of jobs' '[app-option-value]' build -j 0
usage 'wrong form of messages' '[app-option-value]' build --diag xml
usage 'wrong stage' '[app-option-value]' dump x --stage pdf
usage 'unknown profile' '[app-profile-unknown]' build --profile screen,paper
check_has 'unknown profile: names those that exist' '(screen' "$TMP/.err"
usage 'new without a name' '[app-arguments]' new
usage 'dump of two issues' '[app-arguments]' dump a b
for command in build check new dump extract verify; do
	usage "$command of an empty name" '[app-empty-name]' "$command" ''
done
check 'an empty name: nothing is made' test ! -e issues
usage 'names beside --all' '[app-all-named]' build nosuch --all
check_status 'a wrong call with messages in JSON: status 2' 2 "$VISNYK" build --colour --diag json
check 'a wrong call with messages in JSON: nothing else' python3 -m json.tool "$TMP/.err"
usage 'no issue at all' '[app-no-issues]' build
mkdir issues
usage 'an empty issues folder' '[app-no-issues]' build --all
check_status 'wrong call in Ukrainian' 2 env LANG=uk LC_ALL= "$VISNYK" bild
check_has 'wrong call in Ukrainian: text' 'такої команди немає' "$TMP/.err"

# ---- build ---------------------------------------------------------------------------------------------------
make_issue issues/2012-01
make_issue issues/2012-02
make_issue elsewhere/2012-03
check_status 'build of all' 0 "$VISNYK" build
check_same 'one line for each issue and a sum' - "$TMP/.out" <<END
2012-01: 1 page: build/issues/2012-01-screen.pdf build/issues/2012-01-print.pdf build/issues/2012-01-archive.pdf
2012-02: 1 page: build/issues/2012-02-screen.pdf build/issues/2012-02-print.pdf build/issues/2012-02-archive.pdf
2 issues, 2 pages
  made                  2
END
check_empty 'a good issue has no message' "$TMP/.err"
check 'the file is a PDF' is_pdf build/issues/2012-01-screen.pdf
check 'the manifest is JSON' python3 -m json.tool build/issues/2012-01-manifest.json
check_has 'the manifest has the date' '"date":	"2012-03-30"' build/issues/2012-01-manifest.json
make_issue month
sed -i 's/^date:.*/date: 2012-03/' month/issue.yaml
"$VISNYK" build -q ./month -o month
check_has 'a month alone is a date' '"date":	"2012-03"' month/month-manifest.json
check_has 'nor does the ticket make up a day' '"date":	"2012-03",' month/month-print-ticket.json
check_status 'build by folder, elsewhere' 0 "$VISNYK" build elsewhere/2012-03/ -o out/deep
check 'the output folder is made' is_pdf out/deep/2012-03-screen.pdf
check_status 'build by name' 0 "$VISNYK" build 2012-02 -q --output=quiet
check_empty '-q prints nothing' "$TMP/.out"
check_same 'any way to the issue gives the same bytes' build/issues/2012-02-screen.pdf quiet/2012-02-screen.pdf
check_status 'build of the folder one stands in' 0 sh -c "cd issues/2012-01 && '$VISNYK' build . -o ../../dot"
check_same 'it has its name' build/issues/2012-01-screen.pdf dot/2012-01-screen.pdf
check_status 'two issues of one name' 2 "$VISNYK" build issues/2012-01 ./issues/2012-01
check_has 'two issues of one name: says so' '[app-issue-twice]' "$TMP/.err"
check_status '-v' 0 "$VISNYK" build 2012-01 -v
check_has '-v tells the stages' ' ms' "$TMP/.out"
check_has '-v tells the memory' ' MB' "$TMP/.out"
check_status '--force and --profile' 0 "$VISNYK" build 2012-01 --force --profile screen

# ---- check ---------------------------------------------------------------------------------------------------
rm -rf build
check_status 'check' 0 "$VISNYK" check
check 'check writes nothing' test ! -e build

# ---- warnings, errors, --strict, --diag ----------------------------------------------------------------------
make_issue issues/warning 'A character that no font has: 漢.'
make_issue issues/error
echo 'articles: [01-first.md, 02-none.md]' >>issues/error/issue.yaml
check_status 'a warning is no failure' 0 "$VISNYK" build warning
check_has 'a warning is counted' '1 warning' "$TMP/.out"
check_has 'a warning has its place' 'issues/warning/01-first.md:5:31: warning: ' "$TMP/.err"
check_has 'a warning has a mark under its line' "      | $(printf '%30s' '')^" "$TMP/.err"
check_status 'a warning with --strict' 1 "$VISNYK" build warning --strict
check_status 'a missing article is an error' 1 "$VISNYK" build error
check_has 'a missing article has its place' 'issues/error/issue.yaml:6:' "$TMP/.err"
check 'what can be made is made' is_pdf build/issues/error-screen.pdf
check_status 'the same in JSON' 0 "$VISNYK" check warning --diag json
python3 -c '
import json, sys
for line in open(sys.argv[1], encoding="utf-8"):
    d = json.loads(line)
    print(d["issue"], d["file"], d["line"], d["column"], d["start"], d["end"], d["severity"], d["code"], d["times"])
' "$TMP/.err" >json.out 2>&1
check_same 'JSON has the parts of a message' - json.out <<END
warning issues/warning/01-first.md 5 31 60 63 warning glyph-missing 1
END
check_status 'a message in Ukrainian' 0 env LC_ALL=uk_UA.UTF-8 "$VISNYK" check warning
check_has 'a message in Ukrainian: text' 'попередження' "$TMP/.err"
check_status 'trouble of the system in Ukrainian' 3 env LC_ALL=uk_UA.UTF-8 "$VISNYK" build warning -o "$PWD/issues/warning/issue.yaml/x"
check_has 'trouble of the system in Ukrainian: text' 'уже існує' "$TMP/.err"
mkdir issues/empty
check_status 'a folder without issue.yaml' 1 "$VISNYK" build empty
check_has 'a folder without issue.yaml: names the file' 'issues/empty/issue.yaml' "$TMP/.err"
"$VISNYK" check --all >"$TMP/.out" 2>&1
check_lacks 'a folder without issue.yaml is no issue for --all' empty "$TMP/.out"
check_status 'an issue that is not there' 1 "$VISNYK" build nowhere
check_has 'an issue that is not there: says where it looked' 'issues/nowhere' "$TMP/.err"
rm issues/error/01-first.md
check_status 'no article at all' 1 "$VISNYK" build error
check_has 'no article at all: says so' '[app-no-article]' "$TMP/.err"

# ---- many at a time ------------------------------------------------------------------------------------------
for jobs in 1 2 5; do
	"$VISNYK" build -j "$jobs" -o "jobs$jobs" >"jobs$jobs.out" 2>"jobs$jobs.err"
	sed "s,jobs$jobs/,jobs1/,g" "jobs$jobs.out" >"jobs$jobs.names"
	check_same "-j $jobs: the same lines" jobs1.names "jobs$jobs.names"
	check_same "-j $jobs: the same messages" jobs1.err "jobs$jobs.err"
	check "-j $jobs: the same files" diff -r -x .visnyk jobs1 "jobs$jobs"
done

# ---- on a terminal -------------------------------------------------------------------------------------------
terminal() { python3 -c 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)' "$@" </dev/null; }
if python3 -c 'import pty; pty.openpty()' 2>/dev/null; then
	terminal "$VISNYK" build 2012-01 2012-02 warning >terminal.out 2>&1
	check 'a bar on a terminal' grep -q '] [12]/3' terminal.out
	# What the terminal shows at the end: a bar that was wiped out leaves nothing before the text that follows it.
	sed -e 's/\r*$//' -e "s/.*\r$(printf '\033')\[K//" terminal.out >terminal.seen
	check 'lines stand by themselves' grep -q '^2012-01: 1 page' terminal.seen
	check 'messages stand by themselves' grep -q '^issues/warning/01-first.md:5:31: ' terminal.seen
	check_lacks 'no bar is left' '/3' terminal.seen
	terminal "$VISNYK" build 2012-01 2012-02 -q >terminal.out 2>&1
	check_empty '-q draws no bar' terminal.out
else
	skip 'a bar on a terminal' 'the system has no terminal to give'
fi

# ---- new -----------------------------------------------------------------------------------------------------
for lang in en_GB uk_UA ru_RU; do
	check_status "new ($lang)" 0 env LC_ALL=$lang.UTF-8 SOURCE_DATE_EPOCH=1333065600 "$VISNYK" new "$lang/2012-04"
	check_has "new ($lang): dated" 'date: 2012-03-30' "$lang/2012-04/issue.yaml"
	check_has "new ($lang): numbered after its name" 'number: 4' "$lang/2012-04/issue.yaml"
	check_status "new ($lang): builds without a warning" 0 "$VISNYK" build "$lang/2012-04" --strict -o "$lang"
	check_empty "new ($lang): no message" "$TMP/.err"
	check_status "new ($lang): passes check" 0 "$VISNYK" check "$lang/2012-04" --strict
	check_empty "new ($lang): check finds nothing" "$TMP/.err"
	check "new ($lang): has a file" is_pdf "$lang/2012-04-screen.pdf"
done
cp -R en_GB/2012-04 kept
check_has 'new (ru_RU): Russian' 'language: ru' ru_RU/2012-04/issue.yaml
check_status 'new --lang' 0 env LC_ALL=en_GB.UTF-8 "$VISNYK" new russian --lang ru
check_has 'new --lang: Russian' 'Заголовок первой статьи' issues/russian/01-news.md
check_status 'new --lang of an unknown language' 2 "$VISNYK" new german --lang de
check_has 'new --lang of an unknown language: says so' '[app-option-value]' "$TMP/.err"
check 'new --lang of an unknown language: nothing is made' test ! -e issues/german
check_status 'new does not touch an issue' 1 "$VISNYK" new en_GB/2012-04
check_has 'new does not touch an issue: says so' '[app-issue-exists]' "$TMP/.err"
check 'new does not touch an issue: files' diff -r kept en_GB/2012-04
check_status 'new with an unknown template' 2 "$VISNYK" new autumn --template nosuch
check_has 'new with an unknown template: says so' '[template-missing]' "$TMP/.err"
check 'new with an unknown template: nothing is made' test ! -e issues/autumn
mkdir -p 'templates/my "own"'
cp "$SRCDIR/templates/visnyk-a4/template.yaml" 'templates/my "own"/'
check_status 'new with the path of a template' 0 "$VISNYK" new by-path --template 'templates/my "own"'
check_status 'new with the path of a template: builds' 0 "$VISNYK" check by-path --strict
check_status 'new by name' 0 "$VISNYK" new autumn --template 'my "own"'
check_has 'new by name: below issues/, with its template' 'template: "my \"own\""' issues/autumn/issue.yaml
check_has 'new by name: dated today' "date: $(date -u +%Y-)" issues/autumn/issue.yaml
check_status 'new with a wrong SOURCE_DATE_EPOCH' 2 env SOURCE_DATE_EPOCH=soon "$VISNYK" new winter
check_has 'new with a wrong SOURCE_DATE_EPOCH: says so' '[app-epoch]' "$TMP/.err"
check 'new with a wrong SOURCE_DATE_EPOCH: nothing is made' test ! -e issues/winter

for issue_name in 2026-3 2026-012-extra:12 2026-0:1 2026-1234:1 2026-3x:1 1899-3:1 2026_03:1 202a-03:1 2026-:1; do
	number=${issue_name#*:}
	[ "$number" = "$issue_name" ] && number=3
	check_status "new ${issue_name%:*}: status" 0 env SOURCE_DATE_EPOCH=1333065600 LC_ALL=C "$VISNYK" new "${issue_name%:*}"
	check_has "new ${issue_name%:*}: its number" "number: $number" "issues/${issue_name%:*}/issue.yaml"
done
check_has 'new 2026-3: the year is that of the name' 'year: 2026' issues/2026-3/issue.yaml
check_has 'new 2026-3x: the year is the present one' 'year: 2012' issues/2026-3x/issue.yaml
for locale in uk:uk uk_UA.UTF-8:uk ru_UA:ru en_US:en C:en ukr:en de_DE:en; do
	rm -rf issues/spoken
	env -u LC_ALL LANG="${locale%:*}" LC_MESSAGES= "$VISNYK" new spoken >/dev/null 2>&1
	check_has "new in the locale ${locale%:*}" "language: ${locale#*:}" issues/spoken/issue.yaml
done
for epoch in -1 253402300800 ''; do
	check_status "new with SOURCE_DATE_EPOCH=$epoch" 2 env SOURCE_DATE_EPOCH="$epoch" "$VISNYK" new winter
done

# ---- dump ----------------------------------------------------------------------------------------------------
for stage in model flow lines paint; do
	check_status "dump $stage" 0 "$VISNYK" dump 2012-01 --stage $stage
	check "dump $stage prints" test -s "$TMP/.out"
	check_empty "dump $stage: no message" "$TMP/.err"
done
check_status 'dump of nothing' 1 "$VISNYK" dump nowhere

# ---- words that are placeholders in templates ----------------------------------------------------------------
make_issue issues/braces
printf 'imprint: {founder: "{sheets}", format: "60x84/8"}\n' >>issues/braces/issue.yaml
check_status 'a placeholder as a value' 0 "$VISNYK" build braces --profile screen -o .
pdftotext braces-screen.pdf braces.txt
check_has 'a placeholder as a value is its own word' '{sheets}' braces.txt
check_has 'beside the real one' 'sheets: 0.12' braces.txt
