/* proof, text by text: what each rule finds next to what it must leave alone. */
#include "proof_bench.h"

struct reading {
    const char *lang, *text, *findings;
};

static void assert_readings(struct bench *bench, const struct reading *readings, size_t count) {
    for (size_t i = 0; i < count; i++) {
        read_body(bench, readings[i].lang, readings[i].text);
        const char *found = findings(bench);
        if (strcmp(found, readings[i].findings) != 0)
            fail_msg("\"%s\" gives %s, not %s", readings[i].text, found, readings[i].findings);
    }
}

static void marks_and_spaces(void **state) {
    static const struct reading readings[] = {
        {"uk", "Слово  (перше)  і друге", "[two-spaces: Слово  ] [two-spaces:   і]"},
        {"uk", "Кінець.  Початок", "[two-spaces:   Початок]"},
        {"uk", "Було ,  є", "[space-before: Було ,] [two-spaces:   є]"},
        {"uk", "50 % , далі", "[space-before:  ,]"},
        {"uk", "Слово ) і", "[space-before: Слово )] [unbalanced: )]"},
        {"uk", "Слово » і", "[space-before: Слово »] [unbalanced: »]"},
        {"uk", "(сміх ;) і", ""},
        {"uk", "Платформа .NET тут", ""},
        {"uk", "Слово ... і", ""},
        {"uk", "Слово . Далі", "[space-before: Слово .]"},
        {"uk", "Слово ; далі", "[space-before: Слово ;]"},
        {"uk", "Слово !", "[space-before: Слово !]"},
        {"uk", "Слово ?.", "[space-before: Слово ?]"},
        {"uk", "Слово : далі", "[space-before: Слово :]"},
        {"uk", "Слово : \"так\"", "[space-before: Слово :]"},
        {"uk", "Рахунок 1 : 2", ""},
        {"uk", "Слово :( далі", ""},
        {"uk", "( слово ) тут", "[space-before: ( слово] [space-before: слово )]"},
        {"uk", "« 5 » тут", "[space-before: « 5] [space-before: 5 »]"},
        {"uk", "Слово ;( так", ""},
        {"uk", "Код 12 , далі", "[space-before: 12 ,]"},
        {"uk", ", слово", ""},
        {"uk", "Слово;слово", "[no-space: Слово;слово]"},
        {"uk", "Слово;5", "[no-space: Слово;5]"},
        {"uk", "слово:слово", "[no-space: слово:слово]"},
        {"uk", "О 10:30 і 2:1", ""},
        {"uk", "слово!слово", "[no-space: слово!слово]"},
        {"uk", "слово?Слово", "[no-space: слово?Слово]"},
        {"uk", "слово!5", ""},
        {"uk", "слово.Слово", "[no-space: слово.Слово]"},
        {"uk", "слово.слово", "[no-space: слово.слово]"},
        {"uk", "рік.2012", "[no-space: рік.2012]"},
        {"uk", "р.2012", "[no-space: р.2012]"},
        {"uk", "А.2012", ""},
        {"uk", "Т.слово", ""},
        {"uk", "5.слово", ""},
        {"uk", "5.Слово", ""},
        {"uk", "12.05.2012.Слово", ""},
        {"uk", "«Так»слово", "[no-space: Так»слово]"},
        {"uk", "(Так).Слово", "[no-space: .Слово]"},
        {"uk", "(Так),слово", "[no-space: ,слово]"},
        {"uk", "О.В.Лозовий", ""},
        {"uk", "слово,5", "[no-space: слово,5]"},
        {"uk", "ч.5,слово", "[no-space: ч.5] [no-space: 5,слово]"},
        {"uk", "ч.,слово", "[no-space: ,слово]"},
        {"uk", "5,5", ""},
        {"uk", "АБ,5", "[no-space: АБ,5]"},
    };
    assert_readings(*state, readings, sizeof readings / sizeof *readings);
}

