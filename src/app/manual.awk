# Sections of a README.md as a manual page: awk -v name=visnyk-template -v title="..." [-v from=HEAD -v to=HEAD] -f
# manual.awk FILE, with -v section=1 or 5 and -v name_head=NAME in another language. What the README tells of every key the page tells, too, so there is nothing to forget. Sections
# [from, to) are taken, named by their heads; pictures and links to other places are left out.

# Text with the marks of Markdown as fonts; what troff would take for its own is escaped.
function inline(text,    out, part, i, n) {
	gsub(/!\[[^]]*\]\([^)]*\)/, "", text)
	while (match(text, /\[[^]]*\]\([^)]*\)/)) {
		part = substr(text, RSTART + 1, RLENGTH - 1)
		sub(/\]\(.*/, "", part)
		text = substr(text, 1, RSTART - 1) part substr(text, RSTART + RLENGTH)
	}
	gsub(/\\\|/, "|", text)
	gsub(/\\/, "\\e", text)
	gsub(/-/, "\\-", text)
	n = split(text, parts, "`")
	for (i = 1; i <= n; i++) {
		part = parts[i]
		if (i % 2) {
			while (match(part, /\*\*[^*]*\*\*/))
				part = substr(part, 1, RSTART - 1) "\\fI" substr(part, RSTART + 2, RLENGTH - 4) "\\fR" substr(part, RSTART + RLENGTH)
		} else {
			part = "\\fB" part "\\fR"
		}
		out = out part
	}
	sub(/^ +/, "", out)
	if (out ~ /^[.']/) out = "\\&" out
	return out
}

# A row of a table: the first cell is the term, the others say what it means.
function row(line,    cells, i, n, text) {
	gsub(/\\\|/, "\001", line)
	sub(/^\| */, "", line)
	sub(/ *\|$/, "", line)
	n = split(line, cells, / *\| */)
	for (i = 2; i <= n; i++) {
		gsub("\001", "|", cells[i])
		if (cells[i] == "") continue
		text = text (text == "" ? "" : i == n && heads[i] ~ /^(Default|Якщо не сказано)/ ? (name_head ? "; якщо не сказано: " : "; default: ") : "; ") cells[i]
	}
	gsub("\001", "|", cells[1])
	print ".TP\n" inline(cells[1])
	if (text != "") print inline(text)
}

BEGIN {
	print ".TH " toupper(name) " " section " \"\" Visnyk \"\"\n.SH " (name_head ? name_head : "NAME") "\n" name " \\- " title
	on = from == ""
}
/^```/ { if (on) print literal ? ".fi\n.RE" : ".PP\n.RS 4\n.nf"; literal = !literal; next }
literal { if (on) { gsub(/\\/, "\\e"); gsub(/-/, "\\-"); print ($0 ~ /^[.']/ ? "\\&" : "") $0 } next }
/^#+ / {
	head = $0
	depth = match(head, /[^#]/) - 1
	sub(/^#+ /, "", head)
	if (head == from) on = 1
	if (to != "" && head == to) on = 0
	if (on) print (depth < 3 ? ".SH " : ".SS ") inline(depth < 3 ? toupper(head) : head)
	table = 0
	next
}
!on { next }
/^\|[-:| ]+\|$/ { next }
/^\|/ {
	if (/!\[/ || !table++) { # the head of a table, or one of pictures
		line = $0
		sub(/^\| */, "", line)
		split(line, heads, / *\| */)
		next
	}
	row($0)
	next
}
table { table = 0; print ".PP" }
/^    / { if (!shown++) print ".PP\n.RS 4\n.nf"; sub(/^    /, ""); gsub(/\\/, "\\e"); gsub(/-/, "\\-"); print; next }
shown { shown = 0; print ".fi\n.RE" }
/^- / { sub(/^- /, ""); print ".IP \\(bu 2\n" inline($0); next }
/^$/ { print ".PP"; next }
/^!\[/ { next }
{ print inline($0) }
END { if (shown) print ".fi\n.RE" }
