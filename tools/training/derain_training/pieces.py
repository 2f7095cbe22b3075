"""Joins weights that were written in pieces to one file."""
import glob
import os

from . import safetensors

MB = 1_000_000


def arguments(p):
    p.add_argument('out', help='file to write, .safetensors')
    p.add_argument('pieces', nargs='+', help='all pieces of one check, or the folder that they lie in')


def run(a):
    arrays, metadata = load(a.pieces)
    safetensors.save(a.out, arrays, metadata)
    print(f'{a.out}: {len(arrays)} variables of step {metadata.get("steps", "?")}')


def save(folder, arrays, metadata, limit):
    """Writes FOLDER/weights-I-of-N.safetensors, each of at most `limit` MB; pieces of another number go."""
    parts, size = [{}], 0
    for name, values in arrays.items():
        if size + values.nbytes > limit * MB * 0.99 and parts[-1]:  # a hundredth for names and metadata
            parts.append({})
            size = 0
        parts[-1][name] = values
        size += values.nbytes
    paths = [os.path.join(folder, f'weights-{i + 1}-of-{len(parts)}.safetensors') for i in range(len(parts))]
    for i, (path, part) in enumerate(zip(paths, parts)):
        safetensors.save(path + '.next', part, {**metadata, 'piece': f'{i + 1} of {len(parts)}'})
    for path in paths:  # all at once, so that who is cut off leaves the pieces of one check
        os.replace(path + '.next', path)
    for old in set(found(folder)) - set(paths):
        os.remove(old)


def found(folder):
    return sorted(glob.glob(os.path.join(folder, 'weights-*-of-*.safetensors')))


def load(paths):
    """(name -> array, metadata) of one whole file, or of all pieces of one check; a folder stands for its pieces."""
    files = [f for path in paths for f in ((found(path) or [path]) if os.path.isdir(path) else [path])]
    if any(os.path.isdir(f) for f in files):
        raise SystemExit(f'{files[0]}: no weights-I-of-N.safetensors lie there')
    read = [safetensors.load(f) for f in files]
    arrays, metadata = {}, dict(read[0][1])
    for part, _ in read:
        arrays.update(part)
    said = sorted(m.get('piece', '1 of 1') for _, m in read)
    if said != sorted(f'{i + 1} of {len(read)}' for i in range(len(read))):
        raise SystemExit(f'{files[0]}: these are the pieces {", ".join(said)}; give all of one check, each once')
    if len({m.get('steps') for _, m in read}) > 1:
        raise SystemExit(f'{files[0]}: the pieces are of different steps; take those of one check')
    metadata.pop('piece', None)
    return arrays, metadata
