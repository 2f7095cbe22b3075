#!/usr/bin/env python3
"""Looks at one picture and its result with Pillow and ImageMagick; a process of its own, as some files hang or end a decoder.

Reads lines "IN<tab>OUT" (OUT may be empty), answers each with a line of JSON.
"""
import json
import subprocess
import sys

import pixels


def magick_verdict(file):
    done = subprocess.run([pixels.CONVERT, "-limit", "memory", "2GiB", "-limit", "map", "2GiB", f"{file}[0]", "-format",
                           "%m %w %h %z %[orientation]\n", "info:"], capture_output=True, text=True, errors="replace", timeout=30)
    return {"ok": done.returncode == 0 and bool(done.stdout.strip()), "says": done.stdout.strip().splitlines()[:1],
            "warning": done.stderr.strip().splitlines()[:1]}


def looked(source, result):
    look = {"in": source}
    try:
        look["magick"] = magick_verdict(source)
    except (subprocess.TimeoutExpired, OSError) as e:
        look["magick"] = {"ok": False, "says": [], "warning": [type(e).__name__]}
    try:
        before, bits, mode = pixels.pillow(source, upright=True)
        look["pillow"] = {"ok": True, "mode": mode, "bits": bits, "size": before.shape[:2]}
    except Exception as e:  # Pillow meets broken files with exceptions of many kinds
        look["pillow"] = {"ok": False, "error": f"{type(e).__name__}: {e}"[:200]}
    if result:
        try:
            after, bits, mode = pixels.pillow(result)
            look["result"] = {"ok": True, "mode": mode, "bits": bits, "size": after.shape[:2]}
        except Exception as e:
            look["result"] = {"ok": False, "error": f"{type(e).__name__}: {e}"[:200]}
        if look["pillow"]["ok"] and look["result"]["ok"]:
            look["distance"] = pixels.distance(before, after)
            look["unturned"] = pixels.distance(pixels.pillow(source)[0], after)
            if look["magick"]["ok"] and (look["distance"] is None or look["distance"][0] > 0):
                try:
                    look["by_magick"] = pixels.distance(pixels.magick(source, upright=True), pixels.magick(result))
                except (subprocess.SubprocessError, ValueError):
                    look["by_magick"] = None
    return look


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(looked(*line.rstrip("\n").split("\t"))), flush=True)
