# Completion of visnyk(1) in bash. Commands and options are asked of the program itself, so they are always its own.
_visnyk() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]} program=${COMP_WORDS[0]}
	local words
	if [ "$COMP_CWORD" -eq 1 ]; then
		words=$(LC_ALL=C "$program" --help 2>/dev/null | sed -n 's/^  visnyk \([a-z][a-z]*\) .*/\1/p')
		mapfile -t COMPREPLY < <(compgen -W "$words --help --version" -- "$cur")
		return
	fi
	case $prev in
	-o | --output) mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
	--profile) mapfile -t COMPREPLY < <(compgen -W 'screen print archive screen,print,archive' -- "$cur"); return ;;
	--diag) mapfile -t COMPREPLY < <(compgen -W 'text json' -- "$cur"); return ;;
	--lang) mapfile -t COMPREPLY < <(compgen -W 'uk ru en' -- "$cur"); return ;;
	--stage) mapfile -t COMPREPLY < <(compgen -W 'model flow lines paint' -- "$cur"); return ;;
	--encoding) mapfile -t COMPREPLY < <(compgen -W 'auto UTF-8 UTF-16 CP1251 KOI8-U KOI8-R KOI8-RU CP866 CP1125 ISO-8859-5 MacUkraine MacCyrillic' -- "$cur"); return ;;
	--template) mapfile -t COMPREPLY < <(cd "${VISNYK_DATA:-.}/templates" 2>/dev/null && compgen -d -- "$cur" | grep -v -e languages -e catalogue -e print-shops); return ;;
	-j | --jobs) return ;;
	esac
	if [ "${cur:0:1}" = - ]; then
		words=$(LC_ALL=C "$program" "$command" --help 2>/dev/null | grep -oE '(^|[ ,])--[a-z][a-z-]*' | tr -d ' ,' | sort -u)
		mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
		return
	fi
	case $command in
	build | check | preview | catalogue | lock | verify | dump)
		mapfile -t COMPREPLY < <({ cd issues 2>/dev/null && compgen -d -- "$cur"; } || true)
		[ ${#COMPREPLY[@]} -gt 0 ] && return
		;;
	esac
	mapfile -t COMPREPLY < <(compgen -f -- "$cur")
}
complete -o filenames -F _visnyk visnyk
