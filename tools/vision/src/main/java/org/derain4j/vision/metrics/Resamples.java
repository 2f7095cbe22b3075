package org.derain4j.vision.metrics;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A run's figures on the sets of pictures that a {@link Bootstrap} has drawn.
 *
 * @param <F> the figures
 */
public final class Resamples<F extends Enum<F>> {

    private final Bootstrap draws;
    private final Metrics<F> run;

    /** By figure: its value in each set; null where no set has one. */
    private final double[][] byFigure;

    Resamples(Bootstrap draws, Metrics<F> run, double[][] bySet) {
        this.draws = draws;
        this.run = run;
        byFigure = new double[(run.classes() + 1) * run.kinds().length][];
        for (int i = 0; i < byFigure.length; i++) {
            int figure = i;
            double[] values = Arrays.stream(bySet).mapToDouble(set -> set[figure]).toArray();
            byFigure[i] = Arrays.stream(values).allMatch(Double::isNaN) ? null : values;
        }
    }

    /** A figure of all classes. */
    public Interval interval(F figure) {
        return interval(figure, -1);
    }

    /** A figure of one class. */
    public Interval interval(F figure, int classIndex) {
        return Interval.of(run.figure(figure, classIndex), values(figure, classIndex));
    }

    /** All figures of all classes. */
    public Map<F, Interval> intervals() {
        return all(this::interval);
    }

    /** By how much a figure of all classes is higher here than in another run on the same pictures. */
    public Interval above(Resamples<F> other, F figure) {
        return above(other, figure, -1);
    }

    /** By how much a figure of one class is higher here than in another run on the same pictures. */
    public Interval above(Resamples<F> other, F figure, int classIndex) {
        if (draws != other.draws) {
            throw new IllegalArgumentException("only runs of one Bootstrap are on the same draws");
        }
        double[] mine = values(figure, classIndex);
        double[] others = other.values(figure, classIndex);
        double[] differences = new double[mine.length];
        Arrays.setAll(differences, i -> mine[i] - others[i]);
        return Interval.of(run.figure(figure, classIndex) - other.run.figure(figure, classIndex), differences);
    }

    /** By how much all figures of all classes are higher here than in another run on the same pictures. */
    public Map<F, Interval> above(Resamples<F> other) {
        return all(figure -> above(other, figure));
    }

    /** A figure's value in each drawn set, NaN where it has none; of all classes for -1. */
    public double[] values(F figure, int classIndex) {
        double[] values = byFigure[run.index(figure, classIndex)];
        if (values == null) {
            values = new double[draws.size()];
            Arrays.fill(values, Double.NaN);
        }
        return values.clone();
    }

    private Map<F, Interval> all(Function<F, Interval> interval) {
        Map<F, Interval> intervals = new EnumMap<>(run.kinds()[0].getDeclaringClass());
        for (F figure : run.kinds()) {
            intervals.put(figure, interval.apply(figure));
        }
        return intervals;
    }
}
