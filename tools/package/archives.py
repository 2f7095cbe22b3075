#!/usr/bin/env python3
"""Packs a folder as tar.gz or zip, the same bytes for the same files: sorted, of one time, owned by root; both keep permissions and links.

    archives.py tar FOLDER FILE.tar.gz      archives.py zip FOLDER FILE.zip      archives.py class-path JAR

The folder's own name is the first in the archive. SOURCE_DATE_EPOCH is the time. The third prints what a jar names as its class path.
"""
import gzip
import os
import stat
import struct
import sys
import tarfile
import time
import zipfile
from pathlib import Path

EPOCH = int(os.environ.get("SOURCE_DATE_EPOCH", 0))
LEVEL = 9


def files(folder):
    """All below the folder and itself, in order, each before what is in it."""
    return [folder, *sorted(folder.rglob("*"), key=lambda path: path.parts)]


def mode(path):
    """What everybody may do, whatever the umask of who built it."""
    return 0o755 if path.is_dir() or path.stat(follow_symlinks=False).st_mode & stat.S_IXUSR else 0o644


def add_to_tar(tar, path, name):
    info = tar.gettarinfo(path, name)
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    info.mtime = EPOCH
    info.mode = 0o777 if info.issym() else mode(path)
    if info.isreg():
        with path.open("rb") as file:
            tar.addfile(info, file)
    else:
        tar.addfile(info)


def fill_tar(file, folder, above):
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for path in files(folder):
            add_to_tar(tar, path, str(path.relative_to(above)))


def write_tar(folder, target):
    with open(target, "wb") as raw, gzip.GzipFile("", "wb", LEVEL, raw, mtime=EPOCH) as packed:
        fill_tar(packed, folder, folder.parent)


def write_zip(folder, target):
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        for path in files(folder):
            name = str(path.relative_to(folder.parent))
            info = zipfile.ZipInfo(name, time.gmtime(EPOCH)[:6])
            info.extra = struct.pack("<HHBl", 0x5455, 5, 1, EPOCH)  # the time to the second, in UTC: the classes' archive needs it
            info.create_system = 3
            if path.is_symlink():
                info.external_attr = (stat.S_IFLNK | 0o777) << 16
                archive.writestr(info, os.readlink(path))
            elif path.is_dir():
                info.filename += "/"
                info.external_attr = (stat.S_IFDIR | 0o755) << 16
                archive.writestr(info, "")
            else:
                info.external_attr = (stat.S_IFREG | mode(path)) << 16
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, path.read_bytes(), compresslevel=LEVEL)


def print_class_path(jar):
    manifest = zipfile.ZipFile(jar).read("META-INF/MANIFEST.MF").decode().replace("\r\n", "\n").replace("\n ", "")
    print(*next(line for line in manifest.split("\n") if line.startswith("Class-Path: ")).split()[1:], sep="\n")


if __name__ == "__main__":
    {"tar": write_tar, "zip": write_zip, "class-path": print_class_path}[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
