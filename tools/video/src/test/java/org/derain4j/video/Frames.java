package org.derain4j.video;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.derain4j.video.FrameFormat.Layout;
import org.derain4j.video.FrameFormat.Matrix;
import org.derain4j.video.FrameFormat.Range;
import org.derain4j.video.FrameFormat.Siting;

/** Formats and frames to test with. */
final class Frames {

    /** As FFmpeg writes them for 6x4. */
    static final String HEADER = "YUV4MPEG2 W6 H4 F25:1 Ip A1:1 C420jpeg XYSCSS=420JPEG XCOLORRANGE=LIMITED";

    private Frames() {}

    /** Every layout, siting, range and matrix, of some depths and sizes. */
    static List<FrameFormat> formats() {
        List<FrameFormat> formats = new ArrayList<>();
        for (Layout layout : Layout.values()) {
            for (Siting siting : Siting.values()) {
                for (Range range : Range.values()) {
                    for (int bits : new int[]{8, 10, 16}) {
                        for (int[] size : new int[][]{{1, 1}, {2, 3}, {7, 5}, {16, 12}}) {
                            formats.add(new FrameFormat(size[0], size[1], layout, siting, bits, range,
                                    Matrix.values()[formats.size() % 3]));
                        }
                    }
                }
            }
        }
        return formats;
    }

    /** Any samples that the bits have room for. */
    static Frame random(FrameFormat format, Random random) {
        byte[] bytes = new byte[format.bytes()];
        Samples samples = new Samples(format.bits());
        int count = format.bits() > Byte.SIZE ? bytes.length / Short.BYTES : bytes.length;
        for (int i = 0; i < count; i++) {
            samples.set(bytes, i, random.nextInt(1 << format.bits()));
        }
        return new Frame(bytes, "");
    }

    /** All of a source. */
    static List<Frame> all(FrameSource source) throws IOException {
        List<Frame> frames = new ArrayList<>();
        for (Frame frame = source.next(); frame != null; frame = source.next()) {
            frames.add(frame);
        }
        return frames;
    }
}
