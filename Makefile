# Visnyk: from a fresh Debian 12 with git and make to finished bulletins.
#
# Two phases: a public goal first lets .ci/need install what is missing, then calls make again
# for the work, so nothing here may look for a compiler or a library before a recipe needs it.
# Each MODE builds under build/MODE/; build/visnyk is the release program.

MODE    ?= release
PREFIX  ?= /usr/local
DESTDIR ?=
VERSION := 0.1.0
JOBS    ?= $(shell nproc 2>/dev/null || echo 2)

ifeq ($(filter $(MODE),debug release asan cov fuzz),)
$(error MODE is debug, release, asan, cov or fuzz, not "$(MODE)")
endif

DATADIR := $(PREFIX)/share/visnyk
B       := build/$(MODE)

ifeq ($(origin CC),default)
CC := gcc
endif

# ---- what is compiled -------------------------------------------------------------------------

SOURCES := $(wildcard src/*/*.c)
OBJECTS := $(SOURCES:src/%.c=$(B)/%.o)
LIBRARY := $(B)/libvisnyk.a
UNITS   := $(patsubst tests/unit/%.c,$(B)/unit/%,$(wildcard tests/unit/*_test.c))
HELPERS := $(patsubst tests/tools/%.c,$(B)/tools/%,$(wildcard tests/tools/*.c))

# ---- how --------------------------------------------------------------------------------------

# A variable that runs its command at the first use and keeps the answer.
once = $(eval $(1) := $(2))$($(1))

PACKAGES   := libcmark-gfm harfbuzz harfbuzz-subset icu-uc icu-i18n yaml-0.1 libpng libjpeg lcms2 libdeflate zlib nettle libcjson libqpdf libxml-2.0 sqlite3
PC_CFLAGS   = $(call once,PC_CFLAGS,$(shell pkg-config --cflags $(PACKAGES)))
PC_LIBS     = $(call once,PC_LIBS,$(shell pkg-config --libs $(PACKAGES)))
# iconv is in the C library or in GNU libiconv; the one that links is the one that is used.
ICONV_LIBS  = $(call once,ICONV_LIBS,$(shell \
	printf '\043include <iconv.h>\nint main(void) { return iconv_open("UTF-8", "CP1251") == 0; }\n' \
	| $(CC) -x c - -o /dev/null 2>/dev/null || echo -liconv))
# libharu and the extensions of cmark-gfm carry no pkg-config file in Debian 12.
LIBS        = -Wl,--as-needed -lcmark-gfm-extensions -lhpdf $(PC_LIBS) $(ICONV_LIBS) -pthread -lm

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla
ifneq ($(CI)$(WERROR),)
WARNINGS += -Werror
endif

CFLAGS_debug    := -O0 -g
# The program reads files of strangers: hardened as Debian hardens its own. -fcf-protection knows x86 alone.
HARDENING       := -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection \
	$(if $(filter x86_64 i%86,$(shell uname -m)),-fcf-protection)
CFLAGS_release  := -O2 -g1 $(HARDENING)
LDFLAGS_release := -Wl,-z,relro,-z,now,-z,noexecstack
CFLAGS_asan     := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
LDFLAGS_asan    := -fsanitize=address,undefined
CFLAGS_fuzz     := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
LDFLAGS_fuzz    := -fsanitize=fuzzer,address,undefined
# ISO C knows no execvp, so the compiler does not see that what the process counted would be forgotten there.
CFLAGS_cov      := -O0 -g --coverage -Dexecvp=__gcov_execvp
LDFLAGS_cov     := --coverage

# -ffp-contract=off: a fused multiply-add would break lines differently from one machine to the next.
# Checkers of leaks look into the process from outside, reports of coverage are written when it ends.
UNCONFINED  := $(if $(filter asan cov fuzz,$(MODE)),-DVISNYK_UNCONFINED)
STANDARD    := -std=c17 -D_POSIX_C_SOURCE=200809L -ffp-contract=off -fPIE -Isrc
DEFINES     := -DVISNYK_VERSION='"$(VERSION)"'
# Only app/find.c knows where the data is installed. The program that is installed has its own, so that making a package
# changes nothing of the program in build/.
DATA_DEFINE := -DVISNYK_DATADIR='"/usr/local/share/visnyk"'
# Only reader/qpdf.c loads libqpdf, by the name that programs linked against it would ask for. A package of the program
# must name libqpdf among what it depends on: no tool can see it in the file.
QPDF_SONAME = $(call once,QPDF_SONAME,$(shell objdump -p "$$(pkg-config --variable=libdir libqpdf)/libqpdf.so" \
	| sed -n 's/^ *SONAME *//p'))
QPDF_DEFINE = -DQPDF_SONAME='"$(QPDF_SONAME)"'
ALL_CFLAGS   = $(STANDARD) $(DEFINES) $(UNCONFINED) $(WARNINGS) $(CFLAGS_$(MODE)) $(PC_CFLAGS) $(CFLAGS)
ALL_LDFLAGS  = -pie $(LDFLAGS_$(MODE)) $(LDFLAGS)

SUBMAKE = @$(MAKE) --no-print-directory -j$(JOBS) MODE=$(MODE)
NEED    = @NO_INSTALL='$(NO_INSTALL)' sh .ci/need

# ---- goals for people -------------------------------------------------------------------------

.DEFAULT_GOAL := help
.PHONY: help build issues test conformance lint bench fuzz install uninstall deb clean deps format readme-pictures readme-figures \
	coverage

help: ## this list
	@echo 'Visnyk turns folders of Markdown into finished bulletins. Goals:'
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1@\2/p' Makefile | while IFS=@ read -r goal text; do \
		printf '%-22s %s\n' "$$goal" "$$text"; done
	@echo 'MODE=debug|release|asan|cov chooses the build (now: $(MODE)); NO_INSTALL=1 installs nothing.'

issues: ## install what is missing, build, render every folder of issues/ into build/issues/
	$(NEED) build
	$(SUBMAKE) program
	@mkdir -p build/issues; status=0; \
	$(B)/visnyk build --all -o build/issues || status=$$?; \
	echo "Finished files:"; ls -1 build/issues/*.pdf 2>/dev/null || echo "  none"; exit $$status

build: ## build the program: build/visnyk (release) or build/MODE/visnyk
	$(SUBMAKE) program

test: ## install what is missing, build, run every test
	$(NEED) build test
	$(SUBMAKE) program units
	@MODE=$(MODE) JOBS=$(JOBS) sh tests/run $(KIND)

conformance: ## every sample in each profile by its standards; ISSUES=N: so many random issues too (30)
	$(NEED) build test
	$(SUBMAKE) program
	@MODE=$(MODE) JOBS=$(JOBS) FULL=1 ISSUES=$(ISSUES) sh tests/run conformance

lint: ## layers, headers, format, clang-tidy, gcc -fanalyzer, and that every diagnostic has a test
	$(NEED) build lint
	@MODE=$(MODE) JOBS=$(JOBS) CC='$(CC)' LINT_CFLAGS="$$($(MAKE) -s print-cflags)" sh tests/run lint

bench: ## wall time, pages per second, peak memory, time by stage
	$(NEED) build test
	$(SUBMAKE) program helpers
	@MODE=$(MODE) JOBS=1 sh tests/run bench; status=$$?; MODE=$(MODE) sh tests/run bench/typography && exit $$status

fuzz: ## each target of tests/fuzz under libFuzzer and the sanitizers, SECONDS=N each (60); TARGETS="yaml svg": only these
	$(NEED) build fuzz
	@$(MAKE) --no-print-directory -j$(JOBS) MODE=fuzz CC=clang-14 build/fuzz/fuzz/targets
	@SECONDS_EACH=$(or $(SECONDS),60) TARGETS='$(TARGETS)' sh tests/fuzz/fuzz

coverage: ## run the tests in MODE=cov and print the covered lines and branches by folder and file; KIND="unit cli": only these
	@rm -rf build/cov/faults && find build -path '*/cov/*' -name '*.gcda' -delete
	-@$(MAKE) --no-print-directory test MODE=cov
	@python3 tests/coverage build/cov

MAN    := $(DESTDIR)$(PREFIX)/share/man
BASH_COMPLETIONS := $(DESTDIR)$(PREFIX)/share/bash-completion/completions
ZSH_COMPLETIONS  := $(DESTDIR)$(PREFIX)/share/zsh/vendor-completions

install: build ## install into PREFIX (/usr/local), below DESTDIR if set
	$(SUBMAKE) manuals $(B)/installed/visnyk
	install -d '$(DESTDIR)$(PREFIX)/bin' '$(MAN)/man1' '$(MAN)/man5' '$(MAN)/uk/man1' '$(MAN)/uk/man5' '$(DESTDIR)$(DATADIR)'
	install -d '$(BASH_COMPLETIONS)' '$(ZSH_COMPLETIONS)'
	install -m 755 $(B)/installed/visnyk '$(DESTDIR)$(PREFIX)/bin/visnyk'
	install -m 644 build/man/*.1 '$(MAN)/man1/'
	install -m 644 build/man/*.5 '$(MAN)/man5/'
	install -m 644 build/man/uk/*.1 '$(MAN)/uk/man1/'
	install -m 644 build/man/uk/*.5 '$(MAN)/uk/man5/'
	install -m 644 src/app/completion.bash '$(BASH_COMPLETIONS)/visnyk'
	install -m 644 src/app/completion.zsh '$(ZSH_COMPLETIONS)/_visnyk'
	cp -R templates fonts '$(DESTDIR)$(DATADIR)/'

uninstall: ## remove what install put there
	rm -f '$(DESTDIR)$(PREFIX)/bin/visnyk' '$(BASH_COMPLETIONS)/visnyk' '$(ZSH_COMPLETIONS)/_visnyk'
	rm -f '$(MAN)'/man1/visnyk.1 '$(MAN)'/man5/visnyk-*.5 '$(MAN)'/uk/man1/visnyk.1 '$(MAN)'/uk/man5/visnyk-*.5
	rm -rf '$(DESTDIR)$(DATADIR)'

deb: ## a Debian package: build/visnyk_VERSION_ARCHITECTURE.deb
	$(NEED) build package
	rm -rf build/deb && mkdir -p build/deb
	@$(MAKE) --no-print-directory install PREFIX=/usr DESTDIR='$(CURDIR)/build/deb/root' >/dev/null
	sh .packaging/deb '$(CURDIR)/build/deb/root' $(VERSION) "build/visnyk_$(VERSION)_$$(dpkg --print-architecture).deb" \
		"$$(pkg-config --variable=libdir libqpdf)/$(QPDF_SONAME)"

readme-figures: ## write the tables of how lines are broken and of speed into README.md anew
	$(NEED) build test
	$(SUBMAKE) program helpers
	TABLE=$(CURDIR)/build/lines.md MODE=$(MODE) sh tests/run bench/typography
	-TABLE=$(CURDIR)/build/speed.md MODE=$(MODE) JOBS=1 sh tests/run bench
	for table in lines speed; do \
		sed -i -e "/^<!-- $$table -->/,/^<!-- \/$$table -->/{//!d}" -e "/^<!-- $$table -->/r build/$$table.md" README.md; done

readme-pictures: issues ## make the pictures of README.md anew from the sample issues
	$(NEED) test
	@mkdir -p .readme
	pdftoppm -r 60 -png -singlefile -f 1 -l 1 build/issues/2012-02-screen.pdf .readme/first-page
	pdftoppm -r 60 -png -singlefile -f 3 -l 3 build/issues/2012-02-screen.pdf .readme/inner-page
	rm -rf build/newspaper && cp -r issues/2012-02 build/newspaper
	sed 's/visnyk-a4/visnyk-a3/' issues/2012-02/issue.yaml >build/newspaper/issue.yaml
	$(B)/visnyk build -q --profile screen -o build/newspaper build/newspaper
	pdftoppm -r 60 -png -singlefile -f 1 -l 1 build/newspaper/newspaper-screen.pdf .readme/newspaper
	rm -rf build/readme && mkdir -p build/readme && cp -r issues/2012-02 build/readme/
	sed '/^print:/,$$d' issues/2012-02/issue.yaml >build/readme/2012-02/issue.yaml
	echo 'print: {marks: true}' >>build/readme/2012-02/issue.yaml
	$(B)/visnyk build -q --profile print --booklet build/readme/2012-02 -o build/readme
	pdftoppm -r 45 -png -singlefile -f 1 -l 1 build/readme/2012-02-booklet.pdf .readme/booklet-sheet
	rm -rf build/lines && cp -r tests/bench/typography build/lines
	$(B)/visnyk build -q --profile screen -o build/lines/elastic build/lines/sample
	sed -i 's/hang: true/hang: false/; s/elastic-\(.*\): .*/elastic-\1: 0/' build/lines/measure-55/template.yaml
	$(B)/visnyk build -q --profile screen -o build/lines/stiff build/lines/sample
	for way in elastic stiff; do \
		pdftoppm -r 150 -x 445 -y 226 -W 370 -H 500 -png -singlefile build/lines/$$way/sample-screen.pdf .readme/lines-$$way || exit 1; done

format: ## put the sources into the committed clang-format style
	clang-format-14 -i $(wildcard src/*/*.[ch] tests/*/*.[ch])

deps: ## install what building, testing and linting need
	$(NEED) build test lint browser

clean: ## remove build/
	rm -rf build

# ---- the work ---------------------------------------------------------------------------------

.PHONY: program units helpers manuals print-cflags FORCE

program: $(B)/visnyk
units: $(UNITS) helpers
helpers: $(HELPERS) $(B)/fuzz/targets

ifeq ($(MODE),release)
program: build/visnyk
build/visnyk: $(B)/visnyk
	@ln -sf release/visnyk $@
endif

# The pages about formats are made of the READMEs, those in Ukrainian of a text beside the program.
MANUAL  = awk -f src/app/manual.awk
MANUALS := $(addprefix build/man/,visnyk.1 visnyk-issue.5 visnyk-template.5)
MANUALS += $(MANUALS:build/man/%=build/man/uk/%)
manuals: $(MANUALS)
$(MANUALS): src/app/manual.awk Makefile
build/man/visnyk.1: src/app/visnyk.1
	@mkdir -p $(@D) && cp $< $@
build/man/visnyk-issue.5: README.md
	@mkdir -p $(@D) && $(MANUAL) -v name=visnyk-issue -v section=5 -v title='the format of issues' \
		-v from=issue.yaml -v to=Templates $< >$@
build/man/visnyk-template.5: templates/README.md
	@mkdir -p $(@D) && $(MANUAL) -v name=visnyk-template -v section=5 -v title='the format of templates' $< >$@
build/man/uk/visnyk.1: src/app/visnyk.uk.md
	@mkdir -p $(@D) && $(MANUAL) -v name=visnyk -v section=1 -v title='бюлетені PDF із тек із Markdown' -v name_head=НАЗВА $< >$@
build/man/uk/visnyk-issue.5: src/app/visnyk-issue.uk.md
	@mkdir -p $(@D) && $(MANUAL) -v name=visnyk-issue -v section=5 -v title='формат випуску' -v name_head=НАЗВА $< >$@
build/man/uk/visnyk-template.5: src/app/visnyk-template.uk.md
	@mkdir -p $(@D) && $(MANUAL) -v name=visnyk-template -v section=5 -v title='формат шаблону' -v name_head=НАЗВА $< >$@

$(B)/visnyk: $(B)/app/main.o $(LIBRARY)
	@echo '  LD    $@'
	@$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(LIBRARY): $(filter-out $(B)/app/main.o,$(OBJECTS))
	@rm -f $@
	@$(AR) rcs $@ $^

# The flags file changes only when the flags do; everything compiled depends on it.
$(B)/flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' "$$FLAGS" | cmp -s - $@ || printf '%s\n' "$$FLAGS" > $@
$(B)/flags: export FLAGS = $(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS)

$(B)/installed/datadir: FORCE
	@mkdir -p $(@D)
	@echo '$(DATADIR)' | cmp -s - $@ || echo '$(DATADIR)' > $@

$(B)/app/find.o: STANDARD += $(DATA_DEFINE)
$(B)/reader/qpdf.o: STANDARD += $(QPDF_DEFINE)

$(B)/installed/find.o: src/app/find.c $(B)/flags $(B)/installed/datadir
	@$(CC) $(ALL_CFLAGS) -DVISNYK_DATADIR='"$(DATADIR)"' -MMD -MP -c -o $@ $<

$(B)/installed/visnyk: $(B)/app/main.o $(B)/installed/find.o $(LIBRARY)
	@echo '  LD    $@'
	@$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(B)/%.o: src/%.c $(B)/flags
	@mkdir -p $(@D)
	@echo '  CC    $<'
	@$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# By hand or by libFuzzer: the same targets, another main.
$(B)/fuzz/targets: $(wildcard tests/fuzz/*.c) $(LIBRARY)
	@mkdir -p $(@D)
	@echo '  CC    tests/fuzz'
	@$(CC) $(ALL_CFLAGS) -Itests $(ALL_LDFLAGS) -o $@ tests/fuzz/targets.c $(if $(filter fuzz,$(MODE)),,tests/fuzz/driver.c) $(LIBRARY) $(LIBS)

$(B)/unit/%: tests/unit/%.c $(LIBRARY)
	@mkdir -p $(@D)
	@echo '  CC    $<'
	@$(CC) $(ALL_CFLAGS) -Itests -MMD -MP -MF $@.d $(ALL_LDFLAGS) -o $@ $< $(LIBRARY) $(LIBS) -lcmocka

$(B)/tools/%: tests/tools/%.c $(LIBRARY)
	@mkdir -p $(@D)
	@echo '  CC    $<'
	@$(CC) $(ALL_CFLAGS) -Itests -MMD -MP -MF $@.d $(ALL_LDFLAGS) -o $@ $< $(LIBRARY) $(LIBS)

print-cflags:
	@echo "$(subst ",\",$(STANDARD) $(DEFINES) $(DATA_DEFINE) $(QPDF_DEFINE) $(WARNINGS) $(PC_CFLAGS))"

-include $(OBJECTS:.o=.d) $(B)/installed/find.d $(addsuffix .d,$(UNITS) $(HELPERS))
