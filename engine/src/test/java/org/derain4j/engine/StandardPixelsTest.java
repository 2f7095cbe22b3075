package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinds of pictures that are not the network's own, two pixels each, and the levels they stand for. */
class StandardPixelsTest {

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_BGR, BufferedImage.TYPE_3BYTE_BGR})
    void anyOrderOfColoursBecomesBgr(int type) {
        int[] samples = {1, 2, 3, 250, 251, 252};
        BufferedImage picture = standard(new BufferedImage(2, 1, type), samples);
        assertEquals(BufferedImage.TYPE_3BYTE_BGR, picture.getType());
        assertArrayEquals(samples, samples(picture));
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_4BYTE_ABGR})
    void anyOrderWithAlphaBecomesAbgr(int type) {
        int[] samples = {1, 2, 3, 0, 250, 251, 252, 130};
        BufferedImage picture = standard(new BufferedImage(2, 1, type), samples);
        assertEquals(BufferedImage.TYPE_4BYTE_ABGR, picture.getType());
        assertArrayEquals(samples, samples(picture));
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_INT_ARGB_PRE, BufferedImage.TYPE_4BYTE_ABGR_PRE})
    void premultipliedColoursAreDividedAndThePictureIsLeftAsItWas(int type) {
        BufferedImage premultiplied = new BufferedImage(2, 1, type);
        int[] samples = {60, 30, 0, 120, 0, 0, 0, 0};
        assertArrayEquals(new int[]{128, 64, 0, 120, 0, 0, 0, 0}, samples(standard(premultiplied, samples)));
        assertArrayEquals(samples, samples(premultiplied));
    }

    @Test
    void greyLevelsStayAsStored() {
        assertArrayEquals(new int[]{10, 128},
                samples(standard(new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY), 10, 128)));
        assertArrayEquals(new int[]{10, 0, 128, 255},
                samples(standard(component(ColorSpace.CS_GRAY, DataBuffer.TYPE_BYTE, true, false), 10, 0, 128, 255)));
    }

    @Test
    void fiveAndSixBitsSpanTheWholeRange() {
        assertArrayEquals(new int[]{255, 255, 255, 0, 130, 8},
                samples(standard(new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_565_RGB), 31, 63, 31, 0, 32, 1)));
    }

    @Test
    void tenBitsBecomeSixteen() {
        ColorModel packed = new DirectColorModel(30, 0x3FF00000, 0xFFC00, 0x3FF);
        BufferedImage picture = new BufferedImage(packed, packed.createCompatibleWritableRaster(2, 1), false, null);
        assertArrayEquals(new int[]{65535, 64, 0, 32800, 32735, 65471},
                samples(standard(picture, 1023, 1, 0, 512, 511, 1022)));
        assertArrayEquals(new int[]{255, 0, 0, 128, 127, 255}, samples(StandardPixels.of(picture, 8)));
    }

    /** Of samples whose model says how many bits count. */
    @ParameterizedTest
    @ValueSource(ints = {9, 10, 12, 14, 15})
    void bitsBetweenAreScaledToNearest(int bits) {
        int max = (1 << bits) - 1;
        for (boolean grey : new boolean[]{true, false}) {
            int[] sizes = new int[grey ? 1 : 3];
            Arrays.fill(sizes, bits);
            ColorModel model = new ComponentColorModel(
                    ColorSpace.getInstance(grey ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB), sizes, false, false,
                    Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
            BufferedImage picture = new BufferedImage(model, model.createCompatibleWritableRaster(max + 1, 1), false,
                    null);
            for (int x = 0; x <= max; x++) {
                int[] pixel = new int[sizes.length];
                Arrays.fill(pixel, x);
                picture.getRaster().setPixel(x, 0, pixel);
            }
            for (int top : new int[]{255, 65535}) {
                BufferedImage standard = top == 255 ? StandardPixels.of(picture, 8) : StandardPixels.of(picture);
                for (int x = 0; x <= max; x++) {
                    int expected = (int) Math.floor((double) x * top / max + 0.5);
                    for (int sample : standard.getRaster().getPixel(x, 0, (int[]) null)) {
                        assertEquals(expected, sample);
                    }
                }
            }
        }
    }

    @Test
    void theBandWithTheMostBitsDecides() {
        ColorModel packed = new DirectColorModel(32, 0x3FF00000, 0xFFC00, 0x3FF, 0xC0000000);
        BufferedImage picture = new BufferedImage(packed, packed.createCompatibleWritableRaster(2, 1), false, null);
        assertArrayEquals(new int[]{65535, 0, 0, 21845, 0, 0, 0, 65535},
                samples(standard(picture, 1023, 0, 0, 1, 0, 0, 0, 3)));
    }

    @Test
    void eightKinds() {
        for (int type : new int[]{DataBuffer.TYPE_BYTE, DataBuffer.TYPE_USHORT}) {
            for (int space : new int[]{ColorSpace.CS_GRAY, ColorSpace.CS_sRGB}) {
                for (boolean alpha : new boolean[]{false, true}) {
                    BufferedImage picture = component(space, type, alpha, false);
                    int bands = picture.getRaster().getNumBands();
                    int[] samples = new Random(bands).ints(2 * bands, 0, type == DataBuffer.TYPE_BYTE ? 256 : 65536)
                            .toArray();
                    BufferedImage own = standard(picture, samples);
                    int bits = type == DataBuffer.TYPE_BYTE ? 8 : 16;
                    requireStandard(own, bits, space, alpha);
                    assertArrayEquals(samples, samples(own));
                    requireStandard(StandardPixels.of(picture, 8), 8, space, alpha);
                    requireStandard(StandardPixels.of(picture, 16), 16, space, alpha);
                    int[] deep = bits == 16 ? samples : IntStream.of(samples).map(v -> v * 257).toArray();
                    assertArrayEquals(deep, samples(StandardPixels.of(picture, 16)));
                    int[] flat = bits == 8
                            ? samples
                            : IntStream.of(samples).map(v -> (int) ((v * 255L + 32767) / 65535)).toArray();
                    assertArrayEquals(flat, samples(StandardPixels.of(picture, 8)));
                }
            }
        }
        assertThrows(IllegalArgumentException.class,
                () -> StandardPixels.of(component(ColorSpace.CS_GRAY, DataBuffer.TYPE_BYTE, false, false), 12));
    }

    /** Packed in the order of the standard kinds. */
    private static void requireStandard(BufferedImage picture, int bits, int space, boolean alpha) {
        int bands = (space == ColorSpace.CS_GRAY ? 1 : 3) + (alpha ? 1 : 0);
        assertEquals(bits == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT, picture.getRaster().getTransferType());
        assertEquals(ColorSpace.getInstance(space), picture.getColorModel().getColorSpace());
        assertFalse(picture.isAlphaPremultiplied());
        PixelInterleavedSampleModel samples = (PixelInterleavedSampleModel) picture.getSampleModel();
        assertEquals(bands, samples.getPixelStride());
        for (int band = 0; band < bands; band++) {
            assertEquals(bits == 8 && bands > 2 ? bands - 1 - band : band, samples.getBandOffsets()[band]);
        }
        int type = bits == 8
                ? new int[]{0, BufferedImage.TYPE_BYTE_GRAY, 0, BufferedImage.TYPE_3BYTE_BGR,
                    BufferedImage.TYPE_4BYTE_ABGR}[bands]
                : bands == 1 ? BufferedImage.TYPE_USHORT_GRAY : BufferedImage.TYPE_CUSTOM;
        assertEquals(type, picture.getType());
    }

    /** Each colour and alpha of 8 bits, and some of 16, beside the quotient in double. */
    @Test
    void premultipliedSamplesAreDividedExactly() {
        for (int type : new int[]{DataBuffer.TYPE_BYTE, DataBuffer.TYPE_USHORT}) {
            int max = type == DataBuffer.TYPE_BYTE ? 255 : 65535;
            int step = type == DataBuffer.TYPE_BYTE ? 1 : 253;
            BufferedImage picture = component(ColorSpace.CS_sRGB, type, true, true);
            for (int alpha = 0; alpha <= max; alpha += step) {
                for (int colour = 0; colour <= alpha; colour += step) {
                    int[] samples = samples(standard(picture, colour, 0, alpha, alpha, colour, colour, 0, alpha));
                    int expected = alpha == 0 ? 0 : (int) Math.floor((2L * colour * max + alpha) / (2.0 * alpha));
                    assertEquals(expected, samples[0]);
                    assertEquals(alpha == 0 ? 0 : max, samples[2]);
                    assertEquals(alpha, samples[3]);
                }
            }
            int[] odd = {max, 7, 0, max, 9, max, 0, 0}; // whole, and of no alpha: as they are
            assertArrayEquals(odd, samples(standard(picture, odd)));
            assertArrayEquals(new int[]{max, 0, 0, 10, 0, 0, 0, 10},
                    samples(standard(picture, 11, 0, 0, 10, 0, 0, 0, 10)));
        }
    }

    /** Also of a space far from sRGB, and of linear light: the picture comes out as it went in, and says what it means. */
    @Test
    void coloursOfAProfileKeepTheirValuesAndTheirSpace() {
        for (int type : new int[]{DataBuffer.TYPE_BYTE, DataBuffer.TYPE_USHORT}) {
            for (boolean premultiplied : new boolean[]{false, true}) {
                BufferedImage linear = component(ColorSpace.CS_LINEAR_RGB, type, true, premultiplied);
                int[] samples = {55, 56, 57, type == DataBuffer.TYPE_BYTE ? 255 : 65535, 0, 0, 0, 0};
                BufferedImage standard = standard(linear, samples);
                assertArrayEquals(samples, samples(standard));
                assertSame(linear.getColorModel().getColorSpace(), standard.getColorModel().getColorSpace());
            }
        }
    }

    @Test
    void palettesAreResolved() {
        byte[] red = {0, 10, (byte) 200};
        byte[] green = {0, 20, (byte) 210};
        byte[] blue = {0, 30, (byte) 220};
        assertArrayEquals(new int[]{10, 20, 30, 200, 210, 220}, ofPalette(new IndexColorModel(2, 3, red, green, blue)));
        assertArrayEquals(new int[]{10, 200}, ofPalette(new IndexColorModel(2, 3, red, red, red)));
        assertArrayEquals(new int[]{10 * 257, 200 * 257}, samples(StandardPixels.of(
                standard(new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY,
                        new IndexColorModel(2, 3, red, red, red)), 1, 2),
                16)));
        assertArrayEquals(new int[]{10, 20, 30, 255, 200, 210, 220, 7},
                ofPalette(new IndexColorModel(2, 3, red, green, blue, new byte[]{-1, -1, 7})));
    }

    private static int[] ofPalette(IndexColorModel palette) {
        return samples(standard(new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY, palette), 1, 2));
    }

    /** The JDK has no profile of CMYK; photo YCC is as far from RGB. */
    @Test
    void otherColoursAreConvertedAndTheirAlphaIsNot() {
        for (int type : new int[]{DataBuffer.TYPE_BYTE, DataBuffer.TYPE_USHORT}) {
            for (boolean premultiplied : new boolean[]{false, true}) {
                int scale = type == DataBuffer.TYPE_BYTE ? 1 : 257;
                BufferedImage ycc = component(ColorSpace.CS_PYCC, type, true, premultiplied);
                int[] samples = {100, 150, 137, 255, premultiplied ? 20 : 50, premultiplied ? 24 : 60,
                    premultiplied ? 28 : 70, 102};
                int[] scaled = IntStream.of(samples).map(v -> v * scale).toArray();
                BufferedImage standard = standard(ycc, scaled);
                assertTrue(standard.getColorModel().getColorSpace().isCS_sRGB());
                int[] expected = {140, 155, 162, 255, 0, 187, 32, 102};
                for (int i = 0; i < expected.length; i++) {
                    assertEquals(expected[i], samples(standard)[i] / (double) scale, i == 3 || i == 7 ? 0 : 1.2,
                            "sample " + i + (premultiplied ? ", premultiplied" : ""));
                }
                assertArrayEquals(scaled, samples(ycc));
            }
        }
    }

    @Test
    void fractionsAreLevelsFromNoneToAll() {
        BufferedImage colour = component(ColorSpace.CS_sRGB, DataBuffer.TYPE_FLOAT, false, false);
        colour.getRaster().setPixels(0, 0, 2, 1, new float[]{0, 0.5f, 1, -1, 2, Float.NaN});
        assertArrayEquals(new int[]{0, 32768, 65535, 0, 65535, 0}, samples(StandardPixels.of(colour)));
        assertArrayEquals(new int[]{0, 128, 255, 0, 255, 0}, samples(StandardPixels.of(colour, 8)));
        BufferedImage grey = component(ColorSpace.CS_GRAY, DataBuffer.TYPE_FLOAT, true, false);
        grey.getRaster().setPixels(0, 0, 2, 1, new float[]{100 / 255f, 1, 1, 0.2f});
        assertArrayEquals(new int[]{25700, 65535, 65535, 13107}, samples(StandardPixels.of(grey)));
    }

    @Test
    void moreThanSixteenBitsAreRefused() {
        BufferedImage deep = component(ColorSpace.CS_sRGB, DataBuffer.TYPE_INT, false, false);
        assertThrows(PictureException.class, () -> StandardPixels.of(deep));
    }

    private static BufferedImage component(int space, int type, boolean alpha, boolean premultiplied) {
        ColorModel model = new ComponentColorModel(ColorSpace.getInstance(space), alpha, premultiplied,
                alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE, type);
        WritableRaster raster = model.createCompatibleWritableRaster(2, 1);
        return new BufferedImage(model, raster, premultiplied, null);
    }

    private static BufferedImage standard(BufferedImage picture, int... samples) {
        picture.getRaster().setPixels(0, 0, 2, 1, samples);
        return StandardPixels.of(picture);
    }

    private static int[] samples(BufferedImage picture) {
        return picture.getRaster().getPixels(0, 0, 2, 1, (int[]) null);
    }
}
