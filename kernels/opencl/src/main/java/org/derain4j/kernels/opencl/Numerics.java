package org.derain4j.kernels.opencl;

import org.derain4j.kernels.backend.Precision;

/**
 * What numbers a backend computes with.
 *
 * @param precision of maps and products
 * @param products  who multiplies in convolutions
 */
record Numerics(Precision precision, Products products) {

    /** Single precision throughout. */
    static final Numerics EXACT = new Numerics(Precision.SINGLE, Products.ITEMS);

    /** Who multiplies in convolutions. */
    enum Products {
        /** Every work-item by itself, in single precision. */
        ITEMS,
        /** Tensor cores, 32 work-items together. */
        TENSOR_CORES,
        /** Work-items in the way of tensor cores: slow, to test all that surrounds these where there are none. */
        EMULATION
    }

    /** Of the largest magnitude: single precision's sums, and tensor cores', which may cut off where others round. */
    private static final double SUMS = 1e-5;
    private static final double TENSOR_SUMS = 5e-5;

    /** Half a unit in the last place of a half, of its value. */
    private static final double HALF_RESULT = 0x1p-11;

    /** Of the largest magnitude, through a network of a dozen steps; what is wrong is off by far more. */
    private static final double NETWORK_SINGLE = 1e-4;
    private static final double NETWORK_TEN_BITS = 3e-2;

    /** Tensor cores do not multiply singles, and TF32 is theirs alone. */
    Numerics {
        if (precision == Precision.SINGLE && products != Products.ITEMS
                || precision == Precision.TF32 && products == Products.ITEMS) {
            throw new IllegalArgumentException(precision + " is not multiplied by " + products);
        }
    }

    boolean tensor() {
        return products != Products.ITEMS;
    }

    boolean emulated() {
        return products == Products.EMULATION;
    }

    /** How far a result may be from the definition's, where inputs and filters are numbers that the precision has. */
    double tolerance() {
        return (tensor() ? TENSOR_SUMS : SUMS) + (precision == Precision.HALF ? HALF_RESULT : 0);
    }

    /** How far the result of the self-test's network may be from the definition's: every value between two steps is rounded. */
    double networkTolerance() {
        return precision == Precision.SINGLE ? NETWORK_SINGLE : NETWORK_TEN_BITS;
    }

    /** For file names and keys. */
    String key() {
        return precision.word() + (tensor() ? "-" + products.name() : "");
    }

    /** For people. */
    String describe() {
        String cores = emulated() ? "emulated tensor cores" : "tensor cores";
        return switch (precision) {
            case SINGLE -> "single precision";
            case TF32 -> "products in TF32 by " + cores;
            case HALF -> "maps in half precision" + (tensor() ? ", products by " + cores : "");
        };
    }
}
