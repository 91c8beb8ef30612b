# Every example of the CommonMark specification and of its extensions loses no text and has right places.
. "$SRCDIR/tests/lib.sh"

examples=/usr/share/gocode/src/github.com/yuin/goldmark
if [ -e "$examples/_test/spec.json" ]; then
	"$BUILD/tools/spec_check" "$examples/_test/spec.json" "$examples"/extension/_test/table.txt \
		"$examples"/extension/_test/strikethrough.txt "$examples"/extension/_test/linkify.txt \
		"$examples"/extension/_test/footnote.txt
else
	skip specification "the package golang-github-yuin-goldmark-dev is not installed"
fi
