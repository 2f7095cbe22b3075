"""Describes rain, ours and others', in the same few numbers: medians over pictures of streaks, grey, 0 to 255."""
import numpy as np
from scipy.ndimage import gaussian_filter, grey_opening, rotate, sobel

HEADING = f'{"":16} {"mean":>6} {"covered":>8} {"angle":>12} {"spread":>7} {"length":>7} {"width":>6}   brightness at 25, 50, 75, 90, 97, 99.5 %'
WIDEST = 9  # pixels: what is wider across its fall is no streak to `ridges`


def row(name, rain):
    """rain: pictures [h, w], of any sizes"""
    angles = np.array([angle(r) for r in rain])
    sizes = np.median([extent(r, a) for r, a in zip(rain, angles[:, 0])], 0)
    levels = np.median([np.percentile(r, [25, 50, 75, 90, 97, 99.5]) for r in rain], 0)
    low, high = np.percentile(angles[:, 0], [10, 90])
    return (f'{name[-16:]:16} {np.median([r.mean() for r in rain]) / 255:6.3f} {np.median([(r > 8).mean() for r in rain]):8.2f} '
            f'{low:5.0f} ..{high:4.0f} {np.median(angles[:, 1]):7.0f} {sizes[0]:7.1f} {sizes[1]:6.1f}   {" ".join(f"{v:.0f}" for v in levels)}')


def angle(rain):
    """(mean, spread) of the streaks' directions in degrees from the vertical, by the structure tensor, weighted by its coherence."""
    smooth = gaussian_filter(np.asarray(rain, float), 0.7)
    x, y = sobel(smooth, 1), sobel(smooth, 0)
    xx, yy, xy = (gaussian_filter(p, 2) for p in (x * x, y * y, x * y))
    weight = np.hypot(xx - yy, 2 * xy)
    if not weight.sum():
        return 0.0, 0.0
    degrees = np.rad2deg(-0.5 * np.arctan2(2 * xy, xx - yy))
    mean = (degrees * weight).sum() / weight.sum()
    return mean, np.sqrt(((degrees - mean) ** 2 * weight).sum() / weight.sum())


def extent(rain, degrees):
    """(along, across) the fall: pixels over which the rain stays like itself, twice the lag at which its correlation is a half."""
    upright = rotate(np.asarray(rain, float), -degrees, order=1, mode='reflect')
    h, w = (3 * n // 4 for n in np.asarray(rain).shape)
    top, left = (upright.shape[0] - h) // 2, (upright.shape[1] - w) // 2
    a = upright[top:top + h, left:left + w]
    power = np.abs(np.fft.fft2(a - a.mean(), (2 * h, 2 * w))) ** 2
    correlation = np.fft.ifft2(power).real
    return half_lag(correlation[:h // 2, 0]), half_lag(correlation[0, :w // 2])


def half_lag(c):
    """Twice the lag at which a correlation falls to a half of its begin, between two values by a line."""
    below = np.flatnonzero(c < 0.5 * c[0])
    if not len(below) or c[0] <= 0:
        return 2.0 * len(c)
    k = below[0]
    return 2 * (k - 1 + (c[k - 1] - 0.5 * c[0]) / (c[k - 1] - c[k]))


def ridges(rgb):
    """What a photo without truth shows of its rain: grey that is brighter than everything beside it, level by level across."""
    grey = np.asarray(rgb, np.float32).mean(2)
    return grey - grey_opening(grey, (1, WIDEST))
