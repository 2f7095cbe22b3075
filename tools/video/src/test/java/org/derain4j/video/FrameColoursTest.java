package org.derain4j.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.derain4j.video.FrameFormat.Layout;
import org.derain4j.video.FrameFormat.Matrix;
import org.derain4j.video.FrameFormat.Range;
import org.derain4j.video.FrameFormat.Siting;
import org.junit.jupiter.api.Test;

class FrameColoursTest {

    private final Random random = new Random(1);

    @Test
    void withoutRainEveryFrameComesBack() {
        for (FrameFormat format : Frames.formats()) {
            FrameColours colours = FrameColours.of(format);
            Frame frame = new Frame(Frames.random(format, random).samples(), " Ip");
            float[] bgr = colours.bgr(frame);
            assertEquals(3 * format.width() * format.height(), bgr.length);
            for (float value : bgr) {
                assertTrue(Math.abs(value) <= 1, format + ": " + value);
            }
            Frame dry = colours.without(new Rain(frame, bgr, new float[bgr.length]), 1);
            assertArrayEquals(frame.samples(), dry.samples(), format.toString());
            assertEquals(" Ip", dry.parameters());
            Frame untouched = colours.without(new Rain(frame, bgr, noise(bgr.length)), 0);
            assertArrayEquals(frame.samples(), untouched.samples(), format.toString());
        }
    }

    @Test
    void samplesBeyondTheirBitsStay() {
        FrameFormat format = new FrameFormat(2, 1, Layout.MONO, Siting.LEFT, 10, Range.FULL, null);
        Frame frame = new Frame(new byte[]{-1, -1, 0, 0}, "");
        FrameColours colours = FrameColours.of(format);
        float[] bgr = colours.bgr(frame);
        assertArrayEquals(new float[]{1, 1, 1, -1, -1, -1}, bgr);
        assertArrayEquals(frame.samples(), colours.without(new Rain(frame, bgr, new float[6]), 1).samples());
    }

    /** Rain that makes all of one colour, in any layout: the frame's samples become that colour's. */
    @Test
    void whatIsLeftIsWhatTheNetworkMade() {
        for (FrameFormat format : Frames.formats()) {
            FrameColours colours = FrameColours.of(format);
            Frame wet = flat(format, 0.6, 0.5, 0.7);
            float[] bgr = colours.bgr(wet);
            float[] rain = bgr.clone();
            double[] dry = {0.5, 0.375, 0.25}; // R, G, B
            for (int i = 0; i < rain.length; i++) {
                rain[i] -= (float) (2 * dry[2 - i % 3] - 1);
            }
            byte[] expected = format.layout() == Layout.MONO
                    ? flat(format, 0.375, 0.375, 0.375).samples()
                    : flat(format, dry[0], dry[1], dry[2]).samples();
            assertClose(format, expected, colours.without(new Rain(wet, bgr, rain), 1).samples());
            for (int i = 0; i < rain.length; i++) {
                rain[i] *= 0.5f;
            }
            assertClose(format, expected, colours.without(new Rain(wet, bgr, rain), 2).samples());
        }
    }

    /** Both were rounded once: the wet one before, and the dry one now. */
    private static void assertClose(FrameFormat format, byte[] expected, byte[] samples) {
        Samples codes = new Samples(format.bits());
        for (int i = 0; i < samples.length / (format.bits() > 8 ? 2 : 1); i++) {
            assertEquals(codes.get(expected, i), codes.get(samples, i), 1, format + ", sample " + i);
        }
    }

    @Test
    void whatTheNetworkMakesBeyondWhiteIsWhite() {
        FrameFormat format = FrameFormat.rgb(1, 1, 8);
        Frame frame = new Frame(new byte[]{101, (byte) 201, 50}, "");
        FrameColours colours = FrameColours.of(format);
        float[] bgr = colours.bgr(frame);
        assertArrayEquals(new byte[]{(byte) 255, (byte) 255, 0},
                colours.without(new Rain(frame, bgr, new float[]{5, -5, -5}), 1).samples());
        assertArrayEquals(new byte[]{(byte) 178, (byte) 228, 25}, // halfway there
                colours.without(new Rain(frame, bgr, new float[]{5, -5, -5}), 0.5f).samples());
    }

