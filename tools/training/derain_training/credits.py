"""Writes the credits of a run's photos, those and no others, out of tables of licences; refuses what is not free."""
import os
import re

from . import pictures, safetensors

COLUMNS = ('file', 'source', 'author', 'licence', 'evidence', 'made')
NEEDED = COLUMNS[:4]
CC = 'https://creativecommons.org/'
# What a table may call a licence, wholly -> (what we call its kind, where its words are).
FREE = [(re.compile(pattern, re.IGNORECASE), kind, where) for pattern, kind, where in (
    (r'CC0( 1\.0)?( Public Domain)?', 'CC0', CC + 'publicdomain/zero/1.0/'),
    (r'(Image in the )?Public domain( \(US government\))?', 'public domain', ''),
    (r'CC[ -]BY[ -](?P<version>\d\.\d)( \(https?://creativecommons\.org/\S+\))?', 'CC BY', CC + 'licenses/by/{version}/'),
    (r'CC[ -]BY-SA[ -](?P<version>\d\.\d)( \(https?://creativecommons\.org/\S+\))?', 'CC BY-SA', CC + 'licenses/by-sa/{version}/'),
    (r'MIT', 'MIT', 'https://opensource.org/license/mit'),
    (r'Released by Kodak for unrestricted use', "Kodak's release for unrestricted use", ''))]


def arguments(p):
    p.add_argument('photos', help='folder of the photos of a run')
    p.add_argument('tables', nargs='+', metavar='LICENCES.tsv', help=f'columns {", ".join(NEEDED)}; evidence and made are kept, too')
    p.add_argument('-o', '--output', required=True, metavar='CREDITS.tsv')
    p.add_argument('--weights', help='of the run: they know how many photos it had')
    p.add_argument('--earlier', nargs='+', default=[], metavar='PHOTOS', help='of the runs whose weights it went on from')


def run(a):
    rows = of_photos([a.photos, *a.earlier], a.tables)
    if a.weights:
        check(a.weights, a.photos, a.earlier)
    write(a.output, rows)
    print(f'{a.output}: {summary(rows)}')


def of_photos(folders, tables):
    """A row for every picture in the folders, once, in the order of their names."""
    known = {}
    for table in tables:
        for row in read(table):
            if known.setdefault(row['file'], row) != row:
                raise SystemExit(f'{table}: {row["file"]} has another line already; keep the right one')
    rows = {}
    for path in (path for folder in folders for path in pictures.names(folder)):
        name = os.path.basename(path)
        row = known.get(name)
        if row is None:
            raise SystemExit(f'{path}: has no line in {", ".join(tables)}; add its source, author and licence, or train without it')
        if not terms(row['licence']):
            raise SystemExit(f'{path}: its licence is "{row["licence"]}", which is not one of those that are free for any use; train without it')
        rows[name] = row
    return [rows[name] for name in sorted(rows)]


def read(table):
    with open(table, encoding='utf-8') as f:
        head, *lines = (line.rstrip('\r\n').split('\t') for line in f if line.strip())
    missing = [c for c in NEEDED if c not in head]
    if missing:
        raise SystemExit(f'{table}: has no column {" or ".join(missing)}; its first line must name its columns, with tabs between')
    rows = [{c: dict(zip(head, line)).get(c, '').strip() for c in COLUMNS} for line in lines]
    for row in rows:
        bare = [c for c in NEEDED if not row[c]]
        if bare:
            raise SystemExit(f'{table}: {row["file"] or "a line"} says nothing of {" and ".join(bare)}')
    return rows


def terms(licence):
    """(kind, where its words are) of the first free one, where several are offered; None if none is."""
    for offered in re.split(', | or ', licence) if ' or ' in licence else [licence]:
        for pattern, kind, where in FREE:
            found = pattern.fullmatch(offered.strip())
            if found:
                return kind, where.format(**found.groupdict())
    return None


def check(weights, folder, earlier):
    """What the weights say of their run must fit the folders."""
    facts, number = safetensors.load(weights)[1], len(pictures.names(folder))
    data, origin = facts.get('data', ''), facts.get('begun_from', '')
    trained = re.match(r'([\d,]+) clean photos', data)
    if not trained or int(trained[1].replace(',', '')) != number:
        raise SystemExit(f'{folder}: holds {number} photos, and {weights} was trained on "{data}"; name the folder that it was trained on')
    if origin != 'random weights' and not earlier:
        raise SystemExit(f'{weights}: was begun from "{origin}"; name the photos of that run, too, with --earlier')


def write(path, rows):
    """With a last column of where the licence's words are."""
    with open(path, 'w', encoding='utf-8') as f:
        f.write('\t'.join(COLUMNS) + '\tterms\n')
        for row in rows:
            f.write('\t'.join(row[c] for c in COLUMNS) + f'\t{terms(row["licence"])[1]}\n')


def kinds(rows):
    """kind of licence -> number of pictures, the most frequent first"""
    found = [terms(row['licence'])[0] for row in rows]
    return {kind: found.count(kind) for kind in sorted(set(found), key=lambda k: (-found.count(k), k))}


def summary(rows):
    whole = len({row['source'] for row in rows})
    return f'{len(rows)} pictures out of {whole} photos: ' + ', '.join(
        f'{n} {"in the" if kind == "public domain" else "under"} {kind}' for kind, n in kinds(rows).items())
