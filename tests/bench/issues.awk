# Writes generated issues below OUT from the paragraphs of the files given: `awk -v count=N -v out=OUT -v seed=S
# -v articles=A [-v fillers=F] -f issues.awk FILE...`. Every issue is another one, of A articles, and F short notices
# for the feet of pages; the same seed gives the same issues.
/^[^-#>|![:space:]*0-9a-z:]/ && length($0) > 200 {
	gsub(/\[\^[^]]*\]/, "") # calls of notes, which stay behind
	text[++texts] = $0
}
function pick() { return text[1 + int(rand() * texts)] }
# The first words of a paragraph. Only ASCII stands in brackets: this awk may know bytes alone.
function title(s, n, part, i, all) {
	s = pick()
	gsub(/[][*_`"!?.,:;()]|«|»/, "", s)
	n = split(s, part, " ")
	if (n > 7) n = 3 + int(rand() * 5)
	for (i = 1; i <= n; i++) all = all (i > 1 ? " " : "") part[i]
	return all
}
function article(file, paragraphs, i) {
	print "---\nkind: news\nkicker: \"Випуск\"\ntitle: \"" title() "\"\nlead: \"" title() "\"\n---\n" >file
	for (i = 1; i <= paragraphs; i++) {
		if (i % 4 == 0) print "## " title() "\n" >file
		print pick() "\n" >file
	}
	close(file)
}
# The first words of a paragraph, `most` at most, as a sentence.
function words(most, s, n, part, i, all) {
	n = split(pick(), part, " ")
	for (i = 1; i <= n && i <= most; i++) all = all (i > 1 ? " " : "") part[i]
	gsub(/[][*_`"(){},.;:]|«|»/, "", all)
	return all "."
}
function filler(file, most) {
	print "---\nkind: news\ntitle: \"" substr_words(title(), 4) "\"\n---\n" >file
	print words(most) "\n" >file
	close(file)
}
function substr_words(s, most, n, part, i, all) {
	n = split(s, part, " ")
	for (i = 1; i <= n && i <= most; i++) all = all (i > 1 ? " " : "") part[i]
	return all
}
END {
	srand(seed)
	for (n = 1; n <= count; n++) {
		folder = sprintf("%s/%03d", out, n)
		system("mkdir -p " folder)
		yaml = folder "/issue.yaml"
		printf "number: %d\nyear: 2012\ndate: 2012-03-30\ntitle: Вісник\nlanguage: uk\nencoding: UTF-8\n", n >yaml
		close(yaml)
		for (a = 1; a <= articles; a++) article(sprintf("%s/%02d-a.md", folder, a), 5 + int(rand() * 4))
		if (!fillers) continue
		print "articles:" >>yaml
		for (a = 1; a <= articles; a++) printf "  - %02d-a.md\n", a >>yaml
		for (a = 1; a <= fillers; a++) {
			filler(sprintf("%s/f%d.md", folder, a), 8 + 9 * a)
			printf "  - {file: f%d.md, filler: true}\n", a >>yaml
		}
		close(yaml)
	}
}
