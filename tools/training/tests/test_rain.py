"""The rain's ranges, layers, weather and patches: seeded, in range, and of the kind that they are named after."""
import os
import tempfile
import unittest
import unittest.mock

import numpy as np
import torch
from PIL import Image

import small
from derain_training import figures, patches, pictures, pool, ranges, statistics, streaks, weather
from derain_training.patches import Patches
from derain_training.ranges import RAIN


class RangesTest(unittest.TestCase):
    def test_entries_are_drawn_as_they_say(self):
        rng = np.random.default_rng(1)
        self.assertEqual(ranges.draw(rng, 3), 3)
        for entry, low, middle, high in (([2, 8], 2, 5, 8), ({'log': [1, 100]}, 1, 10, 100), ({'normal': [5, 1]}, 0, 5, 10)):
            values = [ranges.draw(rng, entry) for _ in range(2000)]
            self.assertTrue(low <= min(values) and max(values) <= high, entry)
            self.assertAlmostEqual(np.median(values) / middle, 1, delta=0.2)
        counts = [ranges.draw(rng, {'share': {'0': 3, '2': 1}}) for _ in range(2000)]
        self.assertEqual(set(counts), {0, 2})
        self.assertAlmostEqual(counts.count(2) / 2000, 0.25, delta=0.04)
        with self.assertRaisesRegex(SystemExit, 'by "lottery"'):
            ranges.draw(rng, {'lottery': 1})

    def test_every_name_is_known(self):
        self.assertEqual(set(RAIN['mix']), set(RAIN['kinds']))
        for kind in RAIN['kinds'].values():
            self.assertIn(kind['light'], ('none', 'added', 'scene', 'lamps'))
            for entry in kind['layers']:
                self.assertLessEqual(set(entry['family']['share']), set(RAIN['families']))


class StreaksTest(unittest.TestCase):
    def test_a_layer_is_a_function_of_its_seed(self):
        for family in streaks.FAMILIES:
            a = streaks.layer((4, 1), family, 128)
            np.testing.assert_array_equal(a, streaks.layer((4, 1), family, 128))
            self.assertGreater(max(np.abs(a - streaks.layer((4, k), family, 128)).max() for k in range(2, 6)), 0.1, family)
            self.assertEqual((a.shape, a.dtype), ((128, 128), np.float32))
            self.assertTrue(0 <= a.min() and a.max() <= 1, family)

    def test_a_streak_has_its_angle_length_and_width(self):
        for degrees in (-30, 0, 20):
            a = self.one(angle=np.deg2rad(degrees), length=40.0, width=1.5)
            mean, spread = statistics.angle(a)
            self.assertAlmostEqual(mean, degrees, delta=3)
            self.assertLess(spread, 20)
            rows, columns = np.nonzero(a > 0.2)
            self.assertAlmostEqual(np.hypot(np.ptp(rows), np.ptp(columns)), 40, delta=3)
            self.assertAlmostEqual(a.sum(), 40 * 1.5 * np.sqrt(2 * np.pi), delta=5)  # its light, whatever its direction
            self.assertAlmostEqual(a.max(), 1, delta=0.12)

    def test_a_streak_can_break(self):
        whole, broken = self.one(), self.one(gap=0.2)
        self.assertGreater(whole[32, 32], 0.7)
        self.assertEqual(broken[32, 32], 0)
        self.assertAlmostEqual(broken[20, 32], whole[20, 32])

    def one(self, **changes):
        drop = {'length': 40.0, 'width': 1.5, 'level': 1.0, 'taper': 0.05, 'beads': 0.0, 'wave': 1.0, 'phase': 0.0, 'tilt': 0.0, 'edge': 2.0,
                'gap': 0.0, 'gap_at': 0.0, 'angle': 0.0, **changes}
        return streaks.painted(64, np.array([32.0]), np.array([32.0]), {k: np.array([v]) for k, v in drop.items()})

    def test_shearing_moves_whole_pixels(self):
        a = np.zeros((5, 5))
        a[:, 2] = 1
        np.testing.assert_array_equal(streaks.sheared(a, 1.0), np.eye(5)[:, ::-1])

    def test_flat_streaks_have_few_levels(self):
        few = [len(np.unique(np.round(streaks.layer((1, i), 'flat', 128) * 255))) <= 8 for i in range(20)]
        self.assertGreater(sum(few), 8)  # a third is blurred


