package org.derain4j.pictures.webp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.derain4j.pictures.format.Codecs;
import org.derain4j.pictures.format.Codecs.Decoded;
import org.derain4j.pictures.format.Coding;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.Parts;
import org.derain4j.pictures.format.PngMaker;
import org.derain4j.pictures.metadata.Metadata;
import org.derain4j.pictures.metadata.OwnRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebpReadTest {

    private static final WebpCodec CODEC = new WebpCodec();
    private static final byte[] EXIF = {'I', 'I', 42, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    private static int[] expected(int bands) {
        return IntStream.range(0, WebpMaker.WIDTH * WebpMaker.HEIGHT * bands)
                .map(i -> WebpMaker.level(i / bands % WebpMaker.WIDTH, i / bands / WebpMaker.WIDTH, i % bands))
                .toArray();
    }

    /** Chroma is halved in lossy WebP, and this picture's changes with every pixel. */
    private static void assertNear(BufferedImage picture) {
        int bands = picture.getRaster().getNumBands();
        int[] samples = Codecs.samples(picture);
        int[] expected = expected(bands);
        for (int i = 0; i < samples.length; i++) {
            assertEquals(expected[i], samples[i], bands == 4 && i % 4 == 3 ? 0 : 14, "sample " + i);
        }
    }

    @Test
    void losslessIsDecodedToTheBit() throws IOException {
        Decoded decoded = Codecs.decode(CODEC, WebpMaker.fixture("lossless.webp"), false);
        assertArrayEquals(expected(4), Codecs.samples(decoded.picture()));
        assertEquals(new Coding.Webp(true), decoded.parts().coding());
        assertEquals(List.of(), decoded.notes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lossy.webp", "lossy-alpha.webp"})
    void lossyIsDecodedNearlyAndItsAlphaToTheBit(String name) throws IOException {
        Decoded decoded = Codecs.decode(CODEC, WebpMaker.fixture(name), false);
        assertEquals(name.contains("alpha"), decoded.picture().getColorModel().hasAlpha());
        assertNear(decoded.picture());
        assertEquals(new Coding.Webp(false), decoded.parts().coding());
        assertEquals(List.of(), decoded.notes());
    }

    /** Not deflated, each sample less what is beside and above it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void alphaMayBePlainAndIsFilteredInFourWays(int filter) throws IOException {
        byte[] alpha = new byte[1 + WebpMaker.WIDTH * WebpMaker.HEIGHT];
        alpha[0] = (byte) (filter << 2);
        for (int y = 0; y < WebpMaker.HEIGHT; y++) {
            for (int x = 0; x < WebpMaker.WIDTH; x++) {
                int left = x > 0 ? alpha(x - 1, y) : 0;
                int above = y > 0 ? alpha(x, y - 1) : left;
                int guess = switch (filter) {
                    case 0 -> 0;
                    case 1 -> x > 0 ? left : above;
                    case 2 -> above;
                    default -> x == 0
                            ? above
                            : y == 0 ? left : Math.clamp(left + above - alpha(x - 1, y - 1), 0, 255);
                };
                alpha[1 + y * WebpMaker.WIDTH + x] = (byte) (alpha(x, y) - guess);
            }
        }
        byte[] file = WebpMaker.extended(16, 40, 24).chunk("ALPH", alpha).lossy().end();
        BufferedImage picture = Codecs.decode(CODEC, file, false).picture();
        for (int y = 0; y < WebpMaker.HEIGHT; y++) {
            for (int x = 0; x < WebpMaker.WIDTH; x++) {
                assertEquals(alpha(x, y), picture.getRaster().getSample(x, y, 3), x + ", " + y);
            }
        }
    }

    private static int alpha(int x, int y) {
        return x * 41 + y * y * 17 & 255;
    }

    /** Much is said by few bytes, so that the decoder by itself would take it for an attack. */
    @Test
    void aPlainPictureOfManyPixelsIsDecoded() throws IOException {
        Decoded decoded = Codecs.decode(CODEC, WebpMaker.fixture("flat.webp"), false);
        assertEquals(2000, decoded.picture().getWidth());
        assertArrayEquals(new int[]{10, 200, 30}, decoded.picture().getRaster().getPixel(1999, 1499, (int[]) null));
    }

    @Test
    void metadataIsTakenWhateverTheFlagsSay() throws IOException {
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        for (int flags : new int[]{0, 0x2C, 0xC1 | 0xFFFF00 << 8}) {
            Parts parts = Codecs.read(CODEC, WebpMaker.extended(flags, 40, 24).chunk("ICCP", profile).lossless()
                    .chunk("EXIF", EXIF).chunk("XMP ", "<x/>").chunk("abcd", "odd").chunk("C2PA", "x").end(), false);
            Metadata metadata = parts.metadata();
            assertArrayEquals(profile, metadata.profile().orElseThrow());
            assertArrayEquals(EXIF, metadata.exif().orElseThrow());
            assertArrayEquals(PngMaker.latin("<x/>"), metadata.xmp().orElseThrow());
            assertEquals(List.of("abcd"), metadata.own().stream().map(OwnRecord::name).toList());
            assertEquals(List.of("its content credentials vouch for the old pixels and are left out."), parts.notes());
        }
    }

    @Test
    void exifMayHaveTheMarkOfJpeg() throws IOException {
        byte[] file = new WebpMaker().lossless()
                .chunk("EXIF", PngMaker.joined(PngMaker.latin("Exif\0\0"), EXIF)).end();
        assertArrayEquals(EXIF, Codecs.read(CODEC, file, false).metadata().exif().orElseThrow());
    }

    @Test
    void brokenMetadataCostsNothingElse() throws IOException {
        byte[] file = WebpMaker.extended(0, 40, 24).chunk("ICCP", "no profile").lossless().chunk("EXIF", "no block")
                .chunk("XMP ", "<x/>").chunk("XMP ", "<y/>").bytes((byte) 'a', (byte) 'b', (byte) 'c', (byte) 'd',
                        (byte) 99, (byte) 0, (byte) 0, (byte) 0, (byte) 1)
                .end();
        Decoded decoded = Codecs.decode(CODEC, file, false);
        assertArrayEquals(expected(4), Codecs.samples(decoded.picture()));
        assertArrayEquals(PngMaker.latin("<x/>"), decoded.parts().metadata().xmp().orElseThrow());
        assertEquals(List
                .of("its chunks ICCP (the colour profile), EXIF, XMP, abcd are damaged or misplaced, and left out."),
                decoded.notes());
    }

    @Test
    void sizesThatDisagreeAreRefused() throws IOException {
        byte[] file = WebpMaker.extended(0, 16_000_000, 24).lossless().end();
        assertDamaged("its header says 16000000 x 24 pixels, the pixels' own says 40 x 24", false, file);
    }

    @Test
    void theSizeOfTheFileIsNotBelieved() throws IOException {
        WebpMaker maker = new WebpMaker().lossless().chunk("EXIF", EXIF);
        int size = maker.end().length - 8;
        for (int wrong : new int[]{size + 1, size + 1000, -1, size - 1}) {
            assertTrue(Codecs.read(CODEC, maker.end(wrong), false).metadata().exif().isPresent());
        }
        for (int tooSmall : new int[]{0, 4, 20}) {
            assertArrayEquals(expected(4),
                    Codecs.samples(Codecs.decode(CODEC, maker.end(tooSmall), false).picture()));
        }
    }

    @Test
    void whatComesAfterTheEndIsNoted() throws IOException {
        byte[] file = PngMaker.joined(WebpMaker.fixture("lossless.webp"), WebpMaker.framed("EXIF", EXIF), new byte[7]);
        Parts parts = Codecs.read(CODEC, file, false);
        assertTrue(parts.metadata().exif().isEmpty());
        assertEquals(List.of("29 bytes after its end are left out."), parts.notes());
    }

    @Test
    void theByteThatMakesLengthsEvenMayBeMissing() throws IOException {
        for (byte[] padding : new byte[][]{{}, {0}}) {
            byte[] file = new WebpMaker().lossless().bytes(PngMaker.joined(PngMaker.latin("abcd\3\0\0\0xyz"), padding))
                    .chunk("EXIF", EXIF).end();
            assertTrue(Codecs.read(CODEC, file, false).metadata().exif().isPresent(), padding.length + " bytes");
        }
    }

    @Test
    void aPictureThatIsCutShortIsRefusedOrTakenAsFarAsItGoes() throws IOException {
        byte[] whole = WebpMaker.fixture("lossy.webp");
        byte[] cut = Arrays.copyOf(whole, whole.length - 60);
        assertDamaged("it ends too early", true, cut);
        Decoded decoded = Codecs.decode(CODEC, cut, true);
        assertEquals(List.of("it ends too early; what could be decoded is taken."), decoded.notes());
        assertEquals(WebpMaker.level(3, 3, 1), decoded.picture().getRaster().getSample(3, 3, 1), 14);
        byte[] alpha = WebpMaker.fixture("lossy-alpha.webp");
        assertDamaged("it ends too early", true, Arrays.copyOf(alpha, alpha.length - 3));
        byte[] lossless = WebpMaker.fixture("lossless.webp");
        assertDamaged("it ends too early", true, Arrays.copyOf(lossless, lossless.length - 30));
    }

    /** The decoder by itself would go on with the last bits it has. */
    @Test
    void pixelsThatEndBeforeTheirChunkDoesAreRefusedAtOnce() throws IOException {
        byte[] pixels = WebpMaker.content(WebpMaker.fixture("lossless.webp"), "VP8L");
        for (int length = 5; length < pixels.length - 8; length += 3) {
            byte[] file = new WebpMaker().chunk("VP8L", Arrays.copyOf(pixels, length)).end();
            assertTimeoutPreemptively(Duration.ofSeconds(10),
                    () -> assertThrows(DamagedException.class, () -> Codecs.decode(CODEC, file, false)));
        }
    }

    @Test
    void aBrokenAlphaIsRefusedOrLeftOut() throws IOException {
        byte[] file = WebpMaker.extended(16, 40, 24).chunk("ALPH", new byte[30]).lossy().end();
        assertDamaged("its alpha ends too early", true, file);
        Decoded decoded = Codecs.decode(CODEC, file, true);
        assertEquals(List.of("its transparency is left out (its alpha ends too early)."), decoded.notes());
        assertEquals(255, decoded.picture().getRaster().getSample(5, 5, 3));
    }

    static Stream<byte[]> strangers() throws IOException {
        byte[] noKeyFrame = WebpMaker.content(WebpMaker.fixture("lossy.webp"), "VP8 ");
        noKeyFrame[0] |= 1;
        return Stream.of(new byte[3], "RIFF\0\0\0\0WAVE".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
                new WebpMaker().end(), new WebpMaker().chunk("VP8 ", "short").end(),
                new WebpMaker().chunk("VP8L", "no mark").end(), new WebpMaker().chunk("VP8 ", noKeyFrame).end(),
                WebpMaker.extended(2, 40, 24).chunk("ANMF", "short").end());
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("strangers")
    void whatIsNoWebpIsRefused(byte[] file) {
        assertThrows(DamagedException.class, () -> Codecs.read(CODEC, file, false));
    }

    @Test
    void theFirstFrameLiesOnItsCanvas() throws IOException {
        byte[] pixels = WebpMaker.content(WebpMaker.fixture("lossless.webp"), "VP8L");
        byte[] file = WebpMaker.extended(0x12, 50, 60).chunk("ANIM", new byte[]{-1, -1, -1, -1, 0, 0})
                .chunk("ANMF", WebpMaker.frame(6, 30, 40, 24, pixels))
                .chunk("ANMF", WebpMaker.frame(0, 0, 40, 24, pixels)).chunk("EXIF", EXIF).end();
        Decoded decoded = Codecs.decode(CODEC, file, false);
        assertEquals(List.of("only the first of its 2 frames is kept."), decoded.notes());
        assertEquals(50, decoded.parts().width());
        assertEquals(60, decoded.parts().height());
        assertArrayEquals(expected(4), decoded.picture().getRaster().getPixels(6, 30, 40, 24, (int[]) null));
        assertArrayEquals(new int[4], decoded.picture().getRaster().getPixel(5, 30, (int[]) null));
        assertArrayEquals(new int[4], decoded.picture().getRaster().getPixel(46, 59, (int[]) null));
        assertTrue(decoded.parts().metadata().exif().isPresent());
        assertEquals(List.of(), decoded.parts().metadata().own());
    }

    @Test
    void aFrameMustFit() throws IOException {
        byte[] pixels = WebpMaker.content(WebpMaker.fixture("lossless.webp"), "VP8L");
        byte[] outside = WebpMaker.extended(2, 50, 60).chunk("ANMF", WebpMaker.frame(12, 0, 40, 24, pixels)).end();
        assertDamaged("its first frame reaches out of the picture", false, outside);
        byte[] other = WebpMaker.extended(2, 50, 60).chunk("ANMF", WebpMaker.frame(0, 0, 41, 24, pixels)).end();
        assertDamaged("its header says 41 x 24 pixels, the pixels' own says 40 x 24", false, other);
    }

    private static void assertDamaged(String why, boolean cutShort, byte[] file) {
        var e = assertThrows(DamagedException.class, () -> Codecs.decode(CODEC, file, false));
        assertEquals(why, e.getMessage());
        assertEquals(cutShort, e.isCutShort());
    }
}
