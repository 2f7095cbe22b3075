package org.derain4j.vision.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.awt.image.BufferedImage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Levels of pictures of all kinds, and resizing by hand-computed values. */
class RgbLevelsTest {

    /** Between centres, the borders held, nothing averaged: what OpenCV's INTER_LINEAR gives for these. */
    @ParameterizedTest
    @CsvSource({
        "'0 100', 4, '0 25 75 100'", "'0 100', 1, '50'", "'0 100 200 40', 2, '50 120'", "'0 30 90', 2, '8 75'",
        "'10 20 30 40 200', 2, '18 80'", "'0 90', 3, '0 45 90'", "'7', 3, '7 7 7'",
        "'0 8 16 24 32 40 48 56', 3, '7 28 49'", "'255 0', 2, '255 0'"})
    void resizesALineByHand(String from, int to, String expected) {
        int[] levels = numbers(from);
        RgbLevels row = new RgbLevels(levels.length, 1, bytes(levels));
        assertArrayEquals(bytes(numbers(expected)), row.resized(to, 1).rgb());
        RgbLevels column = new RgbLevels(1, levels.length, bytes(levels));
        assertArrayEquals(bytes(numbers(expected)), column.resized(1, to).rgb());
    }

    /** 2 x 2 to 3 x 3: corners, middles of sides, the mean of all. */
    @Test
    void resizesBothWaysAtOnce() {
        RgbLevels four = new RgbLevels(2, 2, bytes(new int[]{0, 100, 40, 200}));
        assertArrayEquals(bytes(new int[]{0, 50, 100, 20, 85, 150, 40, 120, 200}), four.resized(3, 3).rgb());
    }

    @Test
    void theSameSizeIsTheSame() {
        RgbLevels levels = RgbLevels.filled(3, 2, 114);
        assertSame(levels, levels.resized(3, 2));
    }

    @Test
    void liesOnItsCanvas() {
        Placing placing = new Placing(1, 2, 1, 1, 1, 2, 3, 4);
        assertArrayEquals(bytes(new int[]{9, 9, 9, 9, 50, 9, 9, 70, 9, 9, 9, 9}),
                new RgbLevels(1, 2, bytes(new int[]{50, 70})).on(placing, 9).rgb());
    }

    @Test
    void coloursComeRedGreenBlue() {
        for (int type : new int[]{BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_3BYTE_BGR,
            BufferedImage.TYPE_4BYTE_ABGR,
            BufferedImage.TYPE_INT_ARGB}) {
            BufferedImage picture = new BufferedImage(2, 1, type);
            picture.setRGB(1, 0, 0xFF102030);
            byte[] rgb = RgbLevels.of(picture).rgb();
            assertArrayEquals(new byte[]{0x10, 0x20, 0x30}, new byte[]{rgb[3], rgb[4], rgb[5]});
        }
    }

    @Test
    void greyIsThreeTimesTheSameAndAlphaLeftOut() {
        BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(0, 0, 0, 77);
        assertArrayEquals(new byte[]{77, 77, 77}, RgbLevels.of(grey).rgb());
        BufferedImage deep = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(0, 0, 0, 77 * 257);
        assertArrayEquals(new byte[]{77, 77, 77}, RgbLevels.of(deep).rgb());
        BufferedImage clear = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        clear.setRGB(0, 0, 0x00102030);
        assertArrayEquals(new byte[]{0x10, 0x20, 0x30}, RgbLevels.of(clear).rgb());
        assertEquals(0x20, RgbLevels.of(clear).level(0, 1));
    }

    private static int[] numbers(String text) {
        return Stream.of(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    /** Each level in all three bands. */
    private static byte[] bytes(int[] levels) {
        byte[] rgb = new byte[3 * levels.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) levels[i / 3];
        }
        return rgb;
    }
}
