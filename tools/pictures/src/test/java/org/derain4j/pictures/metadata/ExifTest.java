package org.derain4j.pictures.metadata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExifTest {

    private static final List<ByteOrder> ORDERS = List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN);

    @Test
    void everyOrientationIsReadAndSetInPlace() throws IOException {
        for (ByteOrder order : ORDERS) {
            for (int orientation = 1; orientation <= 8; orientation++) {
                byte[] block = ExifBlocks.camera(order, orientation, true);
                byte[] before = block.clone();
                assertEquals(orientation, Exif.orientation(block));
                boolean turned = orientation >= 5;
                byte[] upright = Exif.upright(block, turned, turned ? 30 : 40, turned ? 40 : 30);
                assertArrayEquals(before, block, "the given block is not changed");
                assertEquals(1, Exif.orientation(upright));
                TiffStructure tiff = TiffStructure.of(RandomBytes.of(upright));
                Ifd main = tiff.ifd(8);
                assertEquals(turned ? 30 : 40, tiff.number(main, 0x0100, 0));
                assertEquals(turned ? 40 : 30, tiff.number(main, 0x0101, 0));
                assertEquals(turned ? 72 : 300, ByteBuffer.wrap(upright).order(order).getInt(150));
                assertEquals(turned ? 300 : 72, ByteBuffer.wrap(upright).order(order).getInt(158));
                Ifd exif = tiff.ifd(200);
                assertEquals(turned ? 30 : 40, tiff.number(exif, 0xA002, 0));
                assertEquals(turned ? 40 : 30, tiff.number(exif, 0xA003, 0));
                assertEquals(0, main.next(), "no thumbnail");
            }
        }
    }

    @Test
    void nothingElseChanges() {
        for (ByteOrder order : ORDERS) {
            byte[] block = ExifBlocks.camera(order, 3, true);
            byte[] upright = Exif.upright(block, false, 40, 30);
            assertEquals(440, upright.length, "the thumbnail was the end");
            byte[] expected = Arrays.copyOf(block, 440);
            ByteBuffer.wrap(expected).order(order).putShort(10 + 2 * 12 + 8, (short) 1).putInt(10 + 7 * 12, 0);
            assertArrayEquals(expected, upright);
        }
    }

    @Test
    void aThumbnailInTheMiddleIsBlackened() {
        byte[] block = ExifBlocks.camera(ByteOrder.BIG_ENDIAN, 1, false);
        byte[] upright = Exif.upright(block, false, 40, 30);
        assertEquals(block.length, upright.length);
        assertArrayEquals(new byte[ExifBlocks.THUMBNAIL_BYTES], Arrays.copyOfRange(upright, 440, 540));
        assertEquals("more", new String(upright, 540, 4, StandardCharsets.US_ASCII));
    }

    @Test
    void aThumbnailThatClaimsTheMakerNoteTakesNothingAlong() {
        byte[] block = ExifBlocks.camera(ByteOrder.BIG_ENDIAN, 1, true);
        ByteBuffer.wrap(block).putInt(402 + 8, ExifBlocks.MAKER_NOTE - 10);
        byte[] upright = Exif.upright(block, false, 40, 30);
        int from = ExifBlocks.MAKER_NOTE;
        int to = from + ExifBlocks.MAKER_NOTE_BYTES;
        assertArrayEquals(Arrays.copyOfRange(block, from, to), Arrays.copyOfRange(upright, from, to));
    }

    @Test
    void aWidthThatItsFieldCannotHoldWidensTheField() throws IOException {
        byte[] upright = Exif.upright(ExifBlocks.camera(ByteOrder.BIG_ENDIAN, 1, true), false, 70_000, 80_000);
        TiffStructure tiff = TiffStructure.of(RandomBytes.of(upright));
        assertEquals(70_000, tiff.number(tiff.ifd(200), 0xA002, 0));
        assertEquals(80_000, tiff.number(tiff.ifd(8), 0x0101, 0));
    }

    @Test
    void otherThanOneToEightCountsForNothing() {
        for (int orientation : new int[]{0, 9, 65535}) {
            byte[] block = ExifBlocks.camera(ByteOrder.LITTLE_ENDIAN, orientation, true);
            assertEquals(1, Exif.orientation(block));
        }
        assertEquals(1, Exif.orientation(new byte[0]));
        assertEquals(1, Exif.orientation("no EXIF at all".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void brokenBlocksStayAsTheyAre() {
        byte[] block = "no EXIF at all".getBytes(StandardCharsets.US_ASCII);
        assertSame(block, Exif.upright(block, false, 1, 1));
        assertSame(block, Exif.withSoftware(block, "x"));
    }

    @Test
    void aBlockCutWithinItsFirstDirectoryStillSaysHowItLies() {
        byte[] cut = Arrays.copyOf(ExifBlocks.camera(ByteOrder.LITTLE_ENDIAN, 6, true), 60);
        assertEquals(6, Exif.orientation(cut));
        assertEquals(1, Exif.orientation(Exif.upright(cut, true, 30, 40)));
    }

    @Test
    void softwareIsWrittenWhereTheOldOneWas() throws IOException {
        byte[] block = ExifBlocks.camera(ByteOrder.BIG_ENDIAN, 6, true);
        byte[] named = Exif.withSoftware(block, "Derain4J 1.0");
        assertEquals(block.length, named.length);
        assertEquals("Derain4J 1.0\0", software(named));
        assertEquals("abc\0", software(Exif.withSoftware(block, "abc")));
    }

    @Test
    void softwareWithoutRoomGoesToTheEnd() throws IOException {
        for (ByteOrder order : ORDERS) {
            byte[] block = Arrays.copyOf(ExifBlocks.camera(order, 6, true), 541);
            String longName = "Derain4J, with a name that is longer";
            byte[] named = Exif.withSoftware(block, longName);
            assertEquals(longName + "\0", software(named));
            int changed = 10 + 5 * 12 + 4;
            assertArrayEquals(Arrays.copyOf(block, changed), Arrays.copyOf(named, changed));
            assertArrayEquals(Arrays.copyOfRange(block, changed + 8, 541),
                    Arrays.copyOfRange(named, changed + 8, 541));
        }
    }

    @Test
    void withoutAnEntryTheFirstDirectoryMovesAlone() throws IOException {
        for (ByteOrder order : ORDERS) {
            byte[] block = ExifBlocks.camera(order, 6, true);
            ByteBuffer.wrap(block).order(order).putShort(10 + 5 * 12, (short) 0x0130);
            byte[] named = Exif.withSoftware(block, "Derain4J");
            assertEquals("Derain4J\0", software(named));
            assertArrayEquals(Arrays.copyOfRange(block, 8, block.length),
                    Arrays.copyOfRange(named, 8, block.length));
            TiffStructure tiff = TiffStructure.of(RandomBytes.of(named));
            Ifd main = tiff.ifd(tiff.first());
            assertEquals(List.of(0x0100, 0x0101, 0x0112, 0x011A, 0x011B, 0x0130, 0x0131, 0x8769),
                    main.entries().stream().map(IfdEntry::tag).toList());
            assertEquals(400, main.next());
            assertEquals(6, Exif.orientation(named));
        }
    }

    @Test
    void softwareAloneMakesABlock() throws IOException {
        assertEquals("Derain4J\0", software(Exif.withSoftware(null, "Derain4J")));
        assertEquals("ab\0", software(Exif.withSoftware(null, "ab")));
        assertEquals(1, Exif.orientation(Exif.withSoftware(null, "ab")));
    }

    @Test
    void noMutantHangsOrThrowsOrStaysOnItsSide() {
        Random random = new Random(25);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < 10_000; i++) {
                byte[] mutant = ExifBlocks.camera(ORDERS.get(i & 1), 1 + random.nextInt(8), (i & 2) == 0);
                for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
                    int at = random.nextInt(random.nextBoolean() ? 100 : mutant.length);
                    mutant[at] = (byte) (random.nextInt(4) == 0 ? -1 : random.nextInt(256));
                }
                mutant = random.nextInt(4) == 0 ? Arrays.copyOf(mutant, random.nextInt(mutant.length)) : mutant;
                byte[] upright = Exif.upright(mutant, (i & 4) == 0, 50, 60);
                assertEquals(1, Exif.orientation(upright), "mutant " + i);
                assertTrue(upright.length <= mutant.length);
                assertTrue(Exif.withSoftware(mutant, "Derain4J").length <= mutant.length + 12 * 65536 + 20);
            }
        });
    }

    private static String software(byte[] block) throws IOException {
        TiffStructure tiff = TiffStructure.of(RandomBytes.of(block));
        return new String(tiff.bytes(tiff.ifd(tiff.first()).entry(0x0131).orElseThrow()), StandardCharsets.US_ASCII);
    }
}
