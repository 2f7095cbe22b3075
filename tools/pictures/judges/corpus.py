#!/usr/bin/env python3
"""Runs folders of public pictures through the command, beside Pillow, ImageMagick and exiftool, and lists who disagrees.

    corpus.py WORK FOLDER...   runs, looks and judges
    corpus.py WORK             judges again what was looked at

Copies of the pictures, the results and every look at them are kept in WORK, report.txt and report.json among them. The network
is one that gives its input back (identity.py), so that all that differs comes from reading and writing.
"""
import json
import pickle
import re
import select
import shutil
import subprocess
import sys
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import command
import identity
import tags

PICTURE = re.compile(r"\.(jpe?g|jpe|jfif|mpo|a?png|tiff?|btf|webp|bmp|dib|rle|gif|hei[cf]|avif|jxl|jp2|j2k|psd|cr[23]|nef|dng|arw|raf|orf|rw2)$",
                     re.I)
LOOKS = 2  # processes
PATIENCE = 60  # seconds for a look


def collect(folders, work):
    """Numbered copies, as results are named by their inputs: number to the picture's own place."""
    inputs = work / "in"
    inputs.mkdir(parents=True, exist_ok=True)
    origin = {}
    files = sorted(f for folder in folders for f in Path(folder).rglob("*") if f.is_file() and PICTURE.search(f.name))
    for number, file in enumerate(files):
        copy = inputs / f"{number:05d}{file.suffix.lower()}"
        if not copy.exists():
            shutil.copyfile(file, copy)
        origin[copy] = str(file)
    return origin