static void dashes_and_ranges(void **state) {
    static const struct reading readings[] = {
        {"uk", "Слово- це", "[dash: Слово- це]"},
        {"uk", "Слово -слово", "[dash: Слово -слово]"},
        {"uk", "Слово -це", ""},
        {"uk", "Ціна 5 -слово", ""},
        {"uk", "Слово – це", ""},
        {"uk", "Слово -- це", "[dash: -- → —]"},
        {"uk", "Слово --- це", "[dash: --- → —]"},
        {"uk", "слово--слово", "[dash: -- → —]"},
        {"uk", "слово ---- це", ""},
        {"uk", "-- слово", ""},
        {"uk", "1 + - 2", ""},
        {"uk", "Слово —це", "[dash: Слово —це]"},
        {"uk", "Слово— це", "[dash: Слово— це]"},
        {"uk", "—Слово", ""},
        {"uk", "— Слово", ""},
        {"uk", "у 2012-2014 рр.", "[range: 2012-2014 → 2012–2014]"},
        {"uk", "у 2014-2012 рр.", ""},
        {"uk", "у 2012-14 рр.", "[range: 2012-14 → 2012–14]"},
        {"uk", "у 2012-11 рр.", ""},
        {"uk", "у 2099-2101 рр.", ""},
        {"uk", "на 5-10 днів", "[range: 5-10 → 5–10]"},
        {"uk", "на 5-10% більше", "[range: 5-10 → 5–10]"},
        {"uk", "на 10-5 днів", ""},
        {"uk", "у 5-10 Травня", "[range: 5-10 → 5–10]"},
        {"uk", "№ 5-10 днів", ""},
        {"uk", "§ 5-10 днів", ""},
        {"uk", "тел. 5-10 днів", ""},
        {"uk", "+ 5-10 днів", ""},
        {"uk", "Web 5-10 днів", ""},
        {"uk", "на 05-10 днів", ""},
        {"uk", "на 05-07 днів", "[range: 05-07 → 05–07]"},
        {"uk", "на 0-5 днів", ""},
        {"uk", "на 5-10,5 днів", ""},
        {"uk", "на 5-10, потім", ""},
        {"uk", "на 5-10-15 днів", ""},
        {"uk", "на 12345-12346 днів", ""},
        {"uk", "у 1999-2001, потім", "[range: 1999-2001 → 1999–2001]"},
        {"uk", "у 1999-2001: потім", "[range: 1999-2001 → 1999–2001]"},
        {"uk", "у 1999-2001.5", ""},
    };
    assert_readings(*state, readings, sizeof readings / sizeof *readings);
}

static void english_marks(void **state) {
    static const struct reading readings[] = {
        {"en", "One end.  Two begin.", ""},
        {"en", "(One end.)  Two begin.", ""},
        {"en", "One end)  Two begin.", "[two-spaces:   Two] [unbalanced: )]"},
        {"en", "One  end.", "[two-spaces: One  end]"},
        {"en", "One end.   Two begin.", "[two-spaces:    Two]"},
        {"en", "word:word and word;word", "[no-space: word;word]"},
        {"en", "One - two", "[dash: - → –]"},
        {"en", "One -- two", "[dash: -- → —]"},
        {"en", "word.Word", "[no-space: word.Word]"},
        {"en", "word.word", ""},
        {"en", "One -two", ""},
        {"en", "1999-2001", "[range: 1999-2001 → 1999–2001]"},
    };
    assert_readings(*state, readings, sizeof readings / sizeof *readings);
}

