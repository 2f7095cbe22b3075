package org.derain4j.pictures.metadata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Blocks made to take much time or memory, or to be left half changed. */
class ExifLimitsTest {

    private static final Duration SOON = Duration.ofSeconds(4);

    @Test
    void aDirectoryIsVisitedOnceHoweverOftenItIsNamed() {
        int count = 5_400;
        ByteBuffer b = block(8 + 2 + 12 * count + 4).putShort((short) count);
        ExifBlocks.entry(b, 0x0112, 3, 1, 6);
        for (int i = 1; i < count; i++) {
            ExifBlocks.entry(b, 0x8769, 4, 1, 8);
        }
        byte[] upright = assertTimeoutPreemptively(SOON, () -> Exif.upright(b.array(), true, 3, 4));
        assertEquals(1, Exif.orientation(upright));
    }

    @Test
    void aThumbnailOfManyStripsIsGoneSoon() {
        int strips = 60_000;
        int places = 60;
        int lengths = places + 4 * strips;
        int pixels = lengths + 4 * strips;
        ByteBuffer b = block(pixels + 1_000_000).putShort((short) 0).putInt(14);
        b.putShort((short) 2);
        ExifBlocks.entry(b, 0x0111, 4, strips, places);
        ExifBlocks.entry(b, 0x0117, 4, strips, lengths);
        for (int i = 0; i < strips; i++) {
            b.putInt(places + 4 * i, pixels).putInt(lengths + 4 * i, 1_000_000);
        }
        Arrays.fill(b.array(), pixels, pixels + 1_000_000, (byte) 7);
        byte[] upright = assertTimeoutPreemptively(SOON, () -> Exif.upright(b.array(), true, 3, 4));
        assertEquals(pixels, upright.length);
    }

    /** Zeros that mean something are not what is left of a thumbnail. */
    @Test
    void zerosBehindAThumbnailStayIfAFieldHasThem() {
        byte[] block = Arrays.copyOf(ExifBlocks.camera(ByteOrder.BIG_ENDIAN, 1, true), 560);
        // The software's name lies behind the thumbnail, and is empty.
        ByteBuffer.wrap(block).putInt(10 + 5 * 12 + 8, 540);
        byte[] upright = Exif.upright(block, false, 40, 30);
        assertEquals(560, upright.length);
        assertArrayEquals(new byte[ExifBlocks.THUMBNAIL_BYTES], Arrays.copyOfRange(upright, 440, 540));
    }

    @Test
    void aThumbnailBeforeTheBlockIsNone() {
        byte[] block = ExifBlocks.camera(ByteOrder.BIG_ENDIAN, 6, false);
        // Both of 64 bits: -5 bytes from the start, and 5 bytes.
        ByteBuffer b = ByteBuffer.wrap(block).putShort(404, (short) IfdEntry.LONG8).putInt(410, 440);
        b.putShort(416, (short) IfdEntry.LONG8).putInt(422, 448).putLong(440, -5).putLong(448, 5);
        assertEquals(1, Exif.orientation(Exif.upright(block, true, 30, 40)));
    }

    @Test
    void aPlaceOutOfRangeKeepsNothingElseFromBeingSet() throws IOException {
        byte[] block = ExifBlocks.camera(ByteOrder.BIG_ENDIAN, 6, true);
        // EXIF's directory, by a number of 64 bits behind the end.
        ByteBuffer.wrap(block).putShort(10 + 6 * 12 + 2, (short) IfdEntry.LONG8).putInt(10 + 6 * 12 + 8, 100_000);
        byte[] upright = Exif.upright(block, true, 30, 40);
        assertEquals(1, Exif.orientation(upright));
        TiffStructure tiff = TiffStructure.of(RandomBytes.of(upright));
        assertEquals(30, tiff.number(tiff.ifd(8), 0x0100, 0));
        assertEquals(0, tiff.ifd(8).next(), "no thumbnail");
    }

    /** Else viewers would turn once more what is upright. */
    @Test
    void whatSaysAnOrientationThatCannotBeSetIsLeftOut() throws IOException {
        byte[] big = new IfdBuilder(ByteOrder.LITTLE_ENDIAN, true).putShorts(0x0112, 6).structure();
        Metadata metadata = Metadata.builder().exif(big).build();
        assertEquals(6, metadata.orientation());
        assertEquals(Optional.empty(), metadata.upright(6, 30, 40).exif());
        byte[] plain = new IfdBuilder(ByteOrder.LITTLE_ENDIAN, true).putText(0x0131, "x").structure();
        assertArrayEquals(plain,
                Metadata.builder().exif(plain).build().upright(1, 30, 40).exif().orElseThrow());
    }

    /** A little-endian block whose first directory is to be written next, at 8. */
    static ByteBuffer block(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN).put(new byte[]{'I', 'I', 42, 0}).putInt(8);
    }
}
