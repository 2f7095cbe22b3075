#!/usr/bin/python3
"""Draws the pictures of the pages in docs: the file of `derain view` and the page of `derain serve`, on a desktop and a phone, light and dark.

screens.py [FOLDER]: writes view-light.jpg, view-dark.jpg, server-light.jpg, server-dark.jpg, there or in docs. Takes chromium, chromedriver, Pillow."""

import base64
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.request

from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parents[3]
DERAIN = ROOT / "tools/bin/derain"
SAMPLES = ROOT / "tools/samples"
DESKTOP, PHONE = (1180, 860, 1), (390, 860, 1)


class Browser:
    """Chromium by way of its driver, spoken to directly: three calls of WebDriver are all that is needed."""

    def __init__(self, folder):
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True)
        port = next(m.group(1) for m in (re.search(r"successfully on port (\d+)", line) for line in self.driver.stdout) if m)
        self.address = f"http://127.0.0.1:{port}/session"
        arguments = ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars",
                     "--force-color-profile=srgb", f"--user-data-dir={folder}/profile"]
        options = {"browserName": "chrome", "goog:chromeOptions": {"args": arguments}}
        self.address += "/" + self.call("", {"capabilities": {"alwaysMatch": options}})["sessionId"]

    def call(self, path, body, method="POST"):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, method=method,
                                         headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)["value"]

    def cdp(self, command, **parameters):
        return self.call("/goog/cdp/execute", {"cmd": command, "params": parameters})

    def look(self, size, dark):
        width, height, ratio = size
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=ratio, mobile=size is PHONE)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.cdp("Emulation.setEmulatedMedia", features=[scheme])

    def go(self, address):
        self.call("/url", {"url": address})

    def js(self, script, *arguments):
        return self.call("/execute/sync", {"script": script, "args": list(arguments)})

    def wait(self, expression):
        end = time.monotonic() + 120
        while not self.js(f"return Boolean({expression})"):
            if time.monotonic() > end:
                raise SystemExit(f"not within two minutes: {expression}")
            time.sleep(0.05)

    def choose(self, files):
        element = next(iter(self.call("/element", {"using": "css selector", "value": "#files"}).values()))
        self.call(f"/element/{element}/value", {"text": "\n".join(map(str, files))})

    def shot(self):
        time.sleep(0.5)  # for transitions
        return Image.open(io.BytesIO(base64.b64decode(self.cdp("Page.captureScreenshot")["data"]))).convert("RGB")

    def close(self):
        try:
            self.call("", None, "DELETE")
        finally:
            self.driver.kill()
            self.driver.wait()


def beside(pictures, paper):
    """Pictures in a row, with some paper around."""
    gap = 16
    row = Image.new("RGB", (sum(p.width + gap for p in pictures) + gap, max(p.height for p in pictures) + 2 * gap), paper)
    x = gap
    for picture in pictures:
        row.paste(picture, (x, gap))
        x += picture.width + gap
    return row


def save(pictures, dark, file):
    quality = 88
    row = beside(pictures, "#3a3d42" if dark else "#d5d8dc")
    while True:
        row.save(file, quality=quality, optimize=True, progressive=True)
        if file.stat().st_size <= 150_000:
            print(file, row.size, file.stat().st_size, "quality", quality)
            return
        quality -= 4


def view(browser, page, size, dark):
    browser.look(size, dark)
    browser.go(page.as_uri())
    browser.wait("document.querySelector('.stage img.before').naturalWidth > 0")
    if size is PHONE:
        browser.js("document.querySelector('input[name=right][value=difference]').labels[0].click()")
    return browser.shot()


def serve(browser, address, size, dark):
    browser.look(size, dark)
    browser.go(address)
    browser.wait("document.querySelectorAll('#examples button').length > 0")
    browser.choose([SAMPLES / "lighthouse.png", SAMPLES / "bridge.jpg"])
    browser.wait("document.querySelectorAll('#jobs > li[data-state=done]').length === 2")
    browser.choose([SAMPLES / "window.jpg", SAMPLES / "parrots.png"])
    browser.wait("[...document.querySelectorAll('#jobs > li progress')].some(p => p.position > 0.2 && p.position < 1)")
    if size is DESKTOP:
        browser.js("scrollTo(0, 0)")
    return browser.shot()


def main():
    target = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "docs")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        names = ["lighthouse.png", "bridge.jpg", "window.jpg", "parrots.png"]
        subprocess.run([DERAIN, *[SAMPLES / n for n in names], "-o", f"{folder}/dry/", "--view"], check=True)
        page = folder / "dry/view.html"
        browser = Browser(folder)
        server = subprocess.Popen([DERAIN, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True)
        try:
            address = re.search(r"http://\S+", server.stdout.readline()).group()
            for dark in False, True:
                tone = "dark" if dark else "light"
                save([view(browser, page, s, dark) for s in (DESKTOP, PHONE)], dark, target / f"view-{tone}.jpg")
                save([serve(browser, address, s, dark) for s in (DESKTOP, PHONE)], dark, target / f"server-{tone}.jpg")
        finally:
            server.terminate()
            browser.close()
            server.wait()


main()