static void addresses_are_left_alone(void **state) {
    static const struct reading readings[] = {
        {"uk", "Див. example.org/Папка,слово", "[no-space: Папка,слово]"},
        {"uk", "Див. https://громада.укр/а,б", ""},
        {"uk", "Пошта рада@громада.укр, слово", ""},
        {"uk", "Пошта рада@громада.укр.", ""},
        {"uk", "Змінна a_b=c,d і #x,y", ""},
        {"uk", "Відсоток %s і %-5d, 5%,слово", "[no-space: ,слово]"},
        {"uk", "Ключі -v,x --long,x -abc,x", ""},
        {"uk", "Шлях /etc/a,b і .profile,x", ""},
        {"uk", "Виклик %[a](b),c", ""},
        {"uk", "Ціна $5,x і ~/x,y", ""},
        {"uk", "Файл issue.yaml,другий", "[no-space: yaml,другий]"},
        {"uk", "Номер e.g.x,y і A.B.c,d", ""},
        {"uk", "Слово C:\\а,б", ""},
    };
    assert_readings(*state, readings, sizeof readings / sizeof *readings);
}

static void dates_are_compared(void **state) {
    static const struct reading readings[] = {
        {"uk", "Дата 12.05.2012 і 12/05/2012", "[dates-mixed: 12/05/2012]"},
        {"uk", "Дата 12.05.2012 і 12-05-2012", "[dates-mixed: 12-05-2012]"},
        {"uk", "Дата 12.05.2012 і 2012-05-12", "[dates-mixed: 2012-05-12]"},
        {"uk", "Дата 12.05.2012 і 12.5.12", "[dates-mixed: 12.5.12]"},
        {"uk", "Дата 12.05.2012 і 12.5.2012", "[dates-mixed: 12.5.2012]"},
        {"uk", "Дата 12.05.2012 і 2012-13-12", ""},
        {"uk", "Дата 12.05.2012 і 2012-12-32", ""},
        {"uk", "Дата 12.05.2012 і 2012-1-12", ""},
        {"uk", "Дата 12.05.2012 і 32/05/2012", ""},
        {"uk", "Дата 12.05.2012 і 13/13/2012", ""},
        {"uk", "Дата 12.05.2012 і 0/05/2012", ""},
        {"uk", "Дата 12.05.2012 і 12/05/1400", ""},
        {"uk", "Дата 12.05.2012 і 12/05/2300", ""},
        {"uk", "Дата 12.05.2012 і розділ 3.1.12", ""},
        {"uk", "Дата 12.05.2012 і розділ 3/1/12", ""},
        {"uk", "Дата 12.05.2012 і 12/05-2012", ""},
        {"uk", "Дата 12.05.2012 і 12/05/2012-5", ""},
        {"uk", "Дата 12.05.2012 і 12/05/2012р", ""},
        {"uk", "Дата 12.05.2012 і а12/05/2012", ""},
        {"uk", "Дата 12.05.2012 і п. 12.5.12", "[dates-mixed: 12.5.12]"},
        {"uk", "Дата 12.05.2012 і 12/05", ""},
        {"uk", "Дата 12.05.2012 і 123/05/2012", ""},
        {"uk", "Дата 12 травня 2012 і 5/12/12", "[dates-mixed: 5/12/12]"},
        {"uk", "Дата 12/05/2012 і 13/05/2012", ""},
        {"uk", "Дата 12.05.2012 і 12/05/2012.", "[dates-mixed: 12/05/2012]"},
        {"uk", "Дата 32 травня 2012 і 5/12/12", ""},
    };
    assert_readings(*state, readings, sizeof readings / sizeof *readings);
}

