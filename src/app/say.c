/* The texts of the command line, both languages side by side so that they stay in step.
 *
 * Rejected: message catalogues of gettext; two languages of two dozen texts need no files to install and to find.
 */
#include "app/say.h"

#define BOTH(english, ukrainian)                                                                                       \
    { english, ukrainian }

static const char *const words[WORD_COUNT][2] = {
    [WORD_MADE] = BOTH("made", "зроблено"),
    [WORD_FRESH] = BOTH("up to date", "без змін"),
    [WORD_STOPPED] = BOTH("stopped; issues not begun:", "зупинено; не розпочато випусків:"),
    [WORD_NOT_MADE] = BOTH("not made", "не зроблено"),
    [WORD_LOAD] = BOTH("load", "читання"),
    [WORD_PARSE] = BOTH("parse", "розбір"),
    [WORD_STYLE] = BOTH("style", "стилі"),
    [WORD_SET_LINES] = BOTH("lines", "рядки"),
    [WORD_PAGE] = BOTH("pages", "верстка"),
    [WORD_WRITE] = BOTH("write", "запис"),
    [WORD_TOTAL] = BOTH("total", "разом"),
    [WORD_MEMORY] = BOTH("memory", "пам’ять"),
    [WORD_MS] = BOTH("ms", "мс"),
    [WORD_MB] = BOTH("MB", "МБ"),
    [WORD_MADE_FOLDER] = BOTH("a new issue is in", "новий випуск лежить у"),
    [WORD_SEE_HELP] = BOTH("for help:", "довідка:"),
    [WORD_OFF] = BOTH(" (off unless switched on)", " (вимкнено, доки не ввімкнути)"),
    [WORD_SET] = BOTH("when set:", "у наборі:"),
    [WORD_CHECKED] = BOTH("when checked, found | not found:", "під час перевірки, знайдено | ні:"),
    [WORD_SAME_BYTES] = BOTH("the same bytes", "ті самі байти"),
    [WORD_SAME_CONTENT] = BOTH("the same content", "той самий вміст"),
    [WORD_SAME_LAYOUT] = BOTH("the same layout", "та сама верстка"),
    [WORD_DIFFERS] = BOTH("differs", "відрізняється"),
    [WORD_DRAWN] = BOTH("drawn", "намальовано"),
    [WORD_PAGE_SHORT] = BOTH("p.", "с."),
    [WORD_NOTHING_FOUND] = BOTH("nothing found", "нічого не знайдено"),
    [WORD_NOT_CHECKED] = BOTH("not checked", "не перевірено"),
    [WORD_UNTITLED] = BOTH("Untitled", "Без назви"),
};

static const char *const nouns[NOUN_COUNT][5] = {
    /* English: one, many; Ukrainian: 1, 2-4, 5 */
    [NOUN_ISSUE] = {"issue", "issues", "випуск", "випуски", "випусків"},
    [NOUN_PAGE] = {"page", "pages", "сторінка", "сторінки", "сторінок"},
    [NOUN_ERROR] = {"error", "errors", "помилка", "помилки", "помилок"},
    [NOUN_WARNING] = {"warning", "warnings", "попередження", "попередження", "попереджень"},
    [NOUN_FILE] = {"file", "files", "файл", "файли", "файлів"},
    [NOUN_HEAD] = {"heading", "headings", "заголовок", "заголовки", "заголовків"},
    [NOUN_ITEM] = {"item", "items", "пункт", "пункти", "пунктів"},
    [NOUN_TABLE] = {"table", "tables", "таблиця", "таблиці", "таблиць"},
    [NOUN_RULE] = {"rule", "rules", "лінійка", "лінійки", "лінійок"},
    [NOUN_PARAGRAPH] = {"paragraph", "paragraphs", "абзац", "абзаци", "абзаців"},
};

const char *say_word(enum word word, enum ui_lang lang) { return words[word][lang]; }

/* Source of the Ukrainian rule: Unicode CLDR, plural rules, uk. */
static size_t ukrainian_form(size_t count) {
    size_t ones = count % 10, tens = count % 100 / 10;
    if (tens == 1 || ones == 0 || ones > 4) return 4;
    return ones == 1 ? 2 : 3;
}

void say_count(struct buf *out, size_t count, enum noun noun, enum ui_lang lang) {
    size_t form = lang == UI_UK ? ukrainian_form(count) : count != 1;
    buf_printf(out, "%zu %s", count, nouns[noun][form]);
}

