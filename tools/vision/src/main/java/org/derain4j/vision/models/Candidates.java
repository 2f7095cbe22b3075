package org.derain4j.vision.models;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.derain4j.vision.labels.Box;

/** What a head proposes, on the canvas; nonsense and what is below the floor is left out. */
final class Candidates {

    /** Of those that are compared at all, as Ultralytics has it. */
    private static final int MOST = 30_000;
    /** More than anybody tells apart. */
    private static final double CLASSES = 100_000;

    private final double floor;
    private List<Detection> list = new ArrayList<>();

    Candidates(double floor) {
        this.floor = floor;
    }

    /** Whether such a score is looked at; not if it is no number. */
    boolean takes(double score) {
        return score >= floor && score < Double.POSITIVE_INFINITY;
    }

    /** A box by its borders; its class is as the network gives it, a number of any kind. */
    void add(double classIndex, double score, double left, double top, double right, double bottom) {
        double width = right - left;
        double height = bottom - top;
        if (takes(score) && classIndex >= 0 && classIndex < CLASSES && width > 0 && height > 0
                && Double.isFinite(left + top + width * height)) {
            list.add(new Detection((int) Math.rint(classIndex), Math.min(score, 1), new Box(left, top, width, height)));
            if (list.size() > 2 * MOST) {
                list = surest();
            }
        }
    }

    /** A box by its centre and size. */
    void addCentred(double classIndex, double score, double x, double y, double width, double height) {
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
        List<Detection> kept = new ArrayList<>();
        for (Detection next : surest()) {
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

    private List<Detection> surest() {
        return list.stream().sorted(Comparator.comparingDouble(Detection::score).reversed()).limit(MOST)
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
