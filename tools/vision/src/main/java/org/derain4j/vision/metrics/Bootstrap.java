package org.derain4j.vision.metrics;

import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/**
 * How sure a figure is, and how sure the difference of two runs on the same pictures: the bootstrap of Efron and Tibshirani (An
 * Introduction to the Bootstrap, 1993, chapters 6, 8 and 13). As many pictures as there are are drawn from them, with replacement, again
 * and again, each drawn set is measured, and the interval holds 95 % of what comes out (the percentile interval). All runs are measured on
 * the same draws; a difference is taken draw by draw, so that what makes a picture hard for both runs falls out of it.
 *
 * <p>It tells what other pictures of the same kind might have given. The units are pictures, because objects in one picture are not
 * independent of each other. It does not tell how another training of a network would differ, nor what pictures of another kind, other
 * rain or another detector would give; nothing is corrected for looking at many figures: of twenty differences that are none, about one
 * lies apart from zero. With few pictures percentile intervals are somewhat too narrow, and a figure that hangs on the order of all
 * detections, as average precision does, is somewhat higher in drawn sets, in which pictures are repeated.
 */
public final class Bootstrap {

    /** Draws that are usual. */
    public static final int RESAMPLES = 1000;

    private final int[][] weights;
    private final int threads;

    /**
     * @param pictures  in each run
     * @param resamples sets to draw
     * @param seed      of java.util.Random, whose numbers are specified: the same sets everywhere
     * @param threads   that measure; the results do not depend on them
     */
    public Bootstrap(int pictures, int resamples, long seed, int threads) {
        this.weights = weights(pictures, resamples, seed);
        this.threads = threads;
    }

    /**
     * Draws sets of pictures.
     *
     * @return of each set, how many times each picture is in it
     */
    public static int[][] weights(int pictures, int resamples, long seed) {
        Random random = new Random(seed);
        int[][] weights = new int[resamples][pictures];
        for (int[] set : weights) {
            for (int i = 0; i < pictures; i++) {
                set[random.nextInt(pictures)]++;
            }
        }
        return weights;
    }

    /** Sets that are drawn. */
    public int size() {
        return weights.length;
    }

    /** Measures a run on all drawn sets. */
    public <F extends Enum<F>> Resamples<F> of(Metrics<F> run) {
        double[][] values = new double[weights.length][];
        try (ForkJoinPool pool = new ForkJoinPool(threads)) {
            pool.submit(() -> IntStream.range(0, weights.length).parallel()
                    .forEach(i -> values[i] = run.values(weights[i]))).join();
        }
        return new Resamples<>(this, run, values);
    }
}
