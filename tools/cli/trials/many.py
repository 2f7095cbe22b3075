#!/usr/bin/python3
"""A folder of many pictures through the derain command: totals, how busy the processors are, and what `kill -9` leaves.

many.py [--pictures N] [--broken N] [--singles N] [--kills N] [--seed S]; DERAIN names another command than this checkout's.
Ends with 1 if anything is not as it must be."""

import argparse
import hashlib
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

import pictures

DERAIN = os.environ.get("DERAIN", str(pathlib.Path(__file__).resolve().parents[2] / "bin/derain"))
TICKS = os.sysconf("SC_CLK_TCK")
wrong = []


def check(fact, words):
    if not fact:
        wrong.append(words)
        print("WRONG: " + words)


def sums(folder):
    """Of every file that is no file in the making, by its path."""
    return {str(f.relative_to(folder)): hashlib.sha256(f.read_bytes()).hexdigest()
            for f in sorted(folder.rglob("*")) if f.is_file() and not f.name.startswith(".derain")}


def command(photos, dry, *more):
    return [DERAIN, str(photos), "-r", "-o", str(dry) + "/", *more]


def ticks(process):
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def whole_run(photos, dry, good, bad):
    """One run over all: seconds, and the share of the processors that it kept busy after its first picture."""
    start = time.monotonic()
    process = subprocess.Popen(command(photos, dry, "--json"), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    lines, busy = [], None
    for line in process.stdout:
        lines.append(json.loads(line))
        if busy is None:
            busy, since = ticks(process), time.monotonic()
        last, until = ticks(process), time.monotonic()
    code, seconds = process.wait(), time.monotonic() - start
    done = [line for line in lines if line["status"] == "done"]
    failed = [line for line in lines if line["status"] == "failed"]
    check(code == (1 if bad else 0), f"exit code {code}")
    check(sorted(line["input"] for line in done) == sorted(str(photos / path) for path in good), "those that are done are not the good ones")
    check(sorted(line["input"] for line in failed) == sorted(str(photos / path) for path in bad), "those that failed are not the broken ones")
    check(set(sums(dry)) == {str(path) for path in good}, "results are not one to one")
    network = sum(line["milliseconds"]["network"] for line in done) / 1000
    share = (last - busy) / TICKS / (until - since) / os.cpu_count()
    print(f"{len(done)} done, {len(failed)} failed in {seconds:.1f} s, {seconds / len(done):.3f} s a picture; network alone {network:.1f} s; "
          f"processors busy {100 * share:.1f} % after the first picture")
    return seconds


def singles(photos, good, number, seed, scratch):
    """Seconds of a run for one picture each, the mean of some."""
    some = random.Random(seed).sample(good, min(number, len(good)))
    start = time.monotonic()
    for i, path in enumerate(some):
        subprocess.run([DERAIN, str(photos / path), "-o", f"{scratch}/single-{i}{path.suffix}"], check=True, stdout=subprocess.DEVNULL)
    return (time.monotonic() - start) / len(some)


def killed(photos, dry, seconds, inputs, results, chance):
    """A run that is killed, then one that goes on where it ended."""
    process = subprocess.Popen(command(photos, dry, "--skip-existing"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(chance.uniform(0, seconds))
    process.send_signal(signal.SIGKILL)
    process.wait()
    left = sums(dry) if dry.exists() else {}
    check(sums(photos) == inputs, "an input was touched")
    check(all(results.get(path) == sum for path, sum in left.items()), "a result is not whole")
    subprocess.run(command(photos, dry, "--skip-existing"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    check(sums(dry) == results, "going on gives other results")
    return len(left)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pictures", type=int, default=300)
    parser.add_argument("--broken", type=int, default=10)
    parser.add_argument("--singles", type=int, default=30)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        photos = scratch / "photos"
        photos.mkdir()
        good, bad = pictures.make(photos, args.pictures, args.broken, args.seed)
        inputs = sums(photos)
        seconds = whole_run(photos, scratch / "dry", good, bad)
        check(sums(photos) == inputs, "an input was touched")
        results = sums(scratch / "dry")
        if args.singles:
            one = singles(photos, good, args.singles, args.seed, scratch)
            print(f"one run for each picture: {one:.2f} s, {one * len(good):.0f} s for all, {one * len(good) / seconds:.1f} times as long")
        chance = random.Random(args.seed)
        there = [killed(photos, scratch / f"killed-{i}", seconds, inputs, results, chance) for i in range(args.kills)]
        if there:
            print(f"{args.kills} runs killed with {min(there)} to {max(there)} results there, each taken up again")
    print("all as it must be" if not wrong else f"{len(wrong)} WRONG")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
