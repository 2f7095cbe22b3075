#!/usr/bin/env python3
"""Holds the sizes in the table of docs/install.md against the packages that are there: sizes.py INSTALL.md PACKAGES VERSION

The download is the file, and what is on disk the files in it. Packages of other machines than the table's are left out, and said.
"""
import io
import json
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

# As far as a size may be from the table's, as in docs/artefacts.md.
SLACK = 1.15


def in_tar(file):
    with tarfile.open(fileobj=file, mode="r|*") as tar:
        return sum(member.size for member in tar if member.isfile())


def in_container(path):
    with tarfile.open(path) as tar:
        layers = json.load(tar.extractfile("manifest.json"))[0]["Layers"]
        return sum(in_tar(tar.extractfile(layer)) for layer in layers)


def on_disk(path):
    if path.suffix == ".zip":
        return sum(entry.file_size for entry in zipfile.ZipFile(path).infolist())
    if path.suffix == ".deb":
        return in_tar(io.BytesIO(subprocess.run(["dpkg-deb", "--fsys-tarfile", path], check=True, capture_output=True).stdout))
    if "-container-" in path.name:
        return in_container(path)
    with path.open("rb") as file:
        return in_tar(file)


def table(page, version):
    """Of each package that the page names, the two sizes in MB; a name that begins with a dot is the name before it with that ending."""
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 5 and re.fullmatch(r"[\d.]+ MB", cells[3]) and re.fullmatch(r"[\d.]+ MB", cells[4]):
            first = None
            for name in re.findall(r"`([^`]+)`", cells[0]):
                name = first.removesuffix(".tar.gz") + name if name.startswith(".") else name
                first = first or name
                number = version.replace("-", "~", 1) if name.endswith(".deb") else version
                yield name.replace("VERSION", number), float(cells[3].split()[0]), float(cells[4].split()[0])


def problems(page, packages, version):
    """What the table says wrong, in words, and the names that it has and no package."""
    wrong, absent, rows = [], [], list(table(page, version))
    if not rows:
        wrong.append("docs/install.md has no table of packages and their sizes")
    for name, *stated in rows:
        path = Path(packages) / name
        if not path.is_file():
            absent.append(name)
            continue
        for what, said, size in zip(("download", "on disk"), stated, (path.stat().st_size / 1e6, on_disk(path) / 1e6)):
            if not 1 / SLACK < size / said < SLACK:
                wrong.append(f"{name} is {size:.0f} MB {what}, and docs/install.md says {said:g} MB: write the new size, and its day, there")
    return wrong, absent, len(rows)


def main(page, packages, version):
    wrong, absent, rows = problems(Path(page).read_text(encoding="utf-8"), packages, version)
    for problem in wrong:
        print(f"sizes: {problem}.", file=sys.stderr)
    print(f"sizes: {rows - len(absent)} packages held against docs/install.md"
          + (f", left out, since they are not here: {', '.join(absent)}" if absent else ""))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
