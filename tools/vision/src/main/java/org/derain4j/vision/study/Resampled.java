package org.derain4j.vision.study;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.derain4j.vision.metrics.Interval;

/** All figures of one condition, of its pictures as they are and of drawn sets of them: what intervals are made of. */
final class Resampled {

    private final List<Figure> figures;
    private final double[] value;
    private final double[][] drawn;

    /** On sets that all conditions share, so that differences are of the same pictures; none of one picture, which tell nothing. */
    Resampled(Measure measure, int pictures, int[][] sets, ForkJoinPool pool) {
        figures = measure.figures();
        int[] once = new int[pictures];
        Arrays.fill(once, 1);
        value = measure.of(once);
        drawn = new double[pictures == 1 ? 0 : sets.length][];
        pool.submit(() -> IntStream.range(0, drawn.length).parallel().forEach(i -> drawn[i] = measure.of(sets[i])))
                .join();
    }

    List<Figure> figures() {
        return figures;
    }

    /** No share is below 0 or above 1, to which an interval may have been moved. */
    Interval of(Figure figure) {
        int index = index(figure);
        Interval moved = Interval.of(value[index], Arrays.stream(drawn).mapToDouble(set -> set[index]).toArray());
        return figure.isShare()
                ? new Interval(moved.value(), Math.max(0, moved.low()), Math.min(1, moved.high()))
                : moved;
    }

    /** By how much a figure is higher here than there. */
    Interval above(Resampled other, Figure figure) {
        int index = index(figure);
        return Interval.of(value[index] - other.value[index], IntStream.range(0, drawn.length)
                .mapToDouble(i -> drawn[i][index] - other.drawn[i][index]).toArray());
    }

    private int index(Figure figure) {
        int index = figures.indexOf(figure);
        if (index < 0) {
            throw new IllegalArgumentException("no figure " + figure);
        }
        return index;
    }
}
