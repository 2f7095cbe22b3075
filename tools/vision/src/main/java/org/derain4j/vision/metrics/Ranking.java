package org.derain4j.vision.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The detections of one class in all pictures, the surest first; those of the same score in the order of the pictures. Sorted once, it
 * gives the average precision with any weights of the pictures: a picture that counts twice has each of its detections twice, one beside
 * the other.
 */
final class Ranking {

    /** Where precision is read, as pycocotools does. */
    static final double[] RECALLS = Matching.spaced(0, 1, 101);

    private static final int[] MOST = {1, 10, Matching.MOST};

    /** The objects to be found in each picture. */
    private final int[] objects;

    /** By threshold: what counts, twice the picture's number, and 1 more if it is right. */
    private final int[][] steps;

    /** By most detections of a picture: in each picture, how many are right, summed over the thresholds. */
    private final int[][] right;

    /** A detection that is told of: its score, its picture, its thresholds. */
    private record Ranked(double score, int picture, int right, int wrong) {}

    /**
     * @param matchings of each picture, null where there is neither truth nor detection
     * @param verdicts  of the same
     */
    Ranking(Matching[] matchings, Matching.Verdicts[] verdicts) {
        objects = new int[matchings.length];
        right = new int[MOST.length][matchings.length];
        List<Ranked> ranked = new ArrayList<>();
        for (int picture = 0; picture < matchings.length; picture++) {
            if (matchings[picture] != null) {
                add(picture, matchings[picture], verdicts[picture], ranked);
            }
        }
        ranked.sort(Comparator.comparingDouble((Ranked detection) -> -detection.score));
        steps = IntStream.range(0, Matching.THRESHOLDS.length).mapToObj(t -> ranked.stream()
                .filter(detection -> ((detection.right | detection.wrong) >> t & 1) != 0)
                .mapToInt(detection -> detection.picture << 1 | detection.right >> t & 1).toArray())
                .toArray(int[][]::new);
    }

    private void add(int picture, Matching matching, Matching.Verdicts verdicts, List<Ranked> ranked) {
        objects[picture] = verdicts.objects();
        for (int d = 0; d < verdicts.right().length; d++) {
            int bits = verdicts.right()[d];
            ranked.add(new Ranked(matching.found().get(d).score(), picture, bits, verdicts.wrong()[d]));
            for (int most = 0; most < MOST.length; most++) {
                right[most][picture] += d < MOST[most] ? Integer.bitCount(bits) : 0;
            }
        }
    }

    /** How many objects are to be found. */
    long objects(int[] weights) {
        return sum(objects, weights);
    }

    /** Recall with at most 1, 10 or 100 detections (0, 1, 2) of a picture, mean over the thresholds. */
    double recall(int most, int[] weights, long objects) {
        return (double) sum(right[most], weights) / (objects * Matching.THRESHOLDS.length);
    }

    /**
     * The mean of the precisions at 101 recalls, where the precision at a recall is the best at that or a higher one, and 0 where the
     * recall is not reached.
     */
    double averagePrecision(int threshold, int[] weights, long objects) {
        double[] precision = new double[steps[threshold].length];
        long[] found = new long[precision.length];
        int count = 0;
        long good = 0;
        long bad = 0;
        for (int step : steps[threshold]) {
            int weight = weights[step >> 1];
            if ((step & 1) == 0) {
                bad += weight;
            } else if (weight > 0) {
                good += weight;
                found[count] = good;
                precision[count++] = (double) good / (good + bad);
            }
        }
        for (int i = count - 1; i > 0; i--) {
            precision[i - 1] = Math.max(precision[i - 1], precision[i]);
        }
        double sum = 0;
        int before = 0;
        for (int i = 0; i < count; i++) {
            int reached = reached((double) found[i] / objects);
            sum += (reached - before) * precision[i];
            before = reached;
        }
        return sum / RECALLS.length;
    }

    /** How many of the recalls are at most this one. */
    static int reached(double recall) {
        int reached = Math.min((int) (recall * (RECALLS.length - 1)) + 1, RECALLS.length);
        while (reached < RECALLS.length && RECALLS[reached] <= recall) {
            reached++;
        }
        while (RECALLS[reached - 1] > recall) {
            reached--;
        }
        return reached;
    }

    private static long sum(int[] values, int[] weights) {
        long sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += (long) values[i] * weights[i];
        }
        return sum;
    }
}
