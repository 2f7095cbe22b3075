package org.derain4j.kernels.cpu;

/**
 * The most fused multiply-adds that this machine does in this JVM, measured: what a kernel that never waits for memory
 * would reach.
 */
public final class Ceiling {

    /** How long to go on after the last clear gain: before that, the compiler is still at work, the later the busier the machine. */
    private static final long NANOS = 600_000_000;
    private static final double CLEAR_GAIN = 1.25;

    /** A round is long beside the time that it takes to hand out. */
    private static final long ROUND_NANOS = 10_000_000;

    private Ceiling() {}

    /**
     * Measures, for about a second.
     *
     * @param chains  what every thread runs
     * @param threads that compute at the same time
     * @return floating-point operations per second of all threads together, two for a multiply-add; the best of many rounds
     * @throws IllegalArgumentException if threads is below 1
     */
    public static double flopPerSecond(FmaChains chains, int threads) {
        double best = 0;
        try (Workers workers = new Workers(threads)) {
            int calls = 1;
            for (long start = System.nanoTime(); System.nanoTime() - start < NANOS;) {
                long nanos = round(workers, chains, calls);
                double speed = (double) chains.flop() * calls * threads / nanos * 1e9;
                if (speed > CLEAR_GAIN * best) {
                    start = System.nanoTime();
                }
                best = Math.max(best, speed);
                calls = nanos < ROUND_NANOS ? 2 * calls : calls;
            }
        }
        return best;
    }

    /** Nanoseconds in which every thread runs the chains that often. */
    private static long round(Workers workers, FmaChains chains, int calls) {
        float[] results = new float[workers.threads()];
        long start = System.nanoTime();
        workers.run(results.length, (index, worker) -> results[index] = chains.run(calls));
        long nanos = System.nanoTime() - start;
        for (float result : results) {
            if (!(result > 0)) {
                throw new IllegalStateException("a chain of multiply-adds gave " + result + "; please report this");
            }
        }
        return nanos;
    }
}
