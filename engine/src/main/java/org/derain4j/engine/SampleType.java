package org.derain4j.engine;

/** What a sample of a {@link PixelBuffer} is. */
public enum SampleType {

    /** A byte without sign: 0 to 255. */
    UINT8(Byte.BYTES),
    /** Two bytes without sign: 0 to 65,535. */
    UINT16(Short.BYTES),
    /**
     * A float: 0 is black, 1 is white (255, 65,535). Values beyond are taken as they are; results are neither rounded nor clipped, so
     * that they may be a little below 0 or above 1.
     */
    FLOAT32(Float.BYTES);

    private final int bytes;

    SampleType(int bytes) {
        this.bytes = bytes;
    }

    /**
     * The size of a sample.
     *
     * @return 1, 2 or 4
     */
    public int bytes() {
        return bytes;
    }
}
