"""What the tests share: tiny photos and a tiny run."""
import os
import sys

import numpy as np
from PIL import Image

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..'))


def write_photos(folder, count=4, side=160, seed=0):
    """Smooth coloured pictures."""
    os.makedirs(folder, exist_ok=True)
    rng = np.random.default_rng(seed)
    for i in range(count):
        a = Image.fromarray(rng.integers(0, 255, (6, 7, 3), np.uint8)).resize((side + 7 * i, side), Image.BICUBIC)
        a.save(os.path.join(folder, f'{i}.png'))
    return folder
