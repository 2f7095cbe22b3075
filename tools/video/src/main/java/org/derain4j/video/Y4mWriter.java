package org.derain4j.video;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a YUV4MPEG2 stream; each frame has left when {@link #write} returns. */
public final class Y4mWriter implements FrameSink {

    private final OutputStream out;

    /**
     * Writes the header.
     *
     * @param out    stays the caller's to close
     * @param header the first line without its end, as of {@link Y4mReader#header}
     * @throws IOException if writing fails
     */
    public Y4mWriter(OutputStream out, String header) throws IOException {
        this.out = out;
        out.write((header + "\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void write(Frame frame) throws IOException {
        out.write(("FRAME" + frame.parameters() + "\n").getBytes(StandardCharsets.ISO_8859_1));
        out.write(frame.samples());
        out.flush();
    }
}
