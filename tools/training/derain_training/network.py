"""MSPFN in PyTorch, for any width C, depth M and attention counts N.

Only the live parts of the conv-LSTMs are trained: the state is zero, so of the gates' filter only the first
C/2 input channels and the gates i, j, o can matter. Maps are NCHW; pixels are BGR in [-1, 1]; height and width are multiples of 4.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F


def same_stride2(x):
    """TensorFlow's SAME padding for a 3x3 window at stride 2: (0,1) for even sizes, (1,1) for odd ones."""
    h, w = x.shape[-2:]
    return F.pad(x, (w % 2, 1, h % 2, 1))


class Conv(nn.Module):
    """3x3 convolution, SAME, no bias unless asked; `form` says how the official file stores the filter."""

    def __init__(self, cin, cout, stride=1, bias=False, form='transposed', k=3):
        super().__init__()
        self.stride, self.form, self.k = stride, form, k
        self.weight = nn.Parameter(torch.empty(cout, cin, k, k))
        nn.init.xavier_uniform_(self.weight)
        self.bias = nn.Parameter(torch.zeros(cout)) if bias else None

    def forward(self, x):
        if self.stride == 2:
            return F.conv2d(same_stride2(x), self.weight, self.bias, stride=2)
        return F.conv2d(x, self.weight, self.bias, padding=self.k // 2)

    def official(self):
        """As the official file stores the filter."""
        if self.form == 'transposed':  # conv2d_transpose at stride 1: [kh, kw, out, in], flipped
            return self.weight.flip(2, 3).permute(2, 3, 0, 1)
        return self.weight.permute(2, 3, 1, 0)  # conv2d: [kh, kw, in, out]

    def take(self, w):
        self.weight.copy_(w.permute(2, 3, 0, 1).flip(2, 3) if self.form == 'transposed' else w.permute(3, 2, 0, 1))


class CpuTransposed(torch.autograd.Function):
    """Transposed convolution at stride 2 as what it is, the gradient of a convolution: oneDNN has that fast, PyTorch's own is a slow loop."""

    @staticmethod
    def forward(ctx, x, w):
        """x: [n, cin, h, w], w: [cin, cout, 3, 3]; result [n, cout, 2h+1, 2w+1]."""
        ctx.save_for_backward(x, w)
        n, _, height, width = x.shape
        shape = torch.empty((n, w.shape[1], 2 * height + 1, 2 * width + 1), dtype=x.dtype, memory_format=torch.channels_last)
        return convolution_gradients(x, shape, w, (True, False, False))[0]

    @staticmethod
    def backward(ctx, g):
        x, w = ctx.saved_tensors
        g = g.contiguous(memory_format=torch.channels_last)
        return F.conv2d(g, w, stride=2), convolution_gradients(x, g, w, (False, True, False))[1]


def convolution_gradients(g, x, w, which):
    """Of conv2d(x, w, stride=2) under the gradient g: by x, by w, by the bias."""
    return torch.ops.aten.convolution_backward(g, x, w, None, [2, 2], [0, 0], [1, 1], False, [0, 0], 1, list(which))


class Up(nn.Module):
    """3x3 transposed convolution at stride 2, SAME, to twice the size or to one less (odd sizes)."""

    def __init__(self, cin, cout):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(cin, cout, 3, 3))
        nn.init.xavier_uniform_(self.weight)

    def forward(self, x, size):
        h, w = size
        quick = not x.is_cuda and x.dtype != torch.float64
        y = CpuTransposed.apply(x, self.weight) if quick else F.conv_transpose2d(x, self.weight, stride=2)  # 2n+1
        return y[..., h % 2:h % 2 + h, w % 2:w % 2 + w]

    def official(self):
        return self.weight.permute(2, 3, 1, 0)  # [kh, kw, out, in]

    def take(self, w):
        self.weight.copy_(w.permute(3, 2, 0, 1))


class CpuPrelu(torch.autograd.Function):
    """PReLU whose gradient is a few plain passes: PyTorch's own is the slowest part of a training step on a CPU."""

    @staticmethod
    def forward(ctx, x, alpha):
        a = alpha.to(x.dtype).view(1, -1, 1, 1)
        ctx.save_for_backward(x, a)
        return F.relu(x).addcmul_(x.clamp(max=0), a)

    @staticmethod
    def backward(ctx, g):
        x, a = ctx.saved_tensors
        low = x.clamp(max=0)
        da = (g * low).sum((0, 2, 3))
        return torch.ops.aten.threshold_backward(g, x, 0).mul_(1 - a).addcmul_(g, a), da


