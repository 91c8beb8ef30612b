# Many issues: what is up to date is left alone and everything else is noticed; make, ninja and GNU parallel drive the
# program by its dependencies; names of every kind; workers that die.
. "$SRCDIR/tests/lib.sh"

cp -R "$SRCDIR/templates" "$SRCDIR/fonts" .
export VISNYK_DATA=.
make_issue issues/a
make_issue issues/b 'A character that no font has: 漢.'
make_issue issues/c
mkdir issues/c/images
cp "$SRCDIR/tests/golden/all/images/p.png" issues/c/images/p.png
printf '\n![A thing](images/p.png)\n' >>issues/c/01-first.md
printf '\n![Another thing](images/later.png)\n' >>issues/a/01-first.md

build() { "$VISNYK" build -j 2 "$@" >out 2>err; }
# stamps: when each output was made.
stamps() { stat -c '%n %y' build/issues/*.*; }
# made NAMES: exactly these issues are made when the batch is run again.
made() {
	what=$1
	shift
	stamps >before
	build
	stamps >after
	diff before after | sed -n 's,^[<>] build/issues/\([^- ]*\)-.*,\1,p' | sort -u | tr '\n' ' ' >seen
	printf '%s' "$*${1:+ }" | check_same "$what" - seen
}

# ---- up to date ------------------------------------------------------------------------------------------------------
build
cp out first.out
cp err first.err
made 'nothing to do'
check 'nothing to do: said in the table' grep -qx '  up to date  *3' out
check_same 'nothing to do: what is wrong is said again' first.err err
LC_ALL=uk_UA.UTF-8 "$VISNYK" build >/dev/null 2>err
check_has 'nothing to do: said again in another language' 'попередження' err
"$VISNYK" build --diag json >/dev/null 2>err
check 'nothing to do: said again in another form' python3 -c 'import json, sys; [json.loads(line) for line in open("err")]'
check_status 'nothing to do: an error counts as before' 1 "$VISNYK" build a
check_status 'nothing to do: a warning counts as before' 1 "$VISNYK" build b --strict
check_has 'one issue that is up to date says so' 'b: 1 page, 1 warning, up to date' "$TMP/.out"
sleep 0.1
touch issues/*/*.md templates/visnyk-a4/template.yaml fonts/*
made 'touched files are the same files'
printf '\nOne more.\n' >>issues/b/01-first.md
made 'a changed article' b
sed -i 's/character/Character/' issues/b/01-first.md
made 'an article of the same size' b
cp issues/c/images/p.png p.png
rm issues/c/images/p.png
made 'a picture that is gone' c
cp p.png issues/c/images/p.png
made 'a picture that is there again' c
mkdir issues/a/images
cp p.png issues/a/images/later.png
made 'a picture that was missed' a
printf -- '---\ntitle: Second\n---\n\nText.\n' >issues/b/02-second.md
made 'an article more' b
rm issues/b/02-second.md
made 'an article less' b
echo ' ' >issues/b/notes.tmp
made 'another file in the folder' b
printf 'x' | dd of=build/issues/a-screen.pdf bs=1 seek=900 conv=notrunc 2>/dev/null
made 'an output altered by hand' a
rm build/issues/c-print-ticket.txt
stamps >before
build
check 'an output that is gone' test -s build/issues/c-print-ticket.txt
echo '# a remark' >>templates/visnyk-a4/template.yaml
made 'a changed template' a b c
echo '# a remark' >>templates/languages/en/language.yaml
made 'a changed language' a b c
font=$(sed -n 's/^in file \.\/\(fonts[^ ]*\) .*/\1/p' build/issues/.visnyk/a | head -n 1)
printf '\0' >>"$font"
made 'a changed font' a b c
mkdir -p data2/templates/languages/en
cp -R templates data2
VISNYK_DATA=data2 "$VISNYK" build >out 2>err
check_lacks 'other data folders' 'up to date' out
build
SOURCE_DATE_EPOCH=1333065600 "$VISNYK" build -q 2>/dev/null
made 'another date' a b c
"$VISNYK" build -q --profile screen 2>/dev/null
made 'other profiles' a b c
stamps >before
build --force
stamps >after
check '--force makes everything' test "$(diff before after | grep -c '^>.*screen.pdf')" = 3
for damage in 's/^key ./key x/' '$d' 's/ /  /3' '1s/[0-9]/x/'; do
	sed -i "$damage" build/issues/.visnyk/b
	made "a damaged record ($damage)" b
done
: >build/issues/.visnyk/b
made 'an empty record' b
cp "$VISNYK" newer
printf 'x' >>newer
./newer build >out 2>err
check_lacks 'another program' 'up to date' out
build
cp -R build copied
rm -rf build
mv copied build
made 'copied outputs are the same outputs'
made 'and stay so'

# ---- numbers ---------------------------------------------------------------------------------------------------------
mkdir twice
cp -R issues/b issues/b2
build
check_has 'two issues of one number' 'Bulletin № 2, 2012 (en): issues/b, issues/b2 [app-number-twice]' err
check_status 'two issues of one number: --strict' 1 "$VISNYK" check c b b2 --strict
build
check_has 'two issues of one number: said again' '[app-number-twice]' err
rm -r issues/b2

# ---- names -----------------------------------------------------------------------------------------------------------
long=$(printf '%0249d' 0)
cyrillic=$(printf 'ж%.0s' $(seq 118))
line=$(printf 'two\nlines')
rm -rf odd
mkdir odd
cd odd || exit 3
export VISNYK_DATA=..
for name in 'Лютий 2012' ' a  b ' 'quote"s '\''and $x #y%z' "$line" -q "$(printf '%0237d' 1)" "$cyrillic"; do make_issue "issues/$name"; done
cp 'issues/-q/01-first.md' "issues/Лютий 2012/01-$long.md"
cp 'issues/-q/01-first.md' "issues/Лютий 2012/02-з пропуском та рядком$line.md"
check_status 'odd names' 0 "$VISNYK" build --all --strict
check_empty 'odd names: no message' "$TMP/.err"
check 'odd names: each has its files' test "$(find build/issues -name '*-screen.pdf' | wc -c)" = "$(find issues -mindepth 1 -maxdepth 1 -printf 'build/issues/%f-screen.pdf\n' | wc -c)"
check_status 'odd names again' 0 "$VISNYK" build --all
check 'odd names: up to date' grep -qx '  up to date  *7' "$TMP/.out"
check 'a line of output is a line' test "$(grep -c '^' "$TMP/.out")" = 2
make_issue "issues/$(printf '%0238d' 1)"
check_status 'a name too long for its files' 3 "$VISNYK" build --all
check_has 'a name too long for its files: said' '[file-unwritable]' "$TMP/.err"
cd "$TMP" || exit 3
export VISNYK_DATA=.

# ---- dependencies ----------------------------------------------------------------------------------------------------
rm -rf build
cat >deps.mk <<'END'
ISSUES := $(notdir $(wildcard issues/*))
all: $(ISSUES:%=build/issues/%-screen.pdf)
build/issues/%-screen.pdf: issues/%/issue.yaml
	@echo "$*" >>built
	@"$(VISNYK)" build -q --depfile $*
-include $(wildcard build/issues/*.d)
END
# driven NAME ISSUES: exactly these are made by make.
driven() {
	what=$1
	shift
	: >built
	make -s -j 3 -f deps.mk >out 2>&1
	sort built | tr '\n' ' ' >seen
	printf '%s' "$*${1:+ }" | check_same "make: $what" - seen
}
export VISNYK
driven 'all' a b c
driven 'nothing'
sleep 0.01
printf '\nMore.\n' >>issues/b/01-first.md
driven 'a changed article' b
rm issues/c/images/p.png
driven 'a picture that is gone' c
driven 'and no more'
sleep 0.01
touch templates/visnyk-a4/template.yaml
driven 'a touched template' a b c
driven 'what is the same is not asked for again'
cp p.png issues/c/images/p.png
make_issue 'issues/with space'
"$VISNYK" build -q --depfile 'with space'
check_has 'a blank is written as make wants it' 'build/issues/with\ space-screen.pdf' 'build/issues/with space.d'
check_status 'make reads it' 0 make -s -f "build/issues/with space.d" 'issues/with space/issue.yaml'
rm -r 'issues/with space' build/issues/with*
cp -R issues/b "issues/$line"
check_status 'a line feed in a name' 0 "$VISNYK" build --depfile "issues/$line" -o lines
check_has 'a line feed in a name: said' '[app-depfile]' "$TMP/.err"
rm -r "issues/${line:?}"
if command -v ninja >/dev/null; then
	{
		printf 'rule visnyk\n  command = "%s" build -q --depfile $name\n  depfile = build/issues/$name.d\n' "$VISNYK"
		for name in a b c; do
			pdf=build/issues/$name
			printf 'build %s | %s: visnyk\n  name = %s\n' $pdf-screen.pdf "$pdf-print.pdf $pdf-archive.pdf" $name
		done
	} >build.ninja
	ninja >out 2>&1
	ninja >out
	check_has 'ninja: nothing to do' 'no work to do' out
	sleep 0.01
	printf '\nMore.\n' >>issues/b/01-first.md
	ninja >out
	check_has 'ninja: a changed article' '[1/1]' out
else
	skip 'ninja' 'it is not installed'
fi
if command -v parallel >/dev/null; then
	rm -rf build
	"$VISNYK" build -q -o whole
	ls issues | parallel --will-cite -j 2 '"$VISNYK" build -q {}' >out 2>&1
	check 'GNU parallel: the same files' diff -rq -x .visnyk whole build/issues
else
	skip 'GNU parallel' 'it is not installed'
fi

# ---- refused ---------------------------------------------------------------------------------------------------------
mounted() { mkdir -p "$1" && mount -t tmpfs -o "$2" none "$1" 2>/dev/null; }
if mounted small size=4m; then
	mkdir -p many/issues
	for i in $(seq 60); do
		cp -R issues/c "many/issues/c$i"
		sed -i "s/^number: .*/number: $i/" "many/issues/c$i/issue.yaml"
	done
	mkdir small/out
	echo earlier >small/out/c60-screen.pdf
	cd many || exit 3
	check_status 'a disk that fills in the middle: status 3' 3 env VISNYK_DATA=.. "$VISNYK" build --all -o ../small/out
	cd ..
	for pdf in small/out/*.pdf; do is_pdf "$pdf" || [ "$(cat "$pdf")" = earlier ] || echo "$pdf"; done >torn
	check_empty 'a disk that fills in the middle: every file is whole' torn
	find small/out -name '.visnyk-*' >left
	check_empty 'a disk that fills in the middle: nothing is left beside them' left
	check_has 'a disk that fills in the middle: each issue is listed' 'no space left' "$TMP/.out"
	umount small
else
	skip 'a disk that fills in the middle' 'no right to mount a small one'
fi
if mounted locked size=1m,ro; then
	check_status 'a read-only file system: status 3' 3 "$VISNYK" build -o locked/out
	check_has 'a read-only file system: said' 'read-only file system' "$TMP/.err"
	umount locked
else
	skip 'a read-only file system' 'no right to mount one'
fi
