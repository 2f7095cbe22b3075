"""Pairs for `derain eval`: named alike, dry where it is dry, and one scene's rain the same at every size."""
import os
import tempfile
import unittest

import numpy as np

import small
from derain_training import __main__, pictures


class PairsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.photos = small.write_photos(os.path.join(folder.name, 'photos'), 2, 208)

    def pairs(self, *words, out='pairs'):
        out = os.path.join(self.folder, out)
        __main__.main(['pairs', out, '--photos', self.photos, *words])
        return out

    def test_a_set_of_one_kind(self):
        words = ('--kind', 'light', '--count', '3', '--side', '64')
        first, again = (self.pairs(*words, out=name) for name in ('a', 'b'))
        for (rainy, clean), (same, _) in zip(pictures.pair_names(first), pictures.pair_names(again), strict=True):
            self.assertEqual(pictures.rgb(rainy).shape, (64, 64, 3))
            np.testing.assert_array_equal(pictures.rgb(rainy), pictures.rgb(same))
        self.assertGreater(np.mean([r.mean() for r in pictures.rain_of_pairs(first)]), 0.2)

    def test_what_only_looks_like_rain_stays(self):
        drawn = self.pairs('--kind', 'dry', '--drawn', 'bars', '--count', '4', '--side', '64')
        plain = self.pairs('--kind', 'light', '--count', '4', '--side', '64', out='plain')
        for rainy, clean in pictures.pair_names(drawn):
            np.testing.assert_array_equal(pictures.rgb(rainy), pictures.rgb(clean))
        edges = [np.mean([np.abs(np.diff(pictures.rgb(clean).astype(int), axis=1)).mean() for _, clean in pictures.pair_names(f)]) for f in (drawn, plain)]
        self.assertGreater(edges[0], 1.5 * edges[1])

    def test_a_scene_and_its_rain_at_sizes(self):
        out = self.pairs('--widths', '288', '144', '--count', '2', '--kind', 'camera', '--seed', '2')
        small_rain, large_rain = (pictures.rain_of_pairs(os.path.join(out, width)) for width in ('144', '288'))
        self.assertEqual([r.shape for r in large_rain], [(192, 192)] * 4)
        self.assertEqual([r.shape for r in small_rain], [(96, 96)] * 4)
        means = np.array([[r.mean() for r in rain] for rain in (small_rain, large_rain)])
        self.assertGreater(np.corrcoef(means)[0, 1], 0.9)  # sharpening and JPEG are each size's own

    def test_what_is_wrong_is_said(self):
        for words, sentence in ((('--side', '50'), 'a multiple of 16'), (('--widths', '300', '200'), 'a multiple of each'), (('--widths', '600', '300'), 'needs photos of 384 pixels')):
            with self.assertRaisesRegex(SystemExit, sentence):
                self.pairs(*words)


if __name__ == '__main__':
    unittest.main()
