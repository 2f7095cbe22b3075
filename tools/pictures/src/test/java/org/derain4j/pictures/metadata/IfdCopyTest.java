package org.derain4j.pictures.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IfdCopyTest {

    private static final Duration SOON = Duration.ofSeconds(4);

    @Test
    void directoriesWithinDirectoriesEnd() throws IOException {
        int depth = 20_000;
        ByteBuffer b = ExifLimitsTest.block(8 + 18 * depth);
        for (int i = 0; i < depth; i++) {
            b.putShort((short) 1);
            ExifBlocks.entry(b, 0x8769, 4, 1, 8 + 18 * (i + 1));
            b.putInt(0);
        }
        assertTrue(copied(b.array()).length < 1000);
    }

    @Test
    void directoriesOverDirectoriesAreCopiedAFewTimesAtMost() throws IOException {
        int count = 30_000;
        ByteBuffer b = ExifLimitsTest.block(8 + 2 * (2 + 12 * count));
        b.putShort((short) count);
        // Each names another directory, which begins within the entries of a second one, and has as many as there is room for.
        for (int i = 0; i < count; i++) {
            ExifBlocks.entry(b, 0x8769, 4, 1, 8 + 2 + 12 * count + 12 * i);
        }
        while (b.remaining() >= 12) {
            b.putShort((short) -1).putShort((short) 0).putLong(0);
        }
        assertTrue(copied(b.array()).length < b.capacity());
    }

    @Test
    void ofFieldsOfOneTagTheFirstCounts() throws IOException {
        ByteBuffer b = ExifLimitsTest.block(8 + 2 + 2 * 12 + 4).putShort((short) 2);
        ExifBlocks.entry(b, 0x0131, 2, 4, 'a');
        ExifBlocks.entry(b, 0x0131, 2, 4, 'b');
        TiffStructure tiff = TiffStructure.of(RandomBytes.of(copied(b.array())));
        assertEquals('a', tiff.bytes(tiff.ifd(tiff.first()).entry(0x0131).orElseThrow())[0]);
    }

    @Test
    void fieldsThatLieOverEachOtherDoNotMakeMuchOfLittle() throws IOException {
        int count = 5_000;
        ByteBuffer b = ExifLimitsTest.block(8 + 2 + 12 * count + 4).putShort((short) count);
        for (int i = 0; i < count; i++) {
            ExifBlocks.entry(b, i, 7, 60_000, 8);
        }
        assertTrue(copied(b.array()).length < 2 * b.capacity());
    }

    private static byte[] copied(byte[] block) throws IOException {
        TiffStructure tiff = TiffStructure.of(RandomBytes.of(block));
        IfdBuilder copy = new IfdBuilder(ByteOrder.LITTLE_ENDIAN, false);
        return assertTimeoutPreemptively(SOON, () -> {
            copy.putCopies(tiff, tiff.ifd(tiff.first()), _ -> true);
            return copy.structure();
        });
    }
}
