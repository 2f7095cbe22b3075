package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
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
    void sixteenBitsAreRoundedToNearest() {
        assertArrayEquals(new int[]{0, 1},
                samples(standard(component(ColorSpace.CS_GRAY, DataBuffer.TYPE_USHORT, false, false), 128, 129)));
        assertArrayEquals(new int[]{0, 1, 255, 2, 100, 50, 128, 255},
                samples(standard(component(ColorSpace.CS_sRGB, DataBuffer.TYPE_USHORT, true, false), 128, 129, 65535,
                        514, 25700, 12850, 32896, 65535)));
    }

    @Test
    void palettesAreResolved() {
        byte[] red = {0, 10, (byte) 200};
        byte[] green = {0, 20, (byte) 210};
        byte[] blue = {0, 30, (byte) 220};
        assertArrayEquals(new int[]{10, 20, 30, 200, 210, 220}, ofPalette(new IndexColorModel(2, 3, red, green, blue)));
        assertArrayEquals(new int[]{10, 200}, ofPalette(new IndexColorModel(2, 3, red, red, red)));
        assertArrayEquals(new int[]{10, 20, 30, 255, 200, 210, 220, 7},
                ofPalette(new IndexColorModel(2, 3, red, green, blue, new byte[]{-1, -1, 7})));
    }

    private static int[] ofPalette(IndexColorModel palette) {
        return samples(standard(new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY, palette), 1, 2));
    }

    @Test
    void linearLightIsBentAndItsAlphaIsNot() {
        for (boolean premultiplied : new boolean[]{false, true}) {
            BufferedImage linear = component(ColorSpace.CS_LINEAR_RGB, DataBuffer.TYPE_BYTE, true, premultiplied);
            int[] samples = {55, 55, 55, 255, premultiplied ? 22 : 55, 0, 0, 102};
            int[] standard = samples(standard(linear, samples));
            int[] expected = {128, 128, 128, 255, 128, 0, 0, 102};
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], standard[i], 1, "sample " + i + (premultiplied ? ", premultiplied" : ""));
            }
            assertArrayEquals(samples, samples(linear));
        }
    }

    @Test
    void fractionsAreLevelsFromNoneToAll() {
        BufferedImage colour = component(ColorSpace.CS_sRGB, DataBuffer.TYPE_FLOAT, false, false);
        colour.getRaster().setPixels(0, 0, 2, 1, new float[]{0, 0.5f, 1, -1, 2, Float.NaN});
        assertArrayEquals(new int[]{0, 128, 255, 0, 255, 0}, samples(StandardPixels.of(colour)));
        BufferedImage grey = component(ColorSpace.CS_GRAY, DataBuffer.TYPE_FLOAT, true, false);
        grey.getRaster().setPixels(0, 0, 2, 1, new float[]{100 / 255f, 1, 1, 0.2f});
        assertArrayEquals(new int[]{100, 255, 255, 51}, samples(StandardPixels.of(grey)));
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
