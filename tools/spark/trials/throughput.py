#!/usr/bin/python3
"""The same folder by the derain command and by the job for Spark on the same cores, one after the other in turns.

throughput.py [--pictures N] [--rounds N] [--cores N] [--huge MEGAPIXELS] [--heap SIZE] [--sample FILE]

Each picture is a copy of a sample, in folders of 100; --huge adds one made by code, which must not keep all others waiting, nor stand
alone at the end. For each run: seconds of the whole process, start included, and pictures a second from the time when a tenth of them
was there until the last one. Ends with 1 if the two trees differ."""

import argparse
import filecmp
import os
import pathlib
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[3]
BIN = ROOT / "tools/bin"


def png(file, width, height):
    """Grey streaks on gradients in RGB, written row by row."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(1)
    ramp = bytes(c * 200 // (3 * width) for c in range(3 * width))
    streaks = [bytes(230 if (c // 3 + shift) % 37 == 0 else v for c, v in enumerate(ramp)) for shift in range(37)]
    data = b"".join(packer.compress(b"\0" + streaks[y // 5 % 37]) for y in range(height)) + packer.flush()
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
                     chunk(b"IDAT", data) + chunk(b"IEND", b""))


def commands(photos, out, cores, heap):
    more = {"DERAIN_OPTS": os.environ.get("DERAIN_OPTS", "") + (f" -Xmx{heap}" if heap else "")}
    pinned = ["taskset", "-c", f"0-{cores - 1}"] if shutil.which("taskset") else []
    return {
        "derain": ([*pinned, BIN / "derain", photos, "-r", "-o", f"{out}/derain/", "--quiet"], more),
        "spark": ([*pinned, BIN / "derain-spark", "--input", photos, "--output", out / "spark"],
                  {**more, "MASTER": f"local[{cores}]"}),
    }


def run(command, more, results, huge):
    start = time.time()
    ended = subprocess.run(list(map(str, command)), env={**os.environ, **more}, stdout=subprocess.DEVNULL,
                           stderr=subprocess.PIPE, text=True)
    seconds = time.time() - start
    if ended.returncode:
        sys.exit(f"{command} ended with {ended.returncode}:\n{ended.stderr[-3000:]}")
    times = {f: f.stat().st_mtime - start for f in results.rglob("*") if f.is_file()}
    small = sorted(t for f, t in times.items() if f.name != "huge.png")
    first = max(len(small) // 10, 1)
    rate = (len(small) - first) / max(small[-1] - small[first - 1], 1e-3)
    words = f"{seconds:7.1f} s, first picture after {small[0]:5.1f} s, then {rate:6.2f} a second"
    if huge:
        words += f"; the huge one was there after {times[results / 'huge.png']:.1f} s, the last small one after {small[-1]:.1f} s"
    return seconds, rate, words


def same(a, b):
    names = [sorted(str(f.relative_to(d)) for f in d.rglob("*") if f.is_file()) for d in (a, b)]
    return names[0] == names[1] and not any(filecmp.cmpfiles(a, b, names[0], shallow=False)[1:])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cores", type=int, default=os.cpu_count())
    parser.add_argument("--huge", type=float, default=0)
    parser.add_argument("--heap", default="")
    parser.add_argument("--sample", type=pathlib.Path, default=ROOT / "tools/samples/lighthouse.png")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        photos, out = pathlib.Path(folder, "photos"), pathlib.Path(folder, "out")
        for i in range(given.pictures):
            place = photos / f"{i // 100:03d}"
            place.mkdir(parents=True, exist_ok=True)
            shutil.copy(given.sample, place / f"{i:05d}{given.sample.suffix}")
        if given.huge:
            side = round((given.huge * 1e6) ** 0.5)
            png(photos / "huge.png", side, side)
        print(f"{given.pictures} copies of {given.sample.name}" + (f", one picture of {given.huge:g} MP" if given.huge else "") +
              f", {given.cores} cores, load {os.getloadavg()[0]:.2f}", flush=True)
        for program in "derain", "derain-spark":  # builds what is not built, and the command's archive of classes
            subprocess.run([BIN / program, "--version"], check=True, stdout=subprocess.DEVNULL)
        whole, rates, wrong = {}, {}, False
        for turn in range(given.rounds):
            for name, (command, more) in sorted(commands(photos, out, given.cores, given.heap).items(), reverse=turn % 2 == 1):
                seconds, rate, words = run(command, more, out / name, given.huge)
                whole.setdefault(name, []).append(seconds)
                rates.setdefault(name, []).append(rate)
                print(f"{name:7} {words}", flush=True)
            wrong |= not same(out / "derain", out / "spark")
            shutil.rmtree(out)
        ratio = {kind: [f(d, s) for d, s in zip(figures["derain"], figures["spark"])] for kind, figures, f in
                 (("whole process", whole, lambda d, s: d / s), ("once it runs", rates, lambda d, s: s / d))}
        for kind, values in ratio.items():
            print(f"the job's throughput, {kind}: {statistics.median(values):.2f} of the command's "
                  f"({min(values):.2f} to {max(values):.2f})")
        print("the trees DIFFER" if wrong else "the trees are the same, byte for byte")
        return int(wrong)


sys.exit(main())
