"""What only looks like rain, drawn on a scene: bars, wires, hair, text. It stays: dry or in the rain."""
import numpy as np
from PIL import Image, ImageDraw, ImageFont
from scipy.ndimage import gaussian_filter

from . import streaks
from .ranges import RAIN, draw

LETTERS = list('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:-!/|')


def on(rng, name, side):
    """(cover, colour): [side, side] in [0, 1], how far the thing hides the scene, and its own colour, [3, side, side] or [3, 1, 1]."""
    d = RAIN['drawn'][name]
    if name == 'stripes':
        return np.ones((side, side), np.float32), stripes(rng, d, side)
    cover = {'bars': bars, 'wires': wires, 'hair': hair, 'text': text}[name](rng, d, side)
    colour = rng.random() + 0.3 * (rng.random(3) - 0.5) * (rng.random() < 0.5)
    return (cover * draw(rng, d['contrast'])).clip(0, 1).astype(np.float32), np.broadcast_to(colour, 3).clip(0, 1).astype(np.float32).reshape(3, 1, 1)


def bars(rng, d, side):
    """Parallel, at even distances, hard or soft, over the whole patch or a part of it."""
    angle = np.deg2rad(draw(rng, d['angle']) + (90 if rng.random() < d['lying'] else 0))
    v, u = np.mgrid[:side, :side]
    across = u * np.cos(angle) - v * np.sin(angle)
    pitch, filled = draw(rng, d['pitch']), draw(rng, d['filled'])
    if rng.random() < 0.4:
        pitch = max(2, round(pitch))  # whole pixels, as screens and renderings have them
    at = (across / pitch + rng.random()) % 1
    out = ((filled / 2 - np.abs(at - 0.5)) * pitch + 0.5).clip(0, 1)
    levels = 1 - draw(rng, d['uneven']) * rng.random(1024)
    out = out * levels[np.floor(across / pitch).astype(int) % 1024]
    if rng.random() < d['window']:
        (top, low), (left, right) = (np.sort(rng.integers(0, side + 1, 2)) for _ in range(2))
        frame = np.zeros((side, side))
        frame[top:low, left:right] = 1
        out = out * frame
    return out


def stripes(rng, d, side):
    """Nothing but stripes of two colours, [3, side, side], hard, of whole pixels: screens, cloth, blinds seen from straight ahead."""
    pitch = max(2, round(draw(rng, d['pitch'])))
    filled = (np.arange(side) + rng.integers(pitch)) % pitch < rng.integers(1, pitch)
    contrast = draw(rng, d['contrast'])
    dark = rng.uniform(0, 1 - contrast) + np.zeros(3)
    light = dark + contrast
    if rng.random() < d['coloured']:
        dark, light = (c + 0.4 * (rng.random(3) - 0.5) for c in (dark, light))
    line = np.where(filled, dark[:, None], light[:, None]).clip(0, 1)
    a = np.broadcast_to(line[:, None], (3, side, side))
    return np.ascontiguousarray(a.transpose(0, 2, 1) if rng.random() < d['lying'] else a, np.float32)


def wires(rng, d, side):
    """A few lines, nearly straight, at any angle."""
    v, u = np.mgrid[:side, :side].astype(float)
    out = np.zeros((side, side))
    for _ in range(int(draw(rng, d['count']))):
        angle, bend = rng.choice([rng.uniform(0, np.pi), rng.normal(0, 0.2)]), draw(rng, d['bend'])
        x, y = u - rng.uniform(0, side), v - rng.uniform(0, side)
        along, across = y * np.cos(angle) + x * np.sin(angle), x * np.cos(angle) - y * np.sin(angle)
        out = np.maximum(out, (draw(rng, d['width']) + 0.5 - np.abs(across + bend * along * along / side)).clip(0, 1))
    return out


def hair(rng, d, side):
    """Many short strokes of one lie."""
    count = int(draw(rng, d['count']) * (side / 64) ** 2)
    lie = np.deg2rad(draw(rng, d['angle']) + rng.normal(0, draw(rng, d['jitter']), count))
    length, width = draw(rng, d['length']), draw(rng, d['width'])
    one = {'length': np.full(count, length) * rng.uniform(0.5, 1.5, count), 'width': np.full(count, width), 'level': rng.random(count), 'angle': lie,
           'taper': np.ones(count), 'beads': np.zeros(count), 'wave': np.ones(count), 'phase': np.zeros(count), 'tilt': rng.uniform(-0.6, 0.6, count),
           'edge': np.full(count, 2.0), 'gap': np.zeros(count), 'gap_at': np.zeros(count)}
    return streaks.painted(side, rng.uniform(0, side, count), rng.uniform(0, side, count), one).clip(0, 1)


def text(rng, d, side):
    """Lines of letters in Pillow's own font, enlarged."""
    picture = Image.new('L', (side, side))
    size = draw(rng, d['size'])
    small = Image.new('L', (max(1, int(side * 11 / size)),) * 2)
    pen, font = ImageDraw.Draw(small), ImageFont.load_default()
    for y in range(int(rng.integers(-8, 3)), small.height, 13):
        pen.text((rng.integers(-10, 3), y), ''.join(rng.choice(LETTERS, 3 + small.width // 5)), 255, font)
    picture.paste(small.resize((side, side), Image.BICUBIC))
    turned = picture.rotate(rng.normal(0, 3) + (90 if rng.random() < 0.1 else 0), Image.BILINEAR)
    return gaussian_filter(np.asarray(turned, np.float32) / 255, rng.uniform(0, 0.6))
