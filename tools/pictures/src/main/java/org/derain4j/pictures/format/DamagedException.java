package org.derain4j.pictures.format;

import java.io.IOException;

/** A file whose pixels are not all there or not to be trusted. */
public final class DamagedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Whether a lenient reading would take something. */
    private final boolean cutShort;

    private DamagedException(String why, boolean cutShort, Throwable cause) {
        super(why, cause);
        this.cutShort = cutShort;
    }

    /**
     * Nothing can be done with it.
     *
     * @param why   part of a sentence, as {@code its header has 3 bytes of 13}
     * @param cause or null
     * @return the exception
     */
    public static DamagedException broken(String why, Throwable cause) {
        return new DamagedException(why, false, cause);
    }

    /**
     * Some pixels are there, and a lenient reading would take them.
     *
     * @param why   part of a sentence, as {@code it ends too early}
     * @param cause or null
     * @return the exception
     */
    public static DamagedException cutShort(String why, Throwable cause) {
        return new DamagedException(why, true, cause);
    }

    /**
     * Whether a lenient reading would take something.
     *
     * @return true for {@link #cutShort(String, Throwable)}
     */
    public boolean isCutShort() {
        return cutShort;
    }
}
