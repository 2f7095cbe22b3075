package org.derain4j.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.derain4j.engine.Memory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tif", "tiff"})
    void losslessColourIsReadToTheByte(String extension) throws IOException {
        Path file = Pictures.save(Pictures.colour(), folder.resolve("a." + extension));
        BufferedImage picture = new PictureReader().read(file).picture();
        assertEquals(BufferedImage.TYPE_3BYTE_BGR, picture.getType());
        assertArrayEquals(Pictures.samples(Pictures.colour()), Pictures.samples(picture));
    }

    @Test
    void webpIsRead() throws IOException {
        PictureFile colour = new PictureReader().read(Pictures.fixture("rgb.webp", folder));
        assertArrayEquals(Pictures.samples(Pictures.colour()), Pictures.samples(colour.picture()));
        assertEquals(List.of(), colour.notes());
        PictureFile alpha = new PictureReader().read(Pictures.fixture("alpha.webp", folder));
        assertArrayEquals(Pictures.samples(Pictures.transparent()), Pictures.samples(alpha.picture()));
    }

    @Test
    void cmykBecomesRgb() throws IOException {
        BufferedImage picture = new PictureReader().read(Pictures.fixture("cmyk.jpg", folder)).picture();
        assertEquals(BufferedImage.TYPE_3BYTE_BGR, picture.getType());
        assertClose(Pictures.samples(Pictures.colour()), Pictures.samples(picture), 12);
    }

    /** A picture with a profile of its own keeps its values: the network works on encoded values, whatever they stand for. */
    @ParameterizedTest
    @ValueSource(strings = {"linear.tif", "linear.png"})
    void aProfileTravelsWithValuesThatNobodyTouches(String name) throws IOException {
        PictureFile read = new PictureReader().read(Pictures.fixture(name, folder));
        assertArrayEquals(Pictures.samples(Pictures.colour()), Pictures.samples(read.picture()));
        assertTrue(read.metadata().profile().isPresent());
        assertEquals(List.of(), read.notes());
    }

    @Test
    void whatIsLeftOutIsNoted() throws IOException {
        List<String> notes = new PictureReader().read(Pictures.fixture("animated.webp", folder)).notes();
        assertEquals(1, notes.size());
        assertTrue(notes.getFirst().contains("first of its 2"), notes::toString);
    }

    @Test
    void aTurnedPhotoComesUpright() throws IOException {
        PictureFile read = new PictureReader().read(Pictures.fixture("turned.jpg", folder));
        assertEquals(Pictures.HEIGHT, read.picture().getWidth());
        assertEquals(1, read.metadata().orientation());
        assertEquals(List.of(), read.notes());
    }

    @Test
    void sixteenBitsAreRead() throws IOException {
        BufferedImage deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setPixels(0, 0, 2, 1, new int[]{65535, 257 * 100 + 128});
        PictureFile read = new PictureReader().read(Pictures.save(deep, folder.resolve("deep.png")));
        assertArrayEquals(Pictures.samples(deep), Pictures.samples(read.picture()));
        assertEquals(16, read.bits());
        assertEquals(List.of(), read.notes());
    }

    @Test
    void fractionsAreRefused() throws IOException {
        BufferedImage fractions = ImageTypeSpecifier.createInterleaved(ColorSpace.getInstance(ColorSpace.CS_sRGB),
                new int[]{0, 1, 2}, DataBuffer.TYPE_FLOAT, false, false).createBufferedImage(2, 1);
        Path file = folder.resolve("float.tif");
        // The JDK's own writer: TwelveMonkeys' refuses them, too.
        ImageWriter writer = Stream.generate(ImageIO.getImageWritersByFormatName("tiff")::next)
                .filter(w -> w.getClass().getModule() == ImageIO.class.getModule()).findFirst().orElseThrow();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(fractions);
        }
        assertTrue(refusal(file).startsWith(file + ": unsupported TIFF: "), refusal(file));
    }

    @Test
    void theFormatIsWhatTheFileHolds() throws IOException {
        assertEquals(PictureFormat.WEBP, new PictureReader().read(Pictures.fixture("rgb.webp", folder)).format());
        Path png = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        assertEquals(PictureFormat.PNG, new PictureReader().read(Files.move(png, folder.resolve("a.jpg"))).format());
    }

    @Test
    void contentCountsNotTheName() throws IOException {
        Path file = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        Path renamed = Files.move(file, folder.resolve("a.jpg"));
        assertArrayEquals(Pictures.samples(Pictures.colour()),
                Pictures.samples(new PictureReader().read(renamed).picture()));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 5000", "5000, 3"})
    void oddSizesAreRead(int width, int height) throws IOException {
        BufferedImage thin = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        BufferedImage picture = new PictureReader().read(Pictures.save(thin, folder.resolve("thin.png"))).picture();
        assertEquals(width, picture.getWidth());
        assertEquals(height, picture.getHeight());
    }

    /** A path need not be one of the default file system. */
    @Test
    void picturesInAZipAreRead() throws IOException {
        Path zip = folder.resolve("pictures.zip");
        try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path inside = archive.getPath("a.png");
            Files.copy(Pictures.save(Pictures.colour(), folder.resolve("a.png")), inside);
            assertArrayEquals(Pictures.samples(Pictures.colour()),
                    Pictures.samples(new PictureReader().read(inside).picture()));
        }
    }

    @Test
    void textIsNoPicture() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.png"), "It rained all day.\n".repeat(20));
        assertEquals(file + ": not a PNG, JPEG, BMP, WebP or TIFF picture, whatever its name says.", refusal(file));
    }

    /** By name, with a command that converts them. */
    @ParameterizedTest
    @CsvSource({"a GIF, ffmpeg, GIF89a", "a HEIC, heif-convert, ....ftypheic....mif1heic",
        "a HEIC, heif-convert, ....ftypmif1....mif1heic",
        "an AVIF, avifdec, ....ftypavif....", "an AVIF, avifdec, ....ftypmif1....mif1avif", "a PSD, magick, 8BPS",
        "a JPEG XL, djxl, \u00ff~", "a JPEG 2000, opj_decompress, \u00ffO\u00ffQ",
        "a raw, darktable-cli, ....ftypcrx .",
        "a raw, darktable-cli, FUJIFILMCCD-RAW 0201"})
    void otherPictureFormatsAreNamed(String name, String command, String begin) throws IOException {
        Path file = folder.resolve("a.png");
        Files.write(file, Arrays.copyOf(begin.replace('~', '\n').getBytes(StandardCharsets.ISO_8859_1), 200));
        assertTrue(refusal(file).startsWith(file + ": unsupported: " + name + " picture; convert it first"),
                refusal(file));
        assertTrue(refusal(file).contains(": " + command + " "), refusal(file));
    }

    @Test
    void zerosAreNoPicture() throws IOException {
        // A WBMP to the JDK: type 0, header 0, width 8, height 1, one byte of pixels.
        Path zeros = Files.write(folder.resolve("zeros.png"), new byte[]{0, 0, 8, 1, 0});
        assertTrue(refusal(zeros).contains("not a PNG, JPEG"), refusal(zeros));
    }

    @Test
    void emptyMissingAndFolderAreRefused() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.png"));
        assertEquals(empty + ": the file is empty; get a whole copy of it.", refusal(empty));
        Path missing = folder.resolve("missing.png");
        assertEquals(missing + ": no such file or folder", refusal(missing));
        assertEquals(folder + ": a folder; name one of the pictures in it.",
                refusal(folder));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp", "tif", "webp"})
    void everyCutIsNoticed(String extension) throws IOException {
        Path source = folder.resolve("whole." + extension);
        new PictureWriter().write(Pictures.colour(), source);
        byte[] whole = Files.readAllBytes(source);
        for (int percent : new int[]{5, 20, 50, 80, 97}) {
            Path cut = Files.write(folder.resolve("cut." + extension),
                    Arrays.copyOf(whole, whole.length * percent / 100));
            if (percent > 90 && isReadable(cut)) { // of small files only the end mark is missing then
                PictureFile read = new PictureReader().read(cut);
                assertArrayEquals(Pictures.samples(new PictureReader().read(source).picture()),
                        Pictures.samples(read.picture()));
                assertTrue(read.notes().size() == (extension.equals("tif") ? 0 : 1), read.notes()::toString);
            } else {
                boolean nothing = Files.size(cut) < 12; // too little to tell what it was
                assertTrue(refusal(cut).contains(nothing ? ": not a PNG" : " is damaged ("),
                        percent + " %: " + refusal(cut));
            }
        }
    }

    /** All but the end is there, and taken. Of our TIFFs the directory is at the end. */
    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp", "webp"})
    void whatIsThereIsTakenIfAskedFor(String extension) throws IOException {
        BufferedImage picture = new BufferedImage(200, 300, BufferedImage.TYPE_3BYTE_BGR);
        Random random = new Random(7);
        int[] noise = random.ints(200 * 300 * 3, 0, 256).toArray();
        picture.getRaster().setPixels(0, 0, 200, 300, noise);
        Path source = folder.resolve("whole." + extension);
        new PictureWriter().write(picture, source);
        byte[] whole = Files.readAllBytes(source);
        Path cut = Files.write(folder.resolve("cut." + extension), Arrays.copyOf(whole, whole.length * 3 / 4));
        assertTrue(refusal(cut).endsWith("get a whole copy, or take what is there with derain --lenient."),
                refusal(cut));
        BufferedImage expected = new PictureReader().read(source).picture();
        PictureFile read = new PictureReader((h, w) -> new Memory(h, w, 0, 0, 0), true).read(cut);
        assertFalse(read.notes().isEmpty());
        int there = extension.equals("bmp") ? 250 : 50; // BMPs begin at the bottom
        assertArrayEquals(expected.getRaster().getPixels(0, there, 200, 1, (int[]) null),
                read.picture().getRaster().getPixels(0, there, 200, 1, (int[]) null));
    }

    /** Who has several in work is told before anything is refused or allocated for the picture; upright, as the result is. */
    @Test
    void whatDecodingWillTakeIsSaidFirst() throws IOException {
        List<String> told = new ArrayList<>();
        PictureReader.WorkingMemory work = new PictureReader.WorkingMemory() {

            @Override
            public Memory memory(int height, int width) {
                told.add("memory " + width + "x" + height);
                return new Memory(height, width, 0, 0, 0);
            }

            @Override
            public void decodes(int height, int width, long samples, long reading) {
                assertTrue(reading >= samples, samples + " samples, " + reading + " for reading");
                told.add("decodes " + width + "x" + height + ", " + samples);
            }
        };
        new PictureReader(work).read(Pictures.save(Pictures.colour(), folder.resolve("a.png")));
        BufferedImage turned = new PictureReader(work).read(Pictures.fixture("turned.jpg", folder)).picture();
        String size = turned.getWidth() + "x" + turned.getHeight();
        assertEquals(List.of("decodes 16x12, 576", "memory 16x12", "decodes " + size + ", 576", "memory " + size),
                told);
    }

    @Test
    void damagedPngIsNoticed() throws IOException {
        Path file = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(file, bytes);
        assertTrue(refusal(file).contains("damaged"), refusal(file));
    }

    @Test
    void hugeHeadersAreRefusedUndecoded() throws IOException {
        Path monster = Files.write(folder.resolve("monster.png"), pngHeader(100_000, 100_000));
        assertEquals(
                monster + ": 100000 x 100000 pixels are more than Java holds in one picture; cut or scale it down.",
                lenientRefusal(monster, 0));
        // Small enough for a picture in Java, too large for the heap together with what the network needs.
        Path large = Files.write(folder.resolve("large.png"), pngHeader(20_000, 20_000));
        String sentence = lenientRefusal(large, 10_000);
        assertTrue(sentence.startsWith(large + ": 20000 x 20000 pixels take 3727.5 GB of memory and Java may use "),
                sentence);
        // Nothing that the few bytes there are could become.
        assertTrue(refusal(large).contains("it ends too early"), refusal(large));
    }

    private static String lenientRefusal(Path file, long bytesPerPixel) {
        PictureReader reader = new PictureReader((h, w) -> new Memory(h, w, bytesPerPixel * h * w, 0, 0), true);
        return assertThrows(PictureFileException.class, () -> reader.read(file)).getMessage();
    }

    private static boolean isReadable(Path file) {
        try {
            new PictureReader().read(file);
            return true;
        } catch (PictureFileException e) {
            return false;
        }
    }

    private static String refusal(Path file) {
        return assertThrows(PictureFileException.class, () -> new PictureReader().read(file)).getMessage();
    }

    /** A PNG of nothing but a signature, the header chunk and an empty pixel chunk. */
    private static byte[] pngHeader(int width, int height) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(header);
        fields.writeInt(width);
        fields.writeInt(height);
        fields.write(new byte[]{8, 2, 0, 0, 0});
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.write(new byte[]{(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        chunk(png, "IHDR", header.toByteArray());
        chunk(png, "IDAT", new byte[0]);
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] data) throws IOException {
        DataOutputStream out = new DataOutputStream(png);
        CRC32 crc = new CRC32();
        crc.update(type.getBytes(StandardCharsets.US_ASCII));
        crc.update(data);
        out.writeInt(data.length);
        out.writeBytes(type);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }

    private static void assertClose(int[] expected, int[] actual, int tolerance) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], tolerance, "sample " + i);
        }
    }
}
