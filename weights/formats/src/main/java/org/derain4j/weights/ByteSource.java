package org.derain4j.weights;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of one file, to be copied out at any place. */
interface ByteSource {

    /** How many there are now; another process may cut a file short at any time. */
    long size() throws IOException;

    /** Fills the target with the bytes from a place on; where they end before it is full, the origin is damaged. */
    void read(long from, ByteBuffer target, Origin origin) throws IOException;

    /** So many bytes from a place on, which the caller has found to be there. */
    default byte[] read(long from, long count, Origin origin) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(count)];
        read(from, ByteBuffer.wrap(bytes), origin);
        return bytes;
    }

    /** Refuses bytes that are not what they were when they were read. */
    void requireUnchanged(Origin origin) throws IOException;

    void close();

    /** The bytes of an array. */
    static ByteSource of(byte[] all) {
        return new ByteSource() {

            @Override
            public long size() {
                return all.length;
            }

            @Override
            public void read(long from, ByteBuffer target, Origin origin) {
                target.put(all, Math.toIntExact(from), target.remaining());
            }

            @Override
            public void requireUnchanged(Origin origin) {
                // It is the caller's.
            }

            @Override
            public void close() {
                // An array holds nothing open.
            }
        };
    }
}
