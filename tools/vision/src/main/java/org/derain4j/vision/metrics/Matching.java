package org.derain4j.vision.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.derain4j.vision.labels.LabelledBox;
import org.derain4j.vision.models.Detection;

/**
 * The detections of one class in one picture, and what they found there, by the rules of pycocotools: the surest detection chooses first,
 * among the objects that are still to be had the one with the largest intersection over union, and one that need not be found only if
 * there is no other.
 */
final class Matching {

    /** Of intersection over union, as NumPy's linspace(0.5, 0.95, 10) has them to the last bit. */
    static final double[] THRESHOLDS = spaced(0.5, 0.95, 10);

    /** More detections of a class in a picture than these, the surest, are not looked at. */
    static final int MOST = 100;

    private final List<LabelledBox> truth;
    private final List<Detection> found;
    private final double[][] iou;

    /**
     * @param truth of one class in one picture
     * @param found of the same, in any order
     */
    Matching(List<LabelledBox> truth, List<Detection> found) {
        this.truth = truth;
        List<Detection> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingDouble((Detection detection) -> -detection.score()));
        this.found = sorted.subList(0, Math.min(MOST, sorted.size()));
        iou = this.found.stream()
                .map(detection -> truth.stream().mapToDouble(box -> overlap(detection, box)).toArray())
                .toArray(double[][]::new);
    }

    /**
     * What became of each detection.
     *
     * @param objects  that are to be found
     * @param right    the thresholds at which a detection found one, as bits
     * @param wrong    the thresholds at which it found nothing, as bits; at the others it does not count
     * @param partners at the first threshold, index into the truths, or -1
     * @param ignored  truths that need not be found
     */
    record Verdicts(int objects, int[] right, int[] wrong, int[] partners, boolean[] ignored) {}

    /** The detections that are looked at, the surest first. */
    List<Detection> found() {
        return found;
    }

    LabelledBox truth(int index) {
        return truth.get(index);
    }

    double iou(int detection, int object) {
        return iou[detection][object];
    }

    /** Matches with the objects of a range of sizes; the others need not be found. */
    Verdicts of(AreaRange range) {
        boolean[] ignored = new boolean[truth.size()];
        for (int i = 0; i < ignored.length; i++) {
            LabelledBox box = truth.get(i);
            ignored[i] = box.crowd() || box.ignored() || !range.has(box.area());
        }
        int[] order = IntStream.range(0, ignored.length).boxed()
                .sorted(Comparator.comparing((Integer i) -> ignored[i])).mapToInt(i -> i).toArray();
        int objects = (int) IntStream.of(order).filter(i -> !ignored[i]).count();
        Verdicts verdicts = new Verdicts(objects, new int[found.size()], new int[found.size()], new int[found.size()],
                ignored);
        for (int t = 0; t < THRESHOLDS.length; t++) {
            boolean[] taken = new boolean[ignored.length];
            for (int d = 0; d < found.size(); d++) {
                int partner = partner(iou[d], THRESHOLDS[t], order, ignored, taken);
                if (t == 0) {
                    verdicts.partners[d] = partner;
                }
                if (partner >= 0) {
                    taken[partner] = !truth.get(partner).crowd();
                    verdicts.right[d] |= ignored[partner] ? 0 : 1 << t;
                } else {
                    verdicts.wrong[d] |= range.has(found.get(d).box().area()) ? 1 << t : 0;
                }
            }
        }
        return verdicts;
    }

    /** The object that a detection finds, or -1. */
    private static int partner(double[] iou, double least, int[] order, boolean[] ignored, boolean[] taken) {
        double best = least;
        int partner = -1;
        for (int i : order) {
            if (partner >= 0 && !ignored[partner] && ignored[i]) {
                break;
            }
            if (!taken[i] && iou[i] >= best) {
                best = iou[i];
                partner = i;
            }
        }
        return partner;
    }

    /** With a crowd, the share of the detection that is in it: the crowd is as large as many. */
    private static double overlap(Detection detection, LabelledBox box) {
        if (box.crowd()) {
            double shared = detection.box().intersection(box.box());
            return shared == 0 ? 0 : shared / detection.box().area();
        }
        return detection.box().iou(box.box());
    }

    static double[] spaced(double first, double last, int count) {
        double step = (last - first) / (count - 1);
        double[] values = IntStream.range(0, count).mapToDouble(i -> first + i * step).toArray();
        values[count - 1] = last;
        return values;
    }
}
