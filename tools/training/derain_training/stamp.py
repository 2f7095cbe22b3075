"""Adds to a weights file's metadata what is known only later: purpose, licence, scores; the weights stay as they are, or become float16."""
import numpy as np

from . import credits, metadata, safetensors, scores


def arguments(p):
    p.add_argument('weights', help='file to read')
    p.add_argument('out', help='file to write')
    p.add_argument('facts', nargs='*', metavar='KEY=VALUE', help='metadata to set, such as purpose, licence or scores, which `derain models` '
                                                                 'shows; an empty value takes the key away')
    p.add_argument('--credits', metavar='CREDITS.tsv', help='sets the licence: ours, and whose photos were trained on')
    p.add_argument('--scores', nargs='+', type=scores.named, metavar='SET=CSV', help='sets the scores, of what `derain eval --csv` wrote')
    p.add_argument('--half', action='store_true', help='write float16')


def run(a):
    arrays, said = safetensors.load(a.weights)
    if a.credits:
        said['licence'] = metadata.licence(credits.kinds(credits.read(a.credits)))
    if a.scores:
        said['scores'] = '; '.join(f'{name} {scores.in_words(path)}' for name, path in a.scores) + ' (95 % of means of pairs drawn anew)'
    for fact in a.facts:
        key, equals, value = fact.partition('=')
        if not (key and equals):
            raise SystemExit(f'{fact}: write it as KEY=VALUE')
        said[key] = value
    if a.half:
        arrays = {name: values.astype(np.float16) for name, values in arrays.items()}
    safetensors.save(a.out, arrays, {k: v for k, v in said.items() if v})
