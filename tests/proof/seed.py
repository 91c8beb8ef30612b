"""seed.py SEED ISSUE OUT: a copy of a sample issue with mistakes of language, one in a line at most.

Writes OUT/FILE for each file and OUT.seeds: lines `FILE:LINE KIND CODES` saying which message must stand there.
"""
import os
import random
import re
import shutil
import sys

LIKE = dict(zip('асеіорхуАВСЕНІКМОРТХ', 'aceiopxyABCEHIKMOPTX'))
CYR = 'А-ЯЄІЇҐа-яєіїґ'
LIKE_EN = {v: k for k, v in LIKE.items() if k not in 'у'}


def spots(pattern, line):
    """Matches outside code, addresses and attributes."""
    taboo = [m.span() for m in re.finditer(r'`[^`]*`|\[[^]]*\]\{lang=[^}]*\}|\]\([^)]*\)(\{[^}]*\})?|\{[^}]*\}|https?:\S+|\S+@\S+|<[^>]*>|\bwww\.\S+', line)]
    return [m for m in re.finditer(pattern, line) if not any(a < m.end() and m.start() < b for a, b in taboo)]


def put(line, m, text):
    return line[:m.start()] + text + line[m.end():]


def pick(rng, pattern, line):
    found = spots(pattern, line)
    return rng.choice(found) if found else None


def swap(pattern, *texts):
    """Replaces a match by one of the texts."""
    def kind(rng, line):
        m = pick(rng, pattern, line)
        return m and put(line, m, m.expand(rng.choice(texts)))
    return kind


def look_alike(table, word):
    def kind(rng, line):
        m = pick(rng, word, line)
        if not m:
            return None
        places = [i for i in range(m.start(), m.end()) if line[i] in table]
        if not places:
            return None
        i = rng.choice(places)
        return line[:i] + table[line[i]] + line[i + 1:]
    return kind


def alien(rng, line):
    m = pick(rng, '[%s]{3,}' % CYR, line)
    if not m:
        return None
    places = [i for i in range(m.start(), m.end()) if line[i] in 'иеє']
    if not places:
        return None
    i = rng.choice(places)
    return line[:i] + {'и': 'ы', 'е': rng.choice('ёэ'), 'є': 'э'}[line[i]] + line[i + 1:]


MONTHS = {'січня': 1, 'лютого': 2, 'березня': 3, 'квітня': 4, 'травня': 5, 'червня': 6, 'липня': 7, 'серпня': 8,
          'вересня': 9, 'жовтня': 10, 'листопада': 11, 'грудня': 12}


def date(rng, line):
    m = pick(rng, r'\b(?<![–-])(\d{1,2}) (%s)( \d{4})?\b' % '|'.join(MONTHS), line)
    if not m or len(spots(r'\d (%s)' % '|'.join(MONTHS), line)) < 2:
        return None
    form = rng.choice(['%02d/%02d/%d', '%d.%d.%d', '%02d-%02d-%d'])
    return put(line, m, form % (int(m[1]), MONTHS[m[2]], 2012))


