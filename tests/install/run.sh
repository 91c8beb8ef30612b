# What `make install` and `make deb` put where, and that it works there: the program hardened, manual pages in two
# languages without a fault of form, completion, a package that unpacks into a tree and makes an issue.
. "$SRCDIR/tests/lib.sh"

cd "$SRCDIR" || exit 3
if [ "$MODE" != release ]; then
	skip 'installing' 'what is installed is the release'
	exit 0
fi
# put GOAL...: make with the compiler that was used, or everything would be compiled again.
compiler=$(sed 's/ -std=.*//' build/release/flags)
put() { make --no-print-directory CC="$compiler" "$@" || return; }

check 'make install' put install PREFIX=/usr/local DESTDIR="$TMP/root"
usr=$TMP/root/usr/local
find "$TMP/root" -type f -not -path '*/templates/*' -not -path '*/fonts/*' -printf '%P %m\n' | LC_ALL=C sort >"$TMP/installed"
check_same 'what is installed' - "$TMP/installed" <<'END'
usr/local/bin/visnyk 755
usr/local/share/bash-completion/completions/visnyk 644
usr/local/share/man/man1/visnyk.1 644
usr/local/share/man/man5/visnyk-issue.5 644
usr/local/share/man/man5/visnyk-template.5 644
usr/local/share/man/uk/man1/visnyk.1 644
usr/local/share/man/uk/man5/visnyk-issue.5 644
usr/local/share/man/uk/man5/visnyk-template.5 644
usr/local/share/zsh/vendor-completions/_visnyk 644
END

# ---- hardened --------------------------------------------------------------------------------------------------------
if command -v readelf >/dev/null; then
	readelf -hldW "$usr/bin/visnyk" >"$TMP/elf"
	readelf -nsW "$usr/bin/visnyk" >>"$TMP/elf"
	check 'its place in memory is not fixed' grep -q 'Type: *DYN' "$TMP/elf"
	check_has 'tables of the linker are read-only' GNU_RELRO "$TMP/elf"
	check 'and filled at the start' grep -q 'FLAGS.*NOW' "$TMP/elf"
	check 'the stack holds no code' grep -q 'GNU_STACK.* RW ' "$TMP/elf"
	check_has 'the stack is guarded' __stack_chk_fail "$TMP/elf"
	check 'calls with known sizes are checked' grep -q '__[a-z]*_chk' "$TMP/elf"
	case $(uname -m) in
	x86_64) check 'jumps are marked' sh -c 'readelf -n build/release/app/find.o | grep -q "IBT, SHSTK"' ;;
	esac
else
	skip 'hardened' 'readelf is not installed'
fi
grep -q -- -fstack-clash-protection build/release/flags && ok 'no leap over the guard of the stack' ||
	not_ok 'no leap over the guard of the stack' 'flag is missing'

# ---- manual pages ----------------------------------------------------------------------------------------------------
for page in man1/visnyk.1 man5/visnyk-issue.5 man5/visnyk-template.5 uk/man1/visnyk.1 uk/man5/visnyk-issue.5 uk/man5/visnyk-template.5; do
	file=$usr/share/man/$page
	if command -v mandoc >/dev/null; then
		mandoc -Tlint -Werror "$file" >"$TMP/lint" 2>&1
	elif command -v groff >/dev/null; then
		groff -mandoc -Tutf8 -Kutf8 -ww -z "$file" >"$TMP/lint" 2>&1
	else
		skip "$page" 'neither mandoc nor groff is installed'
		continue
	fi
	check_empty "$page: well formed" "$TMP/lint"
done
# keys FILE...: the first cells of tables, one key a line.
keys() { sed -n 's/^| \(`[^|]*\) |.*/\1/p' "$@" | grep -o '`[^` ]*`' | tr -d '`'; }
sed -n '/^## issue.yaml/,/^## Where/p' README.md >"$TMP/issue.md"
for pair in "$TMP/issue.md=visnyk-issue" "templates/README.md=visnyk-template"; do
	for page in "man5/${pair#*=}.5" "uk/man5/${pair#*=}.5"; do
		sed 's/\\-/-/g' "$usr/share/man/$page" >"$TMP/page"
		keys "${pair%%=*}" | grep -e '\.' -e '^[a-z_0-9-]*$' | while read -r key; do
			grep -qF -e "$key" "$TMP/page" || echo "$key"
		done >"$TMP/lacking"
		check_empty "$page: has every key" "$TMP/lacking"
	done
	keys "${pair%%=*}" | grep '^[a-z]' | LC_ALL=C sort -u >"$TMP/keys"
	keys "src/app/${pair#*=}.uk.md" | LC_ALL=C sort -u | LC_ALL=C comm -23 "$TMP/keys" - >"$TMP/lacking"
	check_empty "${pair#*=} in Ukrainian: each key has its row" "$TMP/lacking"
done
for command in build check new preview catalogue search rules dump extract lock verify compare import; do
	check_has "visnyk.1 in Ukrainian: $command" "visnyk $command" "$usr/share/man/uk/man1/visnyk.1"
	LC_ALL=C "$VISNYK" "$command" --help | grep -oE '(^|[ ,])--[a-z][a-z-]*' | tr -d ' ,' | sort -u | while read -r option; do
		sed 's/\\-/-/g' "$usr/share/man/uk/man1/visnyk.1" | grep -qF -e "$option" || echo "$option"
	done
