"""Random pairs of rainy and dry patches, cut, rained on and photographed where the network runs: photos and rain lie there as bytes.

Chances are drawn on the CPU by one seeded generator; the device only gathers and blends (and draws the camera's noise, seeded likewise).
"""
import numpy as np
import torch
import torch.nn.functional as F

from . import camera, drawn, weather
from .weather import Camera

BLOCK = 16  # pixels of JPEG's blocks with halved colours
PLAIN = Camera()


def work_side(patch):
    """Patches are photographed a little larger and cut, so that JPEG's blocks lie anywhere and no border is seen."""
    return -(-(patch + BLOCK - 1) // BLOCK) * BLOCK


class Patches:
    """Pairs of [n, 3, patch, patch], BGR in [-1, 1], channels last."""

    def __init__(self, photos, pool, patch, device, seed, mix=None, turned=0.75):
        """photos: HxWx3 bytes, RGB, no side below `work_side(patch)`; pool: rain layers; mix: shares of the kinds of weather;
        turned: share of the patches turned by 90, 180 or 270 degrees."""
        self.patch, self.device, self.pool, self.mix = patch, torch.device(device), pool, mix or weather.MIX
        self.turned, self.rng = turned, np.random.default_rng(seed)
        scenes = list(photos) + [h for h in map(half, photos) if min(h.shape[:2]) >= work_side(patch)]  # halved: scenes farther away
        self.sizes = np.array([a.shape[:2] for a in scenes])
        self.starts = np.concatenate([[0], np.cumsum(self.sizes.prod(1))[:-1]])
        self.pixels = torch.from_numpy(np.concatenate([a.reshape(-1, 3) for a in scenes])).to(device)
        self.ambient = np.array([above(a) for a in scenes], np.float32)
        self.layers = torch.from_numpy(pool.layers).to(device)

    def batch(self, n):
        """(rainy, dry)"""
        plans = [weather.plan(self.rng, self.mix) for _ in range(n)]
        pair = self.photographed(plans, work_side(self.patch))
        top, left = self.rng.integers(work_side(self.patch) - self.patch + 1, size=2)
        return tuple(network_pixels(a[..., top:top + self.patch, left:left + self.patch]) for a in pair)

    def photographed(self, plans, p):
        """The plans' pictures in the rain and without it, [n, 3, p, p] in [0, 1]: the same scene, light and camera."""
        return self.developed(plans, *self.exposed(plans, p))

    def exposed(self, plans, p):
        """(pixels, light), each [2, n, 3, p, p], in the rain and without it: what a plan without a camera is, and what cameras see."""
        scene, ambient = self.scenes(plans, p)
        rain = self.rain(plans, p).unsqueeze(1)
        plain = torch.stack([scene + rain, scene]).clamp(0, 1)
        wet = self.lit(plans, scene, ambient, rain)
        return plain, torch.where(self.each([added(w) for w in plans]) > 0, camera.linear(plain), wet)

    def developed(self, plans, plain, light):
        """Pictures, [n, 3, p, p], in the rain and without it, of what `exposed` gives."""
        seen = self.taken(plans, light)
        kept = self.each([added(w) and not w.camera for w in plans])
        pair = torch.where(kept > 0, plain, seen)
        return torch.where(self.each([w.grey for w in plans]) > 0, pair.mean(2, keepdim=True), pair).unbind(0)

    def scenes(self, plans, p):
        """(Patches of photos, [n, 3, p, p], RGB in [0, 1]; the light above them, [n, 3, 1, 1], linear)"""
        photos, ambient = self.clean(len(plans), p)
        a = photos ** self.each([w.gamma for w in plans])
        for i, w in enumerate(plans):
            if w.enlarged > 1:
                part = int(p / w.enlarged) + 1
                a[i:i + 1] = F.interpolate(a[i:i + 1, :, :part, :part], size=(p, p), mode='bicubic', align_corners=False).clamp(0, 1)
            if w.drawn:
                cover, colour = map(self.tensor, drawn.on(self.rng, w.drawn, p))
                a[i] += cover * (colour - a[i])
        return a, self.each(ambient)

    def clean(self, n, p):
        """(Windows of photos, mirrored and turned, [n, 3, p, p], RGB in [0, 1]; the light above each, linear, [n, 3])"""
        r = self.rng
        corner, row, column, chosen = (np.empty(n, np.int64) for _ in range(4))  # first pixel, and steps between pixels down and across
        for i in range(n):
            k = chosen[i] = r.integers(len(self.sizes))
            (h, w), start = self.sizes[k], self.starts[k]
            y, x = r.integers(h - p + 1), r.integers(w - p + 1)
            turns = r.integers(1, 4) if r.random() < self.turned else 0
            corner[i], row[i], column[i] = turned(start + y * w + x, w, 1, p, turns, r.choice([-1, 1]))
        corner, row, column = self.tensor(np.stack([corner, row, column]))[:, :, None, None]
        i = torch.arange(p, device=self.device)
        return self.pixels[corner + row * i[:, None] + column * i].permute(0, 3, 1, 2).float() / 255, self.ambient[chosen]

    def lit(self, plans, scene, ambient, rain):
        """Light of the scenes in the rain and without it, [2, n, 3, p, p]: a drop shows the light about it, by day the whole blurred
        scene's, mostly from above, at night the lamps'."""
        ramp = torch.linspace(0, 1, scene.shape[-1], device=self.device).view(1, 1, -1, 1)
        top, bottom = (self.each([w.haze[i] for w in plans]) for i in (0, 1))
        dark = self.each([w.dark for w in plans])
        light = camera.linear(scene) * dark
        about = 0.5 * ambient * dark + 0.5 * light.mean((2, 3), keepdim=True)
        about = 0.5 * about + 0.5 * about.mean(1, keepdim=True)
        haze = top + (bottom - top) * ramp
        dry = light + haze * (about - light)
        night = self.each([w.light == 'lamps' for w in plans])
        field = F.interpolate(self.tensor(self.rng.random((len(plans), 1, 4, 4), np.float32)), size=scene.shape[-2:], mode='bilinear', align_corners=True)
        lamps = self.each([w.lamps for w in plans]) * (1 - self.each([w.patchy for w in plans]) * field)
        drop = torch.where(night > 0, lamps, self.each([w.sky for w in plans]) * about) * self.each([w.tint for w in plans])
        rain = rain.clamp(0, 1)
        return torch.stack([dry * (1 - rain * (1 - night)) + rain * drop, dry])

    def taken(self, plans, light):
        """Pixels that the plans' cameras make of light, [2, n, 3, p, p]."""
        cameras = [w.camera or PLAIN for w in plans]
        exposure, contrast, sharpening, levels, colour = (self.each([getattr(c, k) for c in cameras])
                                                          for k in ('exposure', 'contrast', 'sharpening', 'noise', 'colour'))
        grains = torch.Generator(self.device).manual_seed(int(self.rng.integers(2 ** 62)))
        n, _, p, _ = light.shape[1:]
        noise = torch.randn((n, 4, p, p), generator=grains, device=self.device)
        noise = levels / 255 * (noise[:, :1] + colour * noise[:, 1:])
        a = torch.stack([camera.develop(each, exposure, contrast, sharpening, noise) for each in light])
        which = [i for i, c in enumerate(cameras) if c.quality]
        if which:
            table = self.tensor(camera.tables([cameras[i].quality for i in which]))
            halved = self.each([cameras[i].halved for i in which])
            at = self.tensor(np.array(which))
            for each in a:
                each[at] = camera.jpeg(each[at], table, halved)
        return a

    def rain(self, plans, p):
        """The sum of every plan's layers, each from a random place, some mirrored: [n, p, p]. All plans' first layers at once, then all
        second ones: a card would wait for Python otherwise."""
        depth = max(1, max(len(plan.layers) for plan in plans))
        room = self.layers.shape[-1] - p + 1
        where, strengths = np.zeros((4, depth, len(plans)), np.int64), np.zeros((depth, len(plans)), np.float32)
        for i, plan in enumerate(plans):
            for slot, (family, strength) in enumerate(plan.layers):
                (k, mirrored), (y, x) = self.pool.pick(self.rng, family, plan.wind), self.rng.integers(room, size=2)
                where[:, slot, i] = k, y, x + p - 1 if mirrored else x, -1 if mirrored else 1
                strengths[slot, i] = strength / 255
        where, strengths = self.tensor(where)[..., None, None], self.tensor(strengths)[..., None, None]
        i = torch.arange(p, device=self.device)
        total = torch.zeros(len(plans), p, p, device=self.device)
        for (k, y, x, step), strength in zip(where.unbind(1), strengths):
            total += self.layers[k, y + i[:, None], x + step * i].float() * strength
        most = self.tensor(np.array([plan.most for plan in plans], np.float32)).view(-1, 1, 1)
        return total * (most / torch.maximum(total.mean((1, 2), keepdim=True), most))

    def each(self, values):
        """A number, or three, of each picture: [n, 1 or 3, 1, 1]"""
        a = np.array(values, np.float32)
        return self.tensor(a).view(len(a), -1, 1, 1)

    def tensor(self, a):
        t = torch.from_numpy(np.ascontiguousarray(a))
        if self.device.type == 'cuda':  # from pinned memory, as else every copy would wait for the step before
            return t.pin_memory().to(self.device, non_blocking=True)
        return t.to(self.device)


def added(plan):
    """Whether rain is added to the pixels, not to the light."""
    return plan.light in ('none', 'added')


def turned(corner, row, column, p, turns, mirror):
    """Corner and steps of a window of p x p, turned by quarters, then mirrored if `mirror` is -1."""
    for _ in range(turns):
        corner, row, column = corner + (p - 1) * column, -column, row
    return (corner, row, column) if mirror == 1 else (corner + (p - 1) * column, row, -column)


def above(photo):
    """The light of a photo's upper half: what its drops show, mostly."""
    a = np.ascontiguousarray(photo[:photo.shape[0] // 2:7, ::7].transpose(2, 0, 1))
    return camera.linear(torch.from_numpy(a).float() / 255).mean((1, 2)).numpy()


def half(photo):
    h, w = photo.shape[0] // 2, photo.shape[1] // 2
    a = photo[:2 * h, :2 * w].astype(np.uint16)
    return ((a[::2, ::2] + a[1::2, ::2] + a[::2, 1::2] + a[1::2, 1::2] + 2) >> 2).astype(np.uint8)


def network_pixels(a):
    """RGB in [0, 1] to what the network reads: whole bytes, BGR, x / 127.5 - 1, channels last."""
    return (torch.round(a * 255) / 127.5 - 1).flip(1).contiguous(memory_format=torch.channels_last)
