package org.derain4j.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.SampleModel;
import java.util.stream.IntStream;
import org.derain4j.engine.StandardPixels;
import org.derain4j.pictures.format.PlainPicture;
import org.derain4j.pictures.format.Upright;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class UprightTest {

    /** Two rows of three pixels, 1 to 6 as stored; the figure F of the EXIF standard's table in the way it is mostly shown. */
    @ParameterizedTest
    @CsvSource({"1, 123456", "2, 321654", "3, 654321", "4, 456123", "5, 142536", "6, 415263", "7, 635241", "8, 362514"})
    void eachIsTurnedAsTheStandardSays(int orientation, String upright) {
        BufferedImage stored = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
        stored.getRaster().setPixels(0, 0, 3, 2, new int[]{1, 2, 3, 4, 5, 6});
        BufferedImage turned = new Upright(orientation).of(stored);
        assertEquals(orientation < 5 ? 3 : 2, turned.getWidth());
        assertArrayEquals(upright.chars().map(c -> c - '0').toArray(), Pictures.samples(turned));
    }

    /** Against the JDK's own geometry, in colour with alpha and in 16 bits. */
    @ParameterizedTest
    @MethodSource("orientations")
    void allBandsGoTogether(int orientation) {
        for (BufferedImage stored : new BufferedImage[]{Pictures.transparent(), Pictures.transparentGrey(),
            Pictures.filled(new BufferedImage(Pictures.WIDTH, Pictures.HEIGHT, BufferedImage.TYPE_USHORT_GRAY))}) {
            BufferedImage turned = new Upright(orientation).of(Pictures.copy(stored));
            assertArrayEquals(Pictures.samples(turned), Pictures.samples(filledInPlace(stored, orientation)));
            AffineTransform there = transform(orientation);
            for (int y = 0; y < Pictures.HEIGHT; y++) {
                for (int x = 0; x < Pictures.WIDTH; x++) {
                    double[] to = {x + 0.5, y + 0.5};
                    there.transform(to, 0, to, 0, 1);
                    assertArrayEquals(stored.getRaster().getPixel(x, y, (int[]) null),
                            turned.getRaster().getPixel((int) to[0], (int) to[1], (int[]) null));
                }
            }
        }
    }

    /** As a decoder does that fills the picture of the place row by row. */
    private static BufferedImage filledInPlace(BufferedImage stored, int orientation) {
        boolean grey = stored.getColorModel().getNumColorComponents() == 1;
        Upright place = new Upright(orientation);
        BufferedImage blank = place.blank(Pictures.WIDTH, Pictures.HEIGHT, grey, stored.getColorModel().hasAlpha(),
                stored.getColorModel().getComponentSize(0) == Short.SIZE);
        blank.getRaster().setRect(stored.getRaster());
        BufferedImage upright = place.of(blank);
        assertSame(blank.getRaster().getDataBuffer(), upright.getRaster().getDataBuffer());
        assertTrue(PlainPicture.isStandard(upright));
        assertEquals(new StandardType(StandardPixels.of(upright)), new StandardType(upright));
        return upright;
    }

    /** What callers see of a picture's kind. */
    private record StandardType(int type, SampleModel samples, ColorModel colours) {

        StandardType(BufferedImage picture) {
            this(picture.getType(), picture.getSampleModel(), picture.getColorModel());
        }
    }

    static IntStream orientations() {
        return IntStream.rangeClosed(1, 8);
    }

    /** Mirrored or not, then turned by quarters about the middle. */
    private static AffineTransform transform(int orientation) {
        boolean mirrored = orientation == 2 || orientation == 4 || orientation == 5 || orientation == 7;
        int quarters = switch (orientation) {
            case 3, 4 -> 2;
            case 6, 7 -> 1;
            case 5, 8 -> 3;
            default -> 0;
        };
        boolean turns = quarters % 2 == 1;
        AffineTransform there = AffineTransform.getTranslateInstance(
                (turns ? Pictures.HEIGHT : Pictures.WIDTH) / 2.0, (turns ? Pictures.WIDTH : Pictures.HEIGHT) / 2.0);
        there.quadrantRotate(quarters);
        there.scale(mirrored ? -1 : 1, 1);
        there.translate(-Pictures.WIDTH / 2.0, -Pictures.HEIGHT / 2.0);
        return there;
    }

    @Test
    void whatIsUprightIsNotCopied() {
        BufferedImage stored = Pictures.colour();
        assertSame(stored, new Upright(1).of(stored));
    }
}
