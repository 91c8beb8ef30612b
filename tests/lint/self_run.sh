# The lint finds what it is there to find: a small tree that breaks each rule once.
. "$SRCDIR/tests/lib.sh"

tree=$TMP/tree
mkdir -p "$tree/tests/lint" "$tree/tests/unit" "$tree/src"
cp "$SRCDIR"/tests/lint/*.sh "$tree/tests/lint/"
cp "$SRCDIR/tests/lib.sh" "$tree/tests/"
cp "$SRCDIR/src/LAYERS" "$SRCDIR/.clang-format" "$SRCDIR/.clang-tidy" "$tree/src/" 2>/dev/null
mv "$tree/src/.clang-format" "$tree/src/.clang-tidy" "$tree/"
for folder in $(awk '/^[a-z]/ { print $1 }' "$SRCDIR/src/LAYERS"); do mkdir "$tree/src/$folder"; done

file() { # PATH: standard input becomes a file with a guard's worth of comment above it
	{
		echo '/* A file. */'
		cat
	} >"$tree/$1"
}
file src/base/up.c <<'END'
#include "page/page.h"
END
file src/page/apart.c <<'END'
#include "model/model.h"
END
file src/style/style.h <<'END'
#include "model/model.h"
END
file src/page/through.c <<'END'
#include "style/style.h"
END
file src/page/private.c <<'END'
#include "para/fit.h"
END
file src/page/foreign.c <<'END'
#include <png.h>
END
file src/page/parent.c <<'END'
#include "../base/arena.h"
END
file src/page/nobody.c <<'END'
#include <nobody.h>
END
file src/page/order.c <<'END'
#include <stdio.h>
#include "page/order.h"
END
file src/page/order.h <<'END'
struct order { struct unknown member; };
END
file src/page/null.c <<'END'
int page_null(int *at);
int page_null(int *at) {
    if (at) return 1;
    return *at;
}
END
file src/page/lose.c <<'END'
#include <stdlib.h>
void page_lose(size_t n);
void page_lose(size_t n) {
    volatile char *lost = malloc(n);
    if (lost) lost[0] = 1;
}
END
printf 'int page_bare( void );\t\n' >"$tree/src/page/bare.c"
echo "/* ""TO""DO */" >>"$tree/src/page/bare.c"
file src/base/diag.def <<'END'
DIAG(LOST, "lost-code", DIAG_ERROR, "a", "b")
DIAG(LOST, "lost-code-two", DIAG_ERROR, "a", "b")
DIAG(SHORT, "short-code", DIAG_ERROR, "a", "b")
DIAG(TOLD, "told-code", DIAG_ERROR, "a", "b")
DIAG(TOLD_C, "told-c-code", DIAG_ERROR, "a", "b")
DIAG(TRIED, "tried-code", DIAG_ERROR, "a", "b")
DIAG(CASED, "cased-code", DIAG_ERROR, "a", "b")
END
mkdir "$tree/tests/diag" "$tree/tests/cli"
echo '==> expected' | tee "$tree/tests/diag/short-code-longer.case" >"$tree/tests/diag/cased-code.other.case"
printf '# [told-code] is not looked at\ncheck [tried-code]\n' >"$tree/tests/cli/run.sh"
printf '/* DIAG_TOLD_C\n * "told-c-code" */ int a;\n' >"$tree/tests/unit/a_test.c"

run() { (cd "$tree" && SRCDIR=$tree TMP=$(mktemp -d "$TMP/run.XXXX") && export SRCDIR TMP && sh "tests/lint/$1_run.sh") >"$1.log" 2>&1; }
finds() { check_has "$1 lint finds: $3" "$2" "$1.log"; }

for lint in layers headers format tidy analyzer diag text; do run "$lint"; done
sed '/every diagnostic is used/,$d' diag.log >diag.untested
mkdir bin
printf '#!/bin/sh\nexit 139\n' >bin/clang-tidy-14
chmod +x bin/clang-tidy-14
mv tidy.log tidy.found
(PATH=$PWD/bin:$PATH && run tidy)
mv tidy.log crash.log
mv tidy.found tidy.log
finds crash 'not ok clang-tidy' 'clang-tidy that dies without a word'
finds layers 'src/base/up.c:2: base stands above page' 'a step up'
finds layers 'src/page/apart.c:2: page must not know model' 'a folder kept apart'
finds layers 'src/page/through.c: sees src/model/model.h through src/style/style.h' 'a folder kept apart, seen through a header'
finds layers 'src/page/private.c:2: only para/para.h is public' 'a private header'
finds layers 'src/page/foreign.c:2: <png.h> belongs to: image' 'the header of another folder'
finds layers 'src/page/parent.c:2: ../' 'a path through ..'
finds layers 'src/page/nobody.c:2: <nobody.h> is not named' 'an unknown library'
finds layers 'src/page/order.c: own header page/order.h is not first' 'an own header that comes late'
finds layers 'src/page/bare.c: does not open' 'a file without a design comment'
finds headers 'src/page/order.h: no guard VISNYK_PAGE_ORDER_H' 'a header without a guard'
finds headers 'unknown' 'a header that does not compile alone'
finds format 'src/page/bare.c:1:' 'a file that is not formatted'
finds analyzer 'analyzer-malloc-leak' 'lost memory'
finds tidy 'core.NullDereference' 'a null pointer'
for code in lost-code short-code told-code told-c-code; do
	check "diag lint finds: no test of $code" grep -qx "$code" diag.log
done
check_lacks 'diag lint: a mention in a test is one' tried-code diag.untested
check_lacks 'diag lint: a variant of a case is one' cased-code diag.untested
finds diag 'not ok every diagnostic is used' 'a diagnostic that nobody records'
finds diag 'not ok names and codes are unique' 'a name given twice'
finds text 'not ok no notes to oneself' 'a note to oneself'
finds text 'not ok no tabs in C' 'a tab'
finds text 'not ok no white space at line ends' 'white space at a line end'
