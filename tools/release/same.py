#!/usr/bin/env python3
"""Compares what two builds publish, byte by byte: tools/release/same.py REPOSITORY REPOSITORY. Signatures, checksums and lists of versions aside."""

import sys
import zipfile
from pathlib import Path

ASIDE = (".asc", ".md5", ".sha1", ".sha256", ".sha512")


def files(repository):
    return {str(f.relative_to(repository)): f for f in Path(repository).rglob("*")
            if f.is_file() and not f.name.endswith(ASIDE) and not f.name.startswith("maven-metadata")}


def entries(archive):
    with zipfile.ZipFile(archive) as zip_file:
        return {i.filename: (i.date_time, i.external_attr, i.CRC) for i in zip_file.infolist()}


def difference(one, other):
    if one.suffix != ".jar":
        return "the content"
    ones, others = entries(one), entries(other)
    apart = sorted(name for name in ones.keys() | others.keys() if ones.get(name) != others.get(name))
    return ", ".join(apart[:10]) + (f" and {len(apart) - 10} more" if len(apart) > 10 else "") if apart else "the order of entries or their compression"


def main():
    ones, others = files(sys.argv[1]), files(sys.argv[2])
    problems = [f"{name}: only one build has it" for name in sorted(ones.keys() ^ others.keys())]
    for name in sorted(ones.keys() & others.keys()):
        if ones[name].read_bytes() != others[name].read_bytes():
            problems.append(f"{name}: {difference(ones[name], others[name])}")
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(ones)} published files of two builds: " + (f"{len(problems)} differ" if problems else "the same bytes"))
    sys.exit(1 if problems or not ones else 0)


if __name__ == "__main__":
    main()