W = '[%s]' % CYR
UK = {
    'look-alike': (look_alike(LIKE, W + '{2,}'), 'mixed-letters'),
    'one letter': (lambda rng, line: look_alike(LIKE, '(?<=%s )[аіоу](?= %s)' % (W, W))(rng, line), 'other-alphabet'),
    'alien letter': (alien, 'alien-letter'),
    'apostrophe': (swap('(?<=%s)’(?=%s)' % (W, W), '`', '"', '*', '´', '′', '‘'), 'apostrophe'),
    'soft sign': (swap('(?<=[бпвмфр])’(?=[єїюя])', 'ь'), 'apostrophe'),
    'no apostrophe': (swap('(?<=[бпвмфз])’(?=[єїюя])', ''), 'apostrophe-missing'),
    'lost quote': (swap('[«»]', ''), 'unbalanced'),
    'mixed quote': (swap('(?<=%s)»' % W, '"', '“', '”'), 'quotes-mixed unbalanced'),
    'lost bracket': (swap(r'[()](?!\s*$)', ''), 'unbalanced'),
    'hyphen for a dash': (swap(r'(?<=[\w»,)]) [—–] (?=[\w«(])', ' - ', ' -- '), 'dash'),
    'lopsided dash': (swap('(?<=%s) — (?=%s)' % (W, W), ' —', '— '), 'dash'),
    'hyphen in a range': (swap(r'(?<=\d)–(?=\d)', '-'), 'range'),
    'two spaces': (swap('(?<=%s) (?=%s)' % (W, W), '  '), 'two-spaces'),
    'space before': (swap('(?<=%s)([,;:!?])(?= )' % W, r' \1'), 'space-before'),
    'space before a stop': (swap(r'(?<=%s{3})\.(?=( [А-ЯЄІЇ«]|$))' % W, ' .'), 'space-before'),
    'space in brackets': (swap(r'\((?=%s)' % W, '( '), 'space-before'),
    'no space': (swap(r'(?<=[%s»)])([,;]) (?=%s)' % (CYR, W), r'\1'), 'no-space'),
    'no space behind a stop': (swap(r'(?<=%s{3})([.!?]) (?=[А-ЯЄІЇ][а-яєії])' % W, r'\1'), 'no-space'),
    'abbreviation': (swap(r'(?<=\b)(м|р|смт|тис|вул|грн)\. (?=%s{2})' % W, r'\1.'), 'no-space'),
    'doubled word': (swap(r'(?<=[ ])([%s]{2,})(?= )(?!\.)' % 'а-яєіїґ', r'\1 \1'), 'doubled-word'),
    'date': (date, 'dates-mixed'),
}
EN = {
    'look-alike': (look_alike(LIKE_EN, '[A-Za-z]{3,}'), 'mixed-letters'),
    'apostrophe': (swap('(?<=[a-z])’(?=[a-z])', '`', '´'), 'apostrophe'),
    'lost quote': (swap('[“”](?=.*[“”])', ''), 'unbalanced'),
    'lost bracket': (swap(r'[()](?!\s*$)', ''), 'unbalanced'),
    'hyphen for a dash': (swap(r'(?<=[a-z,)]) [—–] (?=[a-z(])', ' - ', ' -- '), 'dash'),
    'hyphen in a range': (swap(r'(?<=\d)–(?=\d)', '-'), 'range'),
    'two spaces': (swap('(?<=[a-z]) (?=[a-z])', '  '), 'two-spaces'),
    'space before': (swap('(?<=[a-z])([,;:])(?= )', r' \1'), 'space-before'),
    'no space': (swap('(?<=[a-z)])([,;]) (?=[a-z])', r'\1'), 'no-space'),
    'no space behind a stop': (swap(r'(?<=[a-z]{3})\. (?=[A-Z][a-z])', '.'), 'no-space'),
    'doubled word': (swap('(?<= )([a-z]{2,})(?= )', r'\1 \1'), 'doubled-word'),
}


def is_prose(line, body):
    return body and len(line) > 40 and not re.match(r'\s*(\||!\[|> \[!|> за:|> for:|#|```|    )', line)


def main(seed, issue, out):
    rng = random.Random('%s %s' % (seed, os.path.basename(issue)))
    shutil.copytree(issue, out)
    kinds = EN if issue.endswith('-en') else UK
    seeds = open(out + '.seeds', 'w', encoding='utf-8')
    for name in sorted(os.listdir(out)):
        path = os.path.join(out, name)
        if not os.path.isfile(path):
            continue
        data = open(path, 'rb').read()
        try:
            text = data.decode('utf-8')
        except UnicodeDecodeError:
            text = data.decode('cp1251')
        if name == 'issue.yaml':
            text = re.sub('(?m)^encoding: .*', 'encoding: UTF-8', text)
        lines = text.split('\n')
        front = 0
        for i, line in enumerate(lines if name.endswith('.md') else []):
            front += line == '---'
            if not is_prose(line, front >= 2):
                continue
            for kind in rng.sample(sorted(kinds), len(kinds)):
                made = kinds[kind][0](rng, line)
                if made is None or made == line:
                    continue
                lines[i] = made
                print('%s:%d %s: %s' % (name, i + 1, kind, kinds[kind][1]), file=seeds)
                break
        open(path, 'w', encoding='utf-8', newline='').write('\n'.join(lines))


main(*sys.argv[1:])
