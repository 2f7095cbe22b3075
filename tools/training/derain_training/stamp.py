"""Adds to a weights file's metadata what is known only later, such as scores; the weights stay as they are, or become float16."""
import numpy as np

from . import safetensors


def arguments(p):
    p.add_argument('weights', help='file to read')
    p.add_argument('out', help='file to write')
    p.add_argument('facts', nargs='*', metavar='KEY=VALUE', help='metadata to set; an empty value takes the key away')
    p.add_argument('--half', action='store_true', help='write float16')


def run(a):
    arrays, metadata = safetensors.load(a.weights)
    for fact in a.facts:
        key, equals, value = fact.partition('=')
        if not (key and equals):
            raise SystemExit(f'{fact}: write it as KEY=VALUE')
        metadata[key] = value
    if a.half:
        arrays = {name: values.astype(np.float16) for name, values in arrays.items()}
    safetensors.save(a.out, arrays, {k: v for k, v in metadata.items() if v})
