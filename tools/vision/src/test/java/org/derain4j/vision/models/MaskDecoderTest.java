package org.derain4j.vision.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.derain4j.engine.PictureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Masks out of plain numbers, by hand. */
class MaskDecoderTest {

    private static final Placing AS_IT_IS = Fit.STRETCH.place(4, 1, 2, 1);

    /** Class 0 has 0 and 8, class 1 has 3 throughout: brought to four pixels class 0 has 0, 2, 6, 8. */
    @Test
    void logitsAreResizedBeforeTheLargestIsTaken() {
        Output planes = output(new float[]{0, 8, 3, 3}, 1, 2, 1, 2);
        Output pixels = output(new float[]{0, 3, 8, 3}, 1, 1, 2, 2);
        assertArrayEquals(new byte[]{1, 1, 0, 0},
                new LogitsDecoder("o", 2, false, true).decode(planes, AS_IT_IS).classes());
        assertArrayEquals(new byte[]{1, 1, 0, 0},
                new LogitsDecoder("o", 2, true, true).decode(pixels, AS_IT_IS).classes());
        Output five = output(new float[]{0, 8, 5, 5}, 1, 2, 1, 2);
        assertArrayEquals(new byte[]{1, 1, 0, 0},
                new LogitsDecoder("o", 2, false, true).decode(five, AS_IT_IS).classes());
        Output seven = output(new float[]{0, 8, 7, 7}, 1, 2, 1, 2);
        assertArrayEquals(new byte[]{1, 1, 1, 0},
                new LogitsDecoder("o", 2, false, true).decode(seven, AS_IT_IS).classes());
        assertArrayEquals(new byte[]{1, 1, 0, 0},
                new LogitsDecoder("o", 2, false, false).decode(seven, AS_IT_IS).classes());
    }

    /** A picture of 2 x 1 in the middle of a canvas of 4 x 1, which the network sees in half the size. */
    @Test
    void whatLiesBesideThePictureIsCutOff() {
        Placing placing = new Placing(2, 1, 1, 0, 2, 1, 4, 1);
        assertArrayEquals(new byte[]{5, 6}, new ClassMapDecoder("o", -1)
                .decode(output(new float[]{4, 5, 6, 7}, 1, 1, 4), placing).classes());
        assertArrayEquals(new byte[]{8, 9},
                new ClassMapDecoder("o", -1).decode(output(new float[]{8, 9}, 1, 1, 2), placing).classes());
    }

    @Test
    void classesOfAnyKindAreTakenAsTheyAre() {
        Placing two = Fit.STRETCH.place(2, 2, 2, 2);
        float[] values = {0, 1, 254, 3};
        for (long[] shape : new long[][]{{1, 2, 2}, {2, 2}, {1, 1, 2, 2}}) {
            assertArrayEquals(new byte[]{0, 1, (byte) 254, 3},
                    new ClassMapDecoder("o", -1).decode(output(values, shape), two).classes());
        }
        assertArrayEquals(new byte[]{0, 1, (byte) 254, 3},
                new ClassMapDecoder("o", -2).decode(output(values, 1, 2, 2, 1), two).classes());
    }

    @ParameterizedTest
    @ValueSource(floats = {-1, 0.5f, 255, Float.NaN, Float.POSITIVE_INFINITY, 1e30f})
    void whatIsNoClassIsSaid(float value) {
        assertThrows(PictureException.class, () -> new ClassMapDecoder("o", -1)
                .decode(output(new float[]{value}, 1, 1, 1), Fit.STRETCH.place(1, 1, 1, 1)));
    }

    @Test
    void whatIsNoNumberIsSaidAndInfinityIsLargest() {
        Placing one = Fit.STRETCH.place(1, 1, 1, 1);
        LogitsDecoder decoder = new LogitsDecoder("o", 3, false, true);
        assertThrows(PictureException.class,
                () -> decoder.decode(output(new float[]{1, Float.NaN, 2}, 1, 3, 1, 1), one));
        assertArrayEquals(new byte[]{1}, decoder
                .decode(output(new float[]{1, Float.POSITIVE_INFINITY, 2}, 1, 3, 1, 1), one).classes());
        assertArrayEquals(new byte[]{2}, decoder.decode(
                output(new float[]{Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY, -9}, 1, 3, 1, 1), one).classes());
    }

    @Test
    void outputsOfAnotherShapeAreSaid() {
        assertThrows(PictureException.class, () -> new LogitsDecoder("o", 3, false, true)
                .decode(output(new float[4], 1, 2, 1, 2), AS_IT_IS));
        assertThrows(PictureException.class,
                () -> new ClassMapDecoder("o", -1).decode(output(new float[8], 1, 2, 2, 2), AS_IT_IS));
    }

    private static Output output(float[] values, long... shape) {
        return new Output("o", false, shape, values);
    }
}
