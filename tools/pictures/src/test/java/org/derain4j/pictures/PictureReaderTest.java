package org.derain4j.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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

    @Test
    void linearLightBecomesSrgb() throws IOException {
        BufferedImage picture = new PictureReader().read(Pictures.fixture("linear.tif", folder)).picture();
        int[] expected = Arrays.stream(Pictures.samples(Pictures.colour())).map(v -> {
            double linear = v / 255.0;
            double bent = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
            return (int) Math.round(255 * bent);
        }).toArray();
        assertClose(expected, Pictures.samples(picture), 2);
    }

    @ParameterizedTest
    @CsvSource({"animated.webp, only the first of its 2 pictures is taken.",
        "turned.jpg, its EXIF orientation is not applied; the result may lie on its side.",
        "linear.png, its colour profile (ICC Profile) is not applied; colours may shift a little."})
    void whatIsLostIsNoted(String name, String note) throws IOException {
        assertEquals(List.of(note), new PictureReader().read(Pictures.fixture(name, folder)).notes());
    }

    @Test
    void sixteenBitsAreReducedAndNoted() throws IOException {
        BufferedImage deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setPixels(0, 0, 2, 1, new int[]{65535, 257 * 100 + 128});
        PictureFile read = new PictureReader().read(Pictures.save(deep, folder.resolve("deep.png")));
        assertArrayEquals(new int[]{255, 100}, Pictures.samples(read.picture()));
        assertEquals(List.of("its samples are reduced to 8 bits."), read.notes());
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
        assertEquals(
                file + ": the TIFF's samples are fractions or have a sign, which is not read; save it with 8 or 16 "
                        + "bits.",
                refusal(file));
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

    @Test
    void textIsNoPicture() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.png"), "It rained all day.\n".repeat(20));
        assertEquals(file + ": not a PNG, JPEG, BMP, WebP or TIFF picture, whatever its name says.", refusal(file));
    }

    @Test
    void otherPictureFormatsAreRefused() throws IOException {
        Path gif = folder.resolve("a.gif");
        ImageIO.write(Pictures.grey(), "gif", gif.toFile());
        assertTrue(refusal(gif).contains("not a PNG, JPEG"), refusal(gif));
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
        assertEquals(folder + ": a folder; name the pictures in it, for example " + folder + "/*.png.",
                refusal(folder));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp", "tif"})
    void everyCutIsNoticed(String extension) throws IOException {
        byte[] whole = Files.readAllBytes(Pictures.save(Pictures.colour(), folder.resolve("whole." + extension)));
        for (int percent : new int[]{5, 20, 50, 80, 97}) {
            Path cut = Files.write(folder.resolve("cut." + extension),
                    Arrays.copyOf(whole, whole.length * percent / 100));
            String sentence = refusal(cut);
            assertTrue(sentence.startsWith(cut + ": ") && !sentence.contains("null"), percent + " %: " + sentence);
        }
    }

    @Test
    void cutWebpIsNoticed() throws IOException {
        byte[] whole = Files.readAllBytes(Pictures.fixture("rgb.webp", folder));
        Path cut = Files.write(folder.resolve("cut.webp"), Arrays.copyOf(whole, whole.length / 2));
        assertTrue(refusal(cut).contains("it ends too early"), refusal(cut));
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
                refusal(monster));
        // Small enough for a picture in Java, too large for the heap together with what the network needs.
        Path large = Files.write(folder.resolve("large.png"), pngHeader(20_000, 20_000));
        String sentence = assertThrows(PictureFileException.class,
                () -> new PictureReader((h, w) -> new Memory(h, w, 10_000L * h * w, 0, 0)).read(large))
                .getMessage();
        assertTrue(sentence.startsWith(large + ": 20000 x 20000 pixels take 3729.8 GB of memory and Java may use "),
                sentence);
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
