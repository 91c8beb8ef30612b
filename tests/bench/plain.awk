# awk -v to=typst|latex|html -f plain.awk ARTICLE.md...: the same text as a source for another program: titles, heads and
# paragraphs; what else Markdown knows stays out, which is little in the issues of the benchmark.
function escape(text) {
	gsub(/!\[[^]]*\]\([^)]*\)({[^}]*})?/, "", text)
	gsub(/\[\^[^]]*\]/, "", text)
	text = gensub_links(text)
	gsub(/\*\*|\*|`/, "", text)
	if (to == "typst") gsub(/[][\\#*_$@<>`~=\/]/, "\\\\&", text)
	if (to == "latex") gsub(/[#$%&_{}~^\\]/, "\\\\&", text)
	if (to == "html") {
		gsub(/&/, "\\&amp;", text)
		gsub(/</, "\\&lt;", text)
	}
	return text
}
# [text](address) -> text
function gensub_links(text, from, part) {
	while (match(text, /\[[^]]*\]\([^)]*\)/)) {
		part = substr(text, RSTART + 1, RLENGTH - 1)
		from = RSTART + RLENGTH
		text = substr(text, 1, RSTART - 1) substr(part, 1, index(part, "](") - 1) substr(text, from)
	}
	return text
}
function put(kind, text) {
	text = escape(text)
	if (text ~ /^[ \t]*$/) return
	if (to == "typst") print (kind == "title" ? "= " : kind == "head" ? "== " : "") text "\n"
	if (to == "latex") print (kind == "title" ? "\\section*{" text "}" : kind == "head" ? "\\subsection*{" text "}" : text) "\n"
	if (to == "html") print (kind == "title" ? "<h1>" text "</h1>" : kind == "head" ? "<h2>" text "</h2>" : "<p>" text "</p>")
}
FNR == 1 { front = $0 == "---"; if (front) next }
front && $0 == "---" { front = 0; next }
front && sub(/^(title|lead): */, "") {
	gsub(/^"|"$/, "")
	put(titled != FILENAME ? "title" : "text", $0)
	titled = FILENAME
}
front { next }
/^\[\^/ || /^\|/ || /^:/ || /^> *\[!/ { next }
sub(/^#+ */, "") { put("head", $0); next }
{ sub(/^(> *|- |[0-9]+\. )/, ""); put("text", $0) }
