# What the archive and screen files say about themselves: XMP with Dublin Core, equal to Info.
. "$SRCDIR/tests/lib.sh"

make_issue issues/a
cat >issues/a/issue.yaml <<'YAML'
number: 2
year: 2012
date: 2012-03-30
title: 'Вісник & <Ко>'
titles: {en: 'Herald & <Co>', pl: Biuletyn}
subtitle: Інформаційний бюлетень
rights: CC BY 4.0
language: uk
masthead: {organisation: Асоціація, issn: ISSN 1234-5679}
imprint: {publisher: Дирекція}
YAML
printf '%s\n' '---' 'title: In English' 'language: en' '---' '' 'Words.' >issues/a/02-second.md

# has NAME TEXT: a line of the XMP is exactly this.
has() { check "$1" grep -qxF "$2" xmp; }
for profile in screen archive; do
	for standard in a-3a a-2u a-1b; do
		made="$profile, $standard"
		{ grep -v '^archive:' issues/a/issue.yaml && echo "archive: {standard: $standard}"; } >yaml
		mv yaml issues/a/issue.yaml
		"$VISNYK" build -q a --profile $profile -o out 2>log
		check_empty "$made: without a message" log
		pdf=out/a-$profile.pdf
		LC_ALL=C sed -n '/<?xpacket begin/,/<?xpacket end/p' $pdf | tr -d '\0' >xmp
		has "$made: title in each language" '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Вісник &amp; &lt;Ко&gt;, № 2, 30 березня 2012 року</rdf:li><rdf:li xml:lang="uk">Вісник &amp; &lt;Ко&gt;, № 2, 30 березня 2012 року</rdf:li><rdf:li xml:lang="en">Herald &amp; &lt;Co&gt;, No. 2, 30 March 2012</rdf:li><rdf:li xml:lang="pl">Biuletyn</rdf:li></rdf:Alt></dc:title>'
		has "$made: creator" '<dc:creator><rdf:Seq><rdf:li>Асоціація</rdf:li></rdf:Seq></dc:creator>'
		has "$made: publisher" '<dc:publisher><rdf:Bag><rdf:li>Дирекція</rdf:li></rdf:Bag></dc:publisher>'
		has "$made: date" '<dc:date><rdf:Seq><rdf:li>2012-03-30</rdf:li></rdf:Seq></dc:date>'
		has "$made: languages" '<dc:language><rdf:Bag><rdf:li>uk</rdf:li><rdf:li>en</rdf:li></rdf:Bag></dc:language>'
		has "$made: ISSN" '<dc:identifier>ISSN 1234-5679</dc:identifier>'
		has "$made: rights" '<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">CC BY 4.0</rdf:li><rdf:li xml:lang="uk">CC BY 4.0</rdf:li></rdf:Alt></dc:rights>'
		pdfinfo $pdf >info
		for pair in 'Title:Вісник & <Ко>, № 2, 30 березня 2012 року' 'Subject:Інформаційний бюлетень' 'Author:Асоціація' \
			'Keywords:First article; In English' 'Creator:Visnyk 0.1.0'; do
			check "$made: Info has ${pair%%:*}" grep -q "^${pair%%:*}: *${pair#*:}\$" info
		done
		has "$made: keywords" '<pdf:Keywords>First article; In English</pdf:Keywords>'
		creation=$(pdfinfo -isodates $pdf | sed -n 's/^CreationDate: *//p')
		check "$made: the day in Info" test "$creation" = 2012-03-30T12:00:00Z
		has "$made: and in XMP" '<xmp:CreateDate>2012-03-30T12:00:00Z</xmp:CreateDate>'
		id=$(tail -c 300 $pdf | tr -d '\0' | sed -n 's/.*\/ID \[ <\([0-9a-f]*\)>.*/\1/p')
		uuid=$(sed -n 's/<xmpMM:InstanceID>uuid:\(.*\)<.*/\1/p' xmp | tr -d -)
		check "$made: the instance is named after the content" test "$(echo "$uuid" | cut -c 1-12)" = "$(echo "$id" | cut -c 1-12)"
	done
done

# Another content, another name; what is not known is not said.
sed -i '/^archive:/d' issues/a/issue.yaml
"$VISNYK" build -q a --profile archive -o out
echo 'One word more.' >>issues/a/02-second.md
"$VISNYK" build -q a --profile archive -o more
name_of() { grep -ao '<xmpMM:DocumentID>[^<]*' "$1"; }
check 'another content, another name' test "$(name_of out/a-archive.pdf)" != "$(name_of more/a-archive.pdf)"
make_issue issues/b
printf '%s\n' 'number: 1' 'year: 2012' 'date: 2012-03' 'title: B' 'language: en' >issues/b/issue.yaml
"$VISNYK" build -q b --profile archive -o out
check_has 'a month alone' '<dc:date><rdf:Seq><rdf:li>2012-03</rdf:li></rdf:Seq></dc:date>' out/b-archive.pdf
for key in dc:creator dc:rights dc:identifier dc:publisher xmp:CreateDate dc:source; do
	check "nothing known, nothing said: $key" test "$(grep -ac "<$key>" out/b-archive.pdf)" -eq 0
done

# Wrong values.
for yaml in 'titles: Herald' 'titles: {"e n": X}' 'titles: {en: [a]}' 'titles: {uk: Вісник}' 'archive: a-1b' \
	'archive: {standard: a-1}' 'archive: {standart: a-1b}'; do
	make_issue issues/c
	{ sed 's/^language.*/language: uk/' issues/c/issue.yaml && echo "$yaml"; } >yaml && mv yaml issues/c/issue.yaml
	check_status "$yaml: made all the same" 0 "$VISNYK" build c --profile archive -o out
	check_has "$yaml: is a warning" 'issues/c/issue.yaml:6:' "$TMP/.err"
done
check_has 'an unknown key has the nearest' '(standard?)' "$TMP/.err"
