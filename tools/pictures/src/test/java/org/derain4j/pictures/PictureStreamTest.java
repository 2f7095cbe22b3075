package org.derain4j.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures out of streams and into them, beside the same as files. */
class PictureStreamTest {

    private static final Path NAME = Path.of("a stream");

    @TempDir
    private Path folder;

    private static PictureFile read(byte[] bytes) throws PictureFileException {
        return new PictureReader().read(new ByteArrayInputStream(bytes), NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"turned.jpg", "rgb.webp", "linear.tif", "linear.png"})
    void everyFormatComesAsFromAFile(String name) throws IOException {
        Path file = Pictures.fixture(name, folder);
        PictureFile expected = new PictureReader().read(file);
        PictureFile streamed = read(Files.readAllBytes(file));
        assertEquals(expected.format(), streamed.format());
        assertEquals(expected.notes(), streamed.notes());
        assertArrayEquals(Pictures.samples(expected.picture()), Pictures.samples(streamed.picture()));
        Path written = folder.resolve("written." + expected.format().extension());
        new PictureWriter().write(expected.picture(), expected, written);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        WriteOptions own = WriteOptions.DEFAULT.as(streamed.format());
        new PictureWriter(own).write(streamed.picture(), streamed, sent, NAME);
        assertArrayEquals(Files.readAllBytes(written), sent.toByteArray());
    }

    @Test
    void failuresNameTheStream() {
        assertEquals("a stream: nothing came from there; see why what should write a picture did not.",
                assertThrows(PictureFileException.class, () -> read(new byte[0])).getMessage());
        assertThrows(PictureFileException.class, () -> read("no picture".getBytes(StandardCharsets.US_ASCII)));
        InputStream broken = new InputStream() {

            @Override
            public int read() throws IOException {
                throw new IOException("the other end is gone");
            }
        };
        assertEquals("a stream: the other end is gone", assertThrows(PictureFileException.class,
                () -> new PictureReader().read(broken, NAME)).getMessage());
    }

    @Test
    void nothingIsSentOfWhatCannotBeWritten() throws IOException {
        PictureFile source = new PictureReader().read(Pictures.save(Pictures.transparent(), folder.resolve("a.png")));
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        PictureWriter writer = new PictureWriter(WriteOptions.DEFAULT.as(PictureFormat.JPEG));
        assertEquals("a stream: JPEG cannot keep the transparency; choose a .png, .webp or .tiff.",
                assertThrows(PictureFileException.class,
                        () -> writer.write(source.picture(), source, sent, NAME)).getMessage());
        assertEquals(0, sent.size());
    }

    @Test
    void whoHasStoppedReadingIsNamed() throws IOException {
        PictureFile source = new PictureReader().read(Pictures.save(Pictures.colour(), folder.resolve("a.png")));
        OutputStream closed = new OutputStream() {

            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        PictureWriter writer = new PictureWriter(WriteOptions.DEFAULT.as(PictureFormat.PNG));
        assertEquals("a stream: what was written is incomplete (Broken pipe): the disk is full, or what reads it has "
                + "ended.",
                assertThrows(PictureFileException.class,
                        () -> writer.write(source.picture(), source, closed, NAME)).getMessage());
    }

    @Test
    void aDescriptionGoesAlong() throws IOException {
        Path file = folder.resolve("described.png");
        new PictureWriter(new WriteOptions(Optional.empty(), 0, true, Optional.empty())).write(Pictures.grey(),
                "Mid-grey is no rain.", file);
        assertEquals("Mid-grey is no rain.", new PictureReader().read(file).metadata().texts().getFirst().text());
    }
}