class Looker:
    """One look.py, begun anew after a hang or a crash."""

    def __init__(self):
        self.process = None

    def look(self, source, result):
        if self.process is None:
            self.process = subprocess.Popen([sys.executable, str(command.HERE / "look.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                            stderr=subprocess.DEVNULL, text=True)
        self.process.stdin.write(f"{source}\t{result or ''}\n")
        self.process.stdin.flush()
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE)
        line = self.process.stdout.readline() if ready else ""
        if line:
            return json.loads(line)
        self.process.kill()
        self.process.wait()
        self.process = None
        crashed = {"ok": False, "error": "hang or crash", "says": [], "warning": []}
        return {"in": str(source), "magick": crashed, "pillow": crashed, "result": crashed}


def look_at(outcomes):
    """All looks, in the order of the outcomes."""
    def part(k):
        looker = Looker()
        return [(i, looker.look(o.file, o.output)) for i, o in enumerate(outcomes) if i % LOOKS == k]

    with ThreadPoolExecutor(LOOKS) as pool:
        found = dict(pair for looks in pool.map(part, range(LOOKS)) for pair in looks)
    return [found[i] for i in range(len(outcomes))]


def kind_of(file):
    start = file.open("rb").read(16)
    for name, signature in (("PNG", rb"\x89PNG"), ("JPEG", rb"\xff\xd8\xff"), ("TIFF", rb"II[*+]\0|MM\0[*+]"), ("WebP", rb"RIFF....WEBP"),
                            ("BMP", rb"BM")):
        if re.match(signature, start, re.S):
            return name
    return "other"


def plain(sentence):
    """A sentence without what is one file's own."""
    return re.sub(r"\(.*?\)", "(...)", re.sub(r"\d+", "N", sentence))[:160]


def pixel_causes(outcome, look):
    """Why the pixels of a result are not the picture's, as far as can be told from outside."""
    lossy = kind_of(outcome.output) in ("JPEG", "WebP") and kind_of(outcome.file) in ("JPEG", "WebP")
    if not look["result"]["ok"]:
        return ["result cannot be read by Pillow"]
    causes = []
    if look["pillow"]["bits"] > 8 and look["result"]["bits"] == 8:
        causes.append("16 bits became 8 (as Pillow sees it)")
    near, unturned = look["distance"], look.get("unturned")
    bound = (lambda d: d and d[2] >= 34) if lossy else (lambda d: d and d[0] <= (0.51 if causes else 0))
    if bound(near):
        return causes
    if bound(unturned):
        return causes + ["not upright: orientation was not applied"]
    by_magick = look.get("by_magick")
    if bound(by_magick):
        return causes + ["Pillow reads it otherwise, ImageMagick as we do"]
    if near is None:
        return causes + ["sizes differ"]
    if look["pillow"]["mode"] in ("CMYK", "YCbCr", "LAB"):
        return causes + [f"{look['pillow']['mode']} converted otherwise than by Pillow (which knows no profile)"]
    best = min(d for d in (near, by_magick) if d)
    if best[0] <= 8 and not lossy:
        return causes + ["a few levels (<= 8) from both"]
    return causes + [f"pixels differ ({'lossy' if lossy else 'lossless'}, Pillow's mode {look['pillow']['mode']})"]


def tag_causes(before, after):
    """Which groups of tags a result has lost."""
    return sorted({f"lost or changed: {tags.group(key)}" for key in tags.lost(before, after)})


def judge(outcomes, looks, found):
    """Cause to files."""
    causes = defaultdict(list)
    for o, look in zip(outcomes, looks):
        ours, kind = o.read, kind_of(o.file)
        both = look["pillow"]["ok"], look["magick"]["ok"]
        if "broke off" in (o.error or ""):
            causes["the command hangs or breaks off"].append(o)
        if not ours and all(both):
            causes[f"refused, both others read it: {kind}: {plain(o.error)}"].append(o)
        elif not ours and any(both):
            causes[f"refused, {'Pillow' if both[0] else 'ImageMagick'} alone reads it: {kind}: {plain(o.error)}"].append(o)
        elif ours and not any(both):
            causes[f"read, both others refuse it: {kind}: Pillow: {plain(look['pillow'].get('error', ''))}"].append(o)
        if ours:
            if both[0]:
                for cause in pixel_causes(o, look):
                    causes[f"pixels: {kind} to {kind_of(o.output)}: {cause}"].append(o)
            for cause in tag_causes(found.get(o.file, {}), found.get(o.output, {})):
                causes[f"tags: {kind} to {kind_of(o.output)}: {cause}"].append(o)
    return causes


def report(outcomes, looks, causes, origin, work):
    look_of = {str(o.file): look for o, look in zip(outcomes, looks)}
    lines = [f"files: {len(outcomes)}, of formats that are read: {sum(kind_of(o.file) != 'other' for o in outcomes)}"]
    for kind in ("JPEG", "PNG", "TIFF", "WebP", "BMP", "other"):
        three = [(o.read, look["pillow"]["ok"], look["magick"]["ok"]) for o, look in zip(outcomes, looks) if kind_of(o.file) == kind]
        ours, pillow, magick = (sum(reads) for reads in zip(*three)) if three else (0, 0, 0)
        lines.append(f"  {kind:5} {len(three):5} files: read by us {ours}, by Pillow {pillow}, by ImageMagick {magick}, "
                     f"by all {sum(map(all, three))}, by none {sum(not any(t) for t in three)}")
    lines.append(f"results that are not in the input's format: {sum(o.read and kind_of(o.file) != kind_of(o.output) for o in outcomes)}")
    lines.append(f"disagreements: {sum(map(len, causes.values()))}, in {len(causes)} groups, "
                 f"of {len({id(o) for c in causes.values() for o in c})} files")
    table = {}
    for cause, files in sorted(causes.items(), key=lambda c: (c[0].split(":")[0], -len(c[1]))):
        lines.append(f"{len(files):5}  {cause}")
        for o in files[:4]:
            distance = look_of[str(o.file)].get("distance") if cause.startswith("pixels") else None
            lines.append(f"         {o.file.name} = {origin[str(o.file)]}"
                         + (" (largest {:.1f} levels, mean {:.2f}, {:.1f} dB)".format(*distance) if distance else ""))
        table[cause] = [[str(o.file), origin[str(o.file)], o.error] for o in files]
    (work / "report.txt").write_text("\n".join(lines) + "\n")
    (work / "report.json").write_text(json.dumps({"causes": table, "notes": {str(o.file): o.notes for o in outcomes}}, indent=1))
    print("\n".join(lines))


def look(folders, work):
    """The slow part: what the command does, what others see."""
    origin = collect(folders, work)
    model = work / "identity.safetensors"
    identity.write(model)
    outcomes = command.run(list(origin), work / "out", model, ["--work-size", "64"])  # the same bytes, a quarter of the time
    print(f"{sum(o.read for o in outcomes)} of {len(outcomes)} read; looking at them", file=sys.stderr)
    looks = look_at(outcomes)
    found = tags.of([o.file for o in outcomes if o.read] + [o.output for o in outcomes if o.read])
    return outcomes, looks, found, {str(file): place for file, place in origin.items()}


def main():
    work = Path(sys.argv[1])
    kept = work / "looks.pickle"
    if sys.argv[2:]:
        kept_now = look(sys.argv[2:], work)
        kept.write_bytes(pickle.dumps(kept_now))
    outcomes, looks, found, origin = pickle.loads(kept.read_bytes())
    report(outcomes, looks, judge(outcomes, looks, found), origin, work)


if __name__ == "__main__":
    main()
