"""One training run: network, its moving average, optimiser, and the loop over steps."""
import copy
import math
import os
import signal

import torch

from . import names, safetensors
from .losses import official_loss
from .schedule import rate

EMA = 0.999


class Trainer:
    """Holds everything that a checkpoint must bring back.

    With bf16 a copy of the network in bfloat16 runs forward and backward; weights, gradients' norm, Adam and average stay float32.
    """

    def __init__(self, net, device, bf16=False, compiled=False):
        self.device = torch.device(device)
        self.net, self.ema = (n.to(self.device).to(memory_format=torch.channels_last) for n in (net, copy.deepcopy(net)))
        self.parameters, self.averages = list(self.net.parameters()), list(self.ema.parameters())
        cuda = self.device.type == 'cuda'
        self.optimiser = torch.optim.Adam(self.parameters, **({'fused': True} if cuda else {}))
        self.worker = copy.deepcopy(self.net).bfloat16() if bf16 else self.net
        self.run = compiled_network(self.worker) if compiled else self.worker
        self.step = 0

    def forward(self, x):
        """By the network that learns."""
        if self.worker is self.net:
            return self.run(x)
        with torch.no_grad():
            for low, high in zip(self.worker.parameters(), self.parameters):
                low.copy_(high)
        return self.run(x.bfloat16()).float()

    def gradients(self, loss):
        """Leaves the loss's gradients in the float32 parameters."""
        self.worker.zero_grad(set_to_none=True)
        loss.backward()
        if self.worker is not self.net:
            for low, high in zip(self.worker.parameters(), self.parameters):
                high.grad = low.grad.float()

    def derain(self, x):
        """By the averaged weights, in float32."""
        return self.ema(x)

    def learn(self, rainy, clean, learning_rate):
        """One step; returns the loss, on the device."""
        for group in self.optimiser.param_groups:
            group['lr'] = learning_rate
        loss = official_loss(clean, self.forward(rainy))
        self.gradients(loss)
        torch.nn.utils.clip_grad_norm_(self.parameters, 0.5)
        self.optimiser.step()
        decay = min(EMA, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_mul_(self.averages, decay)
            torch._foreach_add_(self.averages, self.parameters, alpha=1 - decay)
        self.step += 1
        return loss.detach()

    def state(self):
        return {'net': self.net.state_dict(), 'ema': self.ema.state_dict(), 'optimiser': self.optimiser.state_dict(), 'step': self.step}

    def restore(self, state):
        self.net.load_state_dict(state['net'])
        self.ema.load_state_dict(state['ema'])
        self.optimiser.load_state_dict(state['optimiser'])
        self.step = state['step']


def compiled_network(net):
    if not hasattr(torch, 'compile'):
        raise SystemExit(f'--compile needs PyTorch 2; this is {torch.__version__}')
    return torch.compile(net, mode='reduce-overhead')  # CUDA graphs


class Loop:
    """Steps until the budget is used or SIGTERM comes; checks and saves on the way."""

    def __init__(self, trainer, batches, budget, clock, options, on_check):
        self.trainer, self.batches, self.budget, self.clock, self.options, self.on_check = trainer, batches, budget, clock, options, on_check
        self.stopped = False

    def stop(self, *_):
        self.stopped = True

    def run(self):
        signal.signal(signal.SIGTERM, self.stop)
        o, started, total, since = self.options, self.trainer.step, 0.0, 0
        due = self.clock.seconds + o.check_every
        self.clock.pause()
        while not self.stopped and (t := self.budget.progress(self.trainer.step, self.clock)) < 1:
            r = rate(o.rate, o.schedule, self.trainer.step, t, self.trainer.step - started)
            rainy, clean = self.batches.batch(o.batch)
            total += self.trainer.learn(rainy, clean, r)
            since += 1
            self.clock.tick()
            if self.clock.seconds >= due:
                due = self.clock.seconds + o.check_every
                self.check(float(total) / since, r, t)
                total, since = 0.0, 0
        self.check(float(total) / max(since, 1), 0.0, self.budget.progress(self.trainer.step, self.clock))

    def check(self, loss, learning_rate, progress):
        if not math.isfinite(loss):
            raise SystemExit('the loss is not finite: lower --rate; the last checkpoint is kept')
        self.on_check(loss, learning_rate, min(1.0, progress))
        self.clock.pause()


def save_checkpoint(path, trainer, batches, clock, progress, begun_from):
    """Written beside the file first, then renamed."""
    torch.save({'trainer': trainer.state(), 'shape': (trainer.net.c, trainer.net.m, trainer.net.n), 'random': batches.rng.bit_generator.state,
                'seconds': clock.seconds, 'progress': progress, 'begun_from': begun_from}, path + '.part')
    os.replace(path + '.part', path)


def save_weights(path, trainer, dtype, metadata):
    """The averaged weights under the official names."""
    safetensors.save(path, names.to_official(trainer.ema, dtype), metadata)
