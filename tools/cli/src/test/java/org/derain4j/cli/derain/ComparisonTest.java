package org.derain4j.cli.derain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.derain4j.cli.Pictures;
import org.derain4j.engine.StandardPixels;
import org.junit.jupiter.api.Test;

/** Rain left, result right, white between, whatever the kinds and the bits. */
class ComparisonTest {

    @Test
    void everyKindHasAWhiteLineInTheMiddle() {
        for (BufferedImage picture : List.of(Pictures.grey(), Pictures.transparentGrey(), Pictures.colour(),
                Pictures.transparent())) {
            for (int before : new int[]{8, 16}) {
                for (int after : new int[]{8, 16}) {
                    BufferedImage rain = StandardPixels.of(picture, before);
                    BufferedImage result = StandardPixels.of(picture, after);
                    BufferedImage both = Comparison.of(rain, result);
                    assertEquals(result.getColorModel(), both.getColorModel());
                    assertEquals(2 * Pictures.WIDTH + 4, both.getWidth());
                    assertArrayEquals(samples(result, 0, Pictures.WIDTH), samples(both, 0, Pictures.WIDTH));
                    int[] white = new int[4 * Pictures.HEIGHT * both.getRaster().getNumBands()];
                    Arrays.fill(white, after == 8 ? 255 : 65535);
                    assertArrayEquals(white, samples(both, Pictures.WIDTH, 4));
                    assertArrayEquals(samples(result, 0, Pictures.WIDTH),
                            samples(both, Pictures.WIDTH + 4, Pictures.WIDTH));
                }
            }
        }
    }

    private static int[] samples(BufferedImage picture, int x, int width) {
        return picture.getRaster().getPixels(x, 0, width, picture.getHeight(), (int[]) null);
    }
}
