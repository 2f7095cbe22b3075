package org.derain4j.pictures.png;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.derain4j.pictures.format.Codecs;
import org.derain4j.pictures.format.Codecs.Decoded;
import org.derain4j.pictures.format.Coding;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.PngMaker;
import org.derain4j.pictures.format.UnsupportedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PngPixelsTest {

    private static final PngCodec CODEC = new PngCodec();
    private static final byte[] PALETTE = {10, 20, 30, 40, 50, 60, 70, 80, 90};

    static Stream<Arguments> kinds() {
        return Stream.of(new int[][]{{0, 1}, {0, 2}, {0, 4}, {0, 8}, {0, 16}, {2, 8}, {2, 16}, {3, 1}, {3, 2}, {3, 4},
            {3, 8}, {4, 8}, {4, 16}, {6, 8}, {6, 16}}).flatMap(
                    kind -> Stream.of(false, true).map(interlaced -> Arguments.of(kind[0], kind[1], interlaced)));
    }

    private static int sample(int x, int y, int channel) {
        return x * 7919 + y * 104729 + channel * 31 + x * y;
    }

    /** Sizes around the cells of Adam7, down to passes without a pixel. */
    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindIsDecodedToTheBit(int colour, int depth, boolean interlaced) throws IOException {
        byte[] palette = new byte[3 << Math.min(depth, 8)];
        for (int i = 0; i < palette.length; i++) {
            palette[i] = (byte) (i * 37);
        }
        for (int[] size : new int[][]{{1, 1}, {2, 3}, {5, 4}, {8, 8}, {9, 17}, {33, 3}}) {
            PngMaker maker = new PngMaker(size[0], size[1], depth, colour, interlaced);
            if (colour == 3) {
                maker.chunk("PLTE", palette);
            }
            Decoded decoded = Codecs.decode(CODEC, maker.pixels(PngPixelsTest::sample).end(), false);
            assertArrayEquals(expected(size[0], size[1], colour, depth, palette), Codecs.samples(decoded.picture()));
            assertEquals(depth == 16 ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE,
                    decoded.picture().getRaster().getTransferType());
            assertEquals(colour >= 4, decoded.picture().getColorModel().hasAlpha());
            assertEquals(List.of(), decoded.notes());
            assertEquals(new Coding.Png(interlaced), decoded.parts().coding());
        }
    }

    private static int[] expected(int width, int height, int colour, int depth, byte[] palette) {
        int channels = colour == 3 ? 3 : new int[]{1, 0, 3, 1, 2, 0, 4}[colour];
        int most = (1 << depth) - 1;
        return IntStream.range(0, width * height * channels).map(i -> {
            int x = i / channels % width;
            int y = i / channels / width;
            return colour == 3
                    ? palette[3 * (sample(x, y, 0) & most) + i % 3] & 255
                    : (sample(x, y, i % channels) & most) * (depth < 8 ? 255 / most : 1);
        }).toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 16})
    void aGreyThatStandsForNothingBecomesTransparent(int depth) throws IOException {
        int key = depth == 16 ? 0x1234 : 1;
        byte[] file = new PngMaker(4, 1, depth, 0, false).chunk("tRNS", key >> 8, key)
                .pixels((x, _, _) -> x % 2 == 1 ? key : key + 1 & (1 << depth) - 1).end();
        BufferedImage picture = Codecs.decode(CODEC, file, false).picture();
        int opaque = depth == 16 ? 65535 : 255;
        assertEquals(2, picture.getRaster().getNumBands());
        assertArrayEquals(new int[]{opaque, 0, opaque, 0}, picture.getRaster().getSamples(0, 0, 4, 1, 1, (int[]) null));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void aColourThatStandsForNothingBecomesTransparent(int depth) throws IOException {
        byte[] file = new PngMaker(3, 1, depth, 2, false).chunk("tRNS", 0, 5, 0, 6, 0, 7)
                .pixels((x, _, c) -> 5 + c + (x == 1 ? 1 : 0)).end();
        BufferedImage picture = Codecs.decode(CODEC, file, false).picture();
        int opaque = depth == 16 ? 65535 : 255;
        assertArrayEquals(new int[]{5, 6, 7, 0, 6, 7, 8, opaque, 5, 6, 7, 0}, Codecs.samples(picture));
    }

    /** Depth is 16, and what differs is the lower byte alone. */
    @Test
    void allBitsOfTheColourCount() throws IOException {
        byte[] file = new PngMaker(1, 1, 16, 0, false).chunk("tRNS", 0x12, 0x34).pixels((_, _, _) -> 0x1235).end();
        assertArrayEquals(new int[]{0x1235, 65535}, Codecs.samples(Codecs.decode(CODEC, file, false).picture()));
    }

    @Test
    void aPaletteHasAlphaAndAnEnd() throws IOException {
        byte[] file = new PngMaker(4, 1, 2, 3, false).chunk("PLTE", PALETTE).chunk("tRNS", 7, 8)
                .pixels((x, _, _) -> x).end();
        Decoded decoded = Codecs.decode(CODEC, file, false);
        assertArrayEquals(new int[]{10, 20, 30, 7, 40, 50, 60, 8, 70, 80, 90, 255, 0, 0, 0, 255},
                Codecs.samples(decoded.picture()));
        assertEquals(List.of(), decoded.notes());
    }

    @Test
    void aBrokenTransparencyCostsNoPixels() throws IOException {
        byte[] file = PngMaker.plain(2).broken("tRNS", new byte[6]).pixels().end();
        Decoded decoded = Codecs.decode(CODEC, file, false);
        assertFalse(decoded.picture().getColorModel().hasAlpha());
        assertEquals(List.of("its chunk tRNS is damaged or misplaced, and left out."), decoded.notes());
    }

    @Test
    void aPaletteMustBeThere() {
        byte[] none = PngMaker.plain(3).pixels().end();
        byte[] odd = PngMaker.plain(3).chunk("PLTE", 1, 2, 3, 4).pixels().end();
        assertDamaged("its palette is missing or has 0 bytes", false, none);
        assertDamaged("its palette is missing or has 4 bytes", false, odd);
    }

    /** One byte a chunk, empty ones between them, and another kind of chunk in their middle. */
    @Test
    void pixelsMayLieInAnyNumberOfChunks() throws IOException {
        PngMaker maker = new PngMaker(33, 20, 8, 2, true);
        byte[] deflated = PngMaker.deflated(maker.rows(PngPixelsTest::sample));
        for (int i = 0; i < deflated.length; i++) {
            maker.chunk("IDAT", deflated[i]).chunk("IDAT");
            if (i == deflated.length / 2) {
                maker.chunk("tEXt", PngMaker.latin("Comment\0between"));
            }
        }
        Decoded decoded = Codecs.decode(CODEC, maker.end(), false);
        assertArrayEquals(expected(33, 20, 2, 8, null), Codecs.samples(decoded.picture()));
    }

    @Test
    void aMissingEndIsNoted() throws IOException {
        for (byte[] file : List.of(PngMaker.plain(2).pixels().open(), PngMaker.plain(2).pixels().bytes((byte) 0).open(),
                Arrays.copyOf(PngMaker.plain(2).pixels().end(), PngMaker.plain(2).pixels().end().length - 6),
                Arrays.copyOf(PngMaker.plain(2).pixels().open(), PngMaker.plain(2).pixels().open().length - 2))) {
            Decoded decoded = Codecs.decode(CODEC, file, false);
            assertArrayEquals(new int[]{0, 1, 2, 40, 41, 42},
                    decoded.picture().getRaster().getPixels(0, 0, 2, 1, (int[]) null));
            assertEquals(List.of("its end is missing; what stood there is lost."), decoded.notes());
        }
    }

    @Test
    void whatComesAfterTheEndIsNoted() throws IOException {
        byte[] file = PngMaker.joined(PngMaker.plain(2).pixels().end(), new byte[1234]);
        assertEquals(List.of("1234 bytes after its end are left out."), Codecs.decode(CODEC, file, false).notes());
    }

    @Test
    void aPictureThatIsCutShortIsRefusedOrTakenAsFarAsItGoes() throws IOException {
        PngMaker maker = new PngMaker(64, 64, 8, 0, false);
        byte[] whole = maker.pixels(PngPixelsTest::sample).end();
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        assertDamaged("it ends too early", true, half);
        Decoded taken = Codecs.decode(CODEC, half, true);
        assertEquals(List.of("its end is missing; what stood there is lost.",
                "it ends too early; what could be decoded is taken."), taken.notes());
        int[] expected = expected(64, 64, 0, 8, null);
        int[] samples = Codecs.samples(taken.picture());
        int same = Arrays.mismatch(expected, samples);
        assertTrue(same > 64 * 20 && same < 64 * 44 && same % 64 < 2, "the same up to " + same);
        assertTrue(IntStream.of(samples).skip(64 * 44).allMatch(s -> s == 0));
    }

    @Test
    void brokenPixelsAreRefusedOrTakenAsFarAsTheyGo() throws IOException {
        PngMaker maker = new PngMaker(64, 64, 8, 0, false);
        byte[] rows = maker.rows(PngPixelsTest::sample);
        byte[] deflated = PngMaker.deflated(rows);
        byte[] filter = rows.clone();
        filter[65 * 30] = 9;
        byte[] sum = deflated.clone();
        sum[sum.length - 1] ^= 1;
        // Two blocks that are stored as they are; the complement of the second one's length is wrong.
        byte[] stream = PngMaker.joined(new byte[]{0x78, 1, 0, 0, 4, -1, -5}, Arrays.copyOf(rows, 1024),
                new byte[]{0, 0, 4, 0, 0}, Arrays.copyOfRange(rows, 1024, 2048));
        assertTaken("a row is filtered in a way that no PNG has", PngMaker.deflated(filter), 30 * 64, 30 * 64);
        assertTaken("the checksum of its pixels is wrong", sum, -1, -1);
        assertTaken("its compressed pixels are damaged", stream, 15 * 64, 15 * 64);
    }

    private static void assertTaken(String why, byte[] deflated, int least, int most) throws IOException {
        byte[] file = new PngMaker(64, 64, 8, 0, false).chunk("IDAT", deflated).end();
        assertDamaged(why, true, file);
        Decoded decoded = Codecs.decode(CODEC, file, true);
        assertEquals(List.of(why + "; what could be decoded is taken."), decoded.notes());
        int same = Arrays.mismatch(expected(64, 64, 0, 8, null), Codecs.samples(decoded.picture()));
        assertTrue(least <= same && same <= most, "the same up to " + same);
    }

    /** Bytes that no row needs, and no checksum at all: some programs write so. */
    @Test
    void sloppyEncodersAreUnderstood() throws IOException {
        byte[] rows = PngMaker.plain(2).rows((x, y, c) -> 40 * x + 10 * y + c);
        byte[] deflated = PngMaker.deflated(rows);
        for (byte[] stream : List.of(PngMaker.deflated(Arrays.copyOf(rows, rows.length + 9999)),
                PngMaker.joined(deflated, new byte[7]), Arrays.copyOf(deflated, deflated.length - 4))) {
            Decoded decoded = Codecs.decode(CODEC, PngMaker.plain(2).chunk("IDAT", stream).end(), false);
            assertEquals(List.of(), decoded.notes());
        }
    }

    @Test
    void wrongChecksumsOfCriticalChunksAreRefusedUnlessLenient() throws IOException {
        PngMaker maker = PngMaker.plain(2);
        byte[] file = maker.broken("IDAT", PngMaker.deflated(maker.rows((_, _, _) -> 9))).end();
        assertDamaged("the checksum of its chunk IDAT is wrong", true, file);
        Decoded decoded = Codecs.decode(CODEC, file, true);
        assertEquals(List.of("the checksum of its chunk IDAT is wrong; its pixels may be, too."), decoded.notes());
        assertEquals(9, decoded.picture().getRaster().getSample(2, 2, 1));
    }

    @Test
    void sizesThatNoPictureHasAreRefused() {
        assertDamaged("its header says 0 x 4 pixels", false, new PngMaker(0, 4, 8, 2, false).end());
        assertDamaged("its header says 4294967295 x 4 pixels", false, new PngMaker(-1, 4, 8, 2, false).end());
        assertDamaged("its header says what no PNG has (colour type 2, 4 bits, interlacing 0)", false,
                new PngMaker(1, 1, 4, 2, false).end());
    }

    /** Before any memory is taken for it. */
    @Test
    void moreThanItsBytesCanHoldIsRefused() {
        byte[] file = new PngMaker(20_000, 20_000, 16, 6, false).chunk("IDAT", new byte[1000]).end();
        var e = assertThrows(DamagedException.class, () -> Codecs.read(CODEC, file, false));
        assertEquals("it ends too early", e.getMessage());
    }

    @Test
    void whatIsNoPngIsTold() {
        byte[] file = PngMaker.plain(2).pixels().end();
        file[4] = '\n';
        assertDamaged("its first bytes are not a PNG's, as if it had been copied as text", false, file);
        assertDamaged("it has no pixels", false, PngMaker.plain(2).end());
        assertDamaged("its header is missing or cut short", false,
                Arrays.copyOf(PngMaker.plain(2).pixels().end(), 30));
        byte[] apple = PngMaker.joined(PngMaker.SIGNATURE, PngMaker.framed("CgBI", new byte[4]),
                Arrays.copyOfRange(PngMaker.plain(2).pixels().end(), 8, 60));
        var e = assertThrows(UnsupportedException.class, () -> Codecs.read(CODEC, apple, false));
        assertTrue(e.getMessage().contains("Apple"), e.getMessage());
        byte[] unknown = PngMaker.plain(2).chunk("NeWW", 1).pixels().end();
        assertThrows(UnsupportedException.class, () -> Codecs.read(CODEC, unknown, false));
        assertDamaged("a chunk has the name IDET", false, PngMaker.plain(2).broken("IDET", new byte[9]).pixels().end());
    }

    private static void assertDamaged(String why, boolean cutShort, byte[] file) {
        var e = assertThrows(DamagedException.class, () -> Codecs.decode(CODEC, file, false));
        assertEquals(why, e.getMessage());
        assertEquals(cutShort, e.isCutShort());
    }
}
