package org.derain4j.pictures.format;

import java.nio.ByteBuffer;

/** Tells ICC profiles that can be used from those that cannot, by their headers. */
public final class IccProfiles {

    /** A header, and the number of tags. */
    private static final int SMALLEST = 132;
    private static final int TAG = 12;
    private static final int COLOUR_SPACE = 16;
    private static final int MAGIC = 36;
    private static final int ACSP = 0x61637370;
    private static final int RGB = 0x52474220;
    private static final int GRAY = 0x47524159;

    private IccProfiles() {}

    /**
     * Whether it is whole, and of colours of that kind.
     *
     * @param profile bytes
     * @param grey    whether the pixels are grey, not RGB
     * @return true if it can go with them
     */
    public static boolean fits(byte[] profile, boolean grey) {
        if (profile.length < SMALLEST) {
            return false;
        }
        ByteBuffer header = ByteBuffer.wrap(profile);
        long size = Integer.toUnsignedLong(header.getInt(0));
        long tags = Integer.toUnsignedLong(header.getInt(SMALLEST - 4));
        return size >= SMALLEST && size <= profile.length && SMALLEST + TAG * tags <= size
                && header.getInt(MAGIC) == ACSP && header.getInt(COLOUR_SPACE) == (grey ? GRAY : RGB);
    }

    /**
     * Whether it can go with no pixels at all.
     *
     * @param profile bytes
     * @return true if it fits neither grey nor RGB
     */
    public static boolean isBroken(byte[] profile) {
        return !fits(profile, true) && !fits(profile, false);
    }
}
