"""The network against its definition: plain TensorFlow semantics, written out slowly."""
import tempfile
import unittest

import numpy as np
import torch
import torch.nn.functional as F

import small  # noqa: F401
from derain_training import golden, names, safetensors
from derain_training.losses import official_loss
from derain_training.network import Conv, CpuPrelu, CpuTransposed, Mspfn, Up, same_stride2


class NetworkTest(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(3)

    def test_transposed_convolution_is_the_adjoint_of_the_strided_one(self):
        for size in ((8, 10), (7, 9), (7, 10)):
            up = Up(5, 4).double()
            big = torch.randn(2, 4, *size, dtype=torch.double)
            low = F.conv2d(same_stride2(big), up.weight, stride=2)
            x = torch.randn_like(low)
            self.assertAlmostEqual(float((low * x).sum()), float((big * up(x, size)).sum()), places=9)

    def test_the_quick_transposed_convolution_and_its_gradients(self):
        for size in ((8, 12), (7, 9)):
            x = torch.randn(2, 5, 4, (size[1] + 1) // 2, requires_grad=True)
            w = torch.randn(5, 4, 3, 3, requires_grad=True)
            quick = self.with_gradients(CpuTransposed.apply(x, w), x, w)
            plain = self.with_gradients(F.conv_transpose2d(x, w, stride=2), x, w)
            for a, b in zip(quick, plain):
                torch.testing.assert_close(a, b, rtol=1e-4, atol=1e-4)

    def test_prelu_and_its_gradients(self):
        x = torch.randn(2, 3, 5, 4, requires_grad=True)
        alpha = torch.tensor([0.1, -0.3, 1.2], requires_grad=True)
        for a, b in zip(self.with_gradients(CpuPrelu.apply(x, alpha), x, alpha), self.with_gradients(F.prelu(x, alpha), x, alpha)):
            torch.testing.assert_close(a, b, rtol=1e-5, atol=1e-5)

    def with_gradients(self, y, *inputs):
        return [y] + list(torch.autograd.grad((y * torch.linspace(-1, 1, y.numel()).view_as(y)).sum(), inputs))

    def test_a_stride_1_transposed_convolution_is_stored_flipped(self):
        conv = Conv(2, 3, form='transposed')
        x = torch.randn(1, 2, 6, 5)
        kernel = conv.official().permute(3, 2, 0, 1)  # [kh, kw, out, in] to PyTorch's [in, out, kh, kw]
        torch.testing.assert_close(conv(x), F.conv_transpose2d(x, kernel, padding=1))

    def test_names_and_values_come_back(self):
        for n in ((1, 1, 1), (1, 3, 3)):
            net = Mspfn(8, 2, n)
            again = names.from_official(names.to_official(net))
            self.assertEqual((again.c, again.m, again.n), (8, 2, n))
            x = torch.randn(1, 3, 20, 24)
            torch.testing.assert_close(net(x), again(x))

    def test_the_released_graph_has_its_number_of_variables(self):
        arrays = names.to_official(Mspfn(4, 17))
        self.assertEqual(len(arrays), 859)

    def test_a_missing_or_unknown_variable_is_named(self):
        arrays = names.to_official(Mspfn(4, 1))
        arrays['generator/rnn9/weight'] = arrays.pop('generator/rnn7/weight')
        with self.assertRaisesRegex(SystemExit, 'rnn7/weight.*rnn9/weight'):
            names.from_official(arrays)

    def test_the_loss_of_equal_pictures_is_its_epsilon(self):
        x = torch.randn(1, 3, 8, 8)
        self.assertAlmostEqual(float(official_loss(x, x)), 1.05e-3, places=6)
        self.assertAlmostEqual(float(official_loss(torch.zeros(1, 3, 8, 8), torch.full((1, 3, 8, 8), 0.5), edges=0)), 0.5, places=4)


class SafetensorsTest(unittest.TestCase):
    def test_what_is_written_is_read(self):
        arrays = {'a/b': np.arange(6, dtype=np.float16).reshape(2, 3), 'c': np.array([1.5, -2], np.float32), 'd': np.array(3.0)}
        with tempfile.TemporaryDirectory() as folder:
            safetensors.save(folder + '/x.safetensors', arrays, {'steps': 5})
            read, metadata = safetensors.load(folder + '/x.safetensors')
        self.assertEqual(metadata, {'steps': '5'})
        for name, a in arrays.items():
            self.assertEqual(read[name].dtype, a.dtype)
            np.testing.assert_array_equal(read[name], a)


class GoldenTest(unittest.TestCase):
    def test_any_size_is_padded_by_reflection_and_cropped(self):
        net = Mspfn(4, 1).double()
        rgb = np.random.default_rng(1).integers(0, 256, (9, 6, 3), np.uint8)
        padded = np.concatenate([rgb, rgb[-2:-5:-1]])
        padded = np.concatenate([padded, padded[:, -2:-4:-1]], 1)
        np.testing.assert_allclose(golden.derained(net, rgb), golden.derained(net, padded)[:9, :6])
        self.assertEqual(golden.derained(net, rgb[:1, :1]).shape, (1, 1, 3))

    def test_bytes_are_truncated(self):
        self.assertEqual(golden.official_bytes(np.array([[[-1.2, 0.0, 1.5]]])).tolist(), [[[255, 127, 0]]])
        self.assertEqual(golden.official_bytes(np.full((1, 1, 3), 2 * 0.999 / 255 - 1)).tolist(), [[[0, 0, 0]]])


if __name__ == '__main__':
    unittest.main()
