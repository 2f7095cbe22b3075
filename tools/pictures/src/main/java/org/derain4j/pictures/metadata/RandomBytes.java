package org.derain4j.pictures.metadata;

import java.io.EOFException;
import java.io.IOException;

/** Bytes that can be read at any place: of a block in memory, or of a file. */
public interface RandomBytes {

    /**
     * How many there are.
     *
     * @return 0 or more
     * @throws IOException if the file cannot be asked
     */
    long length() throws IOException;

    /**
     * Reads some of them.
     *
     * @param at   the first
     * @param into is filled
     * @throws EOFException if they are not all there
     * @throws IOException  if reading fails
     */
    void read(long at, byte[] into) throws IOException;

    /**
     * Those of an array.
     *
     * @param all not copied
     * @return a view
     */
    static RandomBytes of(byte[] all) {
        return new RandomBytes() {

            @Override
            public long length() {
                return all.length;
            }

            @Override
            public void read(long at, byte[] into) throws IOException {
                if (at < 0 || at > all.length - into.length) {
                    throw new EOFException("it ends too early");
                }
                System.arraycopy(all, (int) at, into, 0, into.length);
            }
        };
    }
}
