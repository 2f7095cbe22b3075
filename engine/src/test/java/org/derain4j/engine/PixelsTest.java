package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import org.junit.jupiter.api.Test;

class PixelsTest {

    @Test
    void aDryPictureStaysWhatItWasUnlessTruncated() {
        int lower = 0;
        for (int level = 0; level < 256; level++) {
            assertEquals(level, Pixels.level(Pixels.value(level), Rounding.NEAREST));
            int official = Pixels.level(Pixels.value(level), Rounding.OFFICIAL);
            lower += level - official;
        }
        assertEquals(95, lower);
    }

    /** All 65,536 of them; the 256 that are also bytes have the bytes' values. */
    @Test
    void everyLevelOfSixteenBitsStaysWhatItWas() {
        short[] levels = new short[65536];
        for (int level = 0; level < levels.length; level++) {
            levels[level] = (short) level;
        }
        float[] values = new float[levels.length];
        Pixels.values(levels, 0, levels.length, values, 0);
        for (int level = 0; level < levels.length; level++) {
            assertEquals((float) (level / 32767.5 - 1), values[level]);
            assertTrue(level == 0 || values[level] > values[level - 1]);
        }
        for (int level = 0; level < 256; level++) {
            assertEquals(Pixels.value(level), values[257 * level]);
        }
        short[] back = new short[levels.length];
        Pixels.levels(values, 0, back, 0, back.length, Rounding.NEAREST);
        assertArrayEquals(levels, back);
        Pixels.levels(values, 0, back, 0, back.length, Rounding.OFFICIAL);
        for (int level = 0; level < levels.length; level++) {
            int lower = level - Short.toUnsignedInt(back[level]);
            assertTrue(lower == 0 || lower == 1, level + " becomes " + back[level]);
        }
    }

    @Test
    void valuesBetweenLevelsOfSixteenBitsAreRoundedAndThoseOutsideClipped() {
        float[] values = {-1.5f, 1.5f, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, (float) (100.4 / 32767.5 - 1),
            (float) (100.6 / 32767.5 - 1)};
        short[] levels = new short[values.length];
        Pixels.levels(values, 0, levels, 0, levels.length, Rounding.NEAREST);
        assertArrayEquals(new short[]{0, -1, 0, -1, 100, 101}, levels);
        Pixels.levels(values, 0, levels, 0, levels.length, Rounding.OFFICIAL);
        assertArrayEquals(new short[]{0, -1, 0, -1, 100, 100}, levels);
    }

    @Test
    void valuesOutsideAreClipped() {
        for (Rounding rounding : Rounding.values()) {
            assertEquals(0, Pixels.level(-1.5f, rounding));
            assertEquals(255, Pixels.level(1.5f, rounding));
        }
    }

    /** Grey values pass as they are: not through the sRGB curve that getRGB applies to linear grey. */
    @Test
    void greyIsThreeEqualChannels() {
        BufferedImage grey = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < 256; x++) {
            grey.getRaster().setSample(x, 0, 0, x);
        }
        float[] bgr = Pixels.network(grey);
        for (int i = 0; i < bgr.length; i++) {
            assertEquals(Pixels.value(i / 3), bgr[i]);
        }
    }

    @Test
    void channelsComeAsBlueGreenRed() {
        BufferedImage picture = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, 0x102030);
        float[] bgr = Pixels.network(picture);
        assertEquals(Pixels.value(0x30), bgr[0]);
        assertEquals(Pixels.value(0x20), bgr[1]);
        assertEquals(Pixels.value(0x10), bgr[2]);
    }

    /** Grey with alpha, too, has levels and no light in its samples. */
    @Test
    void greyOfSixteenBitsKeepsItsLevelWithAndWithoutAlpha() {
        for (boolean alpha : new boolean[]{false, true}) {
            var model = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_GRAY), alpha, false,
                    alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
            var deep = new BufferedImage(model, model.createCompatibleWritableRaster(1, 1), false, null);
            deep.getRaster().setPixel(0, 0, new int[]{100 * 257, 200 * 257});
            float[] bgr = Pixels.network(deep);
            for (float value : bgr) {
                assertEquals(Pixels.value(100), value);
            }
            BufferedImage written = Fixtures.written(deep, bgr, Rounding.NEAREST);
            assertArrayEquals(alpha ? new int[]{100 * 257, 200 * 257} : new int[]{100 * 257},
                    written.getRaster().getPixel(0, 0, (int[]) null));
        }
    }

    @Test
    void sixteenBitsAndPalettesAreConverted() {
        BufferedImage deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(1, 0, 0, 65535);
        assertEquals(1, Pixels.network(deep)[3]);
        BufferedImage palette = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED);
        palette.setRGB(1, 0, 0xffffff);
        assertEquals(1, Pixels.network(palette)[3]);
    }
}
