package org.derain4j.pictures.jpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.derain4j.pictures.format.Coding;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.UnsupportedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JPEGs that are broken: what is whole is used, what is not is refused, and each is told from the other. */
class JpegDamageTest {

    private static final String PIXELS = "14fd8207";

    private static byte[] file() throws IOException {
        return Jpegs.fixture("420");
    }

    private static byte[] progressive() throws IOException {
        return Jpegs.fixture("420-progressive");
    }

    /** Whole pixels with these notes. */
    private static void assertWhole(byte[] file, String... notes) throws IOException {
        Jpegs.Read read = Jpegs.read(file);
        assertEquals(PIXELS, Jpegs.crc(read.picture()));
        assertEquals(List.of(notes), read.notes());
    }

    private static void assertBroken(byte[] file, String why) {
        for (boolean lenient : new boolean[]{false, true}) {
            DamagedException e = assertThrows(DamagedException.class, () -> Jpegs.read(file, lenient));
            assertEquals(why, e.getMessage());
            assertFalse(e.isCutShort());
        }
    }

    private static void assertCutShort(byte[] file, String why, String... notes) throws IOException {
        DamagedException e = assertThrows(DamagedException.class, () -> Jpegs.read(file));
        assertEquals(why, e.getMessage());
        assertTrue(e.isCutShort());
        assertEquals(List.of(notes), Jpegs.read(file, true).notes());
    }

    @Test
    void anEndThatIsMissingCostsNoPixel() throws IOException {
        for (int missing : new int[]{1, 2}) {
            assertWhole(Jpegs.head(file(), file().length - missing), "its last bytes are missing, but no pixels.");
            assertWhole(Jpegs.head(progressive(), progressive().length - missing),
                    "its last bytes are missing, but no pixels.");
        }
    }

    @Test
    void whatFollowsTheEndIsLeftOut() throws IOException {
        assertWhole(Jpegs.bytes(file(), 10, 26, new byte[500]));
        assertWhole(Jpegs.bytes(file(), "garbage"), "the 7 bytes after its end were left out.");
        assertWhole(Jpegs.bytes(Jpegs.head(file(), file().length - 2), progressive()),
                "the 677 bytes after its end were left out.", "its last bytes are missing, but no pixels.");
    }

