package org.derain4j.cli.common;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Standard input where {@code -} stands for a file: its first bytes can be looked at before anybody takes them. */
public final class StandardInput extends FilterInputStream {

    private static final int BUFFER = 1 << 16;

    /** Of any stream that nobody else reads from. */
    public StandardInput(InputStream in) {
        super(new BufferedInputStream(in, BUFFER));
    }

    /**
     * The next bytes, which stay to be read.
     *
     * @param most up to 65,536
     * @return fewer only where the stream ends before
     */
    public byte[] peek(int most) throws IOException {
        in.mark(most);
        byte[] bytes = in.readNBytes(most);
        in.reset();
        return bytes;
    }

    /** Whether the next bytes are those of an ASCII text, which stay to be read. */
    public boolean begins(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return Arrays.equals(bytes, peek(bytes.length));
    }
}
