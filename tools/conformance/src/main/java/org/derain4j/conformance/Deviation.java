package org.derain4j.conformance;

/** How far values are from the expected ones: the largest distance, where it is, and the root of the mean square. */
record Deviation(double max, int worst, double rms) {

    /** Of equal distances the first counts. */
    static Deviation between(float[] got, double[] expected) {
        if (got.length != expected.length) {
            throw new IllegalArgumentException(
                    "the network gave " + got.length + " values, the reference has " + expected.length + ".");
        }
        double max = -1;
        int worst = 0;
        double squares = 0;
        for (int i = 0; i < got.length; i++) {
            double distance = distance(got[i], expected[i]);
            squares += distance * distance;
            if (distance > max) {
                max = distance;
                worst = i;
            }
        }
        return new Deviation(max, worst, Math.sqrt(squares / got.length));
    }

    /** Infinite for whatever is not finite: a NaN compares as "not greater" and would slip through otherwise. */
    private static double distance(double got, double expected) {
        double distance = Math.abs(got - expected);
        return Double.isFinite(distance) ? distance : Double.POSITIVE_INFINITY;
    }
}
