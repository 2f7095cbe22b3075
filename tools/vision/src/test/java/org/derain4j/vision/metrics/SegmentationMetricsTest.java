package org.derain4j.vision.metrics;

import static org.derain4j.vision.metrics.SegmentationFigure.ACCURACY;
import static org.derain4j.vision.metrics.SegmentationFigure.IOU;
import static org.derain4j.vision.metrics.SegmentationFigure.PIXEL_ACCURACY;
import static org.derain4j.vision.metrics.SegmentationFigure.WEIGHTED_IOU;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.derain4j.vision.labels.ClassMask;
import org.junit.jupiter.api.Test;

/** Masks with figures computed by hand. Letters are classes, a is 0; a dot is ignored. */
class SegmentationMetricsTest {

    private static final double ROUNDING = 1e-15;

    private static ClassMask mask(String pixels) {
        byte[] classes = new byte[pixels.length()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = (byte) (pixels.charAt(i) == '.' ? ClassMask.IGNORED : pixels.charAt(i) - 'a');
        }
        return new ClassMask(classes.length / 2, 2, classes);
    }

    private static Confusion confusion(String truth, String found) {
        return Confusion.of(mask(truth), mask(found), 3);
    }

    private static SegmentationMetrics all(Confusion... pictures) {
        return SegmentationMetrics.of(List.of(pictures), Set.of(0, 1, 2));
    }

    @Test
    void confusions() {
        Confusion confusion = confusion("aaaabbbc.c", "aaabbba.ab");

        assertEquals(List.of(3L, 1L, 0L, 0L), IntStream.rangeClosed(0, 3).mapToObj(k -> confusion.at(0, k)).toList());
        assertEquals(List.of(0L, 1L, 0L, 1L), IntStream.rangeClosed(0, 3).mapToObj(k -> confusion.at(2, k)).toList());
        assertEquals(List.of(4L, 3L, 2L), IntStream.range(0, 3).mapToObj(confusion::of).toList());
        assertEquals(List.of(4L, 4L, 0L), IntStream.range(0, 3).mapToObj(confusion::taken).toList());
    }

    /** a: 3 of 4 found, 1 b taken for it; b: 2 of 3, 1 a and no c; c: 1 of 1. */
    @Test
    void aPicture() {
        SegmentationMetrics metrics = all(confusion("aaaabbbc", "aaabbbac"));

        assertEquals(3.0 / 5, metrics.figure(IOU, 0));
        assertEquals(2.0 / 4, metrics.figure(IOU, 1));
        assertEquals(1, metrics.figure(IOU, 2));
        assertEquals((3.0 / 5 + 2.0 / 4 + 1) / 3, metrics.figure(IOU), ROUNDING);
        assertEquals((3.0 / 4 + 2.0 / 3 + 1) / 3, metrics.figure(ACCURACY), ROUNDING);
        assertEquals(6.0 / 8, metrics.figure(PIXEL_ACCURACY));
        assertEquals((4 * 3.0 / 5 + 3 * 2.0 / 4 + 1) / 8, metrics.figure(WEIGHTED_IOU), ROUNDING);
    }

    /** Of two pictures the pixels are added, not the figures: a is 3 of 5 and 1 of 1 pixels. */
    @Test
    void twoPictures() {
        SegmentationMetrics metrics = all(confusion("aaaabbbc", "aaabbbac"), confusion("ab", "ab"));

        assertEquals(4.0 / 6, metrics.figure(IOU, 0));
        assertEquals(3.0 / 5, metrics.figure(IOU, 1));
        assertEquals(8.0 / 10, metrics.figure(PIXEL_ACCURACY));
    }

    /** Where the truth is ignored, neither what is found there nor the pixel counts. */
    @Test
    void ignoredPixels() {
        SegmentationMetrics metrics = all(confusion("aa.b.b", "aabbab"));

        assertEquals(1, metrics.figure(IOU));
        assertEquals(1, metrics.figure(PIXEL_ACCURACY));
    }

