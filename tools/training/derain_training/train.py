"""Trains an MSPFN on synthetic rain over clean photos; the defaults are the paper's recipe."""
import math
import os
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch

from . import BEGIN, metadata, names, pictures, pieces, pool
from .journal import Journal
from .network import Mspfn
from .patches import Patches, work_side
from .schedule import SCHEDULES, Budget, Clock
from .trainer import Loop, Trainer, save_checkpoint, save_weights
from .validate import Validation
from .weather import MIX


def options(p):
    """What a probe needs, too."""
    p.add_argument('--photos', required=True, help='folder of clean photos')
    p.add_argument('--c', type=int, default=64, help='channels (64)')
    p.add_argument('--m', type=int, default=17, help='fusion blocks (17)')
    p.add_argument('--n', type=int, nargs=3, default=(1, 1, 1), help='attention blocks a fusion block at quarter, half, full size (1 1 1)')
    p.add_argument('--patch', type=int, default=96)
    p.add_argument('--batch', type=int, default=12)
    p.add_argument('--rate', type=float, default=5e-4)
    p.add_argument('--seed', type=int, default=1)
    p.add_argument('--layers', type=int, default=800, help='layers of rain made by the generator')
    p.add_argument('--weights', nargs='+', help='begin with these weights instead of random ones: a file, or the folder of pieces')
    p.add_argument('--device', default='cuda' if torch.cuda.is_available() else 'cpu')
    p.add_argument('--threads', type=int, help='of the CPU')
    p.add_argument('--bf16', action='store_true', help='bfloat16 arithmetic')
    p.add_argument('--compile', action='store_true', help='torch.compile, which takes minutes to begin')
    p.add_argument('--graphs', action='store_true', help='CUDA graphs without torch.compile: ready in seconds')


def arguments(p):
    options(p)
    p.add_argument('--out', required=True, help='folder for weights, checkpoint, log, plot and pictures')
    p.add_argument('--result', help='another folder for weights, log, plot and pictures: what is small and must not be lost (--out)')
    p.add_argument('--mix', help='shares of the kinds of weather, such as light=0.5,downpour=0.5')
    p.add_argument('--schedule', choices=SCHEDULES, default='paper', help='of the rate: 0.8 times less every 20,000 steps, or a cosine to the end')
    p.add_argument('--turned', type=float, default=0.75, help='share of patches turned by 90, 180 or 270 degrees')
    p.add_argument('--steps', type=int)
    p.add_argument('--minutes', type=float, help="of the run's own time")
    p.add_argument('--until', metavar='HH:MM')
    p.add_argument('--within', type=float, metavar='MINUTES', help='of the wall, from the start of the command to its end')
    p.add_argument('--stop-after', type=float, metavar='MINUTES', help='of the wall: save and stop before the budget is used, to be resumed')
    p.add_argument('--spare', type=float, default=15, metavar='SECONDS', help='of --within and --stop-after, for the last check and its files (15)')
    p.add_argument('--warm-up', type=int, default=100, metavar='STEPS', help='in which the rate rises (100)')
    p.add_argument('--check-every', type=float, default=150, metavar='SECONDS')
    p.add_argument('--resume', action='store_true', help='go on from the checkpoint in --out')
    p.add_argument('--continue', dest='goes_on', action='store_true', help='go on from --weights alone: their steps and seconds count as done')
    p.add_argument('--float32', action='store_true', help='write float32 weights instead of float16')
    p.add_argument('--no-plot', action='store_true', help='of the log; `plot` does it later')
    p.add_argument('--pieces', type=float, metavar='MB', help='write the weights in pieces of at most so much instead of one file')


def prepare(a):
    """What PyTorch is told before anything runs."""
    if a.threads:
        torch.set_num_threads(a.threads)
    if torch.device(a.device).type == 'cuda':
        torch.backends.cudnn.benchmark = True


