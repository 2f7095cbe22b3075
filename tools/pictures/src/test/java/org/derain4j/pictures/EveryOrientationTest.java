package org.derain4j.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.derain4j.pictures.format.Codec.Storing;
import org.derain4j.pictures.format.Coding;
import org.derain4j.pictures.format.Upright;
import org.derain4j.pictures.metadata.Exif;
import org.derain4j.pictures.metadata.Metadata;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A picture comes out upright whatever way it was stored, in each format that can say so, and says so no more. */
class EveryOrientationTest {

    @TempDir
    private Path folder;

    static Stream<Arguments> all() {
        return Stream.of(PictureFormat.JPEG, PictureFormat.PNG, PictureFormat.WEBP, PictureFormat.TIFF)
                .flatMap(format -> IntStream.rangeClosed(1, 8).mapToObj(o -> Arguments.of(format, o)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void isRead(PictureFormat format, int orientation) throws IOException {
        BufferedImage upright = blocks();
        Path in = folder.resolve("in." + format.extension());
        store(upright, format, orientation, in);
        PictureFile read = new PictureReader().read(in);
        assertLooksLike(upright, read.picture());

        Path out = folder.resolve("out." + format.extension());
        new PictureWriter().write(read.picture(), read, out);
        PictureFile again = new PictureReader().read(out);
        assertLooksLike(upright, again.picture());
        assertEquals(1, again.metadata().orientation());
        assertEquals(List.of(), new PictureWriter().check(read, out));
    }

    /** Large enough for JPEG's blocks, and different in all eight ways: grey, each quarter a level, one of them cut in two. */
    private static BufferedImage blocks() {
        BufferedImage picture = new BufferedImage(64, 32, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 64; x++) {
                int level = (x < 32 ? 40 : 120) + (y < 16 ? 0 : 60) + (x < 16 && y < 16 ? 20 : 0);
                picture.getRaster().setSample(x, y, 0, level);
            }
        }
        return picture;
    }

    private static void assertLooksLike(BufferedImage expected, BufferedImage actual) {
        assertEquals(expected.getWidth(), actual.getWidth());
        assertEquals(expected.getHeight(), actual.getHeight());
        for (int y = 0; y < expected.getHeight(); y++) {
            for (int x = 0; x < expected.getWidth(); x++) {
                assertEquals(expected.getRaster().getSample(x, y, 0), actual.getRaster().getSample(x, y, 0), 6);
            }
        }
    }

    /** Turned so that the orientation brings it back. */
    private static void store(BufferedImage upright, PictureFormat format, int orientation, Path file)
            throws IOException {
        int back = orientation == 6 ? 8 : orientation == 8 ? 6 : orientation;
        BufferedImage stored = new Upright(back).of(Pictures.copy(upright));
        byte[] exif = directory(List.of(new int[]{274, orientation}));
        assertEquals(orientation, Exif.orientation(exif));
        if (format == PictureFormat.TIFF) {
            Files.write(file, tiff(stored, orientation));
        } else {
            Coding coding = format == PictureFormat.WEBP ? new Coding.Webp(true) : Coding.PLAIN;
            format.codec().write(stored, new Storing(Metadata.builder().exif(exif).build(), true, coding, 0), file);
        }
        assertTrue(Files.size(file) > 0);
    }

    /** Grey, in one strip that lies behind its directory. */
    private static byte[] tiff(BufferedImage picture, int orientation) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        int pixels = 8 + 2 + 12 * 9 + 4;
        byte[] directory = directory(List.of(new int[]{256, width}, new int[]{257, height}, new int[]{258, 8},
                new int[]{259, 1}, new int[]{262, 1}, new int[]{273, pixels}, new int[]{274, orientation},
                new int[]{278, height}, new int[]{279, width * height}));
        ByteBuffer file = ByteBuffer.allocate(pixels + width * height).put(directory);
        for (int sample : Pictures.samples(picture)) {
            file.put((byte) sample);
        }
        return file.array();
    }

    /** A TIFF structure of short numbers. */
    private static byte[] directory(List<int[]> entries) {
        ByteBuffer block = ByteBuffer.allocate(8 + 2 + 12 * entries.size() + 4).order(ByteOrder.LITTLE_ENDIAN);
        block.put(new byte[]{'I', 'I', 42, 0}).putInt(8).putShort((short) entries.size());
        for (int[] entry : entries) {
            block.putShort((short) entry[0]).putShort((short) 3).putInt(1).putShort((short) entry[1])
                    .putShort((short) 0);
        }
        return block.putInt(0).array();
    }
}
