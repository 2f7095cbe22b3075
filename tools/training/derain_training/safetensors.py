"""Safetensors files: float32 and float16 arrays under names, and a dictionary of strings."""
import json
import os
import struct

import numpy as np

TYPES = {'F16': np.dtype('<f2'), 'F32': np.dtype('<f4'), 'F64': np.dtype('<f8')}
NAMES = {v: k for k, v in TYPES.items()}


def save(path, arrays, metadata=None):
    """Writes `arrays` (name -> array of float16, 32 or 64), beside the file first, then renamed."""
    header, offset = {}, 0
    if metadata:
        header['__metadata__'] = {k: str(v) for k, v in metadata.items()}
    for name in sorted(arrays):
        a = arrays[name]
        header[name] = {'dtype': NAMES[a.dtype], 'shape': list(a.shape), 'data_offsets': [offset, offset + a.nbytes]}
        offset += a.nbytes
    head = json.dumps(header, separators=(',', ':')).encode()
    head += b' ' * (-len(head) % 8)
    with open(path + '.part', 'wb') as f:
        f.write(struct.pack('<Q', len(head)) + head)
        for name in sorted(arrays):
            f.write(np.ascontiguousarray(arrays[name]).tobytes())
    os.replace(path + '.part', path)


def load(path):
    """(name -> array, metadata)"""
    with open(path, 'rb') as f:
        size, = struct.unpack('<Q', f.read(8))
        header = json.loads(f.read(size))
        data = f.read()
    metadata = header.pop('__metadata__', {})
    arrays = {}
    for name, entry in header.items():
        begin, end = entry['data_offsets']
        if entry['dtype'] not in TYPES:
            raise SystemExit(f'{path}: {name} is {entry["dtype"]}; only {", ".join(TYPES)} are read here')
        arrays[name] = np.frombuffer(data[begin:end], TYPES[entry['dtype']]).reshape(entry['shape'])
    return arrays, metadata
