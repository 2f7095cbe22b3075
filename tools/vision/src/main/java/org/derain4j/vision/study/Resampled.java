package org.derain4j.vision.study;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.derain4j.vision.metrics.Interval;

/** All figures of one condition, of its pictures as they are and of drawn sets of them: what intervals are made of. */
final class Resampled {

    private final List<Figure> figures;
    private final Map<Figure, Integer> places = new HashMap<>();
    private final double[] value;
    private final double[][] drawn;
    private final Interval[] intervals;

    /** On sets that all conditions share, so that differences are of the same pictures; none of one picture, which tell nothing. */
    Resampled(Measure measure, int pictures, int[][] sets, ForkJoinPool pool) {
        figures = measure.figures();
        for (int i = 0; i < figures.size(); i++) {
            places.putIfAbsent(figures.get(i), i);
        }
        int[] once = new int[pictures];
        Arrays.fill(once, 1);
        value = measure.of(once);
        drawn = new double[pictures == 1 ? 0 : sets.length][];
        pool.submit(() -> IntStream.range(0, drawn.length).parallel().forEach(i -> drawn[i] = measure.of(sets[i])))
                .join();
        intervals = IntStream.range(0, figures.size()).mapToObj(this::interval).toArray(Interval[]::new);
    }

    List<Figure> figures() {
        return figures;
    }

    /** No share is below 0 or above 1, to which its interval may have been moved. */
    private Interval interval(int index) {
        Interval moved = Interval.of(value[index], Arrays.stream(drawn).mapToDouble(set -> set[index]).toArray());
        return figures.get(index).isShare()
                ? new Interval(moved.value(), Math.max(0, moved.low()), Math.min(1, moved.high()))
                : moved;
    }

    /** A figure of the pictures as they are, and between what it lies. */
    Interval of(Figure figure) {
        return intervals[index(figure)];
    }

    /** By how much a figure is higher here than there. */
    Interval above(Resampled other, Figure figure) {
        int index = index(figure);
        return Interval.of(value[index] - other.value[index], IntStream.range(0, drawn.length)
                .mapToDouble(i -> drawn[i][index] - other.drawn[i][index]).toArray());
    }

    private int index(Figure figure) {
        Integer place = places.get(figure);
        if (place == null) {
            throw new IllegalArgumentException("no figure " + figure);
        }
        return place;
    }
}
