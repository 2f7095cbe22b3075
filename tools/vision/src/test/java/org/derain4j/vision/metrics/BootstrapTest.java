package org.derain4j.vision.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.derain4j.vision.labels.ClassMask;
import org.junit.jupiter.api.Test;

/** Intervals beside what is known of them. */
class BootstrapTest {

    private static final int PICTURES = 40;

    /** The means of drawn sets. */
    private static double[] means(double[] values, int[][] sets) {
        return Arrays.stream(sets).mapToDouble(
                set -> IntStream.range(0, set.length).mapToDouble(i -> set[i] * values[i]).sum() / values.length)
                .toArray();
    }

    /** NumPy's quantile(range(41), 0.025 and 0.975) are 1 and 39, of range(10) 0.225 and 8.775. */
    @Test
    void percentiles() {
        double[] mixed = IntStream.range(0, 41).mapToDouble(i -> i * 7 % 41).toArray();

        assertEquals(new Interval(20, 1, 39), Interval.of(20, mixed));
        Interval ten = Interval.of(4.5, IntStream.range(0, 10).asDoubleStream().toArray());
        assertEquals(0.225, ten.low(), 1e-15);
        assertEquals(8.775, ten.high(), 1e-15);
    }

    /** Draws that are all too high are moved back. */
    @Test
    void bias() {
        assertEquals(new Interval(3, -16, 22), Interval.of(3, IntStream.range(0, 41).asDoubleStream().toArray()));
    }

    /** Of up to 5 % of the sets that have no figure nothing is said; of more there is no interval. */
    @Test
    void setsWithoutAFigure() {
        double[] few = DoubleStream.concat(DoubleStream.generate(() -> Double.NaN).limit(2),
                IntStream.range(0, 41).asDoubleStream()).toArray();
        double[] many = DoubleStream.concat(DoubleStream.generate(() -> Double.NaN).limit(3),
                IntStream.range(0, 41).asDoubleStream()).toArray();

        assertEquals(new Interval(20, 1, 39), Interval.of(20, few));
        assertEquals(new Interval(20, Double.NaN, Double.NaN), Interval.of(20, many));
        assertFalse(Interval.of(20, many).apartFromZero());
        assertEquals(new Interval(Double.NaN, Double.NaN, Double.NaN), Interval.of(Double.NaN, few));
    }

    @Test
    void apartFromZero() {
        assertTrue(new Interval(2, 1, 3).apartFromZero());
        assertTrue(new Interval(-2, -3, -1).apartFromZero());
        assertFalse(new Interval(1, 0, 2).apartFromZero());
    }

    /** Pictures are drawn with replacement, as many as there are; the same seed draws the same sets. */
    @Test
    void draws() {
        int[][] sets = Bootstrap.weights(PICTURES, 2000, 7);

        assertTrue(Arrays.stream(sets).allMatch(set -> IntStream.of(set).sum() == PICTURES));
        double absent = Arrays.stream(sets).flatMapToInt(IntStream::of).filter(weight -> weight == 0).count()
                / (2000.0 * PICTURES);
        assertEquals(Math.pow(1 - 1.0 / PICTURES, PICTURES), absent, 0.005);
        assertArrayEquals(sets, Bootstrap.weights(PICTURES, 2000, 7));
        assertFalse(Arrays.deepEquals(sets, Bootstrap.weights(PICTURES, 2000, 8)));
    }

    /** The interval of a mean is as wide as normal theory says: 1.96 standard errors to each side. */
    @Test
    void anIntervalOfAMean() {
        double[] values = new Random(3).doubles(PICTURES).toArray();
        double mean = DoubleStream.of(values).average().orElseThrow();
        double variance = DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        double reach = 1.96 * Math.sqrt(variance / PICTURES);

        Interval interval = Interval.of(mean, means(values, Bootstrap.weights(PICTURES, 20000, 1)));

        assertEquals(mean - reach, interval.low(), reach * 0.05);
        assertEquals(mean + reach, interval.high(), reach * 0.05);
    }

    /** How often the interval holds what is true, of means of values with a known mean: of 40 values nearly 95 % of the times. */
    @Test
    void coverage() {
        Random random = new Random(4);
        int[][] sets = Bootstrap.weights(PICTURES, 400, 2);
        int held = 0;
        for (int trial = 0; trial < 1000; trial++) {
            double[] values = random.doubles(PICTURES).toArray();
            Interval interval = Interval.of(DoubleStream.of(values).average().orElseThrow(), means(values, sets));
            held += interval.low() <= 0.5 && 0.5 <= interval.high() ? 1 : 0;
        }

        assertTrue(held >= 915 && held <= 965, held + " of 1000");
    }

