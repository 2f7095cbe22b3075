package org.derain4j.vision.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.derain4j.vision.labels.Box;
import org.derain4j.vision.labels.LabelledBox;
import org.derain4j.vision.metrics.PictureMatches.Match;
import org.derain4j.vision.models.Detection;
import org.junit.jupiter.api.Test;

/** Cases by hand, and weights; {@link PycocotoolsTest} has the many. */
class DetectionMetricsTest {

    private static final Box HERE = new Box(10, 10, 40, 40);
    private static final Box THERE = new Box(100, 10, 40, 40);
    private static final LabelledBox CAR = LabelledBox.of(0, HERE);
    private static final LabelledBox BUS = LabelledBox.of(1, THERE);

    private static Detection found(int kind, double score, Box box) {
        return new Detection(kind, score, box);
    }

    /** Half of the width beside it: a third of the union. */
    private static Box beside(Box box) {
        return new Box(box.x() + box.width() / 2, box.y(), box.width(), box.height());
    }

    private static DetectionMetrics of(List<LabelledBox> truth, Detection... found) {
        return DetectionMetrics.of(List.of(new PictureDetections(truth, List.of(found))), 2, 0.3);
    }

    /** Thresholds, bit by bit as NumPy prints them. */
    @Test
    void thresholds() {
        assertArrayEquals(new double[]{0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.8999999999999999, 0.95},
                Matching.THRESHOLDS);
    }

    /** Of all recalls that up to 200 objects give, which recalls of the 101 are reached: also where rounding puts 0.29 x 100 below 29. */
    @Test
    void recallsReached() {
        for (int objects = 1; objects <= 200; objects++) {
            for (int found = 0; found <= objects; found++) {
                double recall = (double) found / objects;
                assertEquals(DoubleStream.of(Ranking.RECALLS).filter(point -> point <= recall).count(),
                        Ranking.reached(recall), found + " of " + objects);
            }
        }
    }

    @Test
    void allFound() {
        DetectionMetrics metrics = of(List.of(CAR, BUS), found(0, 0.9, HERE), found(1, 0.8, THERE));

        for (DetectionFigure figure : DetectionFigure.values()) {
            double expected = figure.name().matches("A[PR]_(SMALL|LARGE)") ? Double.NaN : 1;
            assertEquals(expected, metrics.figure(figure), 1e-15, figure::toString);
        }
    }

    @Test
    void rightWrongAndMissed() {
        Detection right = found(0, 0.9, HERE);
        Detection again = found(0, 0.8, HERE);
        Detection beside = found(1, 0.7, beside(THERE));
        Detection unsure = found(1, 0.2, THERE);
        DetectionMetrics metrics = of(List.of(CAR, BUS), unsure, again, beside, right);

        assertEquals(
                new PictureMatches(List.of(new Match(right, CAR, 1)), List.of(again, beside), List.of(), List.of(BUS)),
                metrics.matches(0));
        assertEquals(new Counts(1, 2, 1, 1), metrics.counts());
        assertEquals(new Counts(1, 1, 0, 1), metrics.counts(0));
        assertEquals(new Counts(0, 1, 1, 0), metrics.counts(1));
        assertEquals(1.0 / 3, metrics.figure(DetectionFigure.PRECISION), 1e-15);
        assertEquals(1.0 / 2, metrics.figure(DetectionFigure.RECALL), 1e-15);
        assertEquals(2.0 / 5, metrics.figure(DetectionFigure.F1), 1e-15);
        assertEquals(Double.NaN, metrics.figure(DetectionFigure.MEAN_IOU, 1));
        assertEquals((1 + 0.5) / 2, metrics.figure(DetectionFigure.AP50), 1e-15);
    }

    /** One that need not be found may be found once; a crowd as often as one likes, by detections that lie within. */
    @Test
    void ignoredAndCrowds() {
        LabelledBox difficult = new LabelledBox(0, HERE, HERE.area(), false, true);
        LabelledBox crowd = new LabelledBox(1, new Box(60, 0, 150, 150), 22500, true, false);
        Detection once = found(0, 0.9, HERE);
        Detection twice = found(0, 0.8, HERE);
        Detection within = found(1, 0.7, THERE);
        Detection same = found(1, 0.6, THERE);
        DetectionMetrics metrics = of(List.of(difficult, crowd), once, twice, within, same);

        assertEquals(new PictureMatches(List.of(), List.of(twice),
                List.of(new Match(once, difficult, 1), new Match(within, crowd, 1), new Match(same, crowd, 1)),
                List.of()),
                metrics.matches(0));
        assertEquals(Double.NaN, metrics.figure(DetectionFigure.AP));
        assertEquals(Double.NaN, metrics.figure(DetectionFigure.RECALL));
        assertEquals(0, metrics.figure(DetectionFigure.PRECISION));
    }

    /** An object that must be found goes before one that need not, though the latter fits better. */
    @Test
    void whatCountsGoesFirst() {
        LabelledBox difficult = new LabelledBox(0, HERE, HERE.area(), false, true);
        LabelledBox near = LabelledBox.of(0, new Box(14, 10, 40, 40));
        DetectionMetrics metrics = of(List.of(difficult, near), found(0, 0.9, HERE));

        assertEquals(near, metrics.matches(0).right().getFirst().truth());
        assertEquals(36.0 / 44, metrics.figure(DetectionFigure.MEAN_IOU), 1e-15);
    }

    @Test
    void nothingAtAll() {
        DetectionMetrics metrics = of(List.of());

        for (DetectionFigure figure : DetectionFigure.values()) {
            assertEquals(Double.NaN, metrics.figure(figure), figure::toString);
        }
    }

    /** What a bootstrap rests on: a picture that counts three times is as three such pictures, for all figures of all classes. */
    @Test
    void aWeightIsAsThePictureThatOften() {
        Random random = new Random(29);
        for (int set = 0; set < 40; set++) {
            int pictures = 1 + random.nextInt(8);
            List<PictureDetections> once = Boxes.random(random, pictures, 3, 1 + random.nextInt(10), 80);
            int[] weights = random.ints(pictures, 0, 4).toArray();
            DetectionMetrics repeated = DetectionMetrics.of(Boxes.repeated(once, weights), 3, 0.3);
            double[] all = repeated.values(IntStream.range(0, repeated.pictures()).map(i -> 1).toArray());

            assertArrayEquals(all, DetectionMetrics.of(once, 3, 0.3).values(weights), 1e-12);
        }
    }
}