class StatisticsTest(unittest.TestCase):
    def test_extent_is_the_streaks_own(self):
        """Even rectangles of 30 x 4 pixels, apart: correlation falls in a line, to a half at half of each side."""
        rain = np.zeros((200, 200))
        for y, x in ((20, 30), (40, 140), (110, 60), (120, 160)):
            rain[y:y + 30, x:x + 4] = 100
        along, across = statistics.extent(rain, 0.0)
        self.assertAlmostEqual(along, 30, delta=3)
        self.assertAlmostEqual(across, 4, delta=0.5)

    def test_ridges_are_thin_and_bright(self):
        photo = np.full((40, 40, 3), 50, np.uint8)
        photo[:, 5:8], photo[:, 20:40] = 90, 120
        found = statistics.ridges(photo)
        self.assertEqual(found[20, 6], 40)
        self.assertEqual(found[20, 30], 0)


class FiguresTest(unittest.TestCase):
    """The Java generator is tested against these tables: they have to be what this one makes (`python3 -m derain_training statistics FOLDER`)."""
    FOLDER = os.path.join(os.path.dirname(__file__), '../../rain/src/test/resources/org/derain4j/rain')

    def test_the_table_is_of_this_rain(self):
        lines = {tuple(v[:3]): np.array(v[3:], float) for v in self.table('python.tsv')[1:]}
        self.assertEqual(set(lines), {(sort, name, str(i)) for sort, name in figures.rows() for i in range(figures.count(sort, name))})
        for sort, name in figures.rows():  # the first picture of each: another range or formula changes it
            found = np.array(figures.line(sort, name, 0).split('\t')[3:], float)
            np.testing.assert_allclose(found, lines[sort, name, '0'], rtol=1e-3, atol=1e-6, err_msg=f'{sort} {name}: write the tables anew, then test tools/rain')

    def test_drops_are_as_the_table_has_them(self):
        found, lines = figures.drops(), self.table('python-drops.tsv')
        self.assertEqual([tuple(v[:2]) for v in lines], list(found))
        for family, what, *values in lines:
            np.testing.assert_allclose(found[family, what], np.array(values, float), rtol=1e-4, atol=1e-6, err_msg=f'{family} {what}')

    def test_light_is_as_the_table_has_it(self):
        found, lines = figures.light(), self.table('python-light.tsv')
        self.assertEqual([v[0] for v in lines], list(found))
        for name, *pixels in lines:
            away = np.abs(found[name].ravel() - np.array(pixels, int))
            self.assertTrue(away.max() <= 1 and away.mean() < 0.01, name)

    def table(self, name):
        with open(os.path.join(self.FOLDER, name), encoding='utf-8') as f:
            return [line.rstrip('\n').split('\t') for line in f if not line.startswith('#')]


class WeatherTest(unittest.TestCase):
    def test_every_kind_is_drawn_by_its_share(self):
        rng = np.random.default_rng(2)
        names = [weather.plan(rng).name for _ in range(2000)]
        for kind, share in weather.MIX.items():
            self.assertAlmostEqual(names.count(kind) / 2000, share, delta=0.04)

    def test_strengths_are_drawn_over_decades(self):
        rng = np.random.default_rng(3)
        strengths = [max(s for _, s in weather.plan(rng, {'camera': 1}).layers) for _ in range(500)]
        self.assertLess(np.percentile(strengths, 25) * 3, np.percentile(strengths, 90))


