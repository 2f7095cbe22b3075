package org.derain4j.cli.eval;

import java.util.List;

/** Peak signal to noise ratio in dB, for a peak of 255. */
final class Psnr {

    private static final double PEAK = 255;

    private Psnr() {}

    /** The error is the mean over all values of all planes; infinite where nothing differs. */
    static double of(List<double[]> planes, List<double[]> truth) {
        double squares = 0;
        long values = 0;
        for (int plane = 0; plane < planes.size(); plane++) {
            double[] a = planes.get(plane);
            double[] b = truth.get(plane);
            for (int i = 0; i < a.length; i++) {
                double difference = a[i] - b[i];
                squares += difference * difference;
            }
            values += a.length;
        }
        return 10 * Math.log10(PEAK * PEAK * values / squares);
    }
}
