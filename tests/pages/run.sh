# Pages as a strict eye sees them: the sample issues in all templates, and a newspaper whose front page has every frame.
# What counts as wrong is found in the paint alone by pages.py.
. "$SRCDIR/tests/lib.sh"

# dressed ISSUE TEMPLATE: the sample issue in another template.
dressed() {
	cp -R "$SRCDIR/issues/$1" "$2-$1"
	sed "s/^template:.*/template: $2/" "$SRCDIR/issues/$1/issue.yaml" >"$2-$1/issue.yaml"
	"$VISNYK" dump "$2-$1" --stage paint >"$2-$1.dump" 2>/dev/null
}
for template in visnyk-a4 visnyk-a5 visnyk-a3; do
	for issue in "$SRCDIR"/issues/*/; do dressed "$(basename "$issue")" $template; done
done

# A front page with four briefs, two articles side by side, a frame asked for in front matter.
cp -R "$SRCDIR/issues/2012-02" newspaper
for n in 1 2 3 4; do
	printf '%s\n' '---' "title: Коротка новина $n" 'kicker: Коротко' 'kind: news' '---' '' \
		'Районна рада провела засідання й ухвалила кошторис; рішення буде оприлюднено на сайті до кінця місяця.' \
		>newspaper/2$n-b.md
done
sed -i 's/^kind: announcement/&\nspan: 2/' newspaper/08-spartakiada.md
sed 's/^template:.*/template: visnyk-a3/
	s/- 06-pytannia.md/- {file: 06-pytannia.md, span: 3}/
	s/^ *- 03-prohrama.md/&\n  - 21-b.md\n  - 22-b.md\n  - 23-b.md\n  - 24-b.md/' \
	"$SRCDIR/issues/2012-02/issue.yaml" >newspaper/issue.yaml
check_status 'newspaper: dump' 0 "$VISNYK" dump newspaper --stage paint
cp .out newspaper.dump

# Issues of other lengths, so that columns end at many other lines, in all templates.
awk -v count=12 -v out=made -v seed=77 -v articles=7 -f "$SRCDIR/tests/bench/issues.awk" "$SRCDIR"/issues/2012-02/*.md
for template in visnyk-a4 visnyk-a5 visnyk-a3; do
	for issue in made/*; do
		sed -i "/^template:/d; \$ a template: $template" "$issue/issue.yaml"
		"$VISNYK" dump "$issue" --stage paint >"$template-$(basename "$issue").dump" 2>/dev/null
	done
done

python3 "$SRCDIR/tests/pages/pages.py" ./*.dump >figures 2>&1
for what in single divided stranded off-grid collision note-away jump-wrong; do
	check_has "$what: none" "$what 0 of" figures
	check "$what: was looked for" grep -q "^$what 0 of [1-9]" figures
done
sed 's/^/# /' figures

# Where an article's lines can be divided evenly among columns, or nearly so, they are: with lines more or less, and rows
# above heads. Of the others it is said that they cannot.
share=$(awk '$1 == "unlevel" { print ($2 * 100 <= 2 * $4) }' figures)
check 'columns of finished articles are level' test "$share" = 1
cat >uneven.dump <<'END'
page 1 300x400 label 1
END
python3 - >>uneven.dump <<'END'
# Two columns: a paragraph of twelve lines as ten and two; three paragraphs of three, none of which divides.
def article(element, columns):
    for x, lines in columns:
        for row, of in enumerate(lines):
            print("  mark %d P" % of)
            print('  glyphs %d %d w90 font 0 9.8 "слово слово"' % (x, 100 + 12 * row + 240 * (element - 1)))
            print("  end")

article(1, [(20, [3] * 10), (150, [3] * 2)])
article(2, [(20, [4] * 3 + [5] * 3), (150, [6] * 3)])
print("element 1 Art in 0\nelement 2 Art in 0\nelement 3 P in 1\nelement 4 P in 2\nelement 5 P in 2\nelement 6 P in 2")
END
python3 "$SRCDIR/tests/pages/pages.py" uneven.dump >uneven
check_has 'an uneven end is seen' 'unlevel 1 of 2' uneven
check_has 'and told from one that cannot be even' 'bound 1 of 2' uneven

# The front page is one page, both leads go on inside, and the lines that say so are links there and back.
check_status 'newspaper: builds' 0 "$VISNYK" build -q --profile screen -o . newspaper
pdftotext -f 1 -l 1 newspaper-screen.pdf front
pdftotext -f 2 -l 2 newspaper-screen.pdf inside
for n in 1 2 3 4; do check_has "brief $n is on the front page" "Коротка новина $n" front; done
check 'both leads go on' test "$(grep -c 'Продовження на с. 2' front)" = 2
check 'and say where they began' test "$(grep -c 'Продовження. Початок на с. 1' inside)" = 2
check 'four links between them' test "$(grep -c '^  link .*\(Продовження\)' newspaper.dump)" = 4
rules=$(sed -n '/^page 1 /,/^page 2 /p' newspaper.dump | grep -cE '^  rect [0-9.]+ [0-9.]+ 0\.35x[0-9]{2,}')
check "hairlines between articles: $rules" test "$rules" = 4
check 'side by side, with a hairline on an inner page' \
	test "$(sed -n '/^page 2 /,$p' newspaper.dump | grep -cE '^  rect [0-9.]+ [0-9.]+ 0\.35x[0-9]{2,}')" -ge 1

# What was asked for comes true, or is said: the reverse of the test above must not be silent.
sed -i 's/Початок на с. 1/Початок на с. 3/' newspaper.dump
python3 "$SRCDIR/tests/pages/pages.py" newspaper.dump >figures
check 'a wrong jump line is seen' grep -q '^jump-wrong [1-9]' figures
