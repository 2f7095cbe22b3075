package org.derain4j.pictures.metadata;

/**
 * An entry of an {@link Ifd}: a field with its value's place.
 *
 * @param tag   what it is
 * @param type  of its numbers, as TIFF counts types; see {@link #size}
 * @param count of numbers, as it says itself: not to be trusted
 * @param at    where the entry lies
 * @param value where its value lies: in the entry itself if it fits there
 */
public record IfdEntry(int tag, int type, long count, long at, long value) {

    /** Bytes of 8 bits, without sign. */
    public static final int BYTE = 1;
    /** Text. */
    public static final int ASCII = 2;
    /** Numbers of 16 bits, without sign. */
    public static final int SHORT = 3;
    /** Numbers of 32 bits, without sign. */
    public static final int LONG = 4;
    /** Pairs of numbers of 32 bits, without sign. */
    public static final int RATIONAL = 5;
    /** Bytes of any meaning. */
    public static final int UNDEFINED = 7;
    /** The place of another IFD, 32 bits. */
    public static final int IFD = 13;
    /** BigTIFF's numbers of 64 bits. */
    public static final int LONG8 = 16;
    /** BigTIFF's numbers of 64 bits, with sign. */
    public static final int SLONG8 = 17;
    /** BigTIFF's place of another IFD. */
    public static final int IFD8 = 18;

    private static final int[] SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

    /**
     * The bytes of a number.
     *
     * @param type as TIFF counts types
     * @return 0 for a type that is not known
     */
    public static int size(int type) {
        return type >= 0 && type < SIZES.length ? SIZES[type] : 0;
    }

    /** The bytes of a number's part that a byte order turns round: half of a rational's. */
    static int unit(int type) {
        return type == RATIONAL || type == 10 ? 4 : size(type);
    }

    /**
     * The bytes of the value.
     *
     * @return what type and count make; {@link Long#MAX_VALUE} if there are more than a long counts
     */
    public long bytes() {
        int size = size(type);
        return count < 0 || size > 0 && count > Long.MAX_VALUE / size ? Long.MAX_VALUE : count * size;
    }

    /**
     * Whether it is one number without sign, of 8 to 64 bits.
     *
     * @return true for sizes, offsets and the like
     */
    public boolean isNumber() {
        return count == 1 && (type == BYTE || type == SHORT || type == LONG || type == IFD || type == LONG8
                || type == IFD8);
    }
}
