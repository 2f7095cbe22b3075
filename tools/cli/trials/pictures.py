"""Makes a folder of pictures of mixed sizes and formats, some of them broken, from the free samples of this project."""

import pathlib
import random

from PIL import Image

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "samples"
SUFFIXES = [".jpg", ".jpg", ".JPG", ".jpeg", ".png", ".png", ".webp", ".tiff", ".bmp"]
FOLDERS = ["", "", "day 1", "day 2", "day 2/evening", "Gegenlicht"]


def make(folder, number, broken, seed):
    """Returns the paths of the good pictures and of the broken ones, relative to the folder."""
    chance = random.Random(seed)
    sources = [Image.open(SAMPLES / name).convert("RGB") for name in ("bridge.jpg", "window.jpg", "lighthouse.png", "parrots.png")]
    good = []
    for i in range(number - broken):
        path = place(folder, chance, i, chance.choice(SUFFIXES))
        crop(chance, chance.choice(sources)).save(folder / path)
        good.append(path)
    bad = []
    for i in range(broken):
        path = place(folder, chance, number - broken + i, BREAKS[i % len(BREAKS)][0])
        whole = folder / "whole.tmp"
        crop(chance, chance.choice(sources)).save(whole, format="JPEG" if path.suffix == ".jpg" else "PNG")
        (folder / path).write_bytes(BREAKS[i % len(BREAKS)][1](whole.read_bytes(), chance))
        whole.unlink()
        bad.append(path)
    (folder / ".hidden.jpg").write_bytes((folder / good[0]).read_bytes())
    (folder / "notes.txt").write_text("no picture\n")
    return good, bad


def place(folder, chance, number, suffix):
    path = pathlib.Path(chance.choice(FOLDERS)) / f"IMG_{number}{suffix}"
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    return path


def crop(chance, picture):
    """40 to 480 columns and rows, a few of them turned or grey."""
    width, height = (chance.randint(40, side) for side in picture.size)
    left, top = (chance.randint(0, side - part) for side, part in zip(picture.size, (width, height)))
    part = picture.crop((left, top, left + width, top + height))
    return part.convert("L") if chance.random() < 0.1 else part


def scrambled(data, chance):
    data = bytearray(data)
    for _ in range(200):
        data[chance.randrange(20, len(data))] = chance.randrange(256)
    return bytes(data)


BREAKS = [
    (".jpg", lambda data, chance: b""),
    (".jpg", lambda data, chance: data[: len(data) // 2]),
    (".jpg", lambda data, chance: data[:10]),
    (".png", lambda data, chance: data[: len(data) // 3]),
    (".png", scrambled),
    (".png", lambda data, chance: b"this is no picture, whatever its name says\n"),
    (".jpg", lambda data, chance: b"GIF89a" + data),
    (".png", lambda data, chance: data[:8]),
    (".jpg", lambda data, chance: chance.randbytes(3000)),
    (".png", lambda data, chance: data[:8] + data[40:]),
]
