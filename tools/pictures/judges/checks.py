"""What must be true of a result: each check gives the words of what is wrong, or nothing."""
import re
import shutil
import subprocess

import numpy as np
from PIL import Image

import files
import pixels
import tags

UNSUPPORTED = re.compile(r"unsupported|not supported|not read|is not a |not a PNG", re.I)
DAMAGED = re.compile(r"damaged|cut short|ends too early|broken|empty", re.I)
KEPT_CHUNKS = {b"tEXt", b"zTXt", b"iTXt", b"gAMA", b"cHRM", b"sRGB", b"cICP", b"pHYs", b"tIME"}
BOX_CHROMA = 33  # dB: libwebp smooths the colours of a lossy WebP between its samples, others need not
NAMED = {"GIF": "GIF", "JP2": "JPEG 2000", "HEIC": "HEIC|HEIF", "AVIF": "AVIF", "PSD": "PSD|Photoshop", "JXL": "JPEG XL"}
TOOLS = {"PNG": ("pngcheck", "-q"), "TIFF": ("tiffinfo",), "WebP": ("webpinfo", "-quiet")}


class Result:
    """One case, what became of it, and what exiftool finds before and after."""

    def __init__(self, case, outcome, expected, before, after):
        self.case, self.outcome, self.before, self.after = case, outcome, before, after
        self.source, self.file = outcome.file, outcome.output
        self.expected = None if expected is None else _in_depth(expected.astype(np.int64) * (257 if case["was"] == 8 else 1), case["bits"])
        start = self.file.read_bytes()[:16] if self.file else b""
        self.kind = next((k for k, s in (("PNG", rb"\x89PNG"), ("JPEG", rb"\xff\xd8"), ("TIFF", rb"II|MM"), ("WebP", rb"RIFF....WEBP"), ("BMP", rb"BM"))
                          if re.match(s, start, re.S)), "none")


def _in_depth(samples, bits):
    """16-bit samples, rounded to the levels that there are."""
    return samples if bits == 16 else np.round(samples / 257).astype(np.int64) * 257