static void letters_are_told(void **state) {
    static const struct reading readings[] = {
        {"uk", "201З рік", "[mixed-letters: 201З → 2013]"},
        {"uk", "2О12 і 20о5", "[mixed-letters: 2О12 → 2012] [mixed-letters: 20о5 → 2005]"},
        {"uk", "2O12", "[mixed-letters: 2O12 → 2012]"},
        {"uk", "2О", ""},
        {"uk", "1З", ""},
        {"uk", "А2О12", ""},
        {"uk", "2О12а", ""},
        {"uk", "2Ж12", ""},
        {"uk", "www.2О12.ua/x", ""},
        {"uk", "ІХ століття", "[roman: IX]"},
        {"uk", "ХХ століття", "[roman: XX]"},
        {"uk", "ХХХХ століття", ""},
        {"uk", "МХ століття", ""},
        {"uk", "Х століття", ""},
        {"uk", "ХІІ і ХІІІІ", "[roman: XII]"},
        {"uk", "IPшний і SMSка", ""},
        {"uk", "libtoolу і Linuxи", ""},
        {"uk", "Wiнdows", "[mixed-letters: Wiнdows → ? (U+043D)]"},
        {"uk", "слоqwво", "[mixed-letters: слоqwво → ? (U+0071 U+0077)]"},
        {"uk", "спqzво", "[mixed-letters: спqzво → ? (U+0071 U+007A)]"},
        {"uk", "qелово", ""},
        {"uk", "Він i вона", "[other-alphabet: i → і (U+0069)]"},
        {"uk", "Він i", ""},
        {"uk", "i вона", "[other-alphabet: i → і (U+0069)]"},
        {"uk", "Він (i вона)", "[other-alphabet: i → і (U+0069)]"},
        {"uk", "Він, a вона", "[other-alphabet: a → а (U+0061)]"},
        {"uk", "Він - a вона", "[other-alphabet: a → а (U+0061)] [dash: - → —]"},
        {"uk", "Він; a вона", "[other-alphabet: a → а (U+0061)]"},
        {"uk", "Він – a вона", "[other-alphabet: a → а (U+0061)]"},
        {"uk", "Він «a вона»", "[other-alphabet: a → а (U+0061)]"},
        {"uk", "— A потім", "[other-alphabet: A → А (U+0041)]"},
        {"uk", "\"A потім\"", "[other-alphabet: A → А (U+0041)]"},
        {"uk", "«A потім»", "[other-alphabet: A → А (U+0041)]"},
        {"uk", "Кінець! A потім", "[other-alphabet: A → А (U+0041)]"},
        {"uk", "Кінець? A потім", "[other-alphabet: A → А (U+0041)]"},
        {"uk", "Кінець… A потім", "[other-alphabet: A → А (U+0041)]"},
        {"uk", "Кінець, A потім", ""},
        {"uk", "Ми x та a вони", ""},
        {"uk", "Ми ce вони", ""},
        {"uk", "Слово.ce", ""},
    };
    assert_readings(*state, readings, sizeof readings / sizeof *readings);
}

static void pairs_are_told(void **state) {
    static const struct reading readings[] = {
        {"uk", "новый день", "[alien-letter: новый]"},
        {"uk", "\"Слово \"так\"", "[unbalanced: \"]"},
        {"uk", "\"слово\", 5\" і 6\"", ""},
        {"uk", "\" слово\"", ""},
        {"uk", "слово \"", "[unbalanced: \"]"},
        {"uk", "«слово”", "[quotes-mixed: «…”]"},
        {"uk", "„слово“ і „слово”", ""},
        {"uk", "“слово”", "[quotes-foreign: “ × 1]"},
        {"uk", "”слово”", "[quotes-foreign: ” × 1]"},
        {"uk", "слово”", "[unbalanced: ”]"},
        {"uk", "слово“", "[unbalanced: “] [quotes-foreign: “ × 1]"},
        {"uk", "«a [b {c} d] e»", ""},
        {"uk", "(слово]", "[unbalanced: ]] [unbalanced: (]"},
        {"uk", "[слово)", "[unbalanced: )] [unbalanced: []"},
        {"uk", "(слово [так)", "[unbalanced: []"},
        {"uk", "слово }", "[unbalanced: }]"},
        {"uk", "1) перше 2) друге", ""},
        {"uk", "так :) і (так ;-)", ""},
        {"uk", "так =( і =)", ""},
        {"uk", "сміх))) і сміх))", ""},
        {"uk", "знак \"(\" і \")\"", ""},
        {"uk", ",,слово''", "[quotes-mixed: ,, → „] [quotes-mixed: '' → ”]"},
        {"uk", "``слово''", "[quotes-mixed: `` → “] [quotes-mixed: '' → ”]"},
        {"uk", "<<слово>>", "[quotes-mixed: << → «] [quotes-mixed: >> → »]"},
        {"uk", "слово,, слово", ""},
        {"uk", "слово '' слово", ""},
        {"uk", "''слово", ""},
        {"uk", ",,,слово", ""},
        {"uk", "«Перший абзац.\n\n\"Другий абзац.\n\nТретій.", "[unbalanced: «] [unbalanced: \"]"},
        {"uk",
         "«Перший.\n\nДругий.\n\nТретій.\n\nЧетвертий.\n\nП’ятий.\n\nШостий.\n\nСьомий.\n\nВосьмий.\n\nДев’ятий."
         "\n\nДесятий.",
         "[unbalanced: «]"},
        {"uk", "“слово” і “слово”", "[quotes-foreign: “ × 2]"},
        {"ru", "“слово” и \"слово\"", "[quotes-foreign: “ × 1]"},
        {"ru", "с'езд и об`ем", "[apostrophe: с'езд → съезд] [apostrophe: об`ем → объем]"},
        {"ru", "СЪЕЗД и С'ЕЗД", ""},
        {"ru", "д'Артаньян и О'Генри", ""},
        {"en", "«word» and word", "[quotes-foreign: « × 1]"},
        {"en", "“word” and ‘word’", ""},
    };
    assert_readings(*state, readings, sizeof readings / sizeof *readings);
}

