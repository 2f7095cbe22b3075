"""The official variable names and layouts: a network to arrays and back.

Filters are stored as TensorFlow lays them out: [kh, kw, in, out] of a convolution, [kh, kw, out, in] of a transposed one. The
official file also holds what cannot matter, the conv-LSTM's filter of the zero state and its gate f: written as zeros here.
"""
import re

import numpy as np
import torch

from .network import Act, Mspfn, Rcab, ZeroStateLstm

SCALES = ('4', '2', '1')
RCAB_PARTS = (('conv2d', 'a'), ('conv2d_1', 'b'), ('conv2d_2', 'squeeze'), ('conv2d_3', 'excite'))


def layers(net, scope, block):
    """(official scope, module) of every layer, in the order of the graph."""
    r, memory = scope + '/', scope + '/residual_memory/'
    for s in ('1', '2', '4'):
        yield r + 'rnn' + s, net.first[s]
    for s in SCALES:
        t = suffix(s)
        yield memory + f'rain{t}_res1', net.lstm_in[s]
        yield memory + f'lstm_group{t}/convLSTM/LSTM_conv', net.lstm[s]
        yield memory + f'rain{t}_res2', net.lstm_out[s]
    for k in ('4_2', '4_1', '2_1'):
        yield memory + 'upRMM' + k, net.up_rmm[k]
    for n, b in enumerate(net.blocks):
        for s in SCALES:
            t = suffix(s)
            q = f'{r}{block}{t}_{n}/'
            yield q + f'down{t}_{n + 1}', b['down' + s]
            for m, rcab in enumerate(b['rcab' + s]):
                yield q + f'group_{n + 1}_RCAB{m + 1}', rcab
            yield q + f'up_{n + 1}', b['up' + s]
        yield f'{r}{block}2_{n}/up{block}4_2_{n}', b['to4_2']
        yield f'{r}{block}_{n}/up{block}4to1_{n}', b['to4_1']
        yield f'{r}{block}_{n}/up{block}2to1_{n}', b['to2_1']
    for s in SCALES:
        yield r + 'rnn_recon' + suffix(s), net.recon[s]
    yield r + 'up4_2', net.up4_2
    yield r + 'up2_1', net.up2_1
    yield r + 'rnn5', net.rnn5
    yield r + 'rnn7', net.rnn7


def suffix(scale):
    return '' if scale == '1' else scale


def variables(net, scope, block):
    """(official name, read, write) of every variable: `read()` gives a tensor in the official layout, `write(tensor)` takes one."""
    for name, layer in layers(net, scope, block):
        if isinstance(layer, Rcab):
            for official, part in RCAB_PARTS:
                yield from convolution(f'{name}/{official}', getattr(layer, part), 'kernel', 'bias')
        elif isinstance(layer, ZeroStateLstm):
            yield f'{name}/weights', layer.filter_with_dead_parts, layer.take_filter
            yield f'{name}/biases', layer.bias_with_dead_part, layer.take_bias
        else:
            yield from convolution(name, layer, 'weight', 'bias')


def convolution(name, layer, kernel, bias):
    if isinstance(layer, Act):
        yield from convolution(name, layer.layer, kernel, bias)
        yield f'{name}/alpha', lambda: layer.prelu.alpha, layer.prelu.alpha.copy_
        return
    yield f'{name}/{kernel}', layer.official, layer.take
    if getattr(layer, 'bias', None) is not None:
        yield f'{name}/{bias}', lambda: layer.bias, layer.bias.copy_


def to_official(net, dtype=np.float32, scope='generator', block='BCM'):
    """Official name -> array."""
    with torch.no_grad():
        return {name: np.ascontiguousarray(read().detach().cpu().numpy().astype(dtype)) for name, read, _ in variables(net, scope, block)}


def from_official(arrays):
    """The network that the arrays describe; its scope, block name, width, depth and attention are read from names and shapes."""
    scope, block = ('model', 'URAB') if any(k.startswith('model/') for k in arrays) else ('generator', 'BCM')
    first = f'{scope}/rnn1/weight'
    if first not in arrays:
        raise SystemExit(f'no MSPFN: there is no variable {first}')
    c = arrays[first].shape[2]
    m = 1 + max((int(k.group(1)) for k in (re.match(rf'{scope}/{block}_(\d+)/', name) for name in arrays) if k), default=-1)
    n = tuple(max((int(k.group(1)) for k in (re.match(rf'{scope}/{block}{t}_0/group_1_RCAB(\d+)/', name) for name in arrays) if k), default=0)
              for t in ('4', '2', ''))
    net = Mspfn(c, m, n)
    known = {name: write for name, _, write in variables(net, scope, block)}
    if known.keys() != arrays.keys():
        raise SystemExit(f'no MSPFN of C={c}, M={m}, N={n}: missing {sorted(known.keys() - arrays.keys())[:5]}, not known {sorted(arrays.keys() - known.keys())[:5]}')
    with torch.no_grad():
        for name, write in known.items():
            write(torch.from_numpy(np.array(arrays[name], np.float32)))
    return net
