package org.derain4j.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Random;
import org.derain4j.video.FrameFormat.Layout;
import org.derain4j.video.FrameFormat.Matrix;
import org.derain4j.video.FrameFormat.Range;
import org.derain4j.video.FrameFormat.Siting;
import org.junit.jupiter.api.Test;

/**
 * Colours as FFmpeg has them, on frames of random samples: by its swscale, which rounds to 8 bits, and by zimg, which computes in
 * floats. What swscale made of the same frames stands in swscale.properties, so that this says something without an ffmpeg, too; each
 * line is what {@link #swscale} asks it for.
 */
class SwscaleTest {

    private static final int WIDTH = 16;
    private static final int HEIGHT = 8;

    /** Of 255 levels: its rounding to 8 bits, and what its arithmetic in 14 bits adds. */
    private static final double SWSCALE = 0.51;

    /** Of 255 levels: both compute in floats. */
    private static final double ZIMG = 1e-4;

    /** Full range in more than 8 bits is left out: there swscale shifts samples where it should scale them. */
    private static List<FrameFormat> formats() {
        List<FrameFormat> formats = new ArrayList<>();
        for (Matrix matrix : Matrix.values()) {
            for (int bits : new int[]{8, 10, 16}) {
                formats.add(format(Layout.YUV444, Siting.LEFT, bits, Range.LIMITED, matrix));
            }
            formats.add(format(Layout.YUV444, Siting.LEFT, 8, Range.FULL, matrix));
        }
        for (Siting siting : Siting.values()) {
            formats.add(format(Layout.YUV420, siting, 8, Range.LIMITED, Matrix.BT709));
        }
        formats.add(format(Layout.YUV420, Siting.CENTRE, 8, Range.FULL, Matrix.BT601));
        formats.add(format(Layout.YUV422, Siting.LEFT, 8, Range.LIMITED, Matrix.BT601));
        return formats;
    }

    private static FrameFormat format(Layout layout, Siting siting, int bits, Range range, Matrix matrix) {
        return new FrameFormat(WIDTH, HEIGHT, layout, siting, bits, range, matrix);
    }

    /** The same for the same format: legal luma, and chroma beyond what has a colour, but not so far that swscale overflows. */
    private static Frame frame(FrameFormat format) {
        return frame(format, 16, 235, 48);
    }

    private static Frame frame(FrameFormat format, int black, int white, int chroma) {
        byte[] bytes = new byte[format.bytes()];
        Samples samples = new Samples(format.bits());
        Random random = new Random(format.bits());
        int unit = 1 << format.bits() - 8;
        for (int i = 0; i < bytes.length / (format.bits() > 8 ? 2 : 1); i++) {
            samples.set(bytes, i, i < WIDTH * HEIGHT
                    ? random.nextInt(black * unit, white * unit + 1)
                    : random.nextInt((128 - chroma) * unit, (128 + chroma) * unit + 1));
        }
        return new Frame(bytes, "");
    }

    @Test
    void coloursAreThoseOfSwscaleAsRecorded() throws IOException {
        Properties recorded = recorded();
        for (FrameFormat format : formats()) {
            assertClose(format, planes(HexFormat.of().parseHex(recorded.getProperty(name(format)))), SWSCALE);
        }
    }

    @Test
    void coloursAreThoseOfTheSwscaleThatIsHere() throws IOException {
        Ffmpeg.require(SwscaleTest.class, formats().size(), "scale");
        for (FrameFormat format : formats()) {
            assertClose(format, planes(swscale(format)), SWSCALE);
        }
    }

    @Test
    void coloursAreThoseOfZimg() {
        List<FrameFormat> formats = new ArrayList<>(formats());
        for (Matrix matrix : Matrix.values()) {
            formats.add(format(Layout.YUV444, Siting.LEFT, 10, Range.FULL, matrix));
            formats.add(format(Layout.YUV420, Siting.LEFT, 12, Range.FULL, matrix));
        }
        Ffmpeg.require(SwscaleTest.class, formats.size(), "zscale");
        for (FrameFormat format : formats) {
            assertClose(format, zimg(format), ZIMG);
        }
    }

