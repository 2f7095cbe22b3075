package org.derain4j.vision.metrics;

import java.util.Arrays;

/**
 * Figures of a set of pictures, overall and by class. Each picture has a weight, the number of times that it counts, so that
 * {@link Bootstrap} draws sets of pictures without measuring anything again. Safe for several threads.
 *
 * @param <F> the figures
 */
public abstract class Metrics<F extends Enum<F>> {

    private final int kinds;
    private final int pictures;
    private final int classes;

    /** Of the pictures as they are; computed when first asked for. */
    private volatile double[] plain;

    Metrics(int kinds, int pictures, int classes) {
        this.kinds = kinds;
        this.pictures = pictures;
        this.classes = classes;
    }

    /** How many pictures there are. */
    public final int pictures() {
        return pictures;
    }

    /** How many classes there are. */
    public final int classes() {
        return classes;
    }

    /** Where a figure of a class, or of all for -1, stands in {@link #values}. */
    public final int index(F figure, int classIndex) {
        return (classIndex + 1) * kinds + figure.ordinal();
    }

    /**
     * All figures with pictures counted as many times as said: all overall figures in their order, then all of class 0, and so on.
     * What has no meaning is NaN.
     *
     * @param weights of each picture, at least 0
     */
    public final double[] values(int[] weights) {
        if (weights.length != pictures) {
            throw new IllegalArgumentException(weights.length + " weights for " + pictures + " pictures");
        }
        double[] values = new double[(classes + 1) * kinds];
        Arrays.fill(values, Double.NaN);
        measure(weights, values);
        return values;
    }

    /** Puts figures where {@link #index} says; what is not put stays NaN. */
    abstract void measure(int[] weights, double[] into);

    /** A figure of all classes. */
    public final double figure(F figure) {
        return figure(figure, -1);
    }

    /** A figure of one class. */
    public final double figure(F figure, int classIndex) {
        return plain()[index(figure, classIndex)];
    }

    private double[] plain() {
        if (plain == null) {
            int[] once = new int[pictures];
            Arrays.fill(once, 1);
            plain = values(once);
        }
        return plain;
    }

    /** A share; NaN of nothing. */
    static double share(double part, double whole) {
        return whole == 0 ? Double.NaN : part / whole;
    }
}