class PoolTest(unittest.TestCase):
    def test_held_back_layers_are_not_trained_on(self):
        layers, families = np.arange(50, dtype=np.uint8).reshape(50, 1, 1), np.array(['flat', 'soft'] * 25)
        kept, held = pool.Pool(layers, families, layers.ravel()).split()
        self.assertEqual(len(held.layers), 4)
        self.assertEqual(sorted(np.concatenate([kept.layers, held.layers]).ravel()), list(range(50)))
        kept, held = pool.Pool(layers[:4], np.array(['flat', 'soft', 'soft', 'far']), np.zeros(4)).split()
        self.assertEqual([list(p.families) for p in (kept, held)], [['flat', 'soft', 'far'], ['flat', 'soft', 'far']])
        self.assertEqual([list(p.layers.ravel()) for p in (kept, held)], [[0, 1, 3], [0, 2, 3]])

    def test_a_wind_chooses_among_layers(self):
        made = pool.Pool(np.zeros((41, 1, 1), np.uint8), np.full(41, 'far'), np.arange(-20, 21))
        rng = np.random.default_rng(4)
        found = [made.directions[k] * (-1 if mirrored else 1) for k, mirrored in (made.pick(rng, 'far', 12) for _ in range(200))]
        self.assertAlmostEqual(np.median(found), 12, delta=1)
        self.assertLess(np.std(found), 5)
        self.assertGreater(np.std([made.directions[made.pick(rng, 'far')[0]] for _ in range(200)]), 9)

    def test_layers_fall_as_they_say(self):
        for i in range(6):
            found, _ = statistics.angle(streaks.layer((8, i), 'thread', 256))
            self.assertAlmostEqual(found, streaks.direction((8, i), 'thread'), delta=4)

    def test_kept_layers_are_of_the_same_ranges(self):
        with tempfile.TemporaryDirectory() as folder, unittest.mock.patch.object(pool, 'as_bytes', lambda job: np.full((4, 4), job[0][0], np.uint8)):
            made = pool.made(1, 8, 4, folder)
            kept, = os.listdir(folder)
            np.save(os.path.join(folder, kept), made[0] + 1)
            np.testing.assert_array_equal(pool.made(1, 8, 4, folder)[0], made[0] + 1)
            with unittest.mock.patch.dict(streaks.FAMILIES['far'], density=1):
                np.testing.assert_array_equal(pool.made(1, 8, 4, folder)[0], made[0])

    def test_pairs_give_their_difference(self):
        with tempfile.TemporaryDirectory() as folder:
            for kind, value in (('clean', 40), ('rain', 100)):
                os.makedirs(f'{folder}/{kind}')
                name = 'norain-1.png' if kind == 'clean' else 'rain-1.png'
                Image.fromarray(np.full((8, 9, 3), value, np.uint8)).save(f'{folder}/{kind}/{name}')
            self.assertEqual(set(pictures.rain_of_pairs(folder)[0].ravel()), {60})
            os.remove(f'{folder}/clean/norain-1.png')
            Image.new('RGB', (4, 4)).save(f'{folder}/clean/other.png')
            with self.assertRaisesRegex(SystemExit, 'no clean picture'):
                pictures.rain_of_pairs(folder)


class PatchesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            cls.photos = pictures.photos(small.write_photos(folder), 48)
        cls.pool = pool.Pool(*pool.made(1, 2 * len(streaks.FAMILIES), 128))

    def patches(self, *kinds, seed=7):
        return Patches(self.photos, self.pool, 32, 'cpu', seed, {k: 1 for k in kinds} or None)

    def pictures(self, kind, n=16, **changes):
        """(rainy, dry) of plans of a kind, changed."""
        data = self.patches(kind)
        plans = [weather.plan(data.rng, data.mix) for _ in range(n)]
        for w in plans:
            for name, value in {'grey': False, 'drawn': '', **changes}.items():
                setattr(w, name, value)
        return data.photographed(plans, 48)

    def test_a_seed_gives_the_same_pairs(self):
        a, b = (self.patches().batch(12) for _ in range(2))
        for x, y in zip(a, b):
            torch.testing.assert_close(x, y, rtol=0, atol=0)

    def test_pixels_are_whole_bytes_in_range(self):
        for kind in RAIN['kinds']:
            for a in self.patches(kind).batch(8):
                self.assertEqual(a.shape, (8, 3, 32, 32))
                levels = (a + 1) * 127.5
                self.assertLess(float((levels - levels.round()).abs().max()), 1e-3)
                self.assertTrue(-1 <= a.min() and a.max() <= 1)

    def test_rain_without_a_camera_brightens(self):
        for kind, least in (('light', 0.003), ('downpour', 0.02)):
            rainy, dry = self.pictures(kind, camera=None)
            self.assertTrue(bool((rainy >= dry).all()))
            self.assertGreater(float((rainy - dry).mean()), least)

    def test_dry_patches_stay_dry_whatever_the_camera_does(self):
        rainy, dry = self.patches('dry').batch(24)
        torch.testing.assert_close(rainy, dry, rtol=0, atol=0)

    def test_by_day_rain_is_light_on_dark_and_dark_on_light(self):
        photo = np.zeros((48, 48, 3), np.uint8)
        photo[:, :24], photo[:, 24:] = 20, 250
        data = Patches([photo], self.pool, 32, 'cpu', 5, turned=0)
        data.rng = NoMirror(5)
        plan = weather.Weather('camera', 'scene', [('mid', 1.0)], sky=1.0)
        rainy, dry = data.photographed([plan] * 8, 48)
        change = rainy - dry
        self.assertGreater(float(change[..., :22].max()), 0.05)
        self.assertGreaterEqual(float(change[..., :22].min()), -1e-4)
        self.assertLess(float(change[..., 26:].min()), -0.02)
        self.assertLessEqual(float(change[..., 26:].max()), 1e-4)

    def test_grey_is_exact(self):
        for kind in RAIN['kinds']:
            for a in self.pictures(kind, grey=True, tint=(1.0, 0.9, 0.8)):
                self.assertTrue(bool((a[:, :1] == a).all()), kind)

    def test_what_is_drawn_stays(self):
        for name in RAIN['drawn']:
            data = self.patches('dry')
            plan = weather.Weather('dry', drawn=name)
            rainy, dry = data.photographed([plan] * 4, 48)
            torch.testing.assert_close(rainy, dry, rtol=0, atol=0)
            data = self.patches('dry')
            bare = data.photographed([weather.Weather('dry')] * 4, 48)[1]
            self.assertGreater(float((dry - bare).abs().max()), 0.05, name)

    def test_patches_are_windows_of_the_photos(self):
        photo = np.arange(40 * 50 * 3, dtype=np.uint32).reshape(40, 50, 3).astype(np.uint8)
        data = Patches([photo], self.pool, 17, 'cpu', 5, turned=0)
        found = (data.clean(3, 32)[0] * 255).round().byte().permute(0, 2, 3, 1).numpy()
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
        plan = weather.Weather('downpour', layers=[('flat', 0.5)] * 5, most=0.1)
        self.assertLess(float(self.patches().rain([plan], 32).mean()), 0.1001)

    def test_patches_are_photographed_larger(self):
        self.assertEqual([patches.work_side(p) for p in (17, 32, 64, 96, 128)], [32, 48, 80, 112, 144])


class NoMirror:
    """A generator that leaves a photo as it lies."""

    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)

    def __getattr__(self, name):
        return getattr(self.rng, name)

    def choice(self, what, n=None):
        return what[-1] if n is None else self.rng.choice(what, n)


if __name__ == '__main__':
    unittest.main()
