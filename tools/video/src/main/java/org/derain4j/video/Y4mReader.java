package org.derain4j.video;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.derain4j.video.FrameFormat.Matrix;
import org.derain4j.video.FrameFormat.Range;

/** Frames of a YUV4MPEG2 stream. Nothing is taken on the word of the header alone: memory is taken as frames come. */
public final class Y4mReader implements FrameSource {

    /** How a stream begins. */
    public static final String MAGIC = "YUV4MPEG2";

    private static final String FRAME = "FRAME";

    /** Of a line; those of real streams have some hundred. */
    private static final int MOST_LINE = 4096;

    private final InputStream in;
    private final Y4mHeader header;
    private final FrameFormat format;
    private long frames;

    /**
     * Reads the header.
     *
     * @param in     a stream from its beginning; buffered, since it is read byte by byte in places; stays the caller's to close
     * @param range  overrides the header's; null for what the header says, or else is usual
     * @param matrix of Y'CbCr, which the header has no word for; null for what is usual for the size
     * @throws VideoException if it is no such stream, or one of a kind that is not taken
     * @throws IOException    if reading fails
     */
    public Y4mReader(InputStream in, Range range, Matrix matrix) throws IOException {
        this.in = in;
        header = new Y4mHeader(line("the header"));
        format = header.format(range, matrix);
    }

    @Override
    public FrameFormat format() {
        return format;
    }

    /**
     * The first line of the stream, as it came, without its end.
     *
     * @return for {@link Y4mWriter}
     */
    public String header() {
        return header.line();
    }

    @Override
    public Frame next() throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        String line = (char) first + line("the header of frame " + (frames + 1));
        if (!line.equals(FRAME) && !line.startsWith(FRAME + " ")) {
            throw new VideoException("behind frame " + frames
                    + " stands something that is no frame; the stream is damaged, or several were joined");
        }
        byte[] samples = FrameBytes.read(in, format, frames);
        if (samples == null) {
            throw FrameBytes.cutShort(frames);
        }
        frames++;
        return new Frame(samples, line.substring(FRAME.length()));
    }

    /** The bytes before the next line feed, a character each. */
    private String line(String what) throws IOException {
        byte[] line = new byte[MOST_LINE];
        for (int length = 0; length < line.length; length++) {
            int next = in.read();
            if (next == '\n') {
                return new String(line, 0, length, StandardCharsets.ISO_8859_1);
            }
            if (next < 0) {
                throw header == null
                        ? new VideoException("the stream ends within " + what + "; it is no YUV4MPEG2")
                        : FrameBytes.cutShort(frames);
            }
            line[length] = (byte) next;
        }
        throw new VideoException(
                what + " has more than " + MOST_LINE + " bytes; the stream is damaged, or no YUV4MPEG2");
    }
}