    /** Through our R, G, B of 16 bits and back by FFmpeg: within the one rounding. */
    @Test
    void samplesComeBackByWayOfOurColours() {
        Ffmpeg.require(SwscaleTest.class, 3 * Matrix.values().length, "zscale");
        for (Matrix matrix : Matrix.values()) {
            for (int bits : new int[]{8, 10, 12}) {
                FrameFormat format = format(Layout.YUV444, Siting.LEFT, bits, Range.LIMITED, matrix);
                Frame frame = frame(format, 90, 160, 20);
                float[] bgr = FrameColours.of(format).bgr(frame);
                RgbColours rgb = (RgbColours) FrameColours.of(FrameFormat.rgb(WIDTH, HEIGHT, 16));
                Frame converted = rgb.converted(new Rain(frame, bgr, new float[bgr.length]), 1);
                byte[] back = Ffmpeg.run(converted.samples(), "-f", "rawvideo", "-pix_fmt", "rgb48le", "-s",
                        WIDTH + "x" + HEIGHT, "-i", "-",
                        "-vf", "format=gbrp16le,zscale=rangein=full:range=limited:matrix=" + zimg(matrix) + ",format="
                                + pixels(format),
                        "-f", "rawvideo", "-");
                assertEquals(HexFormat.of().formatHex(frame.samples()), HexFormat.of().formatHex(back),
                        format.toString());
            }
        }
    }

    /** G, B, R in planes, 0 to 1. */
    private static void assertClose(FrameFormat format, double[] planes, double levels) {
        float[] bgr = FrameColours.of(format).bgr(frame(format));
        int pixels = WIDTH * HEIGHT;
        for (int i = 0; i < bgr.length; i++) {
            double expected = Math.clamp(planes[(i % 3 == 1 ? 0 : i % 3 == 0 ? 1 : 2) * pixels + i / 3], 0, 1);
            assertEquals(255 * expected, 127.5 * (bgr[i] + 1.0), levels, format + ", value " + i);
        }
    }

    private static double[] planes(byte[] bytes) {
        assertEquals(3 * WIDTH * HEIGHT, bytes.length);
        double[] planes = new double[bytes.length];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = Byte.toUnsignedInt(bytes[i]) / 255.0;
        }
        return planes;
    }

    private static byte[] swscale(FrameFormat format) {
        return Ffmpeg.run(frame(format).samples(), "-f", "rawvideo", "-pix_fmt", pixels(format), "-s",
                WIDTH + "x" + HEIGHT, "-i",
                "-", "-vf", "scale=in_color_matrix=" + format.matrix().name().toLowerCase(Locale.ROOT) + ":in_range="
                        + (format.range() == Range.FULL ? "pc" : "tv") + ":out_range=pc"
                        + ":flags=bilinear+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact:in_h_chr_pos="
                        + (format.siting() == Siting.CENTRE ? 128 : 0) + ":in_v_chr_pos="
                        + (format.layout() == Layout.YUV420 && format.siting() != Siting.TOP_LEFT ? 128 : 0)
                        + ",format=gbrp",
                "-f", "rawvideo", "-");
    }

    private static double[] zimg(FrameFormat format) {
        byte[] bytes = Ffmpeg.run(frame(format).samples(), "-f", "rawvideo", "-pix_fmt", pixels(format), "-s",
                WIDTH + "x" + HEIGHT,
                "-i", "-", "-vf", "zscale=matrixin=" + zimg(format.matrix()) + ":rangein="
                        + format.range().name().toLowerCase(Locale.ROOT)
                        + ":matrix=gbr:range=full:filter=bilinear:chromalin="
                        + switch (format.siting()) {
                            case CENTRE -> "center";
                            case LEFT -> "left";
                            case TOP_LEFT -> "topleft";
                        } + ",format=gbrpf32le",
                "-f", "rawvideo", "-");
        double[] planes = new double[3 * WIDTH * HEIGHT];
        assertEquals(Float.BYTES * planes.length, bytes.length);
        ByteBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < planes.length; i++) {
            planes[i] = floats.getFloat();
        }
        return planes;
    }

    private static String zimg(Matrix matrix) {
        return switch (matrix) {
            case BT601 -> "170m";
            case BT709 -> "709";
            case BT2020 -> "2020_ncl";
        };
    }

    private static String pixels(FrameFormat format) {
        String name = format.layout().name().toLowerCase(Locale.ROOT) + "p";
        return format.bits() == 8 ? name : name + format.bits() + "le";
    }

    private static String name(FrameFormat format) {
        return String.join("-", pixels(format), format.siting().name(), format.range().name(), format.matrix().name())
                .toLowerCase(Locale.ROOT);
    }

    private static Properties recorded() throws IOException {
        Properties recorded = new Properties();
        try (InputStream in = SwscaleTest.class.getResourceAsStream("swscale.properties")) {
            recorded.load(in);
        }
        assertTrue(recorded.size() == formats().size(), "all formats are recorded");
        return recorded;
    }

    /** Prints swscale.properties anew. */
    static void main() {
        System.out.println(
                "# What swscale of FFmpeg makes of random frames: G, B, R in planes. SwscaleTest.main prints this.");
        for (FrameFormat format : formats()) {
            System.out.println(name(format) + " = " + HexFormat.of().formatHex(swscale(format)));
        }
    }
}
