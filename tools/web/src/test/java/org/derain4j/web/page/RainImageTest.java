package org.derain4j.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

/** What is between two pictures. */
class RainImageTest {

    private static int red(BufferedImage rain) {
        return rain.getRaster().getSample(0, 0, 0);
    }

    private static int between(int before, int after) {
        return red(RainImage.of(TestPictures.plain(1, 1, 0xFF000000 | before << 16),
                TestPictures.plain(1, 1, 0xFF000000 | after << 16)));
    }

    @Test
    void halfTheDifferenceAroundMidGrey() {
        assertEquals(128, between(77, 77));
        assertEquals(138, between(120, 100));
        assertEquals(118, between(100, 120));
        assertEquals(255, between(255, 0));
        assertEquals(0, between(0, 255));
    }

    @Test
    void whatIsAddedLooksLikeWhatIsTakenAway() {
        for (int difference = 0; difference < 255; difference++) {
            assertEquals(2 * 128, between(difference, 0) + between(0, difference), "of " + difference);
        }
    }

    @Test
    void greyOfSixteenBitsStaysGrey() {
        BufferedImage before = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
        before.getRaster().setSample(0, 0, 0, 100 * 257);
        BufferedImage after = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
        after.getRaster().setSample(0, 0, 0, 60);
        BufferedImage rain = RainImage.of(before, after);
        assertEquals(1, rain.getRaster().getNumBands());
        assertEquals(148, red(rain));
    }

    @Test
    void bandsAreRedGreenAndBlue() {
        BufferedImage rain = RainImage.of(TestPictures.plain(2, 2, 0xFF0A1E32), TestPictures.plain(2, 2, 0xFF000000));
        assertEquals(0xFF858F99, rain.getRGB(1, 1) & 0xFFFFFFFF);
        assertEquals(8 + 8 + 8, rain.getColorModel().getPixelSize());
    }
}