static const char *const general[2] =
    BOTH("visnyk makes PDF bulletins of folders of Markdown.\n"
         "\n"
         "  visnyk build [ISSUE...]           make the PDF files\n"
         "  visnyk check [ISSUE...]           tell what is wrong, write nothing\n"
         "  visnyk new ISSUE                  a folder to start from\n"
         "  visnyk preview ISSUE              the pages as pictures\n"
         "  visnyk catalogue [ISSUE...]       all issues as a site, tables and a search\n"
         "  visnyk search WORD...             find words in the catalogue\n"
         "  visnyk rules                      the rules of a language, with examples\n"
         "  visnyk dump ISSUE                 one stage of the work as text\n"
         "  visnyk extract FILE.pdf           the sources that an archive file carries\n"
         "  visnyk lock ISSUE...              write down what an issue is made from and what comes out\n"
         "  visnyk verify [ISSUE...|PDF...]   whether it still comes out so\n"
         "  visnyk compare A.pdf B.pdf        what differs, page by page\n"
         "  visnyk import FILE...             old text files made Markdown\n"
         "\n"
         "  visnyk COMMAND --help             the options of a command\n"
         "  visnyk --version\n"
         "\n"
         "ISSUE is a folder that holds issue.yaml, or a name below issues/.\n",
         "visnyk робить із тек Markdown бюлетені у PDF.\n"
         "\n"
         "  visnyk build [ВИПУСК...]          зробити файли PDF\n"
         "  visnyk check [ВИПУСК...]          сказати, що не так, нічого не записуючи\n"
         "  visnyk new ВИПУСК                 тека, з якої почати\n"
         "  visnyk preview ВИПУСК             сторінки як картинки\n"
         "  visnyk catalogue [ВИПУСК...]      усі випуски як сайт, таблиці та пошук\n"
         "  visnyk search СЛОВО...            знайти слова в каталозі\n"
         "  visnyk rules                      правила мови з прикладами\n"
         "  visnyk dump ВИПУСК                один етап роботи як текст\n"
         "  visnyk extract ФАЙЛ.pdf           джерела, які містить архівний файл\n"
         "  visnyk lock ВИПУСК...             записати, з чого зроблено випуск і що вийшло\n"
         "  visnyk verify [ВИПУСК...|PDF...]  чи виходить досі те саме\n"
         "  visnyk compare A.pdf B.pdf        що відрізняється на кожній сторінці\n"
         "  visnyk import ФАЙЛ...             зробити Markdown зі старих текстових файлів\n"
         "\n"
         "  visnyk КОМАНДА --help             параметри команди\n"
         "  visnyk --version\n"
         "\n"
         "ВИПУСК – це тека, у якій є issue.yaml, або назва в теці issues/.\n");

const char *say_help(enum ui_lang lang) { return general[lang]; }

