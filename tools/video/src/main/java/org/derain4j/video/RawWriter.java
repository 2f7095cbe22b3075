package org.derain4j.video;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes frames one behind the other without a word; each has left when {@link #write} returns.
 *
 * @param out stays the caller's to close
 */
public record RawWriter(OutputStream out) implements FrameSink {

    @Override
    public void write(Frame frame) throws IOException {
        out.write(frame.samples());
        out.flush();
    }
}
