"""Means of what `derain eval --csv` writes, each with the interval that holds 95 % of the means of pictures drawn anew."""
import csv

import numpy as np

DRAWS = 10_000
SEED = 1


def arguments(p):
    p.add_argument('sets', nargs='+', type=named, metavar='SET=CSV', help='such as Rain100L=rain100l.csv')


def run(a):
    for name, path in a.sets:
        print(f'{name}: {in_words(path)}')


def named(text):
    """SET=CSV"""
    name, equals, path = text.partition('=')
    if not (name and equals and path):
        raise SystemExit(f'{text}: write it as SET=CSV')
    return name, path


def read(path):
    """column -> the values of the pictures; the file's own mean is left out"""
    with open(path, encoding='utf-8', newline='') as f:
        rows = [r for r in csv.DictReader(f) if r.get('picture') != 'mean']
    try:
        columns = {c: np.array([float(r[c]) for r in rows]) for c in ('rainy_psnr', 'rainy_ssim', 'result_psnr', 'result_ssim')}
    except (KeyError, TypeError, ValueError) as e:
        raise SystemExit(f'{path}: is not what `derain eval --csv` writes ({e}); run it for one set, with its truth')
    if not rows or not all(np.isfinite(v).all() for v in columns.values()):
        raise SystemExit(f'{path}: has no pictures, or one whose PSNR is infinite, of which there is no mean')
    return columns


def interval(values):
    """(lower, upper) 2.5 % of the means of as many values drawn with replacement"""
    drawn = np.random.default_rng(SEED).integers(0, len(values), (DRAWS, len(values)))
    return np.quantile(values[drawn].mean(1), (0.025, 0.975))


def in_words(path):
    v = read(path)
    lower, upper = interval(v['result_psnr'])
    return f'{v["result_psnr"].mean():.2f} dB ({lower:.2f} to {upper:.2f}) / {v["result_ssim"].mean():.3f}, {len(v["result_psnr"])} pairs'


def table(sets):
    """A Markdown table; sets: (name, path of the CSV)."""
    lines = ['| `derain eval` | rainy | derained | 95 % of the means of pairs drawn anew | gain, likewise |', '|---|---|---|---|---|']
    for name, path in sets:
        v = read(path)
        gain = v['result_psnr'] - v['rainy_psnr']
        spans = [f'{low:.{digits}f} to {high:.{digits}f}' for (low, high), digits in
                 ((interval(v['result_psnr']), 2), (interval(v['result_ssim']), 3), (interval(gain), 2))]
        lines.append(f'| {name}, {len(gain)} pairs | {v["rainy_psnr"].mean():.2f} dB / {v["rainy_ssim"].mean():.3f} '
                     f'| **{v["result_psnr"].mean():.2f} dB / {v["result_ssim"].mean():.3f}** | {spans[0]} dB / {spans[1]} '
                     f'| {gain.mean():+.2f} dB, {spans[2]} |')
    return '\n'.join(lines)
