package org.derain4j.web.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.awt.image.BufferedImage;
import java.util.List;
import org.derain4j.engine.StandardPixels;
import org.junit.jupiter.api.Test;

/** Pictures made smaller. */
class ReductionTest {

    private static BufferedImage grey(int width, int... samples) {
        BufferedImage picture = new BufferedImage(width, samples.length / width, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setSamples(0, 0, width, samples.length / width, 0, samples);
        return StandardPixels.of(picture);
    }

    private static int[] samples(BufferedImage picture) {
        return picture.getRaster().getSamples(0, 0, picture.getWidth(), picture.getHeight(), 0, (int[]) null);
    }

    @Test
    void whatIsSmallEnoughStaysAsItIs() {
        BufferedImage picture = grey(3, 1, 2, 3);
        assertSame(picture, Reduction.of(picture, 3));
    }

    @Test
    void aPixelIsTheMeanOfItsArea() {
        assertArrayEquals(new int[]{25, 55}, samples(Reduction.of(grey(4, 10, 20, 40, 50, 30, 40, 60, 70), 2)));
        // Three to two: the middle one belongs half to each.
        assertArrayEquals(new int[]{(0 * 2 + 90) / 3, (90 + 30 * 2) / 3}, samples(Reduction.of(grey(3, 0, 90, 30), 2)));
    }

    @Test
    void oneColourStaysAtOddSizes() {
        for (int side : new int[]{1, 2, 3, 31, 63, 64, 65, 96}) {
            BufferedImage reduced = Reduction.of(StandardPixels.of(TestPictures.plain(97, 61, 0xFF123456)), side);
            assertEquals(side, reduced.getWidth());
            assertEquals(Math.max(1, Math.round(61f * side / 97)), reduced.getHeight());
            assertEquals(0xFF123456, reduced.getRGB(side - 1, reduced.getHeight() - 1));
        }
    }

    @Test
    void whatIsTransparentDoesNotBleed() {
        BufferedImage picture = TestPictures.plain(2, 2, 0xFFC86432);
        picture.setRGB(1, 0, 0x0000FF00);
        picture.setRGB(1, 1, 0x00FF00FF);
        BufferedImage reduced = Reduction.of(StandardPixels.of(picture), 1);
        int[] pixel = reduced.getRaster().getPixel(0, 0, (int[]) null);
        assertEquals(List.of(0xC8, 0x64, 0x32, 128), List.of(pixel[0], pixel[1], pixel[2], pixel[3]));
    }
}