static const char *const helps[COMMAND_COUNT][2] = {
    [COMMAND_BUILD] =
        BOTH("visnyk build [ISSUE...] [options]\n"
             "Makes the PDF files of the issues: of all folders in issues/ when none is named. An issue whose files,\n"
             "template, fonts and options are those of the last time is up to date and left alone.\n"
             "\n"
             "      --all            every folder in issues/ with an issue.yaml\n"
             "  -o, --output DIR     where the files go (build/issues)\n"
             "      --profile LIST   which files to make, with commas: screen, print, archive (all)\n"
             "      --booklet        the print file also two pages on a sheet, for stitching\n"
             "  -j, --jobs N         so many issues at a time (the number of processors)\n"
             "      --limit-time S   seconds of the processor that an issue may take (600; 0: any)\n"
             "      --limit-memory M megabytes that a process may take (4096; 0: any)\n"
             "      --force          make what is up to date too\n"
             "      --depfile        write NAME.d, what each file depends on, for make and ninja\n"
             "      --proof          read the texts for mistakes of language, as check does\n"
             "      --strict         a warning makes the exit status 1\n"
             "      --diag FORM      messages as text or as json, one object a line\n"
             "  -q, --quiet          print messages only\n"
             "  -v, --verbose        print the time of each stage, and why a page is not full\n"
             "  -h, --help           this text\n"
             "\n"
             "Exit status: 0 all made, 1 some issue not made or with errors, 2 usage, 3 system.\n",
             "visnyk build [ВИПУСК...] [параметри]\n"
             "Робить файли PDF названих випусків, а якщо жодного не названо – усіх тек в issues/. Випуск, у якого\n"
             "файли, шаблон, шрифти й параметри ті самі, що минулого разу, лишається як є.\n"
             "\n"
             "      --all            усі теки в issues/, де є issue.yaml\n"
             "  -o, --output ТЕКА    куди класти файли (build/issues)\n"
             "      --profile СПИСОК які файли робити, через кому: screen, print, archive (усі)\n"
             "      --booklet        файл для друку ще й по дві сторінки на аркуші, для брошурування\n"
             "  -j, --jobs N         скільки випусків робити водночас (за кількістю процесорів)\n"
             "      --limit-time С   скільки секунд процесора дозволено випускові (600; 0: без межі)\n"
             "      --limit-memory М скільки мегабайтів дозволено процесові (4096; 0: без межі)\n"
             "      --force          робити й те, що не змінилося\n"
             "      --depfile        записати НАЗВА.d: від чого залежить кожен файл, для make і ninja\n"
             "      --proof          шукати в текстах мовні помилки, як це робить check\n"
             "      --strict         попередження дає код завершення 1\n"
             "      --diag ВИГЛЯД    повідомлення як text або як json, по об’єкту в рядку\n"
             "  -q, --quiet          друкувати лише повідомлення\n"
             "  -v, --verbose        друкувати час кожного етапу й чому сторінка не повна\n"
             "  -h, --help           цей текст\n"
             "\n"
             "Код завершення: 0 усе зроблено, 1 якийсь випуск не зроблено або він має помилки,\n"
             "2 неправильний виклик, 3 система.\n"),
    [COMMAND_CHECK] = BOTH(
        "visnyk check [ISSUE...] [options]\n"
        "Does all that build does, but writes nothing. Of all folders in issues/ when none is named.\n"
        "\n"
        "      --all            every folder in issues/ with an issue.yaml\n"
        "      --profile LIST   which files to try, with commas: screen, print, archive (all)\n"
        "  -j, --jobs N         so many issues at a time (the number of processors)\n"
        "      --limit-time S   seconds of the processor that an issue may take (600; 0: any)\n"
        "      --limit-memory M megabytes that a process may take (4096; 0: any)\n"
        "      --strict         a warning makes the exit status 1\n"
        "      --diag FORM      messages as text or as json, one object a line\n"
        "  -q, --quiet          print messages only\n"
        "  -v, --verbose        print the time of each stage, and why a page is not full\n"
        "  -h, --help           this text\n",
        "visnyk check [ВИПУСК...] [параметри]\n"
        "Робить усе, що й build, але нічого не записує. Якщо жодного випуску не названо – з усіма теками в issues/.\n"
        "\n"
        "      --all            усі теки в issues/, де є issue.yaml\n"
        "      --profile СПИСОК які файли пробувати, через кому: screen, print, archive (усі)\n"
        "  -j, --jobs N         скільки випусків перевіряти водночас (за кількістю процесорів)\n"
        "      --limit-time С   скільки секунд процесора дозволено випускові (600; 0: без межі)\n"
        "      --limit-memory М скільки мегабайтів дозволено процесові (4096; 0: без межі)\n"
        "      --strict         попередження дає код завершення 1\n"
        "      --diag ВИГЛЯД    повідомлення як text або як json, по об’єкту в рядку\n"
        "  -q, --quiet          друкувати лише повідомлення\n"
        "  -v, --verbose        друкувати час кожного етапу й чому сторінка не повна\n"
        "  -h, --help           цей текст\n"),
    [COMMAND_NEW] = BOTH(
        "visnyk new ISSUE [options]\n"
        "Makes the folder of an issue with an issue.yaml and a first article. A folder that exists is left alone.\n"
        "\n"
        "      --lang TAG       the language of its texts: uk, ru, en (that of the locale)\n"
        "      --template T     the name of a template, or a path to its folder (visnyk-a4)\n"
        "      --diag FORM      messages as text or as json, one object a line\n"
        "  -h, --help           this text\n",
        "visnyk new ВИПУСК [параметри]\n"
        "Створює теку випуску з issue.yaml і першою статтею. Теку, яка вже є, не чіпає.\n"
        "\n"
        "      --lang МОВА      мова текстів: uk, ru, en (мова системи)\n"
        "      --template T     назва шаблону або шлях до його теки (visnyk-a4)\n"
        "      --diag ВИГЛЯД    повідомлення як text або як json, по об’єкту в рядку\n"
        "  -h, --help           цей текст\n"),
    [COMMAND_PREVIEW] =
        BOTH("visnyk preview ISSUE [options]\n"
             "Draws the pages as page-01.png, page-02.png, ..., and a sheet of all of them, pages.png. It needs\n"
             "pdftoppm (of poppler) or mutool (of MuPDF).\n"
             "\n"
             "  -o, --output DIR     where they go (build/preview/NAME)\n"
             "      --guides         show the baseline grid, columns, boxes and pictures\n"
             "      --watch          again on every change, until Ctrl-C; only pages that changed are drawn\n"
             "      --diag FORM      messages as text or as json, one object a line\n"
             "  -q, --quiet          print messages only\n"
             "  -h, --help           this text\n",
             "visnyk preview ВИПУСК [параметри]\n"
             "Малює сторінки: page-01.png, page-02.png, ..., і аркуш з усіма, pages.png. Потрібна програма\n"
             "pdftoppm (з poppler) або mutool (з MuPDF).\n"
             "\n"
             "  -o, --output ТЕКА    куди їх класти (build/preview/НАЗВА)\n"
             "      --guides         показати сітку рядків, колонки, врізки та зображення\n"
             "      --watch          малювати знову після кожної зміни, до Ctrl-C; лише сторінки, що змінилися\n"
             "      --diag ВИГЛЯД    повідомлення як text або як json, по об’єкту в рядку\n"
             "  -q, --quiet          друкувати лише повідомлення\n"
             "  -h, --help           цей текст\n"),
    [COMMAND_CATALOGUE] =
        BOTH("visnyk catalogue [ISSUE...] [options]\n"
             "Makes a catalogue of the issues named, or of all in issues/: a site that works from a folder\n"
             "(index.html), tables (issues.csv, articles.csv), catalogue.json, dublin-core.xml for libraries, an\n"
             "index of all issues as a PDF, and the texts for visnyk search. It needs pdftoppm or mutool.\n"
             "\n"
             "      --all            every folder of issues/ (as when none is named)\n"
             "  -o, --output DIR     where it goes (build/catalogue)\n"
             "  -j, --jobs N         that many issues at a time (as many as there are processors)\n"
             "      --force          make issues anew that have not changed\n"
             "      --diag FORM      messages as text or as json, one object a line\n"
             "  -q, --quiet          print messages only\n"
             "  -h, --help           this text\n",
             "visnyk catalogue [ВИПУСК...] [параметри]\n"
             "Робить каталог названих випусків або всіх із issues/: сайт, який працює з теки (index.html),\n"
             "таблиці (issues.csv, articles.csv), catalogue.json, dublin-core.xml для бібліотек, покажчик усіх\n"
             "випусків у PDF і тексти для visnyk search. Потрібна програма pdftoppm або mutool.\n"
             "\n"
             "      --all            усі теки в issues/ (як і тоді, коли жодної не названо)\n"
             "  -o, --output ТЕКА    куди його класти (build/catalogue)\n"
             "  -j, --jobs N         стільки випусків одночасно (скільки є процесорів)\n"
             "      --force          зробити наново й випуски, які не змінилися\n"
             "      --diag ВИГЛЯД    повідомлення як text або як json, по об’єкту в рядку\n"
             "  -q, --quiet          друкувати лише повідомлення\n"
             "  -h, --help           цей текст\n"),
    [COMMAND_SEARCH] =
        BOTH("visnyk search WORD... [options]\n"
             "Finds the pages of the catalogue on which all the words stand, in any of their forms.\n"
             "\n"
             "  -o, --output DIR     the folder of the catalogue (build/catalogue)\n"
             "      --diag FORM      messages as text or as json, one object a line\n"
             "  -q, --quiet          print what was found only\n"
             "  -h, --help           this text\n"
             "\n"
             "Exit status: 0 found, 1 not found or no catalogue, 2 usage, 3 system.\n",
             "visnyk search СЛОВО... [параметри]\n"
             "Знаходить сторінки каталогу, на яких є всі ці слова в будь-якій формі.\n"
             "\n"
             "  -o, --output ТЕКА    тека каталогу (build/catalogue)\n"
             "      --diag ВИГЛЯД    повідомлення як text або як json, по об’єкту в рядку\n"
             "  -q, --quiet          друкувати лише знайдене\n"
             "  -h, --help           цей текст\n"
             "\n"
             "Код завершення: 0 знайдено, 1 не знайдено або каталогу немає, 2 помилка виклику, 3 система.\n"),
    [COMMAND_RULES] =
        BOTH("visnyk rules [--lang TAG]\n"
             "Lists the rules of a language: name, what it does, examples. A name goes into `rules: {off: [...]}` or\n"
             "`rules: {on: [...]}` of a template, of issue.yaml or of an article.\n"
             "In examples ~ is a space that does not break, - and | are places to divide, with and without a hyphen.\n"
             "\n"
             "      --lang TAG       the language (uk)\n"
             "      --diag FORM      messages as text or as json, one object a line\n"
             "  -h, --help           this text\n"
             "\n"
             "Exit status 1: an example of the data does not come out as written.\n",
             "visnyk rules [--lang МОВА]\n"
             "Перелічує правила мови: назва, що робить, приклади. Назву пишуть у `rules: {off: [...]}` або\n"
             "`rules: {on: [...]}` шаблону, issue.yaml чи статті.\n"
             "У прикладах ~ – нерозривний пробіл, - і | – місця поділу слова, з дефісом і без нього.\n"
             "\n"
             "      --lang МОВА      мова (uk)\n"
             "      --diag ВИГЛЯД    повідомлення як text або як json, по об’єкту в рядку\n"
             "  -h, --help           цей текст\n"
             "\n"
             "Код завершення 1: якийсь приклад виходить не таким, як записано в даних.\n"),
    [COMMAND_DUMP] =
        BOTH("visnyk dump ISSUE [--stage STAGE]\n"
             "Prints one stage of the work as text, for tests and for the curious.\n"
             "\n"
             "      --stage STAGE    model: what was read; flow: what is to be set; lines: the lines of every\n"
             "                       paragraph; paint: what is drawn on each page (model)\n"
             "      --diag FORM      messages as text or as json, one object a line\n"
             "  -h, --help           this text\n",
             "visnyk dump ВИПУСК [--stage ЕТАП]\n"
             "Друкує один етап роботи як текст – для перевірок і для допитливих.\n"
             "\n"
             "      --stage ЕТАП     model: що прочитано; flow: що складати; lines: рядки кожного абзацу;\n"
             "                       paint: що намальовано на сторінках (model)\n"
             "      --diag ВИГЛЯД    повідомлення як text або як json, по об’єкту в рядку\n"
             "  -h, --help           цей текст\n"),
    [COMMAND_EXTRACT] =
        BOTH("visnyk extract FILE.pdf [-o DIR]\n"
             "Takes out the sources that NAME-archive.pdf carries. In DIR the issue can be built again.\n"
             "\n"
             "  -o, --output DIR     where the files go (a folder named after the file)\n"
             "      --force          replace files that are there and differ\n"
             "      --diag FORM      messages as text or as json, one object a line\n"
             "  -q, --quiet          print messages only\n"
             "  -h, --help           this text\n",
             "visnyk extract ФАЙЛ.pdf [-o ТЕКА]\n"
             "Виймає джерела, які містить НАЗВА-archive.pdf. У ТЕЦІ випуск можна зробити знову.\n"
             "\n"
             "  -o, --output ТЕКА    куди класти файли (тека з назвою файлу)\n"
             "      --force          замінити файли, які вже є і відрізняються\n"
             "      --diag ВИГЛЯД    повідомлення як text або як json, по об’єкту в рядку\n"
             "  -q, --quiet          друкувати лише повідомлення\n"
             "  -h, --help           цей текст\n"),
    [COMMAND_COMPARE] = BOTH(
        "visnyk compare A.pdf B.pdf [-o DIR]\n"
        "Tells what differs, page by page: text, where it stands (0.002 pt are noticed), rules, colours, pictures.\n"
        "Says nothing when the two are the same.\n"
        "\n"
        "  -o, --output DIR     a PNG for each page that differs: both side by side, what differs in colour\n"
        "                       (drawn by pdftoppm or mutool)\n"
        "      --diag FORM      messages as text or as json, one object a line\n"
        "  -h, --help           this text\n"
        "\n"
        "Exit status: 0 the same, 1 they differ or cannot be read, 2 usage, 3 system.\n",
        "visnyk compare A.pdf B.pdf [-o ТЕКА]\n"
        "Каже, що відрізняється на кожній сторінці: текст, його місце (помітно вже 0,002 пт), лінії, кольори,\n"
        "зображення. Нічого не каже, якщо файли однакові.\n"
        "\n"
        "  -o, --output ТЕКА    PNG для кожної сторінки, яка відрізняється: обидві поруч, відмінності кольором\n"
        "                       (малює pdftoppm або mutool)\n"
        "      --diag ВИГЛЯД    повідомлення як text або як json, по об’єкту в рядку\n"
        "  -h, --help           цей текст\n"
        "\n"
        "Код завершення: 0 однакові, 1 різні або не читаються, 2 неправильний виклик, 3 система.\n"),
    [COMMAND_LOCK] =
        BOTH("visnyk lock ISSUE... [options]\n"
             "Writes issue.lock into the folder of each issue: what it is made from, what comes out, and where every\n"
             "line ends. `visnyk verify` compares with it later. A lock that is there is replaced.\n"
             "\n"
             "      --all            every folder in issues/ with an issue.yaml\n"
             "      --profile LIST   which files to make, with commas: screen, print, archive (all)\n"
             "  -j, --jobs N         so many issues at a time (the number of processors)\n"
             "      --limit-time S   seconds of the processor that an issue may take (600; 0: any)\n"
             "      --limit-memory M megabytes that a process may take (4096; 0: any)\n"
             "      --strict         a warning makes the exit status 1\n"
             "      --diag FORM      messages as text or as json, one object a line\n"
             "  -q, --quiet          print messages only\n"
             "  -v, --verbose        print the time of each stage\n"
             "  -h, --help           this text\n",
             "visnyk lock ВИПУСК... [параметри]\n"
             "Записує в теку кожного випуску issue.lock: з чого його зроблено, що вийшло і де закінчується кожен\n"
             "рядок. Пізніше з цим порівнює `visnyk verify`. Наявний замок замінюється.\n"
             "\n"
             "      --all            усі теки в issues/, де є issue.yaml\n"
             "      --profile СПИСОК які файли робити, через кому: screen, print, archive (усі)\n"
             "  -j, --jobs N         скільки випусків робити водночас (за кількістю процесорів)\n"
             "      --limit-time С   скільки секунд процесора дозволено випускові (600; 0: без межі)\n"
             "      --limit-memory М скільки мегабайтів дозволено процесові (4096; 0: без межі)\n"
             "      --strict         попередження дає код завершення 1\n"
             "      --diag ВИГЛЯД    повідомлення як text або як json, по об’єкту в рядку\n"
             "  -q, --quiet          друкувати лише повідомлення\n"
             "  -v, --verbose        друкувати час кожного етапу\n"
             "  -h, --help           цей текст\n"),
    [COMMAND_VERIFY] =
        BOTH("visnyk verify [ISSUE...|FILE.pdf...] [options]\n"
             "Builds each issue again and compares it with its lock (without names: every issue in issues/ that has\n"
             "one), and each archive file with the sources it carries. Says how far the two are the same: the same\n"
             "bytes; the same content, streams inflated; the same layout; or what differs first, with page and line,\n"
             "and which input, font, template or library is another. Nothing is written.\n"
             "\n"
             "      --all            every issue in issues/ that has a lock\n"
             "  -j, --jobs N         so many issues at a time (the number of processors)\n"
             "      --limit-time S   seconds of the processor that an issue may take (600; 0: any)\n"
             "      --limit-memory M megabytes that a process may take (4096; 0: any)\n"
             "      --strict         a warning makes the exit status 1: the same layout alone, a changed input\n"
             "      --diag FORM      messages as text or as json, one object a line\n"
             "  -q, --quiet          print messages only\n"
             "  -v, --verbose        print the time of each stage\n"
             "  -h, --help           this text\n"
             "\n"
             "Exit status: 0 the same (a PDF file: the same bytes, or all that other versions of the program and its\n"
             "libraries explain), 1 something differs, was changed or cannot be checked, 2 usage, 3 system.\n",
             "visnyk verify [ВИПУСК...|ФАЙЛ.pdf...] [параметри]\n"
             "Робить кожен випуск знову й порівнює з його замком (без назв – усі випуски в issues/, які його мають),\n"
             "а кожен архівний файл – із джерелами, які він містить. Каже, наскільки вони однакові: ті самі байти;\n"
             "той самий вміст, якщо розпакувати потоки; та сама верстка; або що відрізняється першим, зі сторінкою\n"
             "й рядком, і який вхідний файл, шрифт, шаблон чи бібліотека тепер інші. Нічого не записує.\n"
             "\n"
             "      --all            усі випуски в issues/, які мають замок\n"
             "  -j, --jobs N         скільки випусків перевіряти водночас (за кількістю процесорів)\n"
             "      --limit-time С   скільки секунд процесора дозволено випускові (600; 0: без межі)\n"
             "      --limit-memory М скільки мегабайтів дозволено процесові (4096; 0: без межі)\n"
             "      --strict         попередження дає код завершення 1: лише та сама верстка, змінений вхідний файл\n"
             "      --diag ВИГЛЯД    повідомлення як text або як json, по об’єкту в рядку\n"
             "  -q, --quiet          друкувати лише повідомлення\n"
             "  -v, --verbose        друкувати час кожного етапу\n"
             "  -h, --help           цей текст\n"
             "\n"
             "Код завершення: 0 однакові (файл PDF: ті самі байти або лише те, що пояснюють інші версії програми\n"
             "й бібліотек), 1 щось відрізняється, змінене після створення або не перевіряється,\n"
             "2 неправильний виклик, 3 система.\n"),
    [COMMAND_IMPORT] = BOTH(
        "visnyk import FILE... [options]\n"
        "Makes Markdown with front matter of old text files: FILE.md beside each. What is there is never replaced.\n"
        "Says what was changed, what was decided and what is doubtful, with file, line and column.\n"
        "FILE - is standard input, which goes to standard output.\n"
        "\n"
        "      --encoding E     of the files (found for each by its letters)\n"
        "  -o, --output OUT     a file, or a folder for several; - is standard output\n"
        "      --off LIST       leave these out, with commas:\n"
        "                         twice-decoded   UTF-8 that was read in another encoding\n"
        "                         latin-i         a Latin i that stands for the Ukrainian letter\n"
        "                         apostrophe      \" * ` in the place of an apostrophe\n"
        "                         soft-hyphens    soft hyphens, and words divided by them\n"
        "                         box-tables      tables drawn with lines\n"
        "                         blank-tables    columns that only spaces part\n"
        "                         box-rules       drawn lines, under headings too\n"
        "      --on LIST        do these too:\n"
        "                         join-lines      a paragraph is one line, divided words are joined\n"
        "      --diag FORM      messages and report as text or as json, one object a line\n"
        "  -q, --quiet          print messages only\n"
        "  -h, --help           this text\n"
        "\n"
        "Exit status: 0 all imported, 1 some file was not, 2 usage, 3 system.\n",
        "visnyk import ФАЙЛ... [параметри]\n"
        "Робить зі старих текстових файлів Markdown із шапкою: ФАЙЛ.md поруч із кожним. Наявного не замінює.\n"
        "Каже, що змінено, що вирішено і що сумнівне, із файлом, рядком і позицією.\n"
        "ФАЙЛ - означає стандартний ввід, який іде на стандартний вивід.\n"
        "\n"
        "      --encoding E     кодування файлів (для кожного визначається за літерами)\n"
        "  -o, --output КУДИ    файл або, для кількох, тека; - означає стандартний вивід\n"
        "      --off СПИСОК     цього не робити, через кому:\n"
        "                         twice-decoded   UTF-8, прочитане в іншому кодуванні\n"
        "                         latin-i         латинська i замість української літери\n"
        "                         apostrophe      \" * ` замість апострофа\n"
        "                         soft-hyphens    м’які переноси й слова, поділені ними\n"
        "                         box-tables      таблиці, накреслені лініями\n"
        "                         blank-tables    стовпці, розділені самими пробілами\n"
        "                         box-rules       накреслені лінії, зокрема під заголовками\n"
        "      --on СПИСОК      робити ще й це:\n"
        "                         join-lines      абзац – один рядок, поділені слова з’єднуються\n"
        "      --diag ВИГЛЯД    повідомлення і звіт як text або як json, по об’єкту в рядку\n"
        "  -q, --quiet          друкувати лише повідомлення\n"
        "  -h, --help           цей текст\n"
        "\n"
        "Код завершення: 0 усе імпортовано, 1 якийсь файл ні, 2 неправильний виклик, 3 система.\n"),
};

const char *say_command_help(enum command_id command, enum ui_lang lang) { return helps[command][lang]; }
