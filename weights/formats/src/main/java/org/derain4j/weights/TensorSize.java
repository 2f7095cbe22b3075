package org.derain4j.weights;

/** Sizes that shapes imply, without trust in the numbers. */
final class TensorSize {

    /** TensorFlow's own limit; it bounds what a hostile shape costs. */
    static final int MAX_RANK = 254;

    private TensorSize() {}

    /** Bytes of the whole tensor; 0 for {@link DType#OTHER}, whose size no shape tells. */
    static long bytes(TensorInfo info, Origin origin) throws WeightFormatException {
        for (long extent : info.shape()) {
            if (extent < 0) {
                throw origin.damage("its shape " + info.describe() + " has a negative extent");
            }
        }
        try {
            return Math.multiplyExact(info.elements(), info.dtype().bytes());
        } catch (ArithmeticException tooLarge) {
            throw origin.damage("its shape " + info.describe() + " is larger than any file");
        }
    }
}
