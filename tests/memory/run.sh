# The commands under valgrind's memcheck, see checked: no memory is read before it was written, used beyond its bounds or
# lost. A sample of what the program does; `make test MEMCHECK=1 KIND=...` looks at everything in the same way.
. "$SRCDIR/tests/lib.sh"

if [ "$MODE" != release ]; then
	skip 'memory' "of MODE=$MODE others look after"
	exit 0
fi
if ! command -v valgrind >/dev/null; then
	skip 'memory' 'valgrind is not installed'
	exit 0
fi
if [ -z "${CHECKED:-}" ]; then
	export CHECKED="$VISNYK" CHECKED_REPORTS="$TMP/reports"
	VISNYK=$SRCDIR/tests/memory/checked
	mkdir "$CHECKED_REPORTS"
fi

# clean NAME: nothing was found since the last call.
clean() {
	cat "$CHECKED_REPORTS"/* >"$TMP/found" 2>/dev/null
	rm -f "$CHECKED_REPORTS"/*
	check_empty "$1: nothing is found" "$TMP/found"
}
# does NAME STATUS ARGUMENT...: the command ends with this status, and nothing is found.
does() {
	does_name=$1 does_status=$2
	shift 2
	check_status "$does_name: status" "$does_status" "$VISNYK" "$@"
	clean "$does_name"
}

# It does see what it is asked for.
printf '#include <stdlib.h>\nint main(int n, char **v) { int *p = malloc(8); (void)v; return p[n] ? 0 : 0 * (p = 0, 1); }\n' >lose.c
if ${CC:-cc} -O0 -g -o lose lose.c 2>"$TMP/.cc"; then
	(CHECKED=$PWD/lose && "$VISNYK") >"$TMP/.out" 2>&1
	check 'what is wrong is found' sh -c "grep -q 'ninitialised' '$CHECKED_REPORTS'/* && grep -q 'definitely lost' '$CHECKED_REPORTS'/*"
	rm -f "$CHECKED_REPORTS"/*
fi

# ---- what is sound -------------------------------------------------------------------------------------------------------
for issue in "$SRCDIR"/issues/*/; do
	name=$(basename "$issue")
	does "sample $name" 0 build -q -j 1 "$issue" -o out
done
for template in "$SRCDIR"/templates/*/template.yaml; do
	name=$(basename "$(dirname "$template")")
	make_issue "issues/$name" 'A text[^1] of **some** words, "quoted" - 12,5 %.'
	cat >>"issues/$name/01-first.md" <<-'END_OF_TEXT'

		![A picture](p.png){side=right width=40%}

		![A drawing](d.svg "Caption"){.group}
		![A picture](p.png)

		| a | < |
		|---|--:|
		| ^ | 1 |

		![Values](t.csv "Values")

		- one
		- [Izium]{.community}

		> [!decision] № 1
		> Decided.
		> за: 4, проти: 0

		[^1]: A note.
	END_OF_TEXT
	printf '%s\n' "template: $name" 'index: true' 'imprint: {founder: Council}' 'print: {marks: true}' >>"issues/$name/issue.yaml"
	python3 "$SRCDIR/tests/diag/picture.py" colour "issues/$name/p.png"
	printf 'a;b\n1,5;2\n' >"issues/$name/t.csv"
	printf '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0L4 4A1 1 0 0 1 2 2z" fill="red"/></svg>' \
		>"issues/$name/d.svg"
	check_status "template $name: status" 0 "$VISNYK" build -q "issues/$name" -o "made-$name" --booklet
	clean "template $name"
done

# ---- the commands --------------------------------------------------------------------------------------------------------
does 'several issues, two workers' 0 build -q -j 2 --all -o made
does 'several issues, nothing to do' 0 build -q -j 2 --all -o made
does 'check' 0 check -q issues/visnyk-a4
does 'lock' 0 lock issues/visnyk-a4
does 'verify: a lock' 0 verify issues/visnyk-a4
does 'verify: an archive file' 0 verify made/visnyk-a4-archive.pdf
does 'extract' 0 extract made/visnyk-a4-archive.pdf -o sources
does 'compare: the same' 0 compare made/visnyk-a4-screen.pdf made/visnyk-a4-screen.pdf
does 'compare: not the same' 1 compare made/visnyk-a4-screen.pdf made/visnyk-a5-screen.pdf
command -v pdftoppm >/dev/null && does 'compare: pictures' 1 compare made/visnyk-a4-screen.pdf made/visnyk-a5-screen.pdf -o differ
printf 'ПРОТОКОЛ № 5\n\n12 травня 2001 р.\n\nТекст, - текст.\n\nа     1\nб     2\nв     3\n' | iconv -t KOI8-U >old.txt
does 'import' 0 import -q old.txt -o imported.md
does 'catalogue' 0 catalogue -q -o site
does 'search' 0 search -o site quoted
does 'search: nothing' 1 search -o site nowhere
command -v pdftoppm >/dev/null && does 'preview' 0 preview issues/visnyk-a5 -o shown
does 'rules' 0 rules --lang uk
for stage in model flow lines paint; do does "dump $stage" 0 dump issues/visnyk-a4 --stage "$stage"; done
does 'new' 0 new another
does 'a wrong call' 2 bild
does 'help' 0 build --help

# ---- what is not sound ---------------------------------------------------------------------------------------------------
# Of the cases of diagnostics every so many; each file of the fuzzers' corpus.
[ -n "${FULL:-}" ] && step=1 || step=20
at=0
for case in "$SRCDIR"/tests/diag/*.case; do
	at=$((at + 1))
	[ $((at % step)) -eq 0 ] || continue
	mkdir cases && cd cases || exit 3
	ONLY=$(basename "$case" .case) sh "$SRCDIR/tests/diag/run.sh" >"$TMP/case" 2>&1
	grep '^not ok' "$TMP/case"
	cd .. && rm -rf cases
	clean "case $(basename "$case" .case)"
done
for bytes in 0 2; do
	tail -c +30000 "$SRCDIR/fonts/SourceSerif4-Bold.ttf" | head -c $((bytes * 999)) >"$TMP/noise"
	for name in issue.yaml 01-first.md p.png d.svg t.csv issue.lock; do
		rm -rf bad && cp -r issues/visnyk-a4 bad && cp "$TMP/noise" "bad/$name"
		"$VISNYK" build -q --profile screen bad -o bad-out >"$TMP/.out" 2>&1
		"$VISNYK" verify bad >"$TMP/.out" 2>&1
	done
	"$VISNYK" verify "$TMP/noise" >"$TMP/.out" 2>&1
	"$VISNYK" import "$TMP/noise" -o noise.md >"$TMP/.out" 2>&1
	clean "$((bytes * 999)) bytes of noise in the place of each file"
done
