#!/usr/bin/env python3
"""Random truths and detections, and what pycocotools says of them: what PycocotoolsTest compares DetectionMetrics with.

coco.py FILE [--sets N] [--seed S]     the same FILE for the same N and S. Needs pycocotools (and the NumPy that it brings).

Lines, fields between tabs; classes and pictures count from 0; a figure that does not exist (-1 in pycocotools) is nan:
  set      number, pictures, classes
  truth    picture, class, x, y, width, height, area, crowd, ignored
  found    picture, class, score, x, y, width, height
  figures  class (-1: all), the twelve of COCOeval.summarize in their order
  counts   class, right, wrong, missed, sum of IoU of the right, at IoU 0.5 and scores from 0.5 on
"""
import argparse
import contextlib
import io
import random

import numpy as np
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

AT_SCORE = 0.5
# An area beyond every range: pycocotools ignores such an object as DetectionMetrics ignores one that is marked so.
BEYOND = 1e11
SIDES = [8, 16, 31.999, 32, 32.001, 48, 64, 95.999, 96, 96.001, 150]


class Set:
    """One random set. Only Random.random is used: its numbers are the same in every Python."""

    def __init__(self, number, seed):
        self.random = random.Random(seed * 100003 + number).random
        self.number = number
        self.pictures = 1 + self.below(8)
        self.classes = self.one_of([1, 2, 3, 5, 12])
        self.whole = self.random() < 0.5       # sides and places are whole numbers: overlaps that are thresholds to the bit
        self.tied = self.random() < 0.5        # few scores: ties
        crowded = number % 12 == 11            # more than 100 detections of a class in a picture
        self.truth, self.found = [], []
        for picture in range(self.pictures):
            if self.random() < 0.15:           # nothing there; perhaps something is found
                objects = 0
            else:
                objects = 1 + self.below(6)
            for _ in range(objects):
                self.add_truth(picture)
            for _ in range(self.below(5) if self.random() < 0.8 else 0):
                self.add_found(picture, self.below(self.classes), self.box())
            if crowded and picture == 0:
                for _ in range(115):
                    self.add_found(0, 0, self.near(self.truth[0][2]) if self.truth and self.random() < 0.3 else self.box())

    def below(self, limit):
        return int(self.random() * limit)

    def one_of(self, values):
        return values[self.below(len(values))]

    def number_in(self, low, high):
        value = low + self.random() * (high - low)
        return float(round(value)) if self.whole else round(value, 2)

    def box(self):
        def side():
            return float(self.one_of(SIDES)) if self.random() < 0.5 else self.number_in(4, 160)
        return [self.number_in(0, 200), self.number_in(0, 200), side(), side()]

    def near(self, box):
        if self.random() < 0.2:
            return list(box)
        x, y, width, height = box
        reach = self.one_of([0.05, 0.2, 0.5])
        def shift(size):
            return self.number_in(-reach * size, reach * size)
        return [x + shift(width), y + shift(height), max(1.0, width + shift(width)), max(1.0, height + shift(height))]

    def score(self):
        return self.one_of([0.1, 0.5, 0.75, 0.9]) if self.tied else round(self.random(), 4)

    def add_truth(self, picture):
        before = [box for where, _, box, *_ in self.truth if where == picture]
        box = self.near(self.one_of(before)) if before and self.random() < 0.25 else self.box()
        kind = self.below(self.classes)
        area = box[2] * box[3]
        if self.random() < 0.3:
            area = self.one_of([1024.0, 9216.0, round(area * 0.7, 3)])
        crowd = self.random() < 0.12
        ignored = not crowd and self.random() < 0.12
        self.truth.append((picture, kind, box, area, crowd, ignored))
        if self.random() < 0.85:
            for _ in range(self.one_of([1, 1, 1, 2, 4])):
                self.add_found(picture, kind if self.random() < 0.9 else self.below(self.classes), self.near(box))

    def add_found(self, picture, kind, box):
        self.found.append((picture, kind, self.score(), box))

    def judged(self):
        images = [{"id": i + 1} for i in range(self.pictures)]
        categories = [{"id": k + 1} for k in range(self.classes)]
        truth = [{"id": n + 1, "image_id": picture + 1, "category_id": kind + 1, "bbox": box,
                  "area": BEYOND if ignored else area, "iscrowd": int(crowd)}
                 for n, (picture, kind, box, area, crowd, ignored) in enumerate(self.truth)]
        found = [{"image_id": picture + 1, "category_id": kind + 1, "score": score, "bbox": box}
                 for picture, kind, score, box in self.found]
        with contextlib.redirect_stdout(io.StringIO()):
            known = dataset(images, categories, truth)
            results = known.loadRes(found) if found else dataset(images, categories, [])
            judge = COCOeval(known, results, "bbox")
            judge.evaluate()
            judge.accumulate()
            judge.summarize()
        return judge

    def write(self, out):
        print("set", self.number, self.pictures, self.classes, sep="\t", file=out)
        for picture, kind, box, area, crowd, ignored in self.truth:
            print("truth", picture, kind, *box, area, int(crowd), int(ignored), sep="\t", file=out)
        for picture, kind, score, box in self.found:
            print("found", picture, kind, score, *box, sep="\t", file=out)
        judge = self.judged()
        for kind in range(-1, self.classes):
            print("figures", kind, *figures(judge, kind), sep="\t", file=out)
        for kind in range(self.classes):
            print("counts", kind, *counts(judge, kind, self.pictures), sep="\t", file=out)


def dataset(images, categories, annotations):
    coco = COCO()
    coco.dataset = {"images": images, "categories": categories, "annotations": annotations}
    coco.createIndex()
    return coco


def mean(values):
    values = values[values > -1]
    return float(np.mean(values)) if values.size else float("nan")


def figures(judge, kind):
    """What summarize prints, of one class; of all, its own numbers."""
    if kind < 0:
        return [float("nan") if value == -1 else float(value) for value in judge.stats]
    precision = judge.eval["precision"][:, :, kind]
    recall = judge.eval["recall"][:, kind]
    return [mean(precision[..., 0, 2]), mean(precision[0, :, 0, 2]), mean(precision[5, :, 0, 2])] + \
        [mean(precision[..., size, 2]) for size in (1, 2, 3)] + \
        [mean(recall[:, 0, most]) for most in (0, 1, 2)] + [mean(recall[:, size, 2]) for size in (1, 2, 3)]


def counts(judge, kind, pictures):
    """From what evaluateImg keeps of each picture, all sizes, first threshold."""
    right = wrong = missed = 0
    overlap = 0.0
    for seen in judge.evalImgs[kind * 4 * pictures:(kind * 4 + 1) * pictures]:
        if seen is None:
            continue
        taken = np.array(seen["dtScores"]) >= AT_SCORE
        matched = seen["dtMatches"][0] > 0
        counted = ~seen["dtIgnore"][0]
        good = taken & matched & counted
        right += int(good.sum())
        wrong += int((taken & ~matched & counted).sum())
        missed += int((seen["gtIgnore"] == 0).sum() - good.sum())
        ids = [truth["id"] for truth in judge._gts[seen["image_id"], seen["category_id"]]]
        for d in np.flatnonzero(good):
            overlap += float(judge.ious[seen["image_id"], seen["category_id"]][d, ids.index(seen["dtMatches"][0][d])])
    return right, wrong, missed, overlap


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--sets", type=int, default=48)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with open(options.file, "w", encoding="ascii", newline="\n") as out:
        for number in range(options.sets):
            Set(number, options.seed).write(out)


if __name__ == "__main__":
    main()
