package org.derain4j.pictures.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlicedInputStreamTest {

    /** Sixteen bytes, 0 to 15, in slices of some length, with an empty one between each and the next. */
    private static SlicedInputStream stream(int each) {
        List<ByteBuffer> slices = new ArrayList<>();
        for (int i = 0; i < 16; i += each) {
            ByteBuffer slice = ByteBuffer.allocate(Math.min(each, 16 - i));
            for (int k = 0; k < slice.capacity(); k++) {
                slice.put(k, (byte) (i + k));
            }
            slices.add(slice);
            slices.add(ByteBuffer.allocate(0));
        }
        return new SlicedInputStream(slices);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 16})
    void numbersMayLieAcrossSlices(int each) throws IOException {
        try (SlicedInputStream in = stream(each)) {
            assertEquals(16, in.length());
            assertEquals(0x00010203, in.readInt());
            assertEquals(0x0405060708090A0BL, in.readLong());
            assertEquals(0x0C0D, in.readUnsignedShort());
            assertEquals(0x0E, in.read());
            in.seek(1);
            assertEquals(0x01020304, in.readInt());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 16})
    void itEndsWhereItsSlicesDo(int each) throws IOException {
        try (SlicedInputStream in = stream(each)) {
            byte[] all = new byte[20];
            assertEquals(16, in.read(all, 2, 18));
            assertArrayEquals(new byte[]{0, 0, 0, 1, 2, 3}, java.util.Arrays.copyOf(all, 6));
            assertEquals(-1, in.read());
            assertEquals(-1, in.read(all, 0, 3));
            assertEquals(0, in.read(all, 0, 0));
        }
    }

    @Test
    void nothingIsEmpty() throws IOException {
        try (SlicedInputStream in = new SlicedInputStream(List.of())) {
            assertEquals(-1, in.read());
            assertEquals(-1, in.read(new byte[2]));
        }
    }
}
