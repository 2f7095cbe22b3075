#!/usr/bin/env python3
"""Times an MSPFN in PyTorch on this machine's card, fp32, TF32 and fp16 in each form that PyTorch has: the peer of `derain bench`.

    PYTHONPATH=.../training torch_bench.py NAME WEIGHTS.safetensors OUT [--sizes 480x320 ...] [--reference DIR ...]

Before anything is timed the network must equal the references (TensorFlow's float64), and every variant is held against float64, or at
sizes where that takes too much memory against fp32. Writes OUT/pytorch-NAME.json after every row, so that a run that is cut off
keeps what it has, and OUT/pytorch-NAME.tsv with the best form of each precision. On a CPU only fp32 runs: a proof of the script.
"""
import argparse
import gc
import glob
import json
import os
import statistics
import time

import numpy as np
import torch

from derain_training import golden, names, pictures, safetensors

FLOAT64_PIXELS = 480 * 320  # beyond, float64 would take more memory than a card has
REFERENCE_TOLERANCE = 1e-6
TOLERANCES = {'fp32': 2e-5, 'tf32': 2e-2, 'fp16': 5e-2}  # of the largest magnitude, at least 1: a wrong network is off by far more
FORMS = ('eager', 'graph', 'compiled', 'autotuned')
MODES = {'compiled': 'reduce-overhead', 'autotuned': 'max-autotune'}
COLUMNS = ('model', 'size', 'precision', 'form', 'deviceMs', 'endToEndMs', 'peakBytes', 'distance')


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('name')
    p.add_argument('weights')
    p.add_argument('out')
    p.add_argument('--sizes', nargs='+', default=['480x320', '1920x1080', '3840x2160'], metavar='WxH')
    p.add_argument('--reference', nargs='*', default=[], help='folders of cases that these weights were run on')
    p.add_argument('--precisions', nargs='+', default=list(TOLERANCES), choices=TOLERANCES)
    p.add_argument('--forms', nargs='+', default=['eager', 'graph', 'compiled'], choices=FORMS)
    p.add_argument('--device', default='cuda' if torch.cuda.is_available() else 'cpu')
    p.add_argument('--seconds', type=float, default=240, help='after which no further variant begins (240)')
    a = p.parse_args()
    torch.backends.cudnn.benchmark = True
    with torch.no_grad():
        Bench(a).run()


class Bench:
    def __init__(self, a):
        self.a, self.cuda = a, torch.device(a.device).type == 'cuda'
        self.begin, self.rows, self.left_out, self.yardsticks = time.monotonic(), [], [], {}
        self.arrays = safetensors.load(a.weights)[0]
        self.checks = []

    def network(self, dtype=torch.float32):
        net = names.from_official(self.arrays).to(self.a.device, dtype).eval().requires_grad_(False)
        return net.to(memory_format=torch.channels_last)

    def run(self):
        self.check_references()
        for form in self.a.forms:  # the cheap ones first, in case that the time does not suffice
            for size in self.a.sizes:
                for precision in self.a.precisions:
                    reason = self.refusal(form, precision)
                    if reason is None:
                        reason = self.attempt(form, size, precision)
                    if reason:
                        self.left_out.append({'size': size, 'precision': precision, 'form': form, 'reason': reason})
                        print(f'{self.a.name} {size} {precision} {form}: left out, {reason}', flush=True)
                    self.write()

    def check_references(self):
        """Ends the run where the network in float64 is not that of the references."""
        for folder in self.a.reference:
            for expected in sorted(glob.glob(os.path.join(folder, '*_imitation_f64.safetensors'))):
                case = os.path.basename(expected).removesuffix('_imitation_f64.safetensors')
                rgb = pictures.rgb(os.path.join(folder, case + '_input.png'))
                if rgb.shape[0] * rgb.shape[1] > FLOAT64_PIXELS / 4 and not self.cuda:
                    print(f'{self.a.name} {case}: left out, float64 on a CPU would take minutes', flush=True)
                    continue
                right = safetensors.load(expected)[0]['imitation'].reshape(rgb.shape)
                far = float(np.abs(golden.derained(self.network(torch.float64), rgb) - right).max())
                self.checks.append({'reference': os.path.basename(os.path.normpath(folder)), 'case': case, 'distance': far})
                print(f'{self.a.name} {case}: {far:.1e} from the reference in float64', flush=True)
                if not far <= REFERENCE_TOLERANCE:
                    raise SystemExit(f'torch_bench: {folder}, {case}: {far:.1e} from the reference; nothing is timed on a wrong network')

    def refusal(self, form, precision):
        if time.monotonic() - self.begin > self.a.seconds:
            return f'the {self.a.seconds:g} s are over'
        if not self.cuda and precision != 'fp32':
            return f'there is no {precision} without a card'
        if not self.cuda and form == 'graph':
            return 'there are no CUDA graphs without a card'
        if form in MODES and not hasattr(torch, 'compile'):
            return f'PyTorch {torch.__version__} has no torch.compile'
        return None

    def attempt(self, form, size, precision):
        """Adds a row; or says why there is none."""
        try:
            self.rows.append(self.measured(form, size, precision))
            print(' '.join(f'{self.rows[-1][c]:.4g}' if isinstance(self.rows[-1][c], float) else str(self.rows[-1][c]) for c in COLUMNS), flush=True)
        except Exception as e:  # a form that a version of PyTorch cannot do must not cost the others
            return f'{type(e).__name__}: {str(e).splitlines()[0] if str(e) else ""}'[:300]
        finally:
            if form in MODES and hasattr(torch, '_dynamo'):
                torch._dynamo.reset()  # or its graphs would keep their memory
            gc.collect()
            if self.cuda:
                torch.cuda.empty_cache()
        return None

    def measured(self, form, size, precision):
        width, height = map(int, size.split('x'))
        rgb = np.random.default_rng(1).integers(0, 256, (height, width, 3), np.uint8)
        yardstick = self.yardstick(rgb, size)
        with Precision(precision):
            if self.cuda:
                torch.cuda.reset_peak_memory_stats()
            picture = Picture(rgb, self.network(torch.float16 if precision == 'fp16' else torch.float32), self.a.device)
            begin = time.monotonic()
            picture.prepare(form)
            prepared = time.monotonic() - begin
            far = distance(picture.result(), yardstick)
            if not far <= TOLERANCES[precision]:  # NaN, too
                raise ValueError(f'wrong by {far:.1e}')
            device = median_ms(picture.run, self.cuda)
            whole = median_ms(picture.end_to_end, False)
        return {'model': self.a.name, 'size': size, 'precision': precision, 'form': form, 'deviceMs': device, 'endToEndMs': whole,
                'peakBytes': torch.cuda.max_memory_allocated() if self.cuda else 0, 'distance': far, 'preparedSeconds': prepared,
                'against': 'float64' if width * height <= FLOAT64_PIXELS else 'fp32'}

    def yardstick(self, rgb, size):
        if size not in self.yardsticks:
            exact = rgb.shape[0] * rgb.shape[1] <= FLOAT64_PIXELS
            with Precision('fp32'):
                self.yardsticks[size] = Picture(rgb, self.network(torch.float64 if exact else torch.float32), self.a.device).result()
        return self.yardsticks[size]

    def write(self):
        out = os.path.join(self.a.out, f'pytorch-{self.a.name}')
        facts = {'torch': torch.__version__, 'device': torch.cuda.get_device_name() if self.cuda else 'CPU',
                 'cuda': torch.version.cuda, 'checks': self.checks, 'rows': self.rows, 'leftOut': self.left_out}
        with open(out + '.json.part', 'w') as f:
            json.dump(facts, f, indent=1)
        os.replace(out + '.json.part', out + '.json')
        best = {}
        for row in self.rows:
            key = row['size'], row['precision']
            if key not in best or row['deviceMs'] < best[key]['deviceMs']:
                best[key] = row
        with open(out + '.tsv', 'w') as f:
            for row in best.values():
                f.write('\t'.join(f'{row[c]:.6g}' if isinstance(row[c], float) else str(row[c]) for c in COLUMNS) + '\n')