    /** What is none of the classes, and what is ignored in the result, is wrong, and is no class's mistake but the truth's. */
    @Test
    void foundWhatIsNoneOfTheClasses() {
        SegmentationMetrics metrics = all(confusion("aaabbb", "aah.bb"));

        assertEquals(2.0 / 3, metrics.figure(IOU, 0));
        assertEquals(2.0 / 3, metrics.figure(IOU, 1));
        assertEquals(4.0 / 6, metrics.figure(PIXEL_ACCURACY));
    }

    /** A class that is nowhere tells nothing; one that is in the result alone has no accuracy, and an IoU of 0 that counts. */
    @Test
    void classesThatAreAbsent() {
        SegmentationMetrics nowhere = all(confusion("aabb", "aabb"));
        SegmentationMetrics found = all(confusion("aabb", "aabc"));

        assertEquals(Double.NaN, nowhere.figure(IOU, 2));
        assertEquals(1, nowhere.figure(IOU));
        assertEquals(0, found.figure(IOU, 2));
        assertEquals((1 + 0.5 + 0) / 3, found.figure(IOU), ROUNDING);
        assertEquals(Double.NaN, found.figure(ACCURACY, 2));
        assertEquals((1 + 0.5) / 2, found.figure(ACCURACY), ROUNDING);
        assertEquals((2 * 1 + 2 * 0.5) / 4, found.figure(WEIGHTED_IOU), ROUNDING);
    }

    /** One that does not count is left out of means; what is wrongly taken for a class that counts is counted there. */
    @Test
    void aClassThatDoesNotCount() {
        SegmentationMetrics metrics = SegmentationMetrics.of(List.of(confusion("aabbcccc", "aabbacbb")), Set.of(0, 1));

        assertEquals(2.0 / 3, metrics.figure(IOU, 0));
        assertEquals(2.0 / 4, metrics.figure(IOU, 1));
        assertEquals((2.0 / 3 + 2.0 / 4) / 2, metrics.figure(IOU), ROUNDING);
        assertEquals(1, metrics.figure(ACCURACY));
        assertEquals(5.0 / 8, metrics.figure(PIXEL_ACCURACY));
        assertEquals((2 * 2.0 / 3 + 2 * 2.0 / 4) / 4, metrics.figure(WEIGHTED_IOU), ROUNDING);
    }

    /** Nothing that counts: no figure. */
    @Test
    void ignoredAltogether() {
        assertEquals(Double.NaN, all(confusion("....", "aabc")).figure(IOU));
        assertEquals(Double.NaN, all(confusion("....", "aabc")).figure(PIXEL_ACCURACY));
        assertEquals(Double.NaN, all(confusion("....", "aabc")).figure(WEIGHTED_IOU));
    }

    @Test
    void aWeightIsAsThePictureThatOften() {
        Random random = new Random(5);
        List<Confusion> pictures = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            pictures.add(confusion(letters(random), letters(random)));
        }
        int[] weights = {2, 0, 1, 3};
        List<Confusion> often = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            for (int n = 0; n < weights[i]; n++) {
                often.add(pictures.get(i));
            }
        }
        SegmentationMetrics repeated = SegmentationMetrics.of(often, Set.of(0, 1, 2));
        double[] values = SegmentationMetrics.of(pictures, Set.of(0, 1, 2)).values(weights);

        for (SegmentationFigure figure : SegmentationFigure.values()) {
            for (int k = -1; k < 3; k++) {
                assertEquals(repeated.figure(figure, k), values[repeated.index(figure, k)], ROUNDING, figure + " " + k);
            }
        }
    }

    private static String letters(Random random) {
        return random.ints(20, 0, 4).mapToObj(i -> "abc.".substring(i, i + 1)).reduce("", String::concat);
    }

    @Test
    void whatCannotBeComparedIsSaid() {
        String sizes = assertThrows(IllegalArgumentException.class, () -> confusion("aabb", "aa")).getMessage();
        String classes = assertThrows(IllegalArgumentException.class, () -> confusion("aadd", "aabb")).getMessage();

        assertEquals("a mask of 1x2 cannot be compared with one of 2x2", sizes);
        assertEquals("class 3 in a truth of 3 classes", classes);
    }
}