class PReLU(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.alpha = nn.Parameter(torch.full((c,), 0.1))

    def forward(self, x):
        return F.prelu(x, self.alpha.to(x.dtype)) if x.is_cuda else CpuPrelu.apply(x, self.alpha)


class Act(nn.Module):
    """A layer and its PReLU."""

    def __init__(self, layer, c):
        super().__init__()
        self.layer, self.prelu = layer, PReLU(c)

    def forward(self, x, *size):
        return self.prelu(self.layer(x, *size))


class Rcab(nn.Module):
    """Residual channel attention block."""

    def __init__(self, c, reduction=4):
        super().__init__()
        self.a = Act(Conv(c, c, bias=True, form='plain'), c)
        self.b = Conv(c, c, bias=True, form='plain')
        self.squeeze = Act(Conv(c, c // reduction, bias=True, form='plain', k=1), c // reduction)
        self.excite = Conv(c // reduction, c, bias=True, form='plain', k=1)

    def forward(self, x):
        f = self.b(self.a(x))
        s = torch.sigmoid(self.excite(self.squeeze(f.mean((2, 3), keepdim=True))))
        return x + f * s


LIVE_GATES = (0, 1, 3)  # of i, j, f, o


class ZeroStateLstm(nn.Module):
    """One step of a Conv-LSTM from the zero state: h = tanh(sigmoid(i) * tanh(j)) * sigmoid(o)."""

    def __init__(self, cin, features):
        super().__init__()
        self.features = features
        self.gates = Conv(cin, 3 * features, bias=True, form='plain')

    def forward(self, x):
        i, j, o = self.gates(x).chunk(3, 1)
        return torch.tanh(torch.sigmoid(i) * torch.tanh(j)) * torch.sigmoid(o)

    def filter_with_dead_parts(self):
        """[3, 3, in + F, 4F], gates i, j, f, o; zero for the state's channels and for f."""
        f, live = self.features, self.gates.official()
        w = live.new_zeros(3, 3, live.shape[2] + f, 4 * f)
        for k, gate in enumerate(LIVE_GATES):
            w[:, :, :live.shape[2], gate * f:(gate + 1) * f] = live[..., k * f:(k + 1) * f]
        return w

    def take_filter(self, w):
        self.gates.take(torch.cat([w[:, :, :self.gates.weight.shape[1], g * self.features:(g + 1) * self.features] for g in LIVE_GATES], 3))

    def bias_with_dead_part(self):
        i, j, o = self.gates.bias.chunk(3)
        return torch.cat([i, j, torch.zeros_like(i), o])

    def take_bias(self, b):
        self.gates.bias.copy_(torch.cat([b[g * self.features:(g + 1) * self.features] for g in LIVE_GATES]))


class Mspfn(nn.Module):
    def __init__(self, c=64, m=17, n=(1, 1, 1)):
        """c: channels; m: fusion blocks; n: attention blocks a fusion block at quarter, half and full size."""
        super().__init__()
        self.c, self.m, self.n = c, m, n
        h = c // 2
        scales = ('4', '2', '')
        self.first = nn.ModuleDict({s or '1': Act(Conv(3, c), c) for s in scales})
        self.lstm_in = nn.ModuleDict({s or '1': Act(Conv(c, h), h) for s in scales})
        width = {'4': c, '2': 2 * c, '': 4 * c}
        self.lstm = nn.ModuleDict({s or '1': ZeroStateLstm(h, width[s]) for s in scales})
        self.lstm_out = nn.ModuleDict({s or '1': Act(Conv(width[s], c), c) for s in scales})
        self.up_rmm = nn.ModuleDict({k: Act(Up(c, c), c) for k in ('4_2', '4_1', '2_1')})
        self.blocks = nn.ModuleList()
        for _ in range(m):
            b = nn.ModuleDict()
            for s, k in zip(scales, n):
                s = s or '1'
                b['down' + s] = Act(Conv(c, c, stride=2, form='plain'), c)
                b['rcab' + s] = nn.ModuleList(Rcab(c) for _ in range(k))
                b['up' + s] = Act(Up(2 * c, c), c)
            for k in ('4_2', '4_1', '2_1'):
                b['to' + k] = Act(Up(c, c), c)
            self.blocks.append(b)
        self.recon = nn.ModuleDict({s or '1': Act(Conv(2 * c, c), c) for s in scales})
        self.up4_2 = Act(Up(c, c), c)
        self.up2_1 = Act(Up(2 * c, c), c)
        self.rnn5 = Act(Conv(2 * c, h), h)
        self.rnn7 = Conv(h, 3)

    def forward(self, rain):
        size = {s: tuple(d // s for d in rain.shape[-2:]) for s in (1, 2, 4)}
        x = rain.to(self.rnn7.weight.dtype)  # only the residual is of the weights' precision: pixels have more bits than bfloat16
        r1 = self.first['1'](x)
        r2 = self.first['2'](F.avg_pool2d(x, 2))
        r4 = self.first['4'](F.avg_pool2d(x, 4))

        def memory(s, x, skip):
            return self.lstm_out[s](self.lstm[s](self.lstm_in[s](x))) + skip

        m4 = memory('4', r4, r4)
        u42 = self.up_rmm['4_2'](m4, size[2])
        m2 = memory('2', r2 + u42, r2)
        u41 = self.up_rmm['4_1'](u42, size[1])
        m1 = memory('1', r1 + self.up_rmm['2_1'](m2, size[1]) + u41, r1)

        s4, s2, s1 = m4, m2, m1
        for b in self.blocks:
            def fuse(s, x, size):
                short = y = b['down' + s](x)
                for rcab in b['rcab' + s]:
                    y = rcab(y)
                return b['up' + s](torch.cat([short, y], 1), size)

            s4 = s4 + fuse('4', s4, size[4])
            u42 = b['to4_2'](s4, size[2])
            s2 = s2 + fuse('2', s2 + u42, size[2])
            u41 = b['to4_1'](u42, size[1])
            s1 = s1 + fuse('1', s1 + u41 + b['to2_1'](s2, size[1]), size[1])

        f4 = self.recon['4'](torch.cat([s4, m4], 1))
        f2 = self.recon['2'](torch.cat([s2, m2], 1))
        f1 = self.recon['1'](torch.cat([s1, m1], 1))
        up = self.up2_1(torch.cat([self.up4_2(f4, size[2]), f2], 1), size[1])
        return rain - self.rnn7(self.rnn5(torch.cat([f1, up], 1))).to(rain.dtype)
