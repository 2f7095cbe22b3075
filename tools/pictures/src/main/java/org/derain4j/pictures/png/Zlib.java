package org.derain4j.pictures.png;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Whole blocks that are small. */
final class Zlib {

    /** No byte of zlib becomes more than this. */
    private static final int INFLATION = 1032;

    private Zlib() {}

    /** How many bytes so many deflated ones can become at most. */
    static long most(long deflated) {
        return INFLATION * deflated;
    }

    /**
     * What was deflated.
     *
     * @return empty if it is more than so many bytes
     * @throws DataFormatException if it is broken or cut short
     */
    static Optional<byte[]> inflated(ByteBuffer deflated, int atMost) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(deflated.duplicate());
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] part = new byte[8192];
            while (!inflater.finished()) {
                int count = inflater.inflate(part);
                if (count == 0 && !inflater.finished()) {
                    throw new DataFormatException("cut short");
                }
                if (all.size() + count > atMost) {
                    return Optional.empty();
                }
                all.write(part, 0, count);
            }
            return Optional.of(all.toByteArray());
        } finally {
            inflater.end();
        }
    }

    static byte[] deflated(byte[] block) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(block);
            deflater.finish();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] part = new byte[8192];
            while (!deflater.finished()) {
                all.write(part, 0, deflater.deflate(part));
            }
            return all.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
