package org.derain4j.kernels.cpu;

/**
 * Whether {@link Math#fma} is an instruction, measured beside a product and a sum: about as fast where it is, interpreted or
 * compiled; elsewhere it goes through BigDecimal, which takes 40 to 10,000 times as long.
 */
final class FusedMultiplyAdd {

    private static final int ROUNDS = 10;
    private static final int CALLS = 100;
    private static final int CLEARLY_SLOWER = 10;

    private FusedMultiplyAdd() {}

    /** Takes less than a millisecond where it is true. */
    static boolean isFast() {
        long fused = Long.MAX_VALUE;
        long apart = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            float a = fused();
            long between = System.nanoTime();
            float b = apart();
            long end = System.nanoTime();
            if (!(a > 0 && b > 0)) { // so that both are needed
                throw new IllegalStateException("sums of positive numbers gave " + a + " and " + b);
            }
            fused = Math.min(fused, between - start);
            apart = Math.min(apart, end - between);
        }
        return fused < CLEARLY_SLOWER * apart;
    }

    private static float fused() {
        float x = 1;
        for (int call = 0; call < CALLS; call++) {
            x = Math.fma(x, 0.5f, 0.3f);
        }
        return x;
    }

    private static float apart() {
        float x = 1;
        for (int call = 0; call < CALLS; call++) {
            x = x * 0.5f + 0.3f;
        }
        return x;
    }
}
