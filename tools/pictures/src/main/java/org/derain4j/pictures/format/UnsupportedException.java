package org.derain4j.pictures.format;

import java.io.IOException;

/** A file that is whole, and of a kind that is not read. */
public final class UnsupportedException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * A kind that is not read.
     *
     * @param kind   what it is, as {@code its pixels are coded arithmetically}
     * @param remedy what to do, as {@code save it as a plain JPEG}
     */
    public UnsupportedException(String kind, String remedy) {
        super(kind + "; " + remedy);
    }
}
