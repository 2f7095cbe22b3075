package org.derain4j.pictures.metadata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class TiffStructureTest {

    @Test
    void offsetsOfSixtyFourBitsAreRead() throws IOException {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            ByteBuffer b = big(order, 16);
            b.putLong(16, 2).putShort(24, (short) 256).putShort(26, (short) IfdEntry.LONG8).putLong(28, 1).putLong(36,
                    77);
            b.putShort(44, (short) 258).putShort(46, (short) IfdEntry.SHORT).putLong(48, 5).putLong(56, 80);
            b.putLong(64, 0).putShort(88, (short) 9);
            TiffStructure tiff = TiffStructure.of(RandomBytes.of(b.array()));
            assertTrue(tiff.isBig());
            Ifd ifd = tiff.ifd(tiff.first());
            assertEquals(77, tiff.number(ifd, 256, 0));
            assertArrayEquals(new long[]{0, 0, 0, 0, 9}, tiff.numbers(ifd.entry(258).orElseThrow()));
            assertEquals(List.of(ifd), tiff.chain(10));
        }
    }

    @Test
    void whatIsNoTiffIsSaid() {
        for (byte[] none : List.of(new byte[0], new byte[8], new byte[]{'I', 'I', 44, 0, 8, 0, 0, 0},
                new byte[]{'I', 'I', 43, 0, 4, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0})) {
            assertThrows(IOException.class, () -> TiffStructure.of(RandomBytes.of(none)));
        }
    }

    @Test
    void countsAndPlacesAreNotBelieved() throws IOException {
        ByteBuffer b = big(ByteOrder.BIG_ENDIAN, 16).putLong(16, -1);
        b.putShort(24, (short) 256).putShort(26, (short) IfdEntry.LONG8).putLong(28, Long.MAX_VALUE / 4).putLong(36, 1);
        b.putShort(44, (short) 257).putShort(46, (short) IfdEntry.BYTE).putLong(48, 20).putLong(56, Long.MAX_VALUE - 3);
        TiffStructure tiff = TiffStructure.of(RandomBytes.of(b.array()));
        Ifd ifd = tiff.ifd(16);
        assertEquals(3, ifd.entries().size());
        assertEquals(-1, ifd.nextAt());
        for (IfdEntry entry : ifd.entries().subList(0, 2)) {
            assertFalse(tiff.holds(entry));
            assertThrows(IOException.class, () -> tiff.bytes(entry));
        }
        for (long at : new long[]{-1, 0, 89, 90, Long.MAX_VALUE}) {
            assertThrows(IOException.class, () -> tiff.ifd(at));
        }
    }

    @Test
    void aChainThatBitesItsTailEnds() throws IOException {
        ByteBuffer b = ByteBuffer.allocate(100).put(new byte[]{'M', 'M', 0, 42, 0, 0, 0, 8});
        b.putShort(8, (short) 0).putInt(10, 20).putShort(20, (short) 0).putInt(22, 8);
        TiffStructure tiff = TiffStructure.of(RandomBytes.of(b.array()));
        assertEquals(List.of(8L, 20L), tiff.chain(1000).stream().map(Ifd::at).toList());
        b.putInt(22, 99);
        assertEquals(2, tiff.chain(1000).size());
    }

    private static ByteBuffer big(ByteOrder order, long first) {
        ByteBuffer b = ByteBuffer.allocate(90).order(order);
        b.put(order == ByteOrder.LITTLE_ENDIAN ? new byte[]{'I', 'I'} : new byte[]{'M', 'M'});
        return b.putShort((short) 43).putShort((short) 8).putShort((short) 0).putLong(first);
    }
}
