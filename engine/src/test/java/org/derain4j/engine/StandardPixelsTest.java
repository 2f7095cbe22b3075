package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import javax.imageio.ImageTypeSpecifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardPixelsTest {
    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_BGR, BufferedImage.TYPE_3BYTE_BGR})
    void anyOrderOfColoursBecomesBgr(int type) {
        BufferedImage picture = StandardPixels
                .of(Pictures.filled(new BufferedImage(Pictures.WIDTH, Pictures.HEIGHT, type)));
        assertEquals(BufferedImage.TYPE_3BYTE_BGR, picture.getType());
        assertArrayEquals(Pictures.samples(Pictures.colour()), Pictures.samples(picture));
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_4BYTE_ABGR})
    void anyOrderWithAlphaBecomesAbgr(int type) {
        BufferedImage picture = StandardPixels
                .of(Pictures.filled(new BufferedImage(Pictures.WIDTH, Pictures.HEIGHT, type)));
        assertEquals(BufferedImage.TYPE_4BYTE_ABGR, picture.getType());
        assertArrayEquals(Pictures.samples(Pictures.transparent()), Pictures.samples(picture));
    }

    @Test
    void premultipliedColoursAreDivided() {
        BufferedImage premultiplied = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB_PRE);
        premultiplied.getRaster().setPixel(0, 0, new int[]{60, 30, 0, 120});
        int[] pixel = Pictures.samples(StandardPixels.of(premultiplied));
        assertEquals(120, pixel[3]);
        assertEquals(60 * 255 / 120.0, pixel[0], 1);
        assertEquals(30 * 255 / 120.0, pixel[1], 1);
    }

    @Test
    void greyLevelsStayAsStored() {
        assertArrayEquals(Pictures.samples(Pictures.grey()), Pictures.samples(StandardPixels.of(Pictures.grey())));
        assertArrayEquals(Pictures.samples(Pictures.transparentGrey()),
                Pictures.samples(StandardPixels.of(Pictures.transparentGrey())));
    }

    @Test
    void fiveAndSixBitsSpanTheWholeRange() {
        BufferedImage packed = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_565_RGB);
        packed.getRaster().setPixels(0, 0, 2, 1, new int[]{31, 63, 31, 0, 32, 1});
        assertArrayEquals(new int[]{255, 255, 255, 0, 130, 8}, Pictures.samples(StandardPixels.of(packed)));
    }

    @Test
    void sixteenBitsAreRoundedToNearest() {
        BufferedImage deep = ImageTypeSpecifier.createGrayscale(16, DataBuffer.TYPE_USHORT, false)
                .createBufferedImage(4, 1);
        deep.getRaster().setPixels(0, 0, 4, 1, new int[]{0, 128, 129, 65535});
        assertArrayEquals(new int[]{0, 0, 1, 255}, Pictures.samples(StandardPixels.of(deep)));
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
        BufferedImage indexed = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
        indexed.getRaster().setPixels(0, 0, 2, 1, new int[]{1, 2});
        return Pictures.samples(StandardPixels.of(indexed));
    }

    @Test
    void fractionsAreRefused() {
        BufferedImage fractions = ImageTypeSpecifier
                .createInterleaved(ColorSpace.getInstance(ColorSpace.CS_sRGB),
                        new int[]{0, 1, 2}, DataBuffer.TYPE_FLOAT, false, false)
                .createBufferedImage(1, 1);
        assertThrows(IllegalArgumentException.class, () -> StandardPixels.of(fractions));
    }
}
