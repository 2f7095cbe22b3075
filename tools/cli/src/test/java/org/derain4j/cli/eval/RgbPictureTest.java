package org.derain4j.cli.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import org.derain4j.engine.StandardPixels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RgbPictureTest {

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_4BYTE_ABGR})
    void coloursComeAsRedGreenBlueWithoutAlpha(int type) {
        BufferedImage picture = new BufferedImage(2, 1, type);
        picture.setRGB(0, 0, 0xff010203);
        picture.setRGB(1, 0, 0x80fafbfc);
        RgbPicture bytes = RgbPicture.of(picture);
        assertEquals(2, bytes.width());
        assertEquals(1, bytes.height());
        assertArrayEquals(new int[]{1, 2, 3, 250, 251, 252}, bytes.rgb());
    }

    @Test
    void sixteenBitsAreRoundedToBytes() {
        BufferedImage grey = new BufferedImage(1, 2, BufferedImage.TYPE_USHORT_GRAY);
        grey.getRaster().setSample(0, 0, 0, 77 * 257 + 128);
        grey.getRaster().setSample(0, 1, 0, 77 * 257 + 129);
        assertArrayEquals(new int[]{77, 77, 77, 78, 78, 78}, RgbPicture.of(grey).rgb());
        BufferedImage colour = new BufferedImage(2, 1, BufferedImage.TYPE_4BYTE_ABGR);
        colour.setRGB(0, 0, 0xff010203);
        colour.setRGB(1, 0, 0x80fafbfc);
        assertArrayEquals(RgbPicture.of(colour).rgb(), RgbPicture.of(StandardPixels.of(colour, 16)).rgb());
    }

    @Test
    void greyIsThreeEqualChannelsOfTheStoredBytes() {
        BufferedImage picture = new BufferedImage(1, 2, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setSample(0, 0, 0, 77);
        picture.getRaster().setSample(0, 1, 0, 200);
        assertArrayEquals(new int[]{77, 77, 77, 200, 200, 200}, RgbPicture.of(picture).rgb());
    }
}
