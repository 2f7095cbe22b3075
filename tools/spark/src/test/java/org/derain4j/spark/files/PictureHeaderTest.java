package org.derain4j.spark.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.derain4j.pictures.PictureWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes without decoding. */
class PictureHeaderTest {

    private final FileStore store = new FileStore(new Configuration());

    @TempDir
    private java.nio.file.Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp", "tiff", "webp"})
    void theSizeOfEveryFormatIsFound(String extension) throws IOException {
        assertEquals(Optional.of(new PictureHeader(67, 41)), header(picture(extension, 67, 41)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp", "webp"})
    void theFirstKilobyteIsEnough(String extension) throws IOException {
        byte[] whole = picture(extension, 300, 200);
        assertEquals(Optional.of(new PictureHeader(300, 200)), header(Arrays.copyOf(whole, 1024)));
    }

    @Test
    void itIsFoundBehindMuchMetadata() throws IOException {
        byte[] jpeg = picture("jpg", 30, 20);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        byte[] segment = new byte[2 + 65535];
        segment[0] = (byte) 0xFF;
        segment[1] = (byte) 0xED;
        segment[2] = (byte) 0xFF;
        segment[3] = (byte) 0xFF;
        for (int i = 0; i < 8; i++) {
            out.write(segment);
        }
        out.write(jpeg, 2, jpeg.length - 2);
        assertEquals(Optional.of(new PictureHeader(30, 20)), header(out.toByteArray()));
    }

    @Test
    void whatIsNoPictureHasNone() throws IOException {
        assertEquals(Optional.empty(), header(new byte[0]));
        assertEquals(Optional.empty(), header("no picture".getBytes()));
        assertEquals(Optional.empty(), header(Arrays.copyOf(picture("png", 30, 20), 12)));
        assertEquals(Optional.empty(), header(Arrays.copyOf(picture("jpg", 30, 20), 40)));
        assertEquals(Optional.empty(), PictureHeader.of(store, new Path(folder.toUri() + "nothing.png"), 100));
    }

    /** A length that a listing had before the file was replaced by a shorter one. */
    @Test
    void aLengthThatIsNoLongerTrueDoesNoHarm() throws IOException {
        byte[] png = picture("png", 30, 20);
        Path path = new Path(folder.toUri() + "a.png");
        store.write(path, png);
        assertEquals(Optional.empty(), PictureHeader.of(store, path, png.length + 100_000));
    }

    @Test
    void pixelsDoNotOverflow() {
        assertEquals(10_000_000_000L, new PictureHeader(100_000, 100_000).pixels());
    }

    private Optional<PictureHeader> header(byte[] content) throws IOException {
        Path path = new Path(folder.toUri() + "a b#%.png");
        store.write(path, content);
        return PictureHeader.of(store, path, content.length);
    }

    private static byte[] picture(String extension, int width, int height) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < width * height; i++) {
            picture.setRGB(i % width, i / width, i * 0x9E3779B9);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PictureWriter().write(picture, out, java.nio.file.Path.of("a." + extension));
        return out.toByteArray();
    }
}