static void apostrophes_and_languages(void **state) {
    static const struct reading readings[] = {
        {"uk", "об´єкт обʻєкт об‘єкт об′єкт",
         "[apostrophe: об´єкт → об’єкт] [apostrophe: обʻєкт → об’єкт] [apostrophe: об‘єкт → об’єкт] [apostrophe: "
         "об′єкт → об’єкт]"},
        {"uk", "п”ять і п″ять", "[apostrophe: п”ять → п’ять] [apostrophe: п″ять → п’ять]"},
        {"uk", "об' єкт і об’ єднання", "[apostrophe: об' єкт → об’єкт] [apostrophe: об’ єднання → об’єднання]"},
        {"uk", "здоровья і память", "[apostrophe: здоровья → здоров’я] [apostrophe-missing: память → пам’ять]"},
        {"uk", "бьємо вьюн мьята", "[apostrophe: бьємо → б’ємо] [apostrophe: вьюн → в’юн] [apostrophe: мьята → м’ята]"},
        {"uk", "пять і спять", "[apostrophe-missing: пять → п’ять]"},
        {"uk", "в\"язати \"в'язати\" \"м\"яч\"", "[apostrophe: в\"язати → в’язати]"},
        {"uk", "зо́ряний", ""},
        {"uk", "д’Артаньян", ""},
        {"uk", "[Новий  день.]{lang=uk-UA} Так.", "[two-spaces: Новий  день]"},
        {"uk", "[Новий  день.]{lang=UK} Так.", "[two-spaces: Новий  день]"},
        {"uk", "[Новый  день.]{lang=ru} Так.", ""},
        {"uk", "[Новий  день.]{lang=ukr} Так.", ""},
    };
    assert_readings(*state, readings, sizeof readings / sizeof *readings);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(marks_and_spaces, setup, teardown),
        cmocka_unit_test_setup_teardown(dashes_and_ranges, setup, teardown),
        cmocka_unit_test_setup_teardown(english_marks, setup, teardown),
        cmocka_unit_test_setup_teardown(addresses_are_left_alone, setup, teardown),
        cmocka_unit_test_setup_teardown(dates_are_compared, setup, teardown),
        cmocka_unit_test_setup_teardown(letters_are_told, setup, teardown),
        cmocka_unit_test_setup_teardown(pairs_are_told, setup, teardown),
        cmocka_unit_test_setup_teardown(apostrophes_and_languages, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
