package org.derain4j.video.ffmpeg;

import java.math.BigInteger;

/** A fraction, as ffmpeg has for frame rates and time bases. */
record Ratio(long numerator, long denominator) {

    Ratio {
        if (denominator <= 0) {
            throw new IllegalArgumentException(numerator + "/" + denominator);
        }
    }

    /** Of {@code 30000/1001} or {@code 4:3}; null for what is no number, and for {@code 0/0}. */
    static Ratio of(String text) {
        String[] parts = text.split("[/:]", 2);
        try {
            long denominator = parts.length < 2 ? 1 : Long.parseLong(parts[1]);
            return denominator <= 0 ? null : new Ratio(Long.parseLong(parts[0]), denominator);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    double value() {
        return (double) numerator / denominator;
    }

    Ratio inverse() {
        return new Ratio(denominator, numerator);
    }

    /** So many of it, in units of which there are {@code unitsPerOne}, rounded to nearest. */
    long times(long count, long unitsPerOne) {
        BigInteger twice = BigInteger.valueOf(count).multiply(BigInteger.valueOf(numerator))
                .multiply(BigInteger.valueOf(2 * unitsPerOne))
                .add(BigInteger.valueOf(denominator));
        return floor(twice, BigInteger.valueOf(2).multiply(BigInteger.valueOf(denominator))).longValueExact();
    }

    private static BigInteger floor(BigInteger a, BigInteger b) {
        BigInteger[] parts = a.divideAndRemainder(b);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    @Override
    public String toString() {
        return numerator + "/" + denominator;
    }
}