    @Test
    void whatLiesBetweenSegmentsIsPassedOver() throws IOException {
        ByteArrayOutputStream filled = new ByteArrayOutputStream();
        ByteArrayOutputStream littered = new ByteArrayOutputStream();
        filled.writeBytes(Jpegs.bytes(0xFF, 0xD8));
        littered.writeBytes(Jpegs.bytes(0xFF, 0xD8));
        for (JpegSegment segment : Jpegs.segments(file())) {
            byte[] whole = new byte[segment.whole().remaining()];
            segment.whole().get(whole);
            boolean coded = segment.marker() == JpegSegment.CODED;
            filled.writeBytes(coded ? whole : Jpegs.bytes(0xFF, 0xFF, 0xFF, whole));
            littered.writeBytes(coded ? whole : Jpegs.bytes(0, 18, 0xFF, 0, 0xFF, 0xD3, "litter", whole));
        }
        assertWhole(Jpegs.bytes(filled.toByteArray(), 0xFF, 0xFF, 0xD9));
        assertWhole(Jpegs.bytes(littered.toByteArray(), 0xFF, 0xD9));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 0xFFFF})
    void aBlockWhoseLengthCannotBeTrueIsLeftOut(int length) throws IOException {
        for (int marker : new int[]{0xE1, 0xE2, 0xED, JpegSegment.COM}) {
            assertWhole(Jpegs.with(file(), Jpegs.bytes(0xFF, marker, length >> 8, length & 0xFF, "Exif")),
                    "a block of its metadata has an impossible length and was left out.");
        }
    }

    @Test
    void theThumbnailOfABlockThatEndsTooEarlyIsNotTakenForThePicture() throws IOException {
        byte[] exif = Jpegs.bytes(0xFF, 0xE1, 0, 8, "Exif", 0, 0, "MM", progressive());
        assertBroken(Jpegs.with(file(), exif), "another picture begins before its own pixels");
    }

    @Test
    void fewerRowsThanThereShouldBeAreRefused() throws IOException {
        int coded = Jpegs.find(file(), JpegSegment.SOS) + 14;
        int half = (coded + file().length) / 2;
        assertCutShort(Jpegs.head(file(), half), "it is cut short",
                "it is cut short; it is taken as far as it goes.");
        assertCutShort(Jpegs.head(file(), file().length - 8), "it is cut short",
                "it is cut short: what lies below about 65 % of its height is not the picture any more.");
        byte[] tall = file();
        tall[Jpegs.find(tall, 0xC0) + 5] = 2;
        assertCutShort(tall, "it is cut short",
                "it is cut short: what lies below about 5 % of its height is not the picture any more.");
    }

    private static byte[] encoded(BufferedImage picture) throws IOException {
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        JpegEncoder.of(Coding.PLAIN, 90, 3).encode(picture, jpeg);
        return jpeg.toByteArray();
    }

    @Test
    void rowsAboveACutAreThoseOfTheWholePicture() throws IOException {
        byte[] whole = encoded(Jpegs.colour(67, 90));
        byte[] cut = Jpegs.read(Jpegs.head(whole, whole.length * 3 / 4), true).picture().getRaster()
                .getDataElements(0, 0, 67, 48, null) instanceof byte[] rows ? rows : null;
        byte[] all = (byte[]) Jpegs.read(whole).picture().getRaster().getDataElements(0, 0, 67, 48, null);
        assertTrue(Arrays.equals(all, cut));
    }

    @Test
    void aProgressiveFileWithoutAllOfItsScansIsRefused() throws IOException {
        int last = Jpegs.find(progressive(), JpegSegment.SOS);
        assertCutShort(Jpegs.head(progressive(), last), "its last scans are missing",
                "its last scans are missing; it is taken as far as it goes.");
        assertCutShort(Jpegs.head(progressive(), progressive().length - 20), "it is cut short",
                "it is cut short; it is taken as far as it goes.");
        // Whoever left out scans and put an end meant it so.
        assertEquals(List.of("its scans do not bring all detail; it is taken as it is."),
                Jpegs.read(Jpegs.bytes(Jpegs.head(progressive(), last), 0xFF, 0xD9)).notes());
    }

    @Test
    void aColourWithoutAScanIsRefused() throws IOException {
        byte[] grey = Jpegs.fixture("grey");
        int header = Jpegs.find(grey, 0xC0);
        byte[] three = Jpegs.bytes(Jpegs.head(grey, header),
                Jpegs.segment(0xC0, 8, 0, 21, 0, 33, 3, 1, 0x11, 0, 2, 0x11,
                        0, 3, 0x11, 0),
                Jpegs.tail(grey, header + 13));
        assertCutShort(three, "a part of its colours is missing",
                "a part of its colours is missing; it is taken as far as it goes.");
    }

    @Test
    void codedPixelsThatMakeNoSenseAreRefused() throws IOException {
        byte[] flat = encoded(Jpegs.colour(67, 45));
        int scan = Jpegs.find(flat, JpegSegment.SOS) + 14;
        // No code consists of ones alone.
        for (int i = scan + 200; i < scan + 300; i++) {
            flat[i] = (byte) (i % 2 == 0 ? 0xFF : 0);
        }
        DamagedException e = assertThrows(DamagedException.class, () -> Jpegs.read(flat));
        assertTrue(e.isCutShort());
        assertEquals("its coded pixels are damaged (bad Huffman code)", e.getMessage());
        assertEquals(1, Jpegs.read(flat, true).notes().size());
    }

    @Test
    void bytesTooManyBehindThePixelsAreSaid() throws IOException {
        byte[] more = Jpegs.bytes(Jpegs.head(file(), file().length - 2), new byte[40], 0xFF, 0xD9);
        assertWhole(more, "its pixels are followed by bytes that belong to none; look whether it is right.");
    }

    /** Some cameras fill up to words before each restart marker. */
    @Test
    void aFewBytesTooManyBeforeARestartMarkerAreHarmless() throws IOException {
        byte[] file = JpegPixelsTest.restarts(2);
        String pixels = Jpegs.crc(Jpegs.read(file).picture());
        int at = Jpegs.find(file, JpegSegment.SOS) + 14;
        while ((file[at] & 0xFF) != 0xFF || !JpegSegment.isRestart(file[at + 1] & 0xFF)) {
            at++;
        }
        Jpegs.Read few = Jpegs.read(Jpegs.bytes(Jpegs.head(file, at), 0, 0, Jpegs.tail(file, at)));
        assertEquals(pixels, Jpegs.crc(few.picture()));
        assertEquals(List.of("its pixels are followed by bytes that belong to none; look whether it is right."),
                few.notes());
        byte[] many = Jpegs.bytes(Jpegs.head(file, at), new byte[20], Jpegs.tail(file, at));
        assertTrue(assertThrows(DamagedException.class, () -> Jpegs.read(many)).isCutShort());
    }

    @Test
    void aMarkerThatCannotBeAmongCodedPixelsIsTakenForDamage() throws IOException {
        int middle = Jpegs.find(file(), JpegSegment.SOS) + 40;
        for (int marker : new int[]{0x05, 0xC0, 0xC9, 0xDE}) {
            byte[] odd = Jpegs.bytes(Jpegs.head(file(), middle), 0xFF, marker, Jpegs.tail(file(), middle));
            DamagedException e = assertThrows(DamagedException.class, () -> Jpegs.read(odd));
            assertTrue(e.isCutShort());
        }
    }

    @Test
    void headersThatAreMissingOrMakeNoSenseAreBroken() throws IOException {
        int header = Jpegs.find(file(), 0xC0);
        int scan = Jpegs.find(file(), JpegSegment.SOS);
        assertBroken(new byte[0], "it does not begin as a JPEG does");
        assertBroken(Jpegs.head(file(), 2), "its header is missing");
        assertBroken(Jpegs.bytes(Jpegs.head(file(), header + 8)), "it ends before its pixels begin");
        assertBroken(Jpegs.bytes(Jpegs.head(file(), scan), 0xFF, 0xD9), "its pixels are missing");
        byte[] flat = file();
        flat[header + 6] = 0;
        assertBroken(flat, "its header says 33 x 0 pixels");
        byte[] sampled = file();
        sampled[header + 11] = 0x51;
        assertBroken(sampled, "its header has impossible sampling factors");
        assertBroken(Jpegs.bytes(Jpegs.head(file(), header), Jpegs.segment(0xC0, 8, 0, 21, 0, 33, 3, 1, 0x11, 0),
                Jpegs.tail(file(), header)), "it has two headers");
        byte[] tables = file();
        tables[Jpegs.find(tables, JpegSegment.DQT) + 4] = 3;
        assertThrows(DamagedException.class, () -> Jpegs.read(tables, true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "C9|8|3|its pixels are coded arithmetically; make a plain JPEG of it without loss, "
                + "as \"jpegtran -copy all -outfile plain.jpg\" of libjpeg-turbo does",
        "C3|10|3|its samples have 10 bits; make a PNG of it, as \"magick picture.jpg picture.png\" does where it is built "
                + "with libjpeg-turbo 3",
        "C3|8|2|it has 2 colours of unknown meaning; save it as a plain JPEG or PNG with the program that made it",
        "C5|8|3|its pixels are coded hierarchically; save it as a plain JPEG or PNG with the program that made it",
        "C1|12|3|its samples have 12 bits; make a PNG of it, as \"magick picture.jpg picture.png\" does where it is built "
                + "with libjpeg-turbo 3",
        "C0|8|2|it has 2 colours of unknown meaning; save it as a plain JPEG or PNG with the program that made it"})
    void whatIsWholeAndNotReadIsUnsupported(String marker, int bits, int components, String why) throws IOException {
        byte[] file = file();
        int header = Jpegs.find(file, 0xC0);
        file[header + 1] = (byte) Integer.parseInt(marker, 16);
        file[header + 4] = (byte) bits;
        file[header + 9] = (byte) components;
        for (boolean lenient : new boolean[]{false, true}) {
            assertEquals(why, assertThrows(UnsupportedException.class, () -> Jpegs.read(file, lenient)).getMessage());
        }
    }

    @Test
    void theSameScanAgainAndAgainIsRefusedAtOnce() throws IOException {
        byte[] file = progressive();
        int last = Jpegs.find(file, JpegSegment.SOS);
        byte[] scan = Arrays.copyOfRange(file, last, file.length - 2);
        assertCutShort(Jpegs.bytes(Jpegs.head(file, file.length - 2), scan, 0xFF, 0xD9),
                "1 of its 11 scans are out of order",
                "1 of its 11 scans are out of order; it is taken as far as it goes.");
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.writeBytes(Jpegs.head(file, file.length - 2));
        for (int i = 0; i < 3000; i++) {
            bomb.writeBytes(scan);
        }
        assertTimeoutPreemptively(Duration.ofSeconds(5),
                () -> assertBroken(bomb.toByteArray(), "it has more than 200 scans"));
    }

    @Test
    void segmentsWithoutEndAreRefused() throws IOException {
        byte[] many = new byte[4 * 150_000];
        for (int i = 0; i < many.length; i += 4) {
            System.arraycopy(new byte[]{(byte) 0xFF, (byte) 0xE5, 0, 2}, 0, many, i, 4);
        }
        assertBroken(Jpegs.with(file(), many), "it has more than 100000 segments");
    }

    /** Whatever is changed, nothing but the promised exceptions comes out, and nothing hangs. */
    @Test
    void mutatedFilesGiveNothingButThePromisedExceptions() throws IOException {
        Random random = new Random(3);
        String[] names = {"grey", "444", "422", "420", "420-progressive", "440", "411", "cmyk", "cmyk-profile"};
        int read = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] file = Jpegs.fixture(names[random.nextInt(names.length)]);
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                file[random.nextInt(file.length)] = (byte) random.nextInt(256);
            }
            byte[] mutant = random.nextInt(4) == 0 ? Jpegs.head(file, random.nextInt(file.length)) : file;
            try {
                Jpegs.Read result = small(mutant, random.nextBoolean());
                read += result == null ? 0 : 1;
            } catch (DamagedException | UnsupportedException e) {
                assertFalse(e.getMessage().isBlank());
            }
        }
        assertTrue(read > 500, read + " read");
    }

    /** Sizes that a mutation has made huge are refused elsewhere, for the memory that they take. */
    private static Jpegs.Read small(byte[] file, boolean lenient) throws IOException {
        JpegFrame frame = JpegFrame.of(new JpegSegments(file));
        return (long) frame.width() * frame.height() > 4_000_000 ? null : Jpegs.read(file, lenient);
    }
}
