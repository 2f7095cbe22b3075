"""Streaks, weather and patches: seeded, in range, and of the kind that they are named after."""
import os
import tempfile
import unittest

import numpy as np
import torch
from PIL import Image

import small
from derain_training import patches, pictures, pool, statistics, streaks, weather
from derain_training.patches import Patches


class StreaksTest(unittest.TestCase):
    def test_a_layer_is_a_function_of_its_seed(self):
        for family in streaks.FAMILIES:
            a = streaks.layer((4, 1), family, 64)
            np.testing.assert_array_equal(a, streaks.layer((4, 1), family, 64))
            self.assertGreater(np.abs(a - streaks.layer((4, 2), family, 64)).max(), 0.1)
            self.assertEqual((a.shape, a.dtype), ((64, 64), np.float32))
            self.assertTrue(0 <= a.min() and 0.3 < a.max() <= 1, family)

    def test_a_line_has_its_angle(self):
        for degrees in (-30, 0, 20):
            mean, spread = statistics.angle(streaks.line(41, degrees, 1.2))
            self.assertAlmostEqual(mean, degrees, delta=3)
            self.assertLess(spread, 20)

    def test_shearing_moves_whole_pixels(self):
        a = np.zeros((5, 5))
        a[:, 2] = 1
        np.testing.assert_array_equal(streaks.sheared(a, 1.0), np.eye(5)[:, ::-1])

    def test_flat_streaks_have_few_levels(self):
        few = [len(np.unique(np.round(streaks.layer((1, i), 'flat', 128) * 255))) <= 8 for i in range(20)]
        self.assertGreater(sum(few), 8)  # a third is blurred


class WeatherTest(unittest.TestCase):
    def test_every_kind_is_drawn_by_its_share(self):
        rng = np.random.default_rng(2)
        names = [weather.draw(rng).name for _ in range(2000)]
        for kind, share in weather.MIX.items():
            self.assertAlmostEqual(names.count(kind) / 2000, share, delta=0.04)

    def test_plans_name_known_families(self):
        rng = np.random.default_rng(3)
        for _ in range(300):
            for family, strength in weather.draw(rng).layers:
                self.assertIn(family, weather.POOL)
                self.assertGreater(strength, 0)


class PoolTest(unittest.TestCase):
    def test_held_back_layers_are_not_trained_on(self):
        made = np.arange(50, dtype=np.uint8).reshape(50, 1, 1), np.array(['flat', 'soft'] * 25)
        kept, held = pool.Pool.gather(made).split()
        self.assertEqual(len(held.layers), 4)
        self.assertEqual(sorted(np.concatenate([kept.layers, held.layers]).ravel()), list(range(50)))

    def test_pairs_give_their_difference(self):
        with tempfile.TemporaryDirectory() as folder:
            for kind, value in (('clean', 40), ('rain', 100)):
                os.makedirs(f'{folder}/{kind}')
                name = 'norain-1.png' if kind == 'clean' else 'rain-1.png'
                Image.fromarray(np.full((8, 9, 3), value, np.uint8)).save(f'{folder}/{kind}/{name}')
            self.assertEqual(set(pool.from_pairs(folder, 8).ravel()), {60})
            os.remove(f'{folder}/clean/norain-1.png')
            Image.new('RGB', (4, 4)).save(f'{folder}/clean/other.png')
            with self.assertRaisesRegex(SystemExit, 'no clean picture'):
                pool.from_pairs(folder, 8)


class PatchesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            cls.photos = pictures.photos(small.write_photos(folder), 32)
        cls.pool = pool.Pool.gather(pool.made(1, 10, 128))

    def test_a_seed_gives_the_same_pairs(self):
        a, b = (Patches(self.photos, self.pool, 32, 'cpu', 7).batch(6) for _ in range(2))
        for x, y in zip(a, b):
            torch.testing.assert_close(x, y, rtol=0, atol=0)

    def test_pixels_are_whole_bytes_in_range_and_rain_brightens(self):
        rainy, clean = Patches(self.photos, self.pool, 32, 'cpu', 7, {'downpour': 1}).batch(8)
        for a in (rainy, clean):
            self.assertEqual(a.shape, (8, 3, 32, 32))
            levels = (a + 1) * 127.5
            self.assertLess(float((levels - levels.round()).abs().max()), 1e-3)
            self.assertTrue(-1 <= a.min() and a.max() <= 1)
        self.assertTrue(bool((rainy >= clean).all()))
        self.assertGreater(float((rainy - clean).mean()), 0.02)

    def test_dry_patches_stay_dry(self):
        rainy, clean = Patches(self.photos, self.pool, 32, 'cpu', 7, {'dry': 1}).batch(4)
        torch.testing.assert_close(rainy, clean, rtol=0, atol=0)

    def test_patches_are_windows_of_the_photos(self):
        photo = np.arange(40 * 50 * 3, dtype=np.uint32).reshape(40, 50, 3).astype(np.uint8)
        data = Patches([photo], self.pool, 32, 'cpu', 5, turned=0)
        data.rng = NoGamma(5)
        found = (data.clean(3) * 255).round().byte().permute(0, 2, 3, 1).numpy()
        windows = [photo[y:y + 32, x:x + 32][:, ::s] for y in range(9) for x in range(19) for s in (1, -1)]
        for patch in found:
            self.assertTrue(any(np.array_equal(patch, w) for w in windows))

    def test_windows_turn_and_are_mirrored(self):
        grid, p = np.arange(20 * 30).reshape(20, 30), 5
        i = np.arange(p)
        for turns in range(4):
            for mirror in (1, -1):
                corner, row, column = patches.turned(3 * 30 + 7, 30, 1, p, turns, mirror)
                expected = np.rot90(grid[3:8, 7:12], turns)[:, ::mirror]
                np.testing.assert_array_equal(grid.ravel()[corner + row * i[:, None] + column * i], expected)

    def test_rain_is_capped(self):
        data = Patches(self.photos, self.pool, 32, 'cpu', 5)
        plan = weather.Weather('downpour', [('flat', 0.5)] * 5, most=0.1)
        self.assertLess(float(data.streaks([plan], 32).mean()), 0.1001)


class NoGamma:
    """A generator whose batches of chances never ask for another contrast."""

    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)

    def __getattr__(self, name):
        return getattr(self.rng, name)

    def random(self, n=None):
        return self.rng.random() if n is None else np.ones(n)


if __name__ == '__main__':
    unittest.main()
