package org.derain4j.cli.common;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StandardInputTest {

    /** As pipes do: a few bytes a read, whatever was asked for. */
    private static InputStream dripping(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {

            @Override
            public synchronized int read(byte[] to, int at, int length) {
                return super.read(to, at, Math.min(length, 3));
            }
        };
    }

    @Test
    void whatIsLookedAtIsStillThere() throws IOException {
        byte[] bytes = new byte[200_000];
        new Random(1).nextBytes(bytes);
        StandardInput in = new StandardInput(dripping(bytes));
        assertArrayEquals(Arrays.copyOf(bytes, 1 << 16), in.peek(1 << 16));
        assertArrayEquals(Arrays.copyOf(bytes, 10), in.peek(10));
        assertArrayEquals(bytes, in.readAllBytes());
    }

    @Test
    void aShortStreamShowsWhatItHas() throws IOException {
        StandardInput in = new StandardInput(dripping("YUV4".getBytes(StandardCharsets.US_ASCII)));
        assertEquals(4, in.peek(16).length);
        assertFalse(in.begins("YUV4MPEG2 "));
        assertTrue(in.begins("YUV4"));
        assertEquals(0, new StandardInput(InputStream.nullInputStream()).peek(16).length);
    }
}
