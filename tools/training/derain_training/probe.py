"""Finds the fastest shape of a batch and the largest stable rate in the first minute or two on a card, before the long run."""
import copy
import gc
import math
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch

from . import BEGIN, pictures, pool, train
from .patches import Patches, work_side
from .trainer import Trainer

WARM = 3  # steps in which kernels are compiled and chosen
HEADING = f'{"steps/s":>9} {"Mpixel/s":>9} {"ms of data":>11} {"MB":>8} {"ready, s":>9} {"loss":>9}'


def arguments(p):
    train.options(p)
    p.add_argument('--shapes', nargs='*', default=['16x96', '24x96', '32x96', '16x128'], metavar='BATCHxPATCH', help='tried at --rate')
    p.add_argument('--rates', nargs='*', type=float, default=[1e-3, 2e-3], help='tried at --batch and --patch')
    p.add_argument('--seconds', type=float, default=8, help='for each (8)')
    p.add_argument('--limit', type=float, default=math.inf, metavar='SECONDS', help='for all: what would not fit any more is left out')
    p.add_argument('--compiled', nargs='*', default=[], metavar='BATCHxPATCH', help='shapes tried once more with --compile')


def run(a):
    torch.manual_seed(a.seed)
    train.prepare(a)
    shapes, compiled = ([tuple(map(int, shape.split('x'))) for shape in given] for given in (a.shapes, a.compiled))
    largest = max([a.patch] + [patch for _, patch in shapes + compiled])
    with ThreadPoolExecutor() as side:
        photos = side.submit(pictures.photos, a.photos, work_side(largest))
        rain = pool.Pool(*pool.made(a.seed, a.layers))
        photos = photos.result()
    batches = Patches(photos, rain, largest, a.device, a.seed, turned=0.25)
    net, _ = train.network(a)
    print(f'ready after {time.time() - BEGIN:.1f} s')
    heading('shape')
    for batch, patch in shapes:
        row(f'{batch}x{patch}', a, net, batches, batch, patch, a.rate, a.compile)
    heading('rate')
    for rate in a.rates:
        row(f'{rate:g}', a, net, batches, a.batch, a.patch, rate, a.compile)
    if compiled:
        heading('compiled')
    for batch, patch in compiled:
        row(f'{batch}x{patch}', a, net, batches, batch, patch, a.rate, True)
    print(f'ended after {time.time() - BEGIN:.1f} s')


def heading(first):
    print(f'{first:>10} {HEADING}', flush=True)


def row(name, a, *rest):
    if time.time() - BEGIN + a.seconds > a.limit:
        print(f'{name:>10} left out: {a.limit:g} s are over', flush=True)
        return
    try:
        steps, pixels, data, megabytes, ready, loss = tried(a, *rest)
    except RuntimeError as e:  # too large for the card, most likely: the others still count
        print(f'{name:>10} failed: {str(e).splitlines()[0]}', flush=True)
        return
    stable = '' if math.isfinite(loss) else '  not stable'
    print(f'{name:>10} {steps:9.2f} {pixels:9.2f} {data:11.1f} {megabytes:8.0f} {ready:9.1f} {loss:9.5f}{stable}', flush=True)


def tried(a, net, batches, batch, patch, rate, compiled):
    """Steps/s, megapixels/s, milliseconds of making a batch, megabytes of the card, seconds until the first steps, mean loss of the
    last half of the steps."""
    cuda = torch.device(a.device).type == 'cuda'
    start = time.perf_counter()
    if cuda:
        gc.collect()
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats()
    batches.patch, batches.rng = patch, np.random.default_rng(a.seed)
    trainer = Trainer(copy.deepcopy(net), a.device, a.bf16, compiled, (batch, patch) if a.graphs else None)
    losses, data, begin = [], 0.0, None
    while begin is None or time.perf_counter() - begin < a.seconds:
        before = time.perf_counter()
        pair = batches.batch(batch)
        data += time.perf_counter() - before
        losses.append(trainer.learn(*pair, rate * min(1.0, (len(losses) + 1) / 100)))
        if len(losses) == WARM or len(losses) % 20 == 0:
            float(losses[-1])  # waits: else the clock would only see what is queued
        if len(losses) == WARM:
            begin, data = time.perf_counter(), 0.0
    loss = float(torch.stack(losses[len(losses) // 2:]).mean())
    count = max(1, len(losses) - WARM)
    steps = count / (time.perf_counter() - begin)
    megabytes = torch.cuda.max_memory_allocated() / 1e6 if cuda else 0
    return steps, steps * batch * patch * patch / 1e6, 1e3 * data / count, megabytes, begin - start, loss