class Picture:
    """One picture on its way through one network; buffers are made once, as a user with many pictures would."""

    def __init__(self, rgb, net, device):
        self.net, self.height, self.width = net, *rgb.shape[:2]
        self.dtype, cuda = next(net.parameters()).dtype, torch.device(device).type == 'cuda'
        self.host = torch.from_numpy(rgb)
        self.back = torch.empty_like(self.host)
        if cuda:
            self.host, self.back = self.host.pin_memory(), self.back.pin_memory()
        padded = [(n + 3) // 4 * 4 for n in rgb.shape[:2]]
        self.input = torch.empty((1, 3, *padded), dtype=self.dtype, device=device).to(memory_format=torch.channels_last)
        self.bytes = self.host.to(device)
        self.forward = net
        self.upload()

    def upload(self):
        """Bytes of the host to the network's input, reflected to multiples of 4."""
        self.bytes.copy_(self.host, non_blocking=True)
        x = (self.bytes.flip(2).permute(2, 0, 1)[None].to(torch.float64 if self.dtype == torch.float64 else torch.float32) / 127.5 - 1)
        x = torch.nn.functional.pad(x, (0, self.input.shape[3] - self.width, 0, self.input.shape[2] - self.height), 'reflect')
        self.input.copy_(x)

    def prepare(self, form):
        if form == 'graph':
            stream = torch.cuda.Stream()
            stream.wait_stream(torch.cuda.current_stream())
            with torch.cuda.stream(stream):
                for _ in range(3):
                    self.net(self.input)
            torch.cuda.current_stream().wait_stream(stream)
            graph = torch.cuda.CUDAGraph()
            with torch.cuda.graph(graph):
                output = self.net(self.input)
            self.forward = lambda _: graph.replay() or output
        elif form in MODES:
            self.forward = torch.compile(self.net, mode=MODES[form], dynamic=False)
        for _ in range(3):
            self.run()

    def run(self):
        return self.forward(self.input)

    def end_to_end(self):
        """Bytes to bytes; the result has arrived when this returns."""
        self.upload()
        y = self.run()[0, :, :self.height, :self.width]
        self.back.copy_(((y.float().clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8).flip(0).permute(1, 2, 0))

    def result(self):
        return self.run()[0].float().cpu()


class Precision:
    """TF32 on or off, for convolutions and products."""

    def __init__(self, name):
        self.tf32 = name == 'tf32'

    def __enter__(self):
        torch.backends.cudnn.allow_tf32 = torch.backends.cuda.matmul.allow_tf32 = self.tf32

    def __exit__(self, *_):
        torch.backends.cudnn.allow_tf32 = torch.backends.cuda.matmul.allow_tf32 = False


def distance(a, b):
    return float((a - b).abs().max() / max(1.0, float(b.abs().max())))


def median_ms(work, by_events, least=5, most=50, enough=2.0):
    """Milliseconds of a call, by the card's clock or the wall's; three more come first."""
    for _ in range(3):
        work()
    times, begin = [], time.perf_counter()
    while len(times) < least or len(times) < most and time.perf_counter() - begin < enough:
        if by_events:
            first, last = (torch.cuda.Event(enable_timing=True) for _ in range(2))
            first.record()
            work()
            last.record()
            last.synchronize()
            times.append(first.elapsed_time(last))
        else:
            start = time.perf_counter()
            work()
            times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


if __name__ == '__main__':
    main()
