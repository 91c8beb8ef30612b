"""score.py FOLDER: compares FOLDER/*.seeds with FOLDER/*.found (messages as JSON) and prints how many were found."""
import collections
import glob
import json
import os
import sys

seeded, found, misses = collections.Counter(), collections.Counter(), []
others = 0
for path in sorted(glob.glob(os.path.join(sys.argv[1], '*.seeds'))):
    said = collections.defaultdict(set)
    for line in open(path[:-len('.seeds')] + '.found', encoding='utf-8'):
        message = json.loads(line) if line.startswith('{') else {'code': ''}
        if message['code'].startswith('proof-'):
            said['%s:%d' % (os.path.basename(message['file']), message['line'])].add(message['code'][len('proof-'):])
    for line in open(path, encoding='utf-8'):
        where, rest = line.rstrip('\n').split(' ', 1)
        kind, codes = rest.rsplit(': ', 1)
        seeded[kind] += 1
        hit = said[where] & set(codes.split())
        found[kind] += bool(hit)
        if not hit:
            misses.append('%s %s %s' % (os.path.basename(path), where, kind))
        others += len(said.pop(where) - set(codes.split()))
    others += sum(len(codes) for codes in said.values())
for kind in sorted(seeded):
    if found[kind] < seeded[kind]:
        print('%s: %d of %d' % (kind, found[kind], seeded[kind]))
if os.environ.get('MISSES'):
    print('\n'.join(misses))
print('seeded %d found %d others %d' % (sum(seeded.values()), sum(found.values()), others))
