"""Pictures from disk, as bytes, RGB or grey."""
import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from PIL import Image

SUFFIXES = ('.jpg', '.jpeg', '.png', '.bmp', '.webp')


def names(folder):
    """Paths of the pictures in a folder and its folders, sorted."""
    found = [os.path.join(d, f) for d, _, files in os.walk(folder) for f in files if f.lower().endswith(SUFFIXES)]
    if not found:
        raise SystemExit(f'{folder}: no picture ({", ".join(SUFFIXES)}) lies there')
    return sorted(found)


def rgb(path):
    return np.asarray(Image.open(path).convert('RGB'))


def as_bytes(a):
    """Tensors of [n, 3, h, w] in [0, 1] as pictures, [n, h, w, 3]."""
    return (a.permute(0, 2, 3, 1).numpy() * 255).round().astype(np.uint8)


def photos(folder, least):
    """All photos whose short side is at least `least` pixels."""
    with ThreadPoolExecutor() as cores:
        kept = [a for a in cores.map(rgb, names(folder)) if min(a.shape[:2]) >= least]
    if not kept:
        raise SystemExit(f'{folder}: no photo has {least} pixels on its short side; lower --patch or take larger photos')
    return kept


def pair_names(folder):
    """(rainy, clean) paths of FOLDER/rain and FOLDER/clean; a clean picture has the rainy one's name, or `norain` in it for `rain`."""
    pairs = []
    for rainy in names(os.path.join(folder, 'rain')):
        name = os.path.basename(rainy)
        tried = [os.path.join(folder, 'clean', n) for n in (name, name.replace('rain', 'norain'))]
        clean = next((t for t in tried if os.path.exists(t)), None)
        if clean is None:
            raise SystemExit(f'{rainy}: no clean picture {tried[0]}')
        pairs.append((rainy, clean))
    return pairs


def rain_of_pairs(folder):
    """What the rain of each pair adds: the largest difference of the channels, rainy minus clean."""
    return [np.clip((rgb(rainy).astype(np.int16) - rgb(clean)).max(2), 0, 255) for rainy, clean in pair_names(folder)]