    /** Whites above 235 are there to be kept; the network is not told of them. */
    @Test
    void whatIsOutOfGamutStaysSoByAsMuch() {
        FrameFormat format = new FrameFormat(1, 1, Layout.YUV444, Siting.LEFT, 8, Range.LIMITED, Matrix.BT709);
        Frame frame = new Frame(new byte[]{(byte) 250, (byte) 128, (byte) 128}, "");
        FrameColours colours = FrameColours.of(format);
        float[] bgr = colours.bgr(frame);
        assertArrayEquals(new float[]{1, 1, 1}, bgr);
        float tenLevels = 2 * 10 / 219f;
        assertArrayEquals(new byte[]{(byte) 240, (byte) 128, (byte) 128},
                colours.without(new Rain(frame, bgr, new float[]{tenLevels, tenLevels, tenLevels}), 1).samples());
    }

    @Test
    void chromaStandsWhereItsSitingSays() {
        // Cb rises by 8 a luma column: whatever the siting, inside the edges it is that straight line.
        for (Siting siting : Siting.values()) {
            FrameFormat format = new FrameFormat(16, 2, Layout.YUV420, siting, 8, Range.FULL, Matrix.BT601);
            byte[] samples = new byte[format.bytes()];
            Arrays.fill(samples, (byte) 128);
            double offset = siting == Siting.CENTRE ? 0.5 : 0;
            for (int i = 0; i < 8; i++) {
                samples[32 + i] = (byte) Math.round(64 + 8 * (2 * i + offset));
            }
            float[] bgr = FrameColours.of(format).bgr(new Frame(samples, ""));
            for (int x = 1; x < 14; x++) {
                double cb = (64 + 8 * x - 128) / 255.0;
                assertEquals(Math.clamp(2 * (128 / 255.0 + 1.772 * cb) - 1, -1, 1), bgr[3 * x], 1e-6,
                        siting + ", column " + x);
            }
        }
    }

    /** The mean of what a sample stands for: two columns between which it is, or half of its own and a quarter of each neighbour. */
    @Test
    void rainOfAColumnIsSharedByTheChromaBesideIt() {
        for (Siting siting : Siting.values()) {
            FrameFormat format = new FrameFormat(8, 2, Layout.YUV422, siting, 16, Range.FULL, Matrix.BT601);
            byte[] samples = new byte[format.bytes()];
            Samples codes = new Samples(16);
            for (int i = 0; i < 32; i++) {
                codes.set(samples, i, 32768);
            }
            Frame frame = new Frame(samples, "");
            FrameColours colours = FrameColours.of(format);
            float[] bgr = colours.bgr(frame);
            float[] rain = new float[bgr.length];
            rain[3 * 3] = 0.2f; // blue, column 3
            byte[] dry = colours.without(new Rain(frame, bgr, rain), 1).samples();
            double whole = 0.1 * 65535 * 0.5; // B alone makes 1/2 of Cb
            double[] parts = siting == Siting.CENTRE ? new double[]{0, 0.5, 0, 0} : new double[]{0, 0.25, 0.25, 0};
            for (int i = 0; i < 4; i++) {
                assertEquals(32768 - whole * parts[i], codes.get(dry, 16 + i), 0.51, siting + ", chroma " + i);
            }
            assertEquals(32768 - 0.1 * 65535 * 0.114, codes.get(dry, 3), 0.51);
        }
    }

