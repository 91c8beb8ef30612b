# visnyk import: no character is lost on the way from an old file to the model, whatever it holds; files that are there
# stay; several files, folders, standard input; what is no text. SEEDS=N and FIRST=N choose the random texts.
. "$SRCDIR/tests/lib.sh"

# keep NAME [,box-tables]: imports NAME/old.txt as it is and compares what is read back with NAME/text.
keep() {
	printf '%s\n' 'number: 1' 'year: 2012' 'date: 2012-03-30' 'title: T' 'language: uk' >"$1/issue.yaml"
	cp "$1/old.txt" "$1/zzz.txt"
	"$VISNYK" import "$1/zzz.txt" -o "$1/01-a.md" -q --off latin-i,apostrophe,soft-hyphens,twice-decoded"${2:-}" \
		>"$1/out" 2>"$1/err" || echo "$1: not imported: $(head -n 1 "$1/err")" >>lost
	{ echo 'rules: {off: [quotes]}' && cat "$1/issue.yaml"; } >"$1/yaml" && mv "$1/yaml" "$1/issue.yaml"
	"$VISNYK" dump "$1" >"$1/dump" 2>"$1/dump.err" || echo "$1: not read: $(head -n 1 "$1/dump.err")" >>lost
	python3 "$SRCDIR/tests/import/kept.py" "$1/text" "$1/dump" "$1/err" >>lost
}

: >lost
FIRST=${FIRST:-1}
for seed in $(seq "$FIRST" $((FIRST + ${SEEDS:-120} - 1))); do
	mkdir "$seed"
	python3 "$SRCDIR/tests/import/legacy.py" "$seed" "$seed" || not_ok "text $seed" 'is not generated'
	keep "$seed"
done
# Real texts, with every mark of Markdown, as if they were old ones.
for file in "$SRCDIR"/README.md "$SRCDIR"/templates/README.md "$SRCDIR"/issues/2012-02/*.md; do
	name=real-$(basename "$(dirname "$file")")-$(basename "$file" .md)
	mkdir "$name"
	cp "$file" "$name/old.txt" && cp "$file" "$name/text"
	keep "$name" ,box-tables # rows that go on in the next line would be told in another order
done
check_empty 'no character is lost, doubled or misplaced' lost

grep -l 'repair-blank-tables' ./*/err >blanks
grep -l 'import-row-goes-on' ./*/err >moved
check 'columns of blanks are among them' test "$(wc -l <blanks)" -gt "$((${SEEDS:-120} / 4))"
check 'most of them keep their order' test "$(($(wc -l <moved) * 4))" -lt "${SEEDS:-120}"

mkdir built
for seed in $(seq "$FIRST" $((FIRST + 5))); do mv "$seed" built/; done
check_status 'what was imported can be built' 0 "$VISNYK" build built/* --profile screen -q -o pdf

printf 'ПРОТОКОЛ\n\nТекст.\n' >a.txt
cp a.txt b.txt
check_status 'beside the file' 0 "$VISNYK" import a.txt
check_has 'a line says what was made' 'a.txt → a.md: UTF-8' "$TMP/.out"
check_has 'the title is in the front matter' "title: 'ПРОТОКОЛ'" a.md
echo mine >a.md
check_status 'a file that is there is not replaced' 1 "$VISNYK" import a.txt b.txt
check 'and stays' grep -q mine a.md
check 'the other one is made' test -s b.md
ln -s nowhere/else link.md
check_status 'a link that leads nowhere is not replaced' 1 "$VISNYK" import b.txt -o link.md
check 'and stays a link' test -L link.md
check 'nothing is left beside' test -z "$(find . -maxdepth 1 -name '*.tmp')"
printf 'ТАБЛИЦЯ\n\nA\tB\tC\n<\t^\tx\n\tb\tc\na\t\t\n: d {head=2}\n' >cells.txt
check_status 'cells' 0 "$VISNYK" import cells.txt -q -o -
sed -n '/^|/,$p' "$TMP/.out" >cells
printf '%s\n' '| A | B | C |' '| --- | --- | --- |' '| \< | \^ | x |' '|  | b | c |' '| a |  |  |' '' '\: d {head=2}' |
	check_same 'empty cells at both ends, signs that would join cells, what would be a caption' - cells
python3 -c 'print("\n".join(["ПЕРЕЛІК", "", "┌───┬────┬────┐", "│ a │ b  │ c  │", "├───┴────┼────┤", "│ Разом  │ 5  │",
	"├───┬────┴────┤", "│ 2 │ обидва  │", "└───┴─────────┘"]))' >joined.txt
check_status 'cells over several columns' 0 "$VISNYK" import joined.txt -q -o -
sed -n '/^|/,$p' "$TMP/.out" >cells
printf '%s\n' '| a | b | c |' '| --- | --- | --- |' '| Разом | < | 5 |' '| 2 | обидва | < |' |
	check_same 'are joined, and what follows stands in its own' - cells

check_status 'several files go into a folder' 0 "$VISNYK" import a.txt b.txt -o new/folder
check 'both' test -s new/folder/a.md -a -s new/folder/b.md
check_status 'two of one name' 1 "$VISNYK" import a.txt ./a.txt -o other
check_status 'one file under another name' 0 "$VISNYK" import a.txt -o c.md
check_same 'the same text' new/folder/a.md c.md
"$VISNYK" import - <a.txt >out 2>err
check_same 'standard input goes to standard output' c.md out
check_has 'its line to standard error' '- → -: UTF-8' err
check_status 'the report as JSON' 0 "$VISNYK" import a.txt -o d.md --diag json
check 'is JSON' python3 -c 'import json, sys
report = json.load(open(sys.argv[1]))
assert report["encoding"] == "UTF-8" and report["title"] == "ПРОТОКОЛ" and report["kind"] == "meeting"' "$TMP/.out"
check_status 'an unknown encoding' 2 "$VISNYK" import a.txt --encoding no-such-page
check_status 'an unknown repair' 2 "$VISNYK" import a.txt --off no-such-repair
check_has 'the known ones are named' 'latin-i' "$TMP/.err"
check_status 'no file' 1 "$VISNYK" import missing.txt
check_status 'a folder' 1 "$VISNYK" import new
printf '\320\337\320\276\n' >e.txt
check_status 'an encoding by name' 0 "$VISNYK" import e.txt -o - --encoding CP1251
check_has 'is believed' 'РЯРѕ' "$TMP/.out"
head -c 70000 /dev/zero >nul.txt
check_status 'nothing but zeros' 1 "$VISNYK" import nul.txt
check_has 'is nothing' import-empty "$TMP/.err"
cp "$VISNYK" program.txt
check_status 'a program' 1 "$VISNYK" import program.txt
check_has 'is no text' import-binary "$TMP/.err"
awk 'BEGIN { for (i = 0; i < 400000; i++) printf "a*b [c] рада " }' >long.txt
check_status 'a line of seven megabytes' 0 timeout 60 "$VISNYK" import long.txt -q -o long.md
