package org.derain4j.web.page;

import java.io.IOException;
import java.nio.file.Path;

/** A page in the making: an HTML file with all its pictures in it, which appears as a whole or not at all. */
public final class ViewPage implements AutoCloseable {

    /** What a page takes at most, unless told. */
    public static final long USUAL_BYTES = 24L << 20;

    private ViewPage() {}

    /**
     * Begins a page.
     *
     * @param file      is replaced if it exists
     * @param title     of the page
     * @param pictures  how many there will be at most; they share the bytes
     * @param mostBytes that the file is to have
     * @return to be closed by the caller
     * @throws IOException if none can be written there
     */
    public static ViewPage create(Path file, String title, int pictures, long mostBytes) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Encodes a picture and writes it.
     *
     * @param picture all its parts of one size
     * @throws IllegalArgumentException if they are not
     * @throws IOException              if it cannot be written
     */
    public void add(ShownPicture picture) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Ends the page: it is there now.
     *
     * @return its bytes
     * @throws IOException if it cannot be written
     */
    public long commit() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Removes what was written, unless it was committed. */
    @Override
    public void close() throws IOException {
        throw new UnsupportedOperationException();
    }
}
