# False alarms: text that is known to be right has no finding but those that are named here. It is the project's own
# prose in two languages, several times as long as the samples: the manual, the reference of templates, all messages.
. "$SRCDIR/tests/lib.sh"

# issue NAME LANGUAGE <TEXT: an issue of one article.
issue() {
	mkdir "$1"
	printf '%s\n' 'number: 1' 'year: 2012' 'date: 2012-03-30' 'title: Prose' "language: $2" 'encoding: UTF-8' \
		>"$1/issue.yaml"
	{ printf '%s\n' --- 'title: Prose' --- '' && cat; } >"$1/01-text.md"
}

# The Ukrainian texts of the catalogue of diagnostics, a paragraph each: the last strings of every entry.
messages() {
	awk '/^DIAG\(/ { entry = "" }
		{ entry = entry $0 }
		/\)$/ && entry ~ /^DIAG\(/ {
			gsub(/" +"/, "", entry) # a string in several parts
			sub(/"\)$/, "", entry)
			sub(/.*", *"/, "", entry) # what is left has its quotation marks escaped, which Markdown knows
			print entry "\n"
			entry = ""
		}' "$SRCDIR/src/base/diag.def"
}

# known NAME: what is found there and is no mistake of the text, as proofreading says it.
known() {
	case $1 in
	visnyk.uk) echo '- → — [proof-dash]' ;;            # `-` and `|` are spoken of as signs
	README) echo '« [proof-quotes-foreign]' ;;     # Ukrainian names and quotations in English text
	templates) printf '%s\n' '« [proof-quotes-foreign]' 'above : [proof-space-before]' ;; # a ratio
	esac
}

words=0
# right NAME LANGUAGE <TEXT: nothing is found but what is known.
right() {
	issue "$1" "$2"
	words=$((words + $(wc -w <"$1/01-text.md")))
	"$VISNYK" check -q --profile screen "$1" 2>said # links and pictures of the README lead nowhere here
	check "$1: is read" test $? -le 1
	sed -n 's/ × [0-9]*//; s/^[^ ].*: \(.* \[proof-[a-z-]*\]\)$/\1/p' said | sort >found
	known "$1" | sort >expected
	check_same "$1: no false alarm" expected found
}
for page in "$SRCDIR"/src/app/*.uk.md; do
	sed '/^%/d' "$page" | right "$(basename "$page" .md)" uk
done
messages | right messages uk
check 'all messages were read' test "$(grep -c '^DIAG(' "$SRCDIR/src/base/diag.def")" -eq "$(grep -c . messages/01-text.md | awk '{ print $1 - 3 }')"
right README en <"$SRCDIR/README.md"
right templates en <"$SRCDIR/templates/README.md"
echo "# $words words"
