"""The loss of the official training graph."""
import torch
import torch.nn.functional as F


def charbonnier(a, b, eps=1e-3):
    """Mean of sqrt(d^2 + eps^2): absolute differences, smooth at zero."""
    return torch.sqrt((a - b) ** 2 + eps * eps).mean()


def laplacian(x):
    """8 x centre - neighbours, each channel for itself."""
    k = torch.full((3, 3), -1.0, device=x.device, dtype=x.dtype)
    k[1, 1].fill_(8.0)  # `= 8.0` would copy from the CPU, which no CUDA graph can record
    return F.conv2d(x, k.expand(3, 1, 3, 3), padding=1, groups=3)


def official_loss(clean, derained, edges=0.05):
    """Charbonnier on pixels + `edges` x Charbonnier on their Laplacians."""
    return charbonnier(clean, derained) + edges * charbonnier(laplacian(clean), laplacian(derained))
