#!/usr/bin/env python3
"""Generates pictures, runs the derain command over them, and lets exiftool, ImageMagick, Pillow and dwebp judge the results.

    judge.py [--seed N] [--keep FOLDER] [--failures FILE]

Exit code 1 if anything is not as it must be. The network is one that gives its input back, so that pixels can be compared.
"""
import argparse
import collections
import json
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

import checks
import command
import generate
import identity
import runs
import tags


class Tally:
    """Passed and failed, by property and format."""

    def __init__(self):
        self.cells = collections.defaultdict(lambda: [0, 0])
        self.by_check = collections.Counter()
        self.failures = []

    def count(self, property, format, name, problems):
        self.cells[property, format][bool(problems)] += 1
        for check, words in problems.items():
            self.by_check[check] += 1
            self.failures.append(f"{property} | {name} | {check}: {words}")

    def table(self):
        formats = [f for f in ("JPEG", "PNG", "TIFF", "WebP", "BMP") if any(k[1] == f for k in self.cells)]
        formats += ["other"] * any(k[1] == "other" for k in self.cells)
        properties = dict.fromkeys(k[0] for k in self.cells)
        width = max(map(len, properties))
        yield " " * width + "".join(f"{f:>14}" for f in formats)
        for property in properties:
            row = ""
            for format in formats:
                passed, failed = self.cells.get((property, format), (0, 0))
                row += f"{'' if passed + failed == 0 else f'{passed} + {failed} bad' if failed else passed:>14}"
            yield f"{property:{width}}{row}"
        passed, failed = map(sum, zip(*self.cells.values()))
        yield f"{passed} passed, {failed} failed" + "".join(f"; {check} {n}" for check, n in self.by_check.most_common())


def judged(case, outcome, expected, found, checkers):
    """What is wrong with one result: {check: words}."""
    result = checks.Result(case, outcome, expected, found.get(outcome.file, {}), found.get(outcome.output, {}))
    if case["expect"] not in ("kept", "unsupported or kept") or (case["expect"] != "kept" and not outcome.read):
        wrong = checks.check_refusal(result)
        return {"refusal": wrong} if wrong else {}
    if not outcome.read:
        return {"read": outcome.error}
    if case["expect"] != "kept":
        return {}
    problems = {}
    for name, check in checkers.items():
        try:
            wrong = check(result)
        except Exception as e:  # a judge that cannot read the result
            wrong = f"{type(e).__name__}: {e}"
        if wrong:
            problems[name] = wrong
    return problems


def run(work, seed, tally):
    model = work / "identity.safetensors"
    work.mkdir(parents=True, exist_ok=True)
    identity.write(model)
    cases = [vars(case) | {"was": case.bits} for case in generate.generate(seed, work / "in")]
    pixels = np.load(work / "in" / "pixels.npz")
    pixels = {name: pixels[name] for name in pixels.files}
    known = command.options()
    before = tags.of([work / "in" / case["name"] for case in cases])
    skipped = 0
    for plan in runs.plans(cases):
        missing = [o for o in plan.arguments if o.startswith("-") and o not in known]
        if missing:
            skipped += len(plan.cases)
            print(f"left out: {plan.name}, {len(plan.cases)} files, as this build has no {' '.join(missing)}")
            continue
        outcomes = command.run([work / "in" / case["name"] for case in plan.cases], work / plan.name.replace(" ", "_"), model, plan.arguments)
        found = before | tags.of([o.output for o in outcomes if o.read])
        for case, outcome in zip(plan.cases, outcomes):
            problems = judged(case, outcome, pixels.get(case["name"]), found, plan.checks)
            property = case["property"] if plan.name == "default" else plan.name
            tally.count(property, case["format"] if case["format"] in ("JPEG", "PNG", "TIFF", "WebP", "BMP") else "other", case["name"], problems)
    return len(cases), skipped


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for the pictures and the results")
    parser.add_argument("--failures", type=Path, help="a file for all that failed")
    options = parser.parse_args()
    begun, tally = time.monotonic(), Tally()
    with tempfile.TemporaryDirectory() as folder:
        files, skipped = run(options.keep or Path(folder), options.seed, tally)
    for failure in tally.failures:
        print("FAILED", failure)
    print("\n".join(tally.table()))
    print(f"{files} files, {skipped} results left out, seed {options.seed}, {time.monotonic() - begun:.0f} s")
    if options.failures:
        options.failures.write_text(json.dumps(tally.failures, indent=1))
    sys.exit(1 if tally.failures else 0)


if __name__ == "__main__":
    main()
