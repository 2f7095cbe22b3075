package org.derain4j.video;

import java.io.IOException;
import java.io.InputStream;

/** Frames that stand one behind the other without a word, as of {@code ffmpeg -f rawvideo}. */
public final class RawReader implements FrameSource {

    private final InputStream in;
    private final FrameFormat format;
    private long frames;

    /**
     * Reads nothing yet.
     *
     * @param in     stays the caller's to close
     * @param format what the stream cannot say itself
     */
    public RawReader(InputStream in, FrameFormat format) {
        this.in = in;
        this.format = format;
    }

    @Override
    public FrameFormat format() {
        return format;
    }

    @Override
    public Frame next() throws IOException {
        byte[] samples = FrameBytes.read(in, format, frames);
        if (samples == null) {
            return null;
        }
        frames++;
        return new Frame(samples, "");
    }
}
