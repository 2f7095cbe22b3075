package org.derain4j.pictures.jpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.derain4j.pictures.format.DamagedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lossless JPEGs (of 1992), as scanners of medicine and raw files have them. */
class JpegLosslessTest {

    private static final int WIDTH = 19;
    private static final int HEIGHT = 11;

    /** One sample of a picture that uses all bits. */
    private static int sample(int x, int y, int band, int bits) {
        return (x * 1237 + y * 5501 + band * 911 + x * y * 17) & (1 << bits) - 1;
    }

    /** Writes codes of five bits for the lengths of differences, and the differences to the sample on the left. */
    private static final class Coder {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private long pending;
        private int count;

        private void put(int value, int bits) {
            pending = pending << bits | value & (1L << bits) - 1;
            for (count += bits; count >= 8; count -= 8) {
                int next = (int) (pending >> count - 8) & 0xFF;
                out.write(next);
                if (next == 0xFF) {
                    out.write(0);
                }
            }
        }

        private void difference(int value) {
            int d = (short) value;
            int length = Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(d));
            put(length, 5);
            if (length < 16) {
                put(d < 0 ? d - 1 : d, length);
            }
        }
    }

    private static byte[] file(int bits, int bands) {
        byte[] table = new byte[1 + 16 + 17];
        table[5] = 17;
        for (int i = 0; i < 17; i++) {
            table[17 + i] = (byte) i;
        }
        Object[] header = new Object[6 + 3 * bands];
        Object[] scan = new Object[4 + 2 * bands];
        System.arraycopy(new Object[]{bits, 0, HEIGHT, 0, WIDTH, bands}, 0, header, 0, 6);
        scan[0] = bands;
        for (int i = 0; i < bands; i++) {
            System.arraycopy(new Object[]{i + 1, 0x11, 0}, 0, header, 6 + 3 * i, 3);
            System.arraycopy(new Object[]{i + 1, 0}, 0, scan, 1 + 2 * i, 2);
        }
        System.arraycopy(new Object[]{1, 0, 0}, 0, scan, 1 + 2 * bands, 3);
        Coder coder = new Coder();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int band = 0; band < bands; band++) {
                    int before = x > 0
                            ? sample(x - 1, y, band, bits)
                            : y > 0 ? sample(0, y - 1, band, bits) : 1 << bits - 1;
                    coder.difference(sample(x, y, band, bits) - before);
                }
            }
        }
        coder.put(-1, 7);
        return Jpegs.bytes(0xFF, 0xD8, Jpegs.segment(0xC3, header), Jpegs.segment(JpegSegment.DHT, table),
                Jpegs.segment(JpegSegment.SOS, scan), coder.out.toByteArray(), 0xFF, 0xD9);
    }

    private static int[] samples(int bits, int bands) {
        int[] all = new int[WIDTH * HEIGHT * bands];
        for (int i = 0; i < all.length; i++) {
            int pixel = i / bands;
            all[i] = sample(pixel % WIDTH, pixel / WIDTH, i % bands, bits);
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"8 1", "16 1", "8 3"})
    void samplesComeOutAsTheyWentIn(String kind) throws IOException {
        int bits = Integer.parseInt(kind.split(" ")[0]);
        int bands = Integer.parseInt(kind.split(" ")[1]);
        Jpegs.Read read = Jpegs.read(file(bits, bands));
        assertEquals(bits, read.parts().bits());
        assertEquals(bits, read.picture().getSampleModel().getSampleSize(0));
        assertArrayEquals(samples(bits, bands),
                read.picture().getRaster().getPixels(0, 0, WIDTH, HEIGHT, (int[]) null));
        assertEquals(List.of(), read.notes());
    }

    @Test
    void oneThatIsCutShortIsRefused() throws IOException {
        byte[] file = file(16, 1);
        byte[] cut = Jpegs.head(file, file.length - 100);
        DamagedException e = assertThrows(DamagedException.class, () -> Jpegs.read(cut));
        assertEquals("it is cut short", e.getMessage());
        assertTrue(e.isCutShort());
        Jpegs.Read lenient = Jpegs.read(cut, true);
        assertEquals(List.of("it is cut short; it is taken as far as it goes."), lenient.notes());
        assertEquals(sample(5, 2, 0, 16), lenient.picture().getRaster().getSample(5, 2, 0));
    }
}
