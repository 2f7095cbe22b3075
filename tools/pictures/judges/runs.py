"""Which options are tried on which of the files, and what must then be true."""
import re
from dataclasses import dataclass

import checks
import tags

WORDS = ("EXIF, GPS, maker note", "XMP", "IPTC", "comments", "texts", "everything", "orientation", "other blocks")


@dataclass
class Plan:
    """One run of the command."""
    name: str
    arguments: list
    cases: list
    checks: dict


def stripped(r):
    """No word of the owner's is left; colour and resolution say how pixels are meant, and may stay."""
    left = {key: value for key, value in tags.owner(r.after).items()
            if not re.match(r"ICC|PNG:(Gamma|WhitePoint|Red|Green|Blue|CICP|Pixel|SRGB|ProfileName|ColorPrim|TransferChar|Matrix|VideoFull)|PNG-(pHYs|cICP)|JFIF|"
                            r"IFD0:(XResolution|YResolution|ResolutionUnit)", key)}
    return f"left: {left}" if left else None


def smaller_than_default(r):
    """Quality 30 is asked for: coarser than any default."""
    default = r.file.parent.parent / "default" / r.file.name
    return None if default.stat().st_size > r.file.stat().st_size else "not smaller than the default's result"


def _changed(cases, **what):
    return [case | what for case in cases]


def plans(cases):
    """All runs, the plain one first."""
    kept = [case for case in cases if case["expect"] == "kept"]
    ordinary = [case for case in kept if case["property"] != "broken but whole"]
    yield Plan("default", [], cases, checks.KEPT)

    without = {name: checks.KEPT[name] for name in ("format", "pixels", "kind of pixels, depth", "upright", "profile", "valid")}
    yield Plan("--strip", ["--strip"], [case for case in ordinary if case["property"] in WORDS], without | {"words": stripped})

    deep = [case for case in ordinary if case["bits"] == 16 and case["bound"] == 0]
    yield Plan("--depth 8", ["--depth", "8"], _changed(deep, bits=8),
               {name: checks.KEPT[name] for name in ("format", "pixels", "kind of pixels, depth", "profile", "tags (exiftool)", "valid")})
    flat = [case for case in ordinary if case["bits"] == 8 and case["bound"] == 0 and case["format"] in ("PNG", "TIFF")
            and case["property"] in ("8 bits", "8 bits, alpha", "alpha", "profile", "palette")]
    yield Plan("--depth 16", ["--depth", "16"], _changed(flat, bits=16),
               {name: checks.KEPT[name] for name in ("format", "pixels", "kind of pixels, depth", "profile", "valid")})

    lossy = [case for case in ordinary if case["format"] in ("JPEG", "WebP") and not case["lossless"] and case["property"] in ("sampling and quality", "quality")
             and not re.search("q50|1x1", case["name"])]
    yield Plan("--quality 30", ["--quality", "30"], lossy, {"size": smaller_than_default, "format": checks.check_format})

    torn = [case for case in cases if case["lenient"]]
    yield Plan("--lenient", ["--lenient"], _changed(torn, expect="kept", note=".", lost=[".*"]),
               {"format": checks.check_format, "notes": checks.check_notes, "valid": checks.check_valid})
    yield Plan("--lenient, whole files", ["--lenient"], [case for case in kept if case["property"] == "broken but whole"], checks.KEPT)
    yield from _to_other_formats(ordinary)


def _to_other_formats(cases):
    """Words that both formats have a place for must come along."""
    chosen = [case for case in cases if case["property"] in ("everything", "profile", "EXIF, GPS, maker note", "XMP", "orientation", "16 bits", "alpha", "grey")]
    for format in ("JPEG", "PNG", "TIFF", "WebP", "BMP"):
        flat = format in ("JPEG", "WebP", "BMP")
        some = [case for case in chosen if case["format"] != format and not (case["mode"] in ("LA", "RGBA") and format in ("JPEG", "BMP"))]
        some = [case | _changed_to(format, case) for case in some]
        names = ("format", "pixels", "kind of pixels, depth", "upright", "tags (exiftool)", "notes", "valid") + (("profile",) if format != "BMP" else ())
        yield Plan(f"-f {format.lower()}", ["-f", format.lower()], some, {name: checks.KEPT[name] for name in names})


def _changed_to(format, case):
    """What must be true of a case in another format."""
    flat, lossy = format in ("JPEG", "WebP", "BMP"), case["format"] == "WebP" and not case["lossless"]
    bound = -2 if lossy else -1 if format in ("JPEG", "WebP") else case["bound"]
    placeless = format == "BMP" or format == "WebP" and case["mode"] in ("L", "LA") and case["profile"] == "same" and "grey-1.8" in case["name"]
    note = "profile" if placeless and case["property"] == "profile" else "XMP|APP1" if "extended" in case["name"] and format != "JPEG" else None
    return {"format": format, "bits": 8 if flat else case["bits"], "lost": _lost(format, case), "note": note, "bound": bound,
            "profile": "none" if placeless else case["profile"], "lossless": format not in ("JPEG", "WebP") or case["lossless"]}


def _lost(format, case):
    """Names of tags that the other format has no place for, or spells differently."""
    lost = [r"JFIF:.*", r"PNG(-.*)?:.*", r"Photoshop:.*", r"IFD0:(X|Y|ResolutionU).*", r"IFD0:(PageName|DocumentName)", "ExifIFD:ColorSpace"]
    if format == "BMP":
        lost.append(".*")
    if "extended" in case["name"]:
        lost.append("XMP.*")
    if format in ("PNG", "WebP"):
        lost.append("IPTC.*|File:Comment")
    if case["format"] == "TIFF" or format == "TIFF":
        lost.append(r"Canon.*|IFD0:(ImageDescription|Artist|Software|ModifyDate)" if "maker" in case["name"] else r"Canon.*")
    return lost
