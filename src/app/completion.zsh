#compdef visnyk
# Completion of visnyk(1) in zsh: commands and options as the program itself lists them, then names of issues and files.
_visnyk() {
	local -a words_found
	if (( CURRENT == 2 )); then
		words_found=(${(f)"$(LC_ALL=C $words[1] --help 2>/dev/null | sed -n 's/^  visnyk \([a-z][a-z]*\) .*/\1/p')"} --help --version)
		compadd -a words_found
	elif [[ $words[CURRENT] == -* ]]; then
		words_found=(${(fu)"$(LC_ALL=C $words[1] $words[2] --help 2>/dev/null | grep -oE '(^|[ ,])--[a-z][a-z-]*' | tr -d ' ,')"})
		compadd -a words_found
	else
		[[ -d issues ]] && words_found=(issues/*(/N:t)) && compadd -a words_found
		_files
	fi
}
_visnyk "$@"
