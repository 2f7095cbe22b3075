package org.derain4j.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureWriterTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"png, 1", "png, 2", "png, 3", "png, 4", "tiff, 1", "tiff, 2", "tiff, 3", "tiff, 4", "bmp, 1", "bmp, 3"})
    void losslessFormatsKeepKindAndEverySample(String extension, int bands) throws IOException {
        BufferedImage picture = ofBands(bands);
        Path file = folder.resolve("a." + extension);
        new PictureWriter().write(picture, file);
        BufferedImage back = new PictureReader().read(file).picture();
        assertEquals(bands, back.getRaster().getNumBands());
        assertArrayEquals(Pictures.samples(picture), Pictures.samples(back));
    }

    @Test
    void jpegKeepsGreyAndIsOfHighQuality() throws IOException {
        Path file = folder.resolve("a.jpg");
        new PictureWriter().write(Pictures.grey(), file);
        BufferedImage back = new PictureReader().read(file).picture();
        assertEquals(BufferedImage.TYPE_BYTE_GRAY, back.getType());
        int[] expected = Pictures.samples(Pictures.grey());
        int[] actual = Pictures.samples(back);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 4, "sample " + i);
        }
    }

    @ParameterizedTest
    @CsvSource({"jpg, JPEG", "bmp, BMP"})
    void transparencyIsRefusedWhereItWouldBeLost(String extension, String format) throws IOException {
        Path file = folder.resolve("a." + extension);
        PictureFileException failure = assertThrows(PictureFileException.class,
                () -> new PictureWriter().write(Pictures.transparent(), file));
        assertEquals(file + ": " + format + " cannot keep the transparency; choose a .png or .tiff.",
                failure.getMessage());
        assertEquals(List.of(), listed());
    }

    @Test
    void alphaThatHidesNothingIsLeftOut() throws IOException {
        BufferedImage picture = Pictures.transparent();
        int[] opaque = new int[Pictures.WIDTH * Pictures.HEIGHT];
        Arrays.fill(opaque, 255);
        picture.getAlphaRaster().setPixels(0, 0, Pictures.WIDTH, Pictures.HEIGHT, opaque);
        Path file = folder.resolve("a.bmp");
        new PictureWriter().write(picture, file);
        assertArrayEquals(Pictures.samples(Pictures.colour()),
                Pictures.samples(new PictureReader().read(file).picture()));
    }

    @Test
    void aFailedWriteLeavesNeitherTemporaryNorTarget() throws IOException {
        // JPEG holds at most 65500 columns: the encoder fails after the temporary file is there.
        BufferedImage wide = new BufferedImage(70_000, 1, BufferedImage.TYPE_BYTE_GRAY);
        Path file = folder.resolve("wide.jpg");
        PictureFileException failure = assertThrows(PictureFileException.class,
                () -> new PictureWriter().write(wide, file));
        assertTrue(failure.getMessage().startsWith(file + ": cannot be written ("), failure.getMessage());
        assertEquals(List.of(), listed());
    }

    @Test
    void aFolderThatTakesNoFilesIsNamed() throws IOException {
        // Permission bits do not stop the superuser, under whom builds often run; a file in the folder's place does.
        Path blocked = Files.createFile(folder.resolve("file")).resolve("a.png");
        PictureFileException failure = assertThrows(PictureFileException.class,
                () -> new PictureWriter().write(Pictures.grey(), blocked));
        assertTrue(failure.getMessage().startsWith(blocked + ": cannot be written ("), failure.getMessage());
        assertFalse(failure.getMessage().contains(".derain-"), failure.getMessage());
    }

    @Test
    void aResultIsAsReadableAsAnyNewFile() throws IOException {
        Path usual = Files.createFile(folder.resolve("usual"));
        Path file = folder.resolve("a.png");
        new PictureWriter().write(Pictures.grey(), file);
        assertEquals(Files.getPosixFilePermissions(usual), Files.getPosixFilePermissions(file));
    }

    @Test
    void aLinkAsTargetStaysALink() throws IOException {
        Path real = Files.createFile(folder.resolve("real.png"));
        Path link = Files.createSymbolicLink(folder.resolve("link.png"), real);
        new PictureWriter().write(Pictures.colour(), link);
        assertTrue(Files.isSymbolicLink(link));
        assertArrayEquals(Pictures.samples(Pictures.colour()),
                Pictures.samples(new PictureReader().read(real).picture()));
    }

    @Test
    void theQualityOfJpegIsTheCallersChoice() throws IOException {
        Path coarse = folder.resolve("coarse.jpg");
        Path fine = folder.resolve("fine.jpg");
        new PictureWriter(30).write(Pictures.colour(), coarse);
        new PictureWriter().write(Pictures.colour(), fine);
        assertTrue(Files.size(coarse) < Files.size(fine));
        assertThrows(IllegalArgumentException.class, () -> new PictureWriter(101));
    }

    @Test
    void anExtensionThatIsNotWrittenIsRefused() throws IOException {
        for (String name : List.of("a.webp", "a.gif", "png")) {
            Path file = folder.resolve(name);
            PictureFileException failure = assertThrows(PictureFileException.class,
                    () -> new PictureWriter().write(Pictures.colour(), file));
            assertEquals(file + ": the extension says the format, give one of .png, .jpg, .bmp or .tiff.",
                    failure.getMessage());
        }
        assertEquals(List.of(), listed());
    }

    private List<Path> listed() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static BufferedImage ofBands(int bands) {
        return switch (bands) {
            case 1 -> Pictures.grey();
            case 2 -> Pictures.transparentGrey();
            case 3 -> Pictures.colour();
            default -> Pictures.transparent();
        };
    }
}
