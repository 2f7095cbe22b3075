package org.derain4j.video;

import java.io.IOException;
import java.io.InputStream;

/** Reads the samples of frames. */
final class FrameBytes {

    private FrameBytes() {}

    /**
     * The next frame's.
     *
     * @param frames that were read before: once there was one, its size is known to be real, and the next is read in one go
     * @return null where the stream has ended before
     * @throws VideoException where it ends within the frame
     */
    static byte[] read(InputStream in, FrameFormat format, long frames) throws IOException {
        int size = format.bytes();
        byte[] samples;
        int length;
        if (frames == 0) {
            samples = in.readNBytes(size);
            length = samples.length;
        } else {
            samples = new byte[size];
            length = in.readNBytes(samples, 0, size);
        }
        if (length == 0) {
            return null;
        }
        if (length < size) {
            throw cutShort(frames);
        }
        return samples;
    }

    static VideoException cutShort(long frames) {
        return new VideoException("the stream ends within frame " + (frames + 1) + ", after "
                + (frames == 1 ? "1 whole frame" : frames + " whole frames") + "; what wrote it has stopped early");
    }
}
