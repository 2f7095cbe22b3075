package org.derain4j.pictures.png;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.derain4j.pictures.format.Codecs;
import org.derain4j.pictures.format.Codecs.Decoded;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.PngMaker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngAnimationTest {

    private static final PngCodec CODEC = new PngCodec();
    private static final String NOTE = "only the first of its 3 frames is kept.";

    private static byte[] control(int sequence, int width, int height, int x, int y) {
        return ByteBuffer.allocate(26).putInt(sequence).putInt(width).putInt(height).putInt(x).putInt(y)
                .putShort((short) 1).putShort((short) 10).put((byte) 0).put((byte) 0).array();
    }

    private static byte[] data(int sequence, PngMaker frame, int value) {
        return PngMaker.joined(new byte[]{0, 0, 0, (byte) sequence},
                PngMaker.deflated(frame.rows((_, _, _) -> value)));
    }

    @Test
    void thePictureIsTheFirstFrameIfItIsAFrame() throws IOException {
        byte[] file = PngMaker.plain(2).chunk("acTL", 0, 0, 0, 3, 0, 0, 0, 0).chunk("fcTL", control(0, 5, 4, 0, 0))
                .pixels((_, _, _) -> 7).chunk("fcTL", control(1, 5, 4, 0, 0))
                .chunk("fdAT", data(2, PngMaker.plain(2), 99)).end();
        Decoded decoded = Codecs.decode(CODEC, file, false);
        assertEquals(List.of(NOTE), decoded.notes());
        assertTrue(IntStream.of(Codecs.samples(decoded.picture())).allMatch(s -> s == 7));
        assertEquals(List.of(), decoded.parts().metadata().own());
    }

    @ParameterizedTest
    @CsvSource({"0, 8", "2, 8", "2, 16", "4, 16", "6, 8"})
    void aSmallerFrameLiesOnAnEmptyCanvas(int colour, int depth) throws IOException {
        PngMaker frame = new PngMaker(2, 1, depth, colour, false);
        byte[] file = new PngMaker(5, 4, depth, colour, false).chunk("acTL", 0, 0, 0, 3, 0, 0, 0, 0)
                .pixels((_, _, _) -> 7).chunk("fcTL", control(0, 2, 1, 3, 2)).chunk("fdAT", data(1, frame, 99))
                .chunk("fcTL", control(2, 5, 4, 0, 0)).chunk("fdAT", data(3, PngMaker.plain(colour), 1)).end();
        Decoded decoded = Codecs.decode(CODEC, file, false);
        assertEquals(List.of(NOTE), decoded.notes());
        BufferedImage picture = decoded.picture();
        int alphaBand = colour == 0 || colour == 4 ? 1 : 3;
        int alpha = colour >= 4 ? 99 : (1 << depth) - 1;
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 5; x++) {
                boolean inside = x >= 3 && y == 2;
                assertEquals(inside ? 99 : 0, picture.getRaster().getSample(x, y, 0));
                assertEquals(inside ? alpha : 0, picture.getRaster().getSample(x, y, alphaBand));
            }
        }
    }

    @Test
    void aFrameOfTheWholeCanvasNeedsNoAlpha() throws IOException {
        byte[] file = PngMaker.plain(2).chunk("acTL", 0, 0, 0, 1, 0, 0, 0, 0).pixels((_, _, _) -> 7)
                .chunk("fcTL", control(0, 5, 4, 0, 0)).chunk("fdAT", data(1, PngMaker.plain(2), 99)).end();
        Decoded decoded = Codecs.decode(CODEC, file, false);
        assertEquals(List.of(), decoded.notes());
        assertArrayEquals(IntStream.generate(() -> 99).limit(60).toArray(), Codecs.samples(decoded.picture()));
    }

    @Test
    void aFrameThatReachesOutOfTheCanvasIsNotTaken() throws IOException {
        byte[] file = PngMaker.plain(2).chunk("acTL", 0, 0, 0, 3, 0, 0, 0, 0).pixels((_, _, _) -> 7)
                .chunk("fcTL", control(0, 5, 4, 1, 0)).chunk("fdAT", data(1, PngMaker.plain(2), 99)).end();
        Decoded decoded = Codecs.decode(CODEC, file, false);
        assertEquals(7, decoded.picture().getRaster().getSample(0, 0, 0));
    }

    /** Before memory is taken for it. */
    @Test
    void aFrameOfMorePixelsThanItsBytesCanBecomeIsRefused() throws IOException {
        byte[] file = new PngMaker(30_000, 30_000, 8, 2, false).chunk("acTL", 0, 0, 0, 3, 0, 0, 0, 0)
                .chunk("IDAT", PngMaker.deflated(new byte[9]))
                .chunk("fcTL", control(0, 30_000, 30_000, 0, 0)).chunk("fdAT", data(1, PngMaker.plain(2), 99)).end();
        DamagedException e = assertThrows(DamagedException.class, () -> Codecs.read(CODEC, file, false));
        assertEquals("it ends too early", e.getMessage());
        assertEquals(30_000, Codecs.read(CODEC, file, true).width());
    }
}
