package org.derain4j.rain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;

/**
 * Chance that is the same everywhere. Each thing that is drawn has a {@link Random} of its own, whose algorithm the platform
 * specifies to the bit; its seed is the first eight bytes, most significant first, of the SHA-256 of the UTF-8 text
 * {@code SEED LF NAME LF WHAT}. So no picture's rain depends on what was made before it, and no layer on the layers below it.
 */
final class Draws {

    private static final double PART = 500;

    private Draws() {}

    static Random of(long seed, String name, String what) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((seed + "\n" + name + "\n" + what).getBytes(StandardCharsets.UTF_8));
            return new Random(ByteBuffer.wrap(hash).getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    static double between(Random random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** A factor about 1, normal in the logarithm. */
    static double factor(Random random, double spread) {
        return StrictMath.exp(spread * random.nextGaussian());
    }

    /** How many things there are where {@code mean} are expected (Poisson), counted one by one; in parts, as exp(-mean) would be 0. */
    static int count(Random random, double mean) {
        int count = 0;
        for (double left = mean; left > 0; left -= PART) {
            double end = StrictMath.exp(-Math.min(left, PART));
            for (double at = random.nextDouble(); at > end; at *= random.nextDouble()) {
                count++;
            }
        }
        return count;
    }
}