def _bound_of_lossy(r):
    """How near Pillow's own writing comes, less a decibel and a half."""
    colours = (r.expected // 257).astype(np.uint8)[..., :1 if r.case["mode"] in ("L", "LA") else 3]
    how = {"quality": 95, "subsampling": 2} if r.kind == "JPEG" else {"quality": 90}
    again = files.pillow_bytes(files.picture(colours), "JPEG" if r.kind == "JPEG" else "WEBP", **how)
    with Image.open(files.io.BytesIO(again)) as image:
        now = np.asarray(image).astype(np.int64) * 257
    enough = 45 if r.kind == "JPEG" else 42  # where colours have been enlarged plainly on the way
    return min(enough, pixels.distance(colours.astype(np.int64) * 257, now if now.ndim == 3 else now[..., None])[2] - 1.5)


def _as_seen(r):
    """The result as others decode it, without turning anything: pairs of judge and samples."""
    if r.case["bits"] == 8:
        yield "Pillow", pixels.pillow(r.file)[0]
    if "linear" not in r.case["name"]:  # which ImageMagick 6 takes for another colour space
        yield "ImageMagick", pixels.magick(r.file, size=r.expected.shape[:2])
    if r.kind == "WebP" and shutil.which("dwebp"):
        raw = subprocess.run(["dwebp", "-quiet", str(r.file), "-pam", "-o", "-"], capture_output=True).stdout
        body = raw[raw.index(b"ENDHDR\n") + 7:]
        yield "dwebp", np.frombuffer(body, np.uint8).reshape(*r.expected.shape[:2], -1).astype(np.int64) * 257


def check_pixels(r):
    if r.expected is None:
        return None
    for judge, seen in _as_seen(r):
        far = pixels.distance(r.expected, seen)
        if far is None:
            return f"{judge} sees {seen.shape[1]}x{seen.shape[0]} instead of {r.expected.shape[1]}x{r.expected.shape[0]}"
        bound = r.case["bound"]
        if bound < 0 and far[2] < (least := BOX_CHROMA if bound == -2 else _bound_of_lossy(r)):
            return f"{judge} sees {far[2]:.1f} dB, less than {least:.1f} dB"
        if bound >= 0 and far[0] > bound + 1e-9:
            return f"{judge} sees pixels {far[0]:.3f} levels off, mean {far[1]:.3f}"
    return None


def check_kind(r):
    """Grey stays grey, alpha stays alpha, the depth is what it was; WebP knows no grey, and alpha only where it is needed."""
    bits = int(str(r.after.get("PNG:BitDepth", r.after.get("IFD0:BitsPerSample", 8))).split()[0])
    if bits != r.case["bits"] and not (r.kind == "TIFF" and bits < 8):
        return f"{bits} bits instead of {r.case['bits']}"
    mode, wanted = _mode(r), r.case["mode"]
    if mode != wanted and not (r.kind == "WebP" and {mode, wanted} in ({"L", "RGB"}, {"LA", "RGBA"}, {"RGB", "RGBA"})):
        return f"{mode} instead of {wanted}"
    return None


def _mode(r):
    if r.kind == "PNG":
        return {0: "L", 2: "RGB", 3: "RGB", 4: "LA", 6: "RGBA"}[r.after["PNG:ColorType"]]
    if r.kind == "TIFF":
        extra = str(r.after.get("IFD0:ExtraSamples", "")).split()
        return ("L" if r.after["IFD0:PhotometricInterpretation"] < 2 else "RGB") + "A" * ("2" in extra or "1" in extra)
    with Image.open(r.file) as image:
        return {"1": "L", "P": "RGB"}.get(image.mode, image.mode)


def check_upright(r):
    turned = {key: value for key, value in r.after.items() if re.fullmatch(r"(IFD0|XMP-tiff):Orientation", key) and value != 1}
    return f"orientation left: {turned}" if turned else None


def _profile(file):
    with Image.open(file) as image:
        return image.info.get("icc_profile") or None


def _profile_anyhow(file):
    try:
        return _profile(file)
    except (OSError, ValueError):  # of a kind that Pillow does not read
        return subprocess.run(["exiftool", "-b", "-ICC_Profile", str(file)], capture_output=True).stdout or None


def check_profile(r):
    now = _profile_anyhow(r.file)
    if r.case["profile"] == "same":
        return None if now == _profile_anyhow(r.source) else "another profile" if now else "profile lost"
    if now is None or r.case["profile"] == "sRGB" and b"sRGB" in now:
        return None
    return "has a profile that is not of its pixels"


def check_tags(r):
    lost = {key: pair for key, pair in tags.lost(r.before, r.after).items()
            if not any(re.fullmatch(pattern, key) for pattern in r.case["lost"]) and not (r.case["profile"] != "same" and key.startswith("ICC"))}
    return "; ".join(f"{key} was {str(was)[:40]!r}, is {str(now)[:40]!r}" for key, (was, now) in list(lost.items())[:4]) or None


def check_chunks(r):
    """PNG's words byte for byte, but for XMP, which may be packed or not."""
    if r.kind != "PNG" or r.case["format"] != "PNG" or r.case["lost"] or r.case["profile"] != "same" or r.case["orientation"] != 1:
        return None
    before, after = ([(k, d) for k, d in files.chunks(f.read_bytes()) if k in KEPT_CHUNKS and not d.startswith(b"XML:")] for f in (r.source, r.file))
    missing = [k.decode() for k, d in before if (k, d) not in after]
    return f"chunks lost or changed: {' '.join(missing)}" if missing else None


def check_coding(r):
    """A lossy result is no worse coded than the input was."""
    if r.kind == "WebP":
        lossless = any(kind == b"VP8L" for kind, _ in files.riff_chunks(r.file.read_bytes()))
        return None if lossless == r.case["lossless"] else "lossless became lossy" if r.case["lossless"] else "lossy became lossless"
    if r.kind != "JPEG" or r.case["profile"] == "sRGB":
        return None
    for tag in ("File:YCbCrSubSampling", "File:ColorComponents"):
        same = r.before.get(tag) == r.after.get(tag) or {"4 4", "4 2"} == {r.before.get(tag), r.after.get(tag)}
        if not same and "rgb-components" not in r.case["name"]:
            return f"{tag} was {r.before.get(tag)}, is {r.after.get(tag)}"
    if (r.before.get("File:EncodingProcess") == 2) != (r.after.get("File:EncodingProcess") == 2):
        return "progressive or not: not as it was"
    try:
        with Image.open(r.source) as before, Image.open(r.file) as after:
            worse = [k for k, table in before.quantization.items() if k in after.quantization and any(a > b for a, b in zip(after.quantization[k], table))]
    except OSError:
        return None
    return f"quantization tables {worse} are coarser" if worse else None


def check_notes(r):
    if r.case["note"] and not any(re.search(r.case["note"], note, re.I) for note in r.outcome.notes):
        return f"no note speaks of {r.case['note']}: {r.outcome.notes}"
    untrue = [note for note in r.outcome.notes if re.search(r"orientation|colou?rs may", note)]
    return f"untrue note: {untrue}" if untrue else None


def check_valid(r):
    """The format's own checker finds no fault."""
    tool = TOOLS.get(r.kind)
    if tool is None or shutil.which(tool[0]) is None:
        return None
    done = subprocess.run([*tool, str(r.file)], capture_output=True, text=True, errors="replace")
    ignored = re.compile(r"Warning, Unknown field|Nonstandard tile|TIFFReadDirectory: Warning.*unknown field", re.I)
    words = [line for line in done.stderr.splitlines() if not ignored.search(line)] if tool[0] == "tiffinfo" else []
    newer = "cICP" in done.stdout  # than the checker
    return f"{tool[0]}: {(words or [done.stdout.strip()])[0][:150]}" if (done.returncode and not newer) or words else None


def check_format(r):
    return None if r.kind == r.case["format"] else f"{r.case['format']} became {r.kind}"


KEPT = {"format": check_format, "pixels": check_pixels, "kind of pixels, depth": check_kind, "upright": check_upright, "profile": check_profile,
        "tags (exiftool)": check_tags, "chunks": check_chunks, "coding": check_coding, "notes": check_notes, "valid": check_valid}


def check_refusal(r):
    """Unsupported is not damaged; what is of another format is named."""
    words, expect = r.outcome.error or "", r.case["expect"]
    if r.outcome.read:
        return f"was read, should be refused as {expect}"
    if expect == "unwritable":
        return None if "cannot keep the transparency" in words else f"the transparency is not named: {words}"
    if "broke off" in words or "bug" in words:
        return words
    if expect.startswith("unsupported") and (DAMAGED.search(words) or not UNSUPPORTED.search(words)):
        return f"not called unsupported: {words}"
    if expect == "damaged" and (not DAMAGED.search(words) or re.search(r"unusual kind|unsupported", words)):
        return f"not called damaged: {words}"
    name = NAMED.get(r.case["format"])
    if name and not (re.search(name, words) and re.search(r"magick|convert|heif|djxl|avif|opj|ffmpeg|dwebp|sips", words)):
        return f"not named with a command that converts it: {words}"
    return None
