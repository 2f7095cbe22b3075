"""One training run: network, its moving average, optimiser, and the loop over steps."""
import copy
import os
import signal

import torch

from . import names, pieces, safetensors
from .losses import official_loss
from .schedule import rate

EMA, MOST_NORM = 0.999, 0.5
ALIGNED = 64  # values: cuDNN picks its fast kernels by how filters are aligned


class Trainer:
    """Holds everything that a checkpoint must bring back.

    Parameters, their average and their gradients are views of one tensor each, so that Adam, average and clipping are a few kernels and
    not thousands. With bf16 a copy of the network in bfloat16 runs forward and backward; all else stays float32. Nothing in a
    step waits for the device.
    """

    def __init__(self, net, device, bf16=False, compiled=False, graphed=None):
        """graphed: (batch, patch) to record forward and backward of that shape as a CUDA graph."""
        self.device = torch.device(device)
        self.net, self.ema = (n.to(self.device).to(memory_format=torch.channels_last) for n in (net, copy.deepcopy(net)))
        self.worker = copy.deepcopy(self.net).bfloat16() if bf16 else self.net
        self.flat, self.average = flattened(self.net), flattened(self.ema)
        self.low = flattened(self.worker) if bf16 else self.flat
        self.live = sum(p.numel() for p in self.net.parameters())
        self.flat.grad = torch.zeros_like(self.flat)
        self.into = views(self.flat.grad, self.net.parameters())
        self.optimiser = torch.optim.Adam([self.flat], **({'fused': True} if self.device.type == 'cuda' else {}))
        self.skipped = torch.zeros((), device=self.device)  # steps whose gradients were not finite
        self.run = compiled_network(self.worker) if compiled else self.worker
        self.step = 0
        self.recording = recorded(self.gradients, self.device, *graphed) if graphed else None

    def gradients(self, rainy, clean):
        """Leaves the loss's gradients in `flat.grad`, clipped, or zeros if they are not finite; returns the loss."""
        if self.worker is not self.net:
            with torch.no_grad():
                self.low.copy_(self.flat)
        loss = official_loss(clean, self.run(rainy))
        found = torch.autograd.grad(loss, list(self.worker.parameters()))
        with torch.no_grad():
            copy_all(self.into, found)
            g = self.flat.grad
            norm = g.norm()
            finite = torch.isfinite(norm) & torch.isfinite(loss)
            g.nan_to_num_(0.0, 0.0, 0.0).mul_(torch.where(finite, (MOST_NORM / (norm + 1e-6)).clamp(max=1), torch.zeros_like(norm)))
            self.skipped.add_(~finite)
        return loss.detach()

    def derain(self, x):
        """By the averaged weights, in float32."""
        benchmark, torch.backends.cudnn.benchmark = torch.backends.cudnn.benchmark, False  # too few pictures to try kernels out
        try:
            return self.ema(x)
        finally:
            torch.backends.cudnn.benchmark = benchmark

    def learn(self, rainy, clean, learning_rate):
        """One step; returns the loss, on the device."""
        for group in self.optimiser.param_groups:
            group['lr'] = learning_rate
        loss = (self.recording or self.gradients)(rainy, clean)
        self.optimiser.step()
        with torch.no_grad():
            self.average.lerp_(self.flat, 1 - min(EMA, (1 + self.step) / (10 + self.step)))
        self.step += 1
        return loss

    def state(self):
        return {'net': self.net.state_dict(), 'ema': self.ema.state_dict(), 'optimiser': self.optimiser.state_dict(), 'step': self.step}

    def restore(self, state):
        self.net.load_state_dict(state['net'])
        self.ema.load_state_dict(state['ema'])
        self.optimiser.load_state_dict(state['optimiser'])
        self.step = state['step']


def flattened(net):
    """One tensor that holds all parameters, which become views of it."""
    parameters = list(net.parameters())
    flat = torch.zeros(places(parameters)[-1], dtype=parameters[0].dtype, device=parameters[0].device)
    for p, view in zip(parameters, views(flat, parameters)):
        view.copy_(p.data)
        p.data = view
    return flat


def views(flat, parameters):
    """Views of the shapes and strides of the parameters."""
    parameters = list(parameters)
    return [flat.as_strided(p.shape, p.stride(), at) for at, p in zip(places(parameters), parameters)]


