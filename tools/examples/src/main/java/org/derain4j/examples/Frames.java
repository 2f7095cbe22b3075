package org.derain4j.examples;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.derain4j.engine.ChannelOrder;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.PixelBuffer;
import org.derain4j.engine.PixelLayout;

/**
 * Raw frames through pipes, where they lie and without a copy, in planes of green, blue and red, as ffmpeg has them:
 * {@code ffmpeg -i rain.mp4 -f rawvideo -pix_fmt gbrp - | java ... Frames 640 480 > dry.gbrp}.
 */
final class Frames {

    private Frames() {}

    static void derain(Derainer derainer, int width, int height, InputStream in, OutputStream out) throws IOException {
        // @start region="planes" :
        int size = width * height;
        byte[] memory = new byte[3 * size];
        PixelLayout plane = PixelLayout.planar(height, width, ChannelOrder.GREY);
        PixelBuffer green = PixelBuffer.of(memory, plane);
        PixelBuffer blue = PixelBuffer.of(memory, plane.at(size));
        PixelBuffer red = PixelBuffer.of(memory, plane.at(2L * size));
        PixelBuffer frame = PixelBuffer.ofPlanes(ChannelOrder.RGB, red, green, blue);
        // @end
        for (int read; (read = in.readNBytes(memory, 0, memory.length)) > 0;) {
            if (read < memory.length) {
                throw new EOFException("the last frame is cut short: %d bytes of %d".formatted(read, memory.length));
            }
            derainer.derain(frame, frame);
            out.write(memory);
        }
        out.flush();
    }

    public static void main(String... sides) throws IOException {
        try (Derainer derainer = Derainer.builder().build()) {
            derain(derainer, Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), System.in, System.out);
        }
    }
}
