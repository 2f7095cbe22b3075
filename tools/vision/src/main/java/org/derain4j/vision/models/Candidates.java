package org.derain4j.vision.models;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.derain4j.vision.labels.Box;

/** What a head proposes, on the canvas; nonsense and what is below the floor is left out. */
final class Candidates {

    /** Of those that are compared at all, as Ultralytics has it. */
    private static final int MOST = 30_000;

    private final double floor;
    private final List<Detection> list = new ArrayList<>();

    Candidates(double floor) {
        this.floor = floor;
    }

    /** Whether such a score is looked at; not if it is no number. */
    boolean takes(double score) {
        return score >= floor && score < Double.POSITIVE_INFINITY;
    }

    /** A box by its borders. */
    void add(int classIndex, double score, double left, double top, double right, double bottom) {
        double width = right - left;
        double height = bottom - top;
        if (takes(score) && classIndex >= 0 && width > 0 && height > 0
                && Double.isFinite(left + top + width * height)) {
            list.add(new Detection(classIndex, Math.min(score, 1), new Box(left, top, width, height)));
        }
    }

    /** A box by its centre and size. */
    void addCentred(int classIndex, double score, double x, double y, double width, double height) {
        add(classIndex, score, x - width / 2, y - height / 2, x + width / 2, y + height / 2);
    }

    /**
     * Non-maximum suppression within each class: the surest first, and each only if no surer one of its class shares more with it
     * than that.
     *
     * @param iou  intersection over union; from 1 on nothing is suppressed
     * @param most how many to return
     */
    List<Detection> suppressed(double iou, int most) {
        List<Detection> sorted = list.stream().sorted(Comparator.comparingDouble(Detection::score).reversed())
                .limit(MOST).toList();
        List<Detection> kept = new ArrayList<>();
        for (Detection next : sorted) {
            if (kept.size() == most) {
                break;
            }
            if (iou >= 1 || kept.stream().noneMatch(
                    k -> k.classIndex() == next.classIndex() && k.box().iou(next.box()) > iou)) {
                kept.add(next);
            }
        }
        return kept;
    }
}
