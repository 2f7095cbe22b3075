package org.derain4j.kernels.tiled;

/**
 * What the gates' own sigmoid and tanh are made of, in vectors and in plain loops alike: within 3 ulps of the exact value
 * (tested to |x| = 87; beyond, within the smallest normal float).
 *
 * <p>Both come from {@code e^y - 1}, which keeps its digits near zero: {@code sigmoid(x) = 1 / (2 + (e^-x - 1))} and, with
 * {@code E = e^2x - 1}, {@code tanh(x) = E / (E + 2)}. With n = y / ln 2 rounded and r = y - n ln 2, {@code e^y - 1} is
 * {@code 2^n (e^r - 1) + (2^n - 1)}, and {@code e^r - 1 = r + r^2 (EXP_2 + EXP_3 r + ... + EXP_7 r^5)}. Coefficients:
 * S. Moshier's Cephes library, single precision ({@code expf}).
 */
public final class GatePolynomials {

    /** Adding 1.5 * 2^23 rounds to an integer and leaves it in the low bits of the sum. */
    public static final float ROUND = 12582912f;

    public static final float LOG2_E = 1.44269504f;

    /** The logarithm of 2 in two parts; n times the first is exact. */
    public static final float LN2_HIGH = 0.693359375f;
    public static final float LN2_LOW = -2.12194440e-4f;

    /** Beyond these, e^y leaves the normal floats. */
    public static final float EXP_MAX = 88f;
    public static final float EXP_MIN = -87f;

    public static final float EXP_2 = 5.0000001201e-1f;
    public static final float EXP_3 = 1.6666665459e-1f;
    public static final float EXP_4 = 4.1665795894e-2f;
    public static final float EXP_5 = 8.3334519073e-3f;
    public static final float EXP_6 = 1.3981999507e-3f;
    public static final float EXP_7 = 1.9875691500e-4f;

    /** The bits of 1: with n moved to the exponent, 2^n. */
    public static final int ONE_BITS = 0x3f800000;

    private GatePolynomials() {}
}