def places(parameters):
    """Where each begins, and where the last ends."""
    at = [0]
    for p in parameters:
        at.append(at[-1] + -(-p.numel() // ALIGNED) * ALIGNED)
    return at


def copy_all(to, values):
    """Of lists of tensors, with a change of type; by few kernels where PyTorch can."""
    if hasattr(torch, '_foreach_copy_'):
        torch._foreach_copy_(to, values)
    else:
        for a, b in zip(to, values):
            a.copy_(b)


def compiled_network(net):
    if not hasattr(torch, 'compile'):
        raise SystemExit(f'--compile needs PyTorch 2; this is {torch.__version__}')
    return torch.compile(net)


def recorded(work, device, batch, patch):
    """`work` as a recording, or None, with a word, where it cannot be recorded: then it runs kernel by kernel."""
    if device.type != 'cuda':
        raise SystemExit('--graphs needs a CUDA card')
    try:
        return Recording(work, device, batch, patch)
    except Exception as e:  # whatever it is: time on a card is dear, and slow steps are steps
        torch.cuda.set_stream(torch.cuda.default_stream(device))
        print('no CUDA graph, kernel by kernel instead:', type(e).__name__, str(e).split('\n')[0], flush=True)
        return None


class Recording:
    """What `work(rainy, clean)` launches, recorded once and replayed: else a card waits for Python, which starts thousands of small kernels."""

    def __init__(self, work, device, batch, patch):
        self.rainy, self.clean = (torch.rand((batch, 3, patch, patch), device=device).contiguous(memory_format=torch.channels_last) for _ in range(2))
        side = torch.cuda.Stream(device)
        side.wait_stream(torch.cuda.current_stream(device))
        with torch.cuda.stream(side):
            for _ in range(3):  # compiles, and chooses kernels
                work(self.rainy, self.clean)
        torch.cuda.current_stream(device).wait_stream(side)
        torch.cuda.synchronize(device)
        self.graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(self.graph):
            self.loss = work(self.rainy, self.clean)

    def __call__(self, rainy, clean):
        self.rainy.copy_(rainy)
        self.clean.copy_(clean)
        self.graph.replay()
        return self.loss.clone()


class Loop:
    """Steps until the budget is used or SIGTERM comes; checks and saves on the way."""

    def __init__(self, trainer, batches, budget, clock, options, on_check):
        self.trainer, self.batches, self.budget, self.clock, self.options, self.on_check = trainer, batches, budget, clock, options, on_check
        self.stopped, self.losses, self.since, self.skipped = False, 0.0, 0, 0.0

    def stop(self, *_):
        self.stopped = True

    def run(self):
        signal.signal(signal.SIGTERM, self.stop)
        o, started = self.options, self.trainer.step
        due = self.clock.seconds + o.check_every
        self.clock.pause()
        while not self.stopped and (t := self.budget.progress(self.trainer.step, self.clock)) < 1 and not self.budget.part_is_over():
            r = rate(o.rate, o.schedule, self.trainer.step, t, self.trainer.step - started, o.warm_up)
            loss = self.trainer.learn(*self.batches.batch(o.batch), r)
            self.losses += torch.nan_to_num(loss, 0.0, 0.0, 0.0)
            self.since += 1
            self.clock.tick()
            if self.clock.seconds >= due:
                due = self.clock.seconds + o.check_every
                self.check(r, t)
        if self.since or self.trainer.step == started:
            self.check(0.0, self.budget.progress(self.trainer.step, self.clock))

    def check(self, learning_rate, progress):
        skipped = int(self.trainer.skipped - self.skipped)
        learned = self.since - skipped
        if self.since and not learned:
            raise SystemExit('no loss is finite any more: lower --rate; the last checkpoint is kept')
        self.on_check(float(self.losses) / max(learned, 1), learning_rate, min(1.0, progress), skipped)
        self.losses, self.since, self.skipped = 0.0, 0, float(self.trainer.skipped)
        self.clock.pause()


def save_checkpoint(path, trainer, batches, clock, progress, begun_from):
    """Written beside the file first, then renamed."""
    torch.save({'trainer': trainer.state(), 'shape': (trainer.net.c, trainer.net.m, trainer.net.n), 'random': batches.rng.bit_generator.state,
                'seconds': clock.seconds, 'progress': progress, 'begun_from': begun_from}, path + '.part')
    os.replace(path + '.part', path)


def save_weights(folder, trainer, dtype, metadata, limit=None):
    """The averaged weights under the official names: FOLDER/weights.safetensors, or pieces of at most `limit` MB."""
    arrays = names.to_official(trainer.ema, dtype)
    if limit:
        pieces.save(folder, arrays, metadata, limit)
    else:
        safetensors.save(os.path.join(folder, 'weights.safetensors'), arrays, metadata)
