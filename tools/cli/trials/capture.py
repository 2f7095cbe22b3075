#!/usr/bin/python3
"""Runs a command in a terminal of its own and draws what that shows, at some moment and at the end, into a PNG.

capture.py FILE.png SECONDS COMMAND...: the upper part is the terminal after so many seconds, the lower one at the end."""

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time

from PIL import Image, ImageDraw, ImageFont

COLUMNS, ROWS = 100, 40
FONT = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf", 14)
COLOURS = {"31": "#f2777a", "32": "#99cc99", "33": "#ffcc66", "36": "#66cccc", "2": "#999999"}
PLAIN, PAPER = "#dddddd", "#1d1f21"
TOKEN = re.compile(r"\x1b\[([0-9;?]*)([A-Za-z])|(\r)|(\n)|([^\x1b\r\n]+)")


def screen(text):
    """Lines of (character, colour), as a terminal would show them."""
    lines, column, colour = [[]], 0, PLAIN
    for arguments, letter, back, feed, words in TOKEN.findall(text):
        if back:
            column = 0
        elif feed:
            lines.append([])
        elif letter == "K":
            del lines[-1][column:]
        elif letter == "m":
            for number in arguments.split(";"):
                colour = COLOURS.get(number, PLAIN)
        for character in words:
            if column == COLUMNS:
                lines.append([])
                column = 0
            lines[-1] += [(" ", PLAIN)] * (column + 1 - len(lines[-1]))
            lines[-1][column] = (character, colour)
            column += 1
    while lines and not lines[-1]:
        lines.pop()
    return lines[-ROWS:]


def drawn(lines, prompt):
    step, height = FONT.getlength("x"), 19
    picture = Image.new("RGB", (int(COLUMNS * step) + 20, height * (len(lines) + 1) + 20), PAPER)
    draw = ImageDraw.Draw(picture)
    for y, line in enumerate([[(c, "#ffffff") for c in "$ " + prompt], *lines]):
        for x, (character, colour) in enumerate(line):
            draw.text((10 + x * step, 10 + y * height), character, colour, FONT)
    return picture


def run(command, seconds):
    """What the command has written after so many seconds, and in all."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS=str(COLUMNS))
        os.execvp(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    start, text, middle = time.monotonic(), b"", None
    while True:
        if middle is None and time.monotonic() - start > seconds:
            middle = text
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                data = os.read(terminal, 65536)
            except OSError:  # the terminal's other end is closed
                data = b""
            if not data:
                return (middle or text).decode(errors="replace"), text.decode(errors="replace")
            text += data


def main():
    target, seconds, command = sys.argv[1], float(sys.argv[2]), sys.argv[3:]
    prompt = " ".join([os.path.basename(command[0]), *command[1:]])
    parts = [drawn(screen(text), prompt) for text in run(command, seconds)]
    sheet = Image.new("RGB", (parts[0].width, sum(part.height for part in parts) + 6), "#ffffff")
    sheet.paste(parts[0], (0, 0))
    sheet.paste(parts[1], (0, parts[0].height + 6))
    sheet.save(target, optimize=True)


if __name__ == "__main__":
    main()
