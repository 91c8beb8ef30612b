# Numbers of tables from files of values: read in every way that offices write them, shown in that of the article.
. "$SRCDIR/tests/lib.sh"

# numbers NAME LANGUAGE: lines `WRITTEN = SHOWN` on standard input, a value of the second column each; _ is a space that
# does not break.
numbers() {
	cat >pairs
	make_issue t
	sed -i "s/^language: .*/language: $2/" t/issue.yaml
	sed 's/ = .*//; s/^/a;/; 1i what;how much' pairs >t/s.csv
	printf '%s\n' '---' 'title: T' '---' '' '![Sums](s.csv)' >t/01-first.md
	"$VISNYK" dump t --stage flow 2>t.err | sed -n 's/^ *TD \(end \)*"\(.*\)"$/\2/p' |
		sed "s/$(printf '\302\240')/_/g; s/$(printf '\342\200\257')/_/g" >got
	sed 's/.* = //' pairs | check_same "$1" - got
}

# What marks a minus is the text's business; here it is a hyphen.
numbers 'Ukrainian: a comma, spaces that do not break' uk <<'END'
1234 = 1_234
-5,5 = -5,5
+7,25 = 7,25
−12,5 = -12,5
1 234 567,5 = 1_234_567,5
1.234.567,5 = 1_234_567,5
1'234,5 = 1_234,5
1’234,75 = 1_234,75
0,5 = 0,5
END
numbers 'English: a point, commas' en <<'END'
1234 = 1,234
-5.5 = -5.5
1,234,567.5 = 1,234,567.5
1 234.25 = 1,234.25
END
numbers 'no number among them: as they stand' uk <<'END'
1234 = 1234
12 грн = 12 грн
5, = 5,
,5 = ,5
1,2,3.4.5 = 1,2,3.4.5
END