    @Test
    void rgbOfOtherColoursIsRoundedOnce() {
        FrameFormat format = new FrameFormat(1, 1, Layout.YUV444, Siting.LEFT, 8, Range.LIMITED, Matrix.BT601);
        Frame frame = new Frame(new byte[]{81, 90, (byte) 240}, " Ip"); // red
        Rain rain = new Rain(frame, FrameColours.of(format).bgr(frame), new float[]{0, 0, 0});
        FrameColours rgb = FrameColours.of(format, FrameFormat.rgb(1, 1, 8));
        assertArrayEquals(FrameColours.of(format).bgr(frame), rgb.bgr(frame));
        assertArrayEquals(new byte[]{(byte) 254, 0, 0}, rgb.without(rain, 1).samples());
        assertEquals("", rgb.without(rain, 1).parameters());
        Rain green = new Rain(frame, rain.bgr(), new float[]{0, -1, 0});
        assertArrayEquals(new byte[]{(byte) 254, (byte) 128, 0}, rgb.without(green, 1).samples());
        assertThrows(IllegalArgumentException.class, () -> FrameColours.of(format, FrameFormat.rgb(1, 2, 8)));
        assertThrows(IllegalArgumentException.class, () -> FrameColours.of(FrameFormat.rgb(1, 1, 8), format));
    }

    @Test
    void formatsKnowTheirSize() {
        assertEquals(7 * 5 + 2 * 4 * 3, format(7, 5, Layout.YUV420, 8).bytes());
        assertEquals(2 * (7 * 5 + 2 * 4 * 5), format(7, 5, Layout.YUV422, 9).bytes());
        assertEquals(3 * 7 * 5, format(7, 5, Layout.YUV444, 8).bytes());
        assertEquals(2 * 7 * 5, format(7, 5, Layout.MONO, 16).bytes());
        assertEquals(3 * 7 * 5, FrameFormat.rgb(7, 5, 8).bytes());
        assertSame(Matrix.BT601, Matrix.usual(720, 576));
        assertSame(Matrix.BT709, Matrix.usual(1280, 720));
        assertSame(Matrix.BT709, Matrix.usual(1920, 540));
    }

    private static FrameFormat format(int width, int height, Layout layout, int bits) {
        return new FrameFormat(width, height, layout, Siting.LEFT, bits, Range.FULL, Matrix.BT601);
    }

    /** All of one colour, from the definition of Y'CbCr. */
    private static Frame flat(FrameFormat format, double r, double g, double b) {
        byte[] bytes = new byte[format.bytes()];
        Samples samples = new Samples(format.bits());
        int pixels = format.width() * format.height();
        if (format.layout() == Layout.RGB) {
            for (int i = 0; i < 3 * pixels; i++) {
                samples.set(bytes, i, samples.most() * (i % 3 == 0 ? r : i % 3 == 1 ? g : b));
            }
            return new Frame(bytes, "");
        }
        double kr = switch (format.matrix()) {
            case BT601 -> 0.299;
            case BT709 -> 0.2126;
            case BT2020 -> 0.2627;
        };
        double kb = switch (format.matrix()) {
            case BT601 -> 0.114;
            case BT709 -> 0.0722;
            case BT2020 -> 0.0593;
        };
        double y = kr * r + (1 - kr - kb) * g + kb * b;
        boolean full = format.range() == Range.FULL;
        double unit = full ? samples.most() / 255.0 : 1 << format.bits() - 8;
        double middle = 1 << format.bits() - 1;
        double chroma = (full ? 255 : 224) * unit;
        int chromaSamples = format.chromaWidth() * format.chromaHeight();
        for (int i = 0; i < pixels; i++) {
            samples.set(bytes, i, full ? 255 * unit * y : (16 + 219 * y) * unit);
        }
        for (int i = 0; i < chromaSamples; i++) {
            samples.set(bytes, pixels + i, middle + chroma * (b - y) / (2 - 2 * kb));
            samples.set(bytes, pixels + chromaSamples + i, middle + chroma * (r - y) / (2 - 2 * kr));
        }
        return new Frame(bytes, "");
    }

    private float[] noise(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
