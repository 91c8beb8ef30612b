# Who may include whom: src/LAYERS against every #include below src/.
. "$SRCDIR/tests/lib.sh"
cd "$SRCDIR" || exit 3

(cd src && ls -d */ | tr -d /) | sort >"$TMP/folders"
awk '/^[a-z]/ { print $1 }' src/LAYERS | sort >"$TMP/layers"
check_same 'src/LAYERS names every folder' "$TMP/layers" "$TMP/folders"

# Prints FILE:LINE: what is wrong.
awk '
function wrong(why) { printf "%s:%d: %s\n", FILENAME, FNR, why }
function fits(name, pattern) {
	if (pattern ~ /\*>$/) return index(name, substr(pattern, 1, length(pattern) - 2)) == 1
	return name == pattern
}
function ours(path, parts) {
	if (path ~ /\.\./) { wrong("../ in an include"); return }
	if (split(path, parts, "/") != 2 || !(parts[1] in level)) { wrong("write includes from src/: " path); return }
	if (level[parts[1]] > level[folder]) wrong(folder " stands above " parts[1] " and must not include it")
	if ((folder, parts[1]) in apart) wrong(folder " must not know " parts[1])
	includes[FILENAME, ++count[FILENAME]] = "src/" path
	if (parts[1] != folder && parts[1] != "base" && parts[2] != parts[1] ".h")
		wrong("only " parts[1] "/" parts[1] ".h is public: " path)
}
function theirs(name, i) {
	for (i = 1; i <= rules; i++) if (fits(name, pattern[i])) {
		if (owners[i] !~ "(^| )(" folder "|[*])( |$)") wrong(name " belongs to: " owners[i])
		return
	}
	wrong(name " is not named in src/LAYERS")
}
# What the file `from` of a folder sees through `header`, which it includes.
function seen_through(header, from, folder, i, inner, parts) {
	for (i = 1; i <= count[header]; i++) {
		inner = includes[header, i]
		if ((from, inner) in seen) continue
		seen[from, inner]
		split(inner, parts, "/")
		if ((folder, parts[2]) in apart) printf "%s: sees %s through %s\n", from, inner, header
		seen_through(inner, from, folder)
	}
}
FILENAME == "src/LAYERS" {
	if (/^[a-z]/) { level[$1] = ++levels; for (i = 3; i <= NF; i++) apart[$1, $i] = 1 }
	if (/^</) { pattern[++rules] = $1; owners[rules] = $2; for (i = 3; i <= NF; i++) owners[rules] = owners[rules] " " $i }
	next
}
FNR == 1 { split(FILENAME, part, "/"); folder = part[2] }
/^[ \t]*#[ \t]*include/ {
	name = $0
	sub(/^[ \t]*#[ \t]*include[ \t]*/, "", name)
	if (name ~ /^"/) { sub(/^"/, "", name); sub(/".*/, "", name); ours(name) }
	else { sub(/>.*/, ">", name); theirs(name) }
}
END {
	for (key in includes) {
		split(key, pair, SUBSEP)
		split(pair[1], part, "/")
		seen_through(includes[key], pair[1], part[2])
	}
}
' src/LAYERS src/*/*.[ch] >"$TMP/wrong"
check_empty 'includes keep to the layers' "$TMP/wrong"

for file in src/*/*.c; do
	folder=$(basename "$(dirname "$file")")
	own=$folder/$(basename "$file" .c).h
	[ -e "src/$own" ] || own=$folder/$folder.h # one of several files behind the folder's header, if it includes that
	grep -q "^#include \"$own\"" "$file" || continue
	awk -v own="$own" -v file="$file" '
		/^#include/ && !seen { seen = FNR; if (index($0, "#include \"" own) != 1) print file ": own header " own " is not first" }
		seen && FNR == seen + 1 && !/^$/ { print file ": no blank line behind the own header" }' "$file"
done >"$TMP/own"
check_empty 'own header first, then a blank line' "$TMP/own"

awk 'FNR == 1 && !/^\/\*/ { print FILENAME ": does not open with a design comment" }' src/*/*.[ch] >"$TMP/opening"
check_empty 'every file opens with a comment that explains it' "$TMP/opening"
