#!/usr/bin/env python3
"""Makes pictures of all formats and kinds, with a list of what must become of each: generate.py SEED FOLDER"""
import sys
from collections import Counter
from pathlib import Path

import cases_jpeg
import cases_other
import cases_png
import cases_tiff
from cases import Collection


def generate(seed, folder, height=26, width=37):
    collection = Collection(Path(folder), seed, height, width)
    for of_format in (cases_jpeg, cases_png, cases_tiff, cases_other):
        of_format.add(collection)
    collection.save()
    return collection.cases


if __name__ == "__main__":
    made = generate(int(sys.argv[1]), sys.argv[2])
    print(f"{len(made)} files:", ", ".join(f"{count} {name}" for name, count in Counter(case.format for case in made).most_common()))
