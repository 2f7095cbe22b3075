"""Writes a reference folder for `derain conformance`: per case the input, the result in double precision and the official bytes."""
import os

import numpy as np
import torch
from PIL import Image

from . import metadata, names, pictures, safetensors
from .network import Mspfn


def arguments(p):
    p.add_argument('out', help='folder to write')
    p.add_argument('--weights', help='weights to run; they are not copied')
    p.add_argument('--random', type=int, nargs=2, metavar=('C', 'M'), help='random weights instead, written to OUT/random.safetensors')
    p.add_argument('--n', type=int, nargs=3, default=(1, 1, 1), help='attention blocks of random weights (1 1 1)')
    p.add_argument('--half', action='store_true', help='write random weights as float16')
    p.add_argument('--seed', type=int, default=1, help='of random weights')
    p.add_argument('--case', action='append', required=True, metavar='NAME=PICTURE[@WxH+X+Y]', help='a picture, or a window of it')


def run(a):
    os.makedirs(a.out, exist_ok=True)
    if (a.weights is None) == (a.random is None):
        raise SystemExit('golden: give either --weights FILE or --random C M')
    arrays = safetensors.load(a.weights)[0] if a.weights else random_weights(a)
    net = names.from_official(arrays).double()
    for text in a.case:
        name, rgb = case(text)
        imitation = derained(net, rgb)
        Image.fromarray(rgb).save(os.path.join(a.out, f'{name}_input.png'))
        Image.fromarray(official_bytes(imitation)).save(os.path.join(a.out, f'{name}_output.png'))
        safetensors.save(os.path.join(a.out, f'{name}_imitation_f64.safetensors'), {'imitation': imitation[None]})


def random_weights(a):
    """Arrays of a network of random weights, every bias and slope other than its start; written as float32 or, with --half, float16."""
    torch.manual_seed(a.seed)
    net = Mspfn(*a.random, tuple(a.n))
    with torch.no_grad():
        for p in net.parameters():
            if p.dim() == 1:
                p.uniform_(-0.2, 0.3)
        # deep networks of random weights blow their residual up, and rounding with it; like that of a trained one it shall be at most 0.5
        noise = torch.rand(1, 3, 48, 48) * 2 - 1
        net.rnn7.weight.div_(float((noise - net(noise)).abs().max().clamp(min=0.5)) / 0.5)
    arrays = names.to_official(net, np.float16 if a.half else np.float32)
    safetensors.save(os.path.join(a.out, 'random.safetensors'), arrays, metadata.of_network(net, recipe='random weights, for tests', seed=a.seed))
    return arrays


def case(text):
    """(name, RGB bytes) of NAME=PICTURE[@WxH+X+Y]"""
    try:
        name, path = text.split('=', 1)
        path, _, window = path.partition('@')
        rgb = pictures.rgb(path)
        if window:
            w, h, x, y = map(int, window.replace('x', '+').split('+'))
            rgb = rgb[y:y + h, x:x + w]
    except ValueError:
        raise SystemExit(f'--case {text}: write it as NAME=PICTURE or NAME=PICTURE@WxH+X+Y')
    return name, np.ascontiguousarray(rgb)


def derained(net, rgb):
    """Result in [-1, 1], [h, w, 3], BGR, float64; any size: padded right and below by reflection to a multiple of 4, run, cropped."""
    h, w = rgb.shape[:2]
    padded = reflected(reflected(rgb, 0, -h % 4), 1, -w % 4)
    # the engine rounds its pixels to float32 once, and so does this
    x = (padded[..., ::-1].astype(np.float64) / 127.5 - 1).astype(np.float32)
    p = next(net.parameters())
    x = torch.from_numpy(np.ascontiguousarray(x.transpose(2, 0, 1)[None])).to(p.dtype).to(p.device)
    with torch.no_grad():
        y = net(x)[0].double().cpu().numpy()
    return np.ascontiguousarray(y.transpose(1, 2, 0)[:h, :w])


def reflected(a, axis, more):
    widths = [(0, 0)] * a.ndim
    widths[axis] = (0, more)
    return np.pad(a, widths, 'reflect' if a.shape[axis] > 1 else 'edge')


def official_bytes(imitation):
    """RGB by truncation in float32, as the published code writes them."""
    scaled = (imitation.astype(np.float32) + np.float32(1)) * np.float32(127.5)
    return np.ascontiguousarray(np.clip(scaled, 0, 255).astype(np.uint8)[..., ::-1])