done >"$TMP/.results"
grep '^ok\|^not ok' "$TMP/.results"
grep -v '^ok\|^not ok' "$TMP/.results" >"$TMP/lacking"
check_empty 'visnyk.1 in Ukrainian: every option' "$TMP/lacking"

# ---- completion ------------------------------------------------------------------------------------------------------
if command -v bash >/dev/null; then
	cd "$TMP" || exit 3
	mkdir -p issues/2012-02 issues/2012-03
	cat >complete.sh <<'END'
. "$1"
shift
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_visnyk
printf '%s\n' "${COMPREPLY[@]}" | LC_ALL=C sort
END
	# completes NAME WORD... : what stands on standard input.
	completes() {
		what=$1
		shift
		bash complete.sh "$usr/share/bash-completion/completions/visnyk" "$usr/bin/visnyk" "$@" >out 2>&1
		check_same "completion: $what" - out
	}
	printf '%s\n' catalogue check compare | completes 'commands' c
	echo --profile | completes 'an option' build --prof
	printf '%s\n' archive | completes 'a value' build --profile a
	printf '%s\n' 2012-02 2012-03 | completes 'issues' build 2012
	printf '%s\n' --off --on --output | completes 'options of the command alone' import --o
	bash complete.sh "$usr/share/bash-completion/completions/visnyk" "$usr/bin/visnyk" '' >out
	LC_ALL=C "$VISNYK" --help | sed -n 's/^  visnyk \([a-z]*\) .*/\1/p' >commands
	check 'completion: every command' test "$(grep -cxF -f commands out)" = "$(wc -l <commands)"
fi
if command -v zsh >/dev/null; then
	check 'completion for zsh is a script of zsh' zsh -n "$usr/share/zsh/vendor-completions/_visnyk"
	# As compinit would call it, with the builtins of completion replaced by ones that print.
	cat >"$TMP/complete.zsh" <<'END'
compadd() { [[ $1 == -a ]] && print -l -- ${(P)2} }
_files() { print files }
script=$1
shift
words=("$@") CURRENT=$#
source $script
END
	# zsh_completes NAME TEXT WORD...: among what is offered is a line TEXT.
	zsh_completes() {
		zsh_name=$1 zsh_text=$2
		shift 2
		(cd "$TMP" && zsh -f complete.zsh "$usr/share/zsh/vendor-completions/_visnyk" "$usr/bin/visnyk" "$@") >"$TMP/offered" 2>&1
		check "completion for zsh: $zsh_name" grep -qx -e "$zsh_text" "$TMP/offered"
	}
	zsh_completes 'commands' catalogue c
	zsh_completes 'options' --profile build --p
	zsh_completes 'options of the command alone' --off import --
	zsh_completes 'issues' 2012-03 build 2
	zsh_completes 'files' files verify x
fi

# ---- used ------------------------------------------------------------------------------------------------------------
cd "$TMP" || exit 3
check 'the version names the libraries' sh -c "'$usr/bin/visnyk' --version | grep -q '^libharu' && '$usr/bin/visnyk' --version | grep -q 'HarfBuzz'"
cd "$SRCDIR" || exit 3
if command -v dpkg-deb >/dev/null && command -v dpkg-shlibdeps >/dev/null; then
	check 'make deb' put deb NO_INSTALL=1
	package=$(ls build/visnyk_*.deb)
	dpkg-deb -f "$package" Depends >"$TMP/depends"
	for library in libc6 libharfbuzz0b libhpdf libcmark-gfm libqpdf libsqlite3; do
		check_has "the package needs $library" "$library" "$TMP/depends"
	done
	dpkg-deb -x "$package" "$TMP/tree"
	check 'its pages are packed' gzip -t "$TMP/tree/usr/share/man/uk/man1/visnyk.1.gz"
	check 'its sums are right' sh -c "cd '$TMP/tree' && dpkg-deb --ctrl-tarfile '$SRCDIR/$package' | tar -xO ./md5sums | md5sum -c --quiet"
	cd "$TMP" || exit 3
	# Of an unpacked tree the data is not in /usr/share.
	export VISNYK_DATA="$TMP/tree/usr/share/visnyk"
	check_status 'what it holds makes an issue' 0 sh -c "tree/usr/bin/visnyk new first --lang uk && tree/usr/bin/visnyk build first --strict -o made"
	check 'all three files' is_pdf made/first-archive.pdf
	if [ "$(id -u)" -eq 0 ]; then
		mkdir -p dpkg/var/lib/dpkg/updates dpkg/var/lib/dpkg/info
		: >dpkg/var/lib/dpkg/status
		check 'dpkg installs it into a clean tree' dpkg --root="$TMP/dpkg" --force-depends --force-not-root --log="$TMP/dpkg.log" -i "$SRCDIR/$package"
		check 'and there it is' test -x dpkg/usr/bin/visnyk -a -e dpkg/usr/share/visnyk/templates/visnyk-a4/template.yaml
		check 'dpkg takes it away' dpkg --root="$TMP/dpkg" --log="$TMP/dpkg.log" -P visnyk
		check 'and nothing is left' test ! -e dpkg/usr/share/visnyk
	fi
	cd "$SRCDIR" || exit 3
else
	skip 'a Debian package' 'dpkg-dev is not installed'
fi
check 'make uninstall' put uninstall PREFIX=/usr/local DESTDIR="$TMP/root"
find "$TMP/root" -type f >"$TMP/left"
check_empty 'nothing is left' "$TMP/left"
