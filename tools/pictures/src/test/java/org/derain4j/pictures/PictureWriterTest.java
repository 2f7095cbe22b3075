package org.derain4j.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.IIOException;
import org.derain4j.engine.StandardPixels;
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
        assertEquals(file + ": " + format + " cannot keep the transparency; choose a .png, .webp or .tiff.",
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
        BufferedImage broken = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY) {

            private boolean asked;

            @Override
            public WritableRaster getRaster() {
                if (!asked) { // for the kind of picture, before there is a file
                    asked = true;
                    return super.getRaster();
                }
                throw new UncheckedIOException(new IOException("the encoder fails"));
            }
        };
        Path file = folder.resolve("a.png");
        assertTrue(assertThrows(PictureFileException.class, () -> new PictureWriter().write(broken, file)).getMessage()
                .startsWith(file + ": the encoder of PNG fails ("));
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
        new PictureWriter(new WriteOptions(Optional.empty(), 30, false, Optional.empty())).write(Pictures.colour(),
                coarse);
        new PictureWriter().write(Pictures.colour(), fine);
        assertTrue(Files.size(coarse) < Files.size(fine));
        assertThrows(IllegalArgumentException.class,
                () -> new WriteOptions(Optional.empty(), 101, false, Optional.empty()));
    }

    /** Premultiplied, packed and palette pictures are no less pictures. */
    @ParameterizedTest
    @CsvSource({"png", "tiff", "webp"})
    void everyKindIsWritten(String extension) throws IOException {
        for (int type : new int[]{BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_INT_ARGB_PRE,
            BufferedImage.TYPE_BYTE_INDEXED, BufferedImage.TYPE_USHORT_565_RGB, BufferedImage.TYPE_BYTE_BINARY}) {
            BufferedImage picture = new BufferedImage(4, 3, type);
            picture.setRGB(1, 1, 0xFFFF0000);
            Path file = folder.resolve("a." + extension);
            new PictureWriter().write(picture, file);
            BufferedImage read = new PictureReader().read(file).picture();
            if (!extension.equals("webp")) { // lossy
                assertArrayEquals(Pictures.samples(StandardPixels.of(picture)), Pictures.samples(read));
            }
        }
    }

    @Test
    void aSignatureThatHasNoPlaceIsNoLossOfThePicture() throws IOException {
        PictureFile plain = new PictureReader().read(Pictures.save(Pictures.colour(), folder.resolve("a.png")));
        WriteOptions signing = new WriteOptions(Optional.empty(), 0, false, Optional.of("Derain4J 1"));
        assertEquals(List.of(), new PictureWriter(signing).check(plain, folder.resolve("a.bmp")));
    }

    @Test
    void theFormatAskedForCountsNotTheName() throws IOException {
        Path file = folder.resolve("result.of.rain");
        new PictureWriter(new WriteOptions(Optional.of(PictureFormat.PNG), 0, false, Optional.empty()))
                .write(Pictures.colour(), file);
        assertEquals(PictureFormat.PNG, new PictureReader().read(file).format());
    }

    @Test
    void theSoftwareIsNamedWhereAskedFor() throws IOException {
        for (String extension : List.of("png", "jpg", "tiff", "webp")) {
            Path file = folder.resolve("a." + extension);
            new PictureWriter(new WriteOptions(Optional.empty(), 0, true, Optional.of("Derain4J 1"))).write(
                    Pictures.colour(), file);
            byte[] exif = new PictureReader().read(file).metadata().exif().orElseThrow();
            assertTrue(new String(exif, StandardCharsets.ISO_8859_1).contains("Derain4J 1"));
        }
    }

    @ParameterizedTest
    @CsvSource({"png, 16", "tiff, 16", "jpg, 8", "bmp, 8", "webp, 8"})
    void sixteenBitsAreKeptWhereThereIsRoom(String extension, int bits) throws IOException {
        BufferedImage deep = StandardPixels.of(Pictures.colour(), 16);
        deep.getRaster().setSample(3, 3, 1, 12345);
        Path in = folder.resolve("in.png");
        new PictureWriter().write(deep, in);
        PictureFile source = new PictureReader().read(in);
        assertArrayEquals(Pictures.samples(deep), Pictures.samples(source.picture()));
        Path out = folder.resolve("out." + extension);
        List<String> told = new PictureWriter().check(source, out);
        new PictureWriter().write(source.picture(), source, out);
        assertEquals(bits, new PictureReader().read(out).bits());
        assertEquals(bits == 16
                ? List.of()
                : List.of("its 16 bits a sample cannot be kept in a " + PictureFormat.named(out).orElseThrow() + "."),
                told);
    }

    @Test
    void whatCannotBeHeldIsKnownBefore() throws IOException {
        Path in = Pictures.save(Pictures.transparent(), folder.resolve("alpha.png"));
        PictureFile alpha = new PictureReader().read(in);
        Path jpeg = folder.resolve("a.jpg");
        assertEquals(jpeg + ": JPEG cannot keep the transparency; choose a .png, .webp or .tiff.",
                assertThrows(PictureFileException.class, () -> new PictureWriter().check(alpha, jpeg)).getMessage());
        PictureFile wide = new PictureReader().read(Pictures.save(
                new BufferedImage(17_000, 1, BufferedImage.TYPE_BYTE_GRAY), folder.resolve("wide.png")));
        Path webp = folder.resolve("a.webp");
        assertEquals(webp + ": a side of a WEBP has at most 16383 pixels, and this picture is 17000 x 1; "
                + "choose a .png or .tiff.",
                assertThrows(PictureFileException.class, () -> new PictureWriter().check(wide, webp)).getMessage());
    }

    @Test
    void anExtensionThatIsNotWrittenIsRefused() throws IOException {
        for (String name : List.of("a.gif", "png")) {
            Path file = folder.resolve(name);
            PictureFileException failure = assertThrows(PictureFileException.class,
                    () -> new PictureWriter().write(Pictures.colour(), file));
            assertEquals(file + ": the extension says the format, give one of .png, .jpg, .webp, .bmp or .tiff.",
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

    @Test
    void theDiskIsQuotedAndNotTheEncoder() {
        IOException full = new IOException("No space left on device");
        assertEquals("No space left on device",
                PictureWriter.reason(new IIOException("I/O error writing PNG file!", full)));
        assertEquals("odd", PictureWriter.reason(new IIOException("odd")));
    }
}
