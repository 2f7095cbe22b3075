package org.derain4j.pictures.format;

import java.io.IOException;
import javax.imageio.stream.ImageInputStream;

/** A whole file in memory, where its parts lie about in it. */
public final class FileBytes {

    private FileBytes() {}

    /**
     * Reads it.
     *
     * @param in a file
     * @return all of its bytes
     * @throws UnsupportedException if no array holds them
     * @throws IOException          if reading fails
     */
    public static byte[] of(ImageInputStream in) throws IOException {
        long length = in.length();
        if (length > Integer.MAX_VALUE - Byte.SIZE) {
            throw new UnsupportedException("it has more than 2 GB", "scale it down");
        }
        in.seek(0);
        byte[] all = new byte[(int) length];
        in.readFully(all);
        return all;
    }
}
