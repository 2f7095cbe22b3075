"""The camera against its definitions: Pillow's JPEG, the sRGB curve, what leaves a picture as it is."""
import io
import unittest

import numpy as np
import torch
from PIL import Image
from scipy.ndimage import zoom

import small  # noqa: F401
from derain_training import camera


def ones(*values):
    return torch.tensor(values, dtype=torch.float32).view(-1, 1, 1, 1)


class CameraTest(unittest.TestCase):
    def setUp(self):
        rng = np.random.default_rng(1)
        smooth = zoom(rng.random((8, 8, 3)), (8, 8, 1), order=3).clip(0, 1) * 0.9 + 0.1 * rng.random((64, 64, 3))
        self.bytes = (smooth.clip(0, 1) * 255).round().astype(np.uint8)
        self.picture = torch.from_numpy(self.bytes).permute(2, 0, 1)[None].float() / 255

    def test_light_and_tones_are_inverse_and_srgbs(self):
        torch.testing.assert_close(camera.tones(camera.linear(self.picture)), self.picture, rtol=0, atol=1e-5)
        self.assertAlmostEqual(float(camera.linear(torch.tensor(0.5))), 0.2140, places=4)

    def test_a_camera_that_does_nothing_changes_nothing(self):
        nothing = ones(0)
        torch.testing.assert_close(camera.develop(camera.linear(self.picture), nothing, nothing, nothing, nothing), self.picture, rtol=0, atol=1e-5)

    def test_a_stop_is_twice_the_light(self):
        grey = torch.full((1, 3, 8, 8), 0.1)
        a = camera.develop(grey, ones(1), ones(0), ones(0), ones(0))
        self.assertAlmostEqual(float(camera.linear(a).mean()), 0.2, places=4)

    def test_sharpening_leaves_halos(self):
        edge = torch.full((1, 3, 8, 8), 0.2)
        edge[..., 4:] = 0.6
        a = camera.develop(camera.linear(edge), ones(0), ones(0), ones(1), ones(0))[0, 0, 4]
        self.assertLess(float(a[3]), 0.15)
        self.assertGreater(float(a[4]), 0.65)
        self.assertAlmostEqual(float(a[0]), 0.2, places=4)

    def test_jpeg_is_as_pillows(self):
        for quality in (40, 75, 95):
            for halved in (0, 1):
                file = io.BytesIO()
                Image.fromarray(self.bytes).save(file, 'JPEG', quality=quality, subsampling=2 if halved else 0)
                theirs = np.asarray(Image.open(file)).astype(float)
                ours = camera.jpeg(self.picture, torch.from_numpy(camera.tables([quality])), ones(halved))[0].permute(1, 2, 0).numpy() * 255
                lost = np.sqrt(((theirs - self.bytes) ** 2).mean())
                self.assertLess(np.sqrt(((ours - theirs) ** 2).mean()), 0.25 * lost + 0.5, (quality, halved))

    def test_each_picture_has_its_own_quality(self):
        both = camera.jpeg(self.picture.repeat(2, 1, 1, 1), torch.from_numpy(camera.tables([95, 30])), ones(0, 1))
        good, bad = (float(((a - self.picture[0]) ** 2).mean()) for a in both)
        self.assertLess(4 * good, bad)


if __name__ == '__main__':
    unittest.main()
