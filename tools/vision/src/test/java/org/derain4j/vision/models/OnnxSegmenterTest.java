package org.derain4j.vision.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.derain4j.engine.PictureException;
import org.derain4j.vision.Miniatures;
import org.derain4j.vision.Miniatures.SegmenterForm;
import org.derain4j.vision.labels.ClassMask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Miniature segmenters of each form. */
class OnnxSegmenterTest {

    private static final RunOptions ONE = new RunOptions(1, false);
    private static final Map<String, String> PIXELS = Map.of("derain4j.order", "RGB", "derain4j.scale", "1/255",
            "derain4j.classes", "road, tree, sky", "derain4j.map.sky", "clouds");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(SegmenterForm.class)
    void isRightInEachPixelOfItsOwnSize(SegmenterForm form) throws IOException {
        ClassMask street = Miniatures.street(64, 64);
        try (Segmenter segmenter = ModelFiles.segmenter(Miniatures.segmenter(folder, form, PIXELS), ONE)) {
            ClassMask found = segmenter.segment(Miniatures.surfaces(street));
            assertEquals(64, found.width());
            assertArrayEquals(street.classes(), found.classes(), segmenter.describe());
            assertEquals(Miniatures.SURFACES, segmenter.classes());
            assertEquals(Map.of("sky", "clouds"), segmenter.classMap());
        }
    }

    /** Of any size as they are; of a fixed one stretched, wrong at most where surfaces meet. */
    @ParameterizedTest
    @EnumSource(SegmenterForm.class)
    void givesMasksOfThePicturesSize(SegmenterForm form) throws IOException {
        try (Segmenter segmenter = ModelFiles.segmenter(Miniatures.segmenter(folder, form, PIXELS), ONE)) {
            for (int[] size : new int[][]{{97, 61}, {50, 133}, {3, 3}, {128, 192}}) {
                ClassMask street = Miniatures.street(size[0], size[1]);
                ClassMask found = segmenter.segment(Miniatures.surfaces(street));
                assertEquals(size[0] + "x" + size[1], found.width() + "x" + found.height());
                assertWrongOnlyAtBorders(street, found, form == SegmenterForm.LOGITS_NHWC ? 3 : 0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = SegmenterForm.class, names = {"LOGITS", "CLASS_MAP"})
    void padsUpToAMultipleAndCutsThePaddingOff(SegmenterForm form) throws IOException {
        Path file = Miniatures.segmenter(folder, form, PIXELS);
        Files.writeString(folder.resolve(form.name().toLowerCase(Locale.ROOT) + ".properties"),
                "multiple=32\nfill=0\n");
        try (Segmenter segmenter = ModelFiles.segmenter(file, ONE)) {
            ClassMask street = Miniatures.street(97, 61);
            assertArrayEquals(street.classes(), segmenter.segment(Miniatures.surfaces(street)).classes());
        }
    }

    @ParameterizedTest
    @EnumSource(SegmenterForm.class)
    void letterboxesWhereThatIsWritten(SegmenterForm form) throws IOException {
        Path file = Miniatures.segmenter(folder, form, PIXELS);
        for (String fit : new String[]{"letterbox", "topleft"}) {
            Files.writeString(folder.resolve(form.name().toLowerCase(Locale.ROOT) + ".properties"),
                    "size=64\nfit=" + fit + "\nresize=nearest\n");
            try (Segmenter segmenter = ModelFiles.segmenter(file, ONE)) {
                ClassMask street = Miniatures.street(128, 70);
                ClassMask found = segmenter.segment(Miniatures.surfaces(street));
                assertWrongOnlyAtBorders(street, found, 4);
                assertTrue(segmenter.describe().contains("64x64 letterboxed"), segmenter.describe());
            }
        }
    }

    @Test
    void numbersWithoutNamesAreClassesToo() throws IOException {
        Path file = Miniatures.segmenter(folder, SegmenterForm.CLASS_MAP,
                Map.of("derain4j.order", "RGB", "derain4j.scale", "1/255"));
        try (Segmenter segmenter = ModelFiles.segmenter(file, ONE)) {
            assertEquals(0, segmenter.classes().size());
            BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
            grey.getRaster().setSample(0, 0, 0, 96);
            assertEquals(0, segmenter.segment(grey).at(0, 0));
        }
    }

    /** 192 million pixels of three floats are more than 2 GB. */
    @Test
    void tooManyPixelsAtOnceAreSaid() throws IOException {
        try (Segmenter segmenter = ModelFiles.segmenter(Miniatures.segmenter(folder, SegmenterForm.LOGITS, PIXELS),
                ONE)) {
            BufferedImage large = new BufferedImage(20_000, 9_600, BufferedImage.TYPE_BYTE_BINARY);
            PictureException e = assertThrows(PictureException.class, () -> segmenter.segment(large));
            assertTrue(e.getMessage().contains("write size= and fit=letterbox"), e.getMessage());
        }
    }

    /** Wrong pixels have a border of the truth within so many pixels. */
    private static void assertWrongOnlyAtBorders(ClassMask truth, ClassMask found, int reach) {
        for (int y = 0; y < truth.height(); y++) {
            for (int x = 0; x < truth.width(); x++) {
                boolean fine = truth.at(x, y) == found.at(x, y);
                for (int dy = -reach; dy <= reach && !fine; dy++) {
                    for (int dx = -reach; dx <= reach; dx++) {
                        fine |= truth.at(Math.clamp(x + dx, 0, truth.width() - 1),
                                Math.clamp(y + dy, 0, truth.height() - 1)) != truth.at(x, y);
                    }
                }
                assertTrue(fine, "%d,%d is %d for %d".formatted(x, y, found.at(x, y), truth.at(x, y)));
            }
        }
    }
}
