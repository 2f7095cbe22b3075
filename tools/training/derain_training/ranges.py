"""The rain's ranges: `rain.json`, and how its entries are drawn from.

An entry is a number (always that), [low, high] (evenly between), {"log": [low, high]} (evenly in the logarithm), {"normal": [mean,
deviation]}, or {"share": {"a": 2, "b": 1}} (one of the names, by their shares; names of digits become numbers).
"""
import json
import math
import os

PATH = os.path.join(os.path.dirname(__file__), 'rain.json')
VERSION = 1

with open(PATH, encoding='utf-8') as f:
    RAIN = json.load(f)
if RAIN['version'] != VERSION:
    raise SystemExit(f'{PATH} is of version {RAIN["version"]}; this tool reads {VERSION}')


def draw(rng, entry):
    """One value of an entry."""
    if isinstance(entry, (int, float)):
        return entry
    if isinstance(entry, list):
        return rng.uniform(*entry)
    (how, what), = entry.items()
    if how == 'log':
        return math.exp(rng.uniform(*map(math.log, what)))
    if how == 'normal':
        return rng.normal(*what)
    if how == 'share':
        name = pick(rng, what)
        return int(name) if name.isdigit() else name
    raise SystemExit(f'{PATH}: no entry is drawn by "{how}"')


def pick(rng, shares):
    """One of the keys, by their shares."""
    total, at = sum(shares.values()), rng.random()
    for name, share in shares.items():
        at -= share / total
        if at < 0:
            break
    return name


def happens(rng, spec):
    """Whether a thing that has a "chance" is there this time."""
    return rng.random() < spec.get('chance', 1)