    /**
     * The same of what matters: the difference in AP50 of two detectors, one of which misses more, that is known from many sets. In 500
     * trials 92 % held it; so of 100 it should be at least 84, three standard deviations less.
     */
    @Test
    void coverageOfADifference() {
        Random random = new Random(10);
        double known = IntStream.range(0, 400).mapToObj(i -> twoRuns(random)).mapToDouble(runs -> runs.getLast()
                .figure(DetectionFigure.AP50) - runs.getFirst().figure(DetectionFigure.AP50)).average().orElseThrow();
        int held = 0;
        for (int trial = 0; trial < 100; trial++) {
            List<DetectionMetrics> runs = twoRuns(random);
            Interval interval = above(runs.getLast(), runs.getFirst(), DetectionFigure.AP50,
                    Bootstrap.weights(PICTURES, 200, trial));
            held += interval.low() <= known && known <= interval.high() ? 1 : 0;
        }

        assertTrue(known < -0.02, known + " is no difference");
        assertTrue(held >= 84, held + " of 100");
    }

    private static List<DetectionMetrics> twoRuns(Random random) {
        List<PictureDetections> pictures = Boxes.random(random, PICTURES, 2, 5, 80);
        List<PictureDetections> fewer = pictures.stream().map(picture -> new PictureDetections(picture.truth(),
                picture.detections().stream().filter(found -> random.nextInt(8) > 0).toList())).toList();
        return List.of(metrics(pictures), metrics(fewer));
    }

    private static DetectionMetrics metrics(List<PictureDetections> pictures) {
        return DetectionMetrics.of(pictures, 3, 0.3);
    }

    private static <F extends Enum<F>> double[] drawn(Metrics<F> run, F figure, int[][] sets) {
        return Arrays.stream(sets).mapToDouble(set -> run.values(set)[run.index(figure, -1)]).toArray();
    }

    /** By how much a figure is higher in one run than in another on the same sets. */
    private static Interval above(DetectionMetrics one, DetectionMetrics other, DetectionFigure figure, int[][] sets) {
        double[] differences = drawn(one, figure, sets);
        double[] others = drawn(other, figure, sets);
        Arrays.setAll(differences, i -> differences[i] - others[i]);
        return Interval.of(one.figure(figure) - other.figure(figure), differences);
    }

    @Test
    void equalRunsDifferByNothing() {
        List<PictureDetections> pictures = Boxes.random(new Random(5), PICTURES, 3, 8, 70);
        int[][] sets = Bootstrap.weights(PICTURES, 100, 9);

        for (DetectionFigure figure : DetectionFigure.values()) {
            assertEquals(new Interval(0, 0, 0), above(metrics(pictures), metrics(pictures), figure, sets));
        }
    }

    /** The same sets for both runs: a difference is surer than the two runs are. */
    @Test
    void aDifferenceIsPaired() {
        List<PictureDetections> pictures = Boxes.random(new Random(6), PICTURES, 3, 8, 70);
        List<PictureDetections> fewer = pictures.stream().map(picture -> new PictureDetections(picture.truth(),
                picture.detections().subList(0, picture.detections().size() - 2))).toList();
        int[][] sets = Bootstrap.weights(PICTURES, 500, 9);

        Interval difference = above(metrics(fewer), metrics(pictures), DetectionFigure.RECALL, sets);
        double mean = metrics(pictures).figure(DetectionFigure.RECALL);
        Interval alone = Interval.of(mean, drawn(metrics(pictures), DetectionFigure.RECALL, sets));

        assertTrue(difference.high() < 0, difference::toString);
        assertTrue(difference.high() - difference.low() < alone.high() - alone.low(), alone + " " + difference);
    }

    /** What is drawn is what pictures really repeated give. */
    @Test
    void asIfPicturesWereRepeated() {
        List<PictureDetections> pictures = Boxes.random(new Random(7), 12, 3, 8, 70);
        int[][] sets = Bootstrap.weights(12, 100, 11);
        double[] repeated = Arrays.stream(sets)
                .mapToDouble(set -> metrics(Boxes.repeated(pictures, set)).figure(DetectionFigure.AP)).toArray();

        assertArrayEquals(repeated, drawn(metrics(pictures), DetectionFigure.AP, sets), 1e-12);
    }

    /** Half of the pictures are right altogether, half wrong: the share of right pixels is a mean of zeros and ones. */
    @Test
    void masks() {
        ClassMask a = new ClassMask(2, 1, new byte[]{0, 0});
        ClassMask b = new ClassMask(2, 1, new byte[]{1, 1});
        List<Confusion> pictures = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            pictures.add(Confusion.of(a, i % 2 == 0 ? a : b, 2));
        }
        SegmentationMetrics metrics = SegmentationMetrics.of(pictures, Set.of(0, 1));

        Interval share = Interval.of(metrics.figure(SegmentationFigure.PIXEL_ACCURACY),
                drawn(metrics, SegmentationFigure.PIXEL_ACCURACY, Bootstrap.weights(PICTURES, 4000, 3)));

        double reach = 1.96 * Math.sqrt(0.25 / PICTURES);
        assertEquals(0.5, share.value());
        assertEquals(0.5 - reach, share.low(), 0.03);
        assertEquals(0.5 + reach, share.high(), 0.03);
    }

    @Test
    void weightsAreOneForEachPicture() {
        List<PictureDetections> pictures = Boxes.random(new Random(9), 3, 3, 2, 70);

        String message = assertThrows(IllegalArgumentException.class, () -> metrics(pictures).values(new int[4]))
                .getMessage();

        assertEquals("4 weights for 3 pictures", message);
    }
}
