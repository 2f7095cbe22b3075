#!/usr/bin/env python3
"""Writes weights whose network gives every picture back as it was: the smallest MSPFN, with zeros alone, finds no rain.

With it the real command can be judged from file to file: what a result has lost, the reading or the writing has lost.

    identity.py OUT.safetensors
"""
import json
import struct
import sys

CHANNELS = 4
SCOPE = "generator"


def shapes(c=CHANNELS):
    """Official names and layouts of a released graph of one fusion block without attention."""
    def transposed(name, outputs, inputs):
        return {name + "/weight": [3, 3, outputs, inputs], name + "/alpha": [outputs]}

    variables = {}
    for name in ("rnn1", "rnn2", "rnn4"):
        variables |= transposed(name, c, 3)
    for suffix, features in (("4", c), ("2", 2 * c), ("", 4 * c)):
        memory = "residual_memory/"
        lstm = f"{memory}lstm_group{suffix}/convLSTM/LSTM_conv/"
        variables |= transposed(f"{memory}rain{suffix}_res1", c // 2, c)
        variables |= {lstm + "weights": [3, 3, c // 2 + features, 4 * features], lstm + "biases": [4 * features]}
        variables |= transposed(f"{memory}rain{suffix}_res2", c, features)
        block = f"BCM{suffix}_0/"
        variables |= {f"{block}down{suffix}_1/weight": [3, 3, c, c], f"{block}down{suffix}_1/alpha": [c]}
        variables |= transposed(block + "up_1", c, 2 * c)
    for name in ("upRMM4_2", "upRMM4_1", "upRMM2_1"):
        variables |= transposed("residual_memory/" + name, c, c)
    for name in ("BCM2_0/upBCM4_2_0", "BCM_0/upBCM4to1_0", "BCM_0/upBCM2to1_0", "up4_2"):
        variables |= transposed(name, c, c)
    for name in ("rnn_recon4", "rnn_recon2", "rnn_recon", "up2_1"):
        variables |= transposed(name, c, 2 * c)
    variables |= transposed("rnn5", c // 2, 2 * c)
    variables["rnn7/weight"] = [3, 3, 3, c // 2]
    return variables


def write(file):
    header = {"__metadata__": {"format": "derain4j", "arch": "mspfn", "channels": str(CHANNELS), "blocks": "1",
                               "attention": "0,0,0", "scope": SCOPE, "block": "BCM", "pixels": "BGR, x / 127.5 - 1",
                               "purpose": "judging picture files: it finds no rain", "licence": "CC0"}}
    at = 0
    for name, shape in sorted(shapes().items()):
        size = 4
        for n in shape:
            size *= n
        header[f"{SCOPE}/{name}"] = {"dtype": "F32", "shape": shape, "data_offsets": [at, at + size]}
        at += size
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(file, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text + bytes(at))


if __name__ == "__main__":
    write(sys.argv[1])