def run(a):
    if a.goes_on and not a.weights:
        raise SystemExit('--continue: name the weights to go on from with --weights')
    torch.manual_seed(a.seed)
    prepare(a)
    a.result = a.result or a.out
    for folder in (a.out, a.result):
        os.makedirs(folder, exist_ok=True)
    mix = parse_mix(a.mix)
    with ThreadPoolExecutor() as side:  # the rain is made by other cores while the network is compiled
        made = side.submit(pool.made, a.seed, a.layers, cache=a.out)
        net, before = network(a)
        photos = side.submit(pictures.photos, a.photos, work_side(a.patch))
        trainer = Trainer(net, a.device, a.bf16, a.compile, (a.batch, a.patch) if a.graphs else None)
        batches, validation = data(a, mix, photos.result(), made.result())
    clock, done = Clock(), 0.0
    a.begun_from = ' '.join(a.weights or ['random weights'])
    if a.goes_on:
        a.begun_from = before.get('begun_from', a.begun_from)
        clock, trainer.step = Clock(float(before.get('seconds', 0))), int(before.get('steps', 0))
        batches.rng = np.random.default_rng((a.seed, trainer.step))  # other patches than those before
    checkpoint = os.path.join(a.out, 'checkpoint.pt')
    if a.resume:
        clock, done, a.begun_from = restored(checkpoint, trainer, batches)
    journal = Journal(a.result)

    def on_check(loss, rate, progress, skipped):
        table = validation.table(trainer.derain)
        journal.write({'step': trainer.step, 'seconds': round(clock.seconds), 'loss': round(loss, 5), 'rate': round(rate, 8), 'skipped': skipped, 'wall': round(time.time() - BEGIN, 1),
                       'rainy': {k: round(v[0], 2) for k, v in table.items()}, 'psnr': {k: round(v[1], 3) for k, v in table.items()}})
        if not a.no_plot:
            journal.plot()
        validation.picture(trainer.derain, os.path.join(a.result, 'validation.png'))
        save_checkpoint(checkpoint, trainer, batches, clock, progress, a.begun_from)
        save_weights(a.result, trainer, np.float32 if a.float32 else np.float16, metadata.of_run(a, trainer, clock, table, mix), a.pieces)

    end, part_end = (minutes and BEGIN + 60 * minutes - a.spare for minutes in (a.within, a.stop_after))
    budget = Budget(a.steps, a.minutes, a.until, end, done, part_end or math.inf)
    print('live parameters', trainer.live, 'from step', trainer.step, 'ready after', round(time.time() - BEGIN, 1), 's', flush=True)
    Loop(trainer, batches, budget, clock, a, on_check).run()
    print('ended after', round(time.time() - BEGIN, 1), 's', flush=True)


def parse_mix(text):
    if text is None:
        return MIX
    try:
        mix = {k: float(v) for k, v in (part.split('=') for part in text.split(','))}
    except ValueError:
        raise SystemExit(f'--mix {text}: write it as light=0.5,downpour=0.5')
    unknown = mix.keys() - MIX.keys()
    if unknown or not sum(mix.values()) > 0:
        raise SystemExit(f'--mix {text}: the kinds of weather are {", ".join(MIX)}')
    return mix


def data(a, mix, photos, made):
    """Training patches, and the validation set of every fortieth photo and every tenth layer. made: the generator's layers."""
    rain, held_rain = pool.Pool(*made).split()
    held = photos[::40]
    kept = [q for i, q in enumerate(photos) if i % 40] or held
    print(len(kept), 'photos,', len(held), 'held back;', len(rain.families), 'layers of rain,', len(held_rain.families), 'held back', flush=True)
    return Patches(kept, rain, a.patch, a.device, a.seed, mix, a.turned), Validation(held, held_rain, a.device)


def network(a):
    """(network, metadata of the weights that it begins with)"""
    if a.weights:
        arrays, before = pieces.load(a.weights)
        net = names.from_official(arrays)
        if (net.c, net.m, net.n) != (a.c, a.m, tuple(a.n)):
            raise SystemExit(f'{a.weights[0]} has --c {net.c} --m {net.m} --n {" ".join(map(str, net.n))}')
        return net, before
    net = Mspfn(a.c, a.m, tuple(a.n))
    with torch.no_grad():
        net.rnn7.weight.mul_(0.05)  # start close to the identity
    return net, {}


def restored(checkpoint, trainer, batches):
    if not os.path.exists(checkpoint):
        raise SystemExit(f'--resume: there is no {checkpoint}')
    state = torch.load(checkpoint, map_location=trainer.device, weights_only=False)
    if state['shape'] != (trainer.net.c, trainer.net.m, trainer.net.n):
        raise SystemExit(f'{checkpoint} is of C, M, N = {state["shape"]}')
    trainer.restore(state['trainer'])
    batches.rng.bit_generator.state = state['random']
    return Clock(state['seconds']), state['progress'], state['begun_from'] or 'random weights'
