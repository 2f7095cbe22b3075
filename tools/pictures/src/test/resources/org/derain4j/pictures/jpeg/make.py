"""
Makes the files beside it, and prints the CRC-32 of what Pillow decodes of them: the figures of JpegPixelsTest. Run with Pillow 9.4 on
libjpeg-turbo 2.1.5 (Debian 12). 440.jpg and 411.jpg, which Pillow does not write, were made of 444.jpg by the JDK's encoder.
"""
import io
import os
import random
import struct
import zlib

from PIL import Image, ImageCms

W, H = 33, 21


def picture():
    random.seed(1)
    im = Image.new('RGB', (W, H))
    for y in range(H):
        for x in range(W):
            im.putpixel((x, y), ((x * 7 + random.randrange(20)) % 256, (y * 11) % 256, (x * y // 3) % 256))
    return im


def profile():
    """Of four inks, as small as it can be: one table with the Lab of each full ink and of their mixtures."""
    clut = bytearray()
    for n in range(16):
        c, m, y, k = n >> 3 & 1, n >> 2 & 1, n >> 1 & 1, n & 1
        for v in (255 * (1 - .3 * c) * (1 - .4 * m) * (1 - .1 * y) * (1 - k),
                  128 + (-40 * c + 70 * m - 5 * y) * (1 - k), 128 + (-50 * c - 5 * m + 90 * y) * (1 - k)):
            clut.append(max(0, min(255, int(v + .5))))
    same = bytes(range(256))
    lut = b'mft1' + bytes(4) + bytes([4, 3, 2, 0]) + struct.pack('>9i', 65536, 0, 0, 0, 65536, 0, 0, 0, 65536) \
        + same * 4 + bytes(clut) + same * 3
    white = b'XYZ ' + bytes(4) + struct.pack('>3i', 0xf6d6, 0x10000, 0xd32d)
    at = 128 + 4 + 24
    body = struct.pack('>I', 2) + b'A2B0' + struct.pack('>II', at, len(lut)) + b'wtpt' \
        + struct.pack('>II', at + len(lut), len(white)) + lut + white
    head = bytearray(128)
    head[0:4] = struct.pack('>I', 128 + len(body))
    head[8:12] = bytes([2, 0x40, 0, 0])
    head[12:24] = b'prtrCMYKLab '
    head[36:40] = b'acsp'
    head[68:80] = white[8:]
    return bytes(head) + body


def saved(im, **how):
    out = io.BytesIO()
    im.save(out, 'JPEG', **how)
    return out.getvalue()


rgb = picture()
quality = 80
files = {
    'grey': saved(rgb.convert('L'), quality=quality),
    '444': saved(rgb, quality=quality, subsampling=0),
    '422': saved(rgb, quality=quality, subsampling=1),
    '420': saved(rgb, quality=quality, subsampling=2),
    '420-progressive': saved(rgb, quality=quality, subsampling=2, progressive=True),
    'cmyk': saved(rgb.convert('CMYK'), quality=quality),
}
files['cmyk-profile'] = saved(rgb.convert('CMYK'), quality=quality, icc_profile=profile())
here = os.path.dirname(os.path.abspath(__file__))
for name, data in files.items():
    with open(os.path.join(here, name + '.jpg'), 'wb') as out:
        out.write(data)
for name in sorted(os.listdir(here)):
    if name.endswith('.jpg'):
        im = Image.open(os.path.join(here, name))
        pixels = im.convert('RGB') if im.mode == 'CMYK' else im
        print('%s, %08x' % (name[:-4], zlib.crc32(pixels.tobytes())))
        if 'icc_profile' in im.info:
            inks = ImageCms.ImageCmsProfile(io.BytesIO(im.info['icc_profile']))
            srgb = ImageCms.profileToProfile(im, inks, ImageCms.createProfile('sRGB'), 0, 'RGB')
            print('  by its profile', [srgb.getpixel((x, 10)) for x in (0, 8, 16, 24, 32)])

# The same pixels under another name: no segment of JFIF, but Adobe's with transform 0 (RGB); inks with transform 2 (YCCK).
rgb = files['444'][:2] + b'\xff\xee\0\x0eAdobe\0\x64\0\0\0\0\0' + files['444'][20:]
ycck = bytearray(files['cmyk'])
ycck[ycck.find(b'Adobe') + 11] = 2
for name, data in (('rgb', rgb), ('ycck', bytes(ycck))):
    print('%s, %08x' % (name, zlib.crc32(Image.open(io.BytesIO(data)).convert('RGB').tobytes())))
