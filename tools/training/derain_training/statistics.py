"""Describes rain, ours and others', in the same few numbers: medians over pictures of streaks, grey, 0 to 255."""
import numpy as np
from scipy.ndimage import gaussian_filter, sobel

HEADING = f'{"":16} {"mean":>6} {"covered":>8} {"angle":>12} {"spread":>7}   brightness at 25, 50, 75, 90, 97, 99.5 %'


def row(name, rain):
    """rain: [n, h, w]"""
    angles = np.array([angle(r) for r in rain])
    levels = np.median([np.percentile(r, [25, 50, 75, 90, 97, 99.5]) for r in rain], 0)
    low, high = np.percentile(angles[:, 0], [10, 90])
    return (f'{name[-16:]:16} {np.median(rain.mean((1, 2))) / 255:6.3f} {np.median((rain > 8).mean((1, 2))):8.2f} '
            f'{low:5.0f} ..{high:4.0f} {np.median(angles[:, 1]):7.0f}   {" ".join(f"{v:.0f}" for v in levels)}')


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
