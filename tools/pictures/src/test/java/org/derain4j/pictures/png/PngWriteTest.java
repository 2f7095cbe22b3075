package org.derain4j.pictures.png;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.derain4j.pictures.format.Codec;
import org.derain4j.pictures.format.Codecs;
import org.derain4j.pictures.format.Codecs.Decoded;
import org.derain4j.pictures.format.Coding;
import org.derain4j.pictures.format.OwnLosses;
import org.derain4j.pictures.format.Parts;
import org.derain4j.pictures.format.PlainPicture;
import org.derain4j.pictures.format.PngMaker;
import org.derain4j.pictures.metadata.Metadata;
import org.derain4j.pictures.metadata.OwnRecord;
import org.derain4j.pictures.metadata.Resolution;
import org.derain4j.pictures.metadata.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PngWriteTest {

    private static final PngCodec CODEC = new PngCodec();
    private static final byte[] EXIF = {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0};
    private static final byte[] RGB_PROFILE = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();

    @TempDir
    private Path folder;

    private byte[] written(BufferedImage picture, Metadata metadata, boolean same, boolean interlaced)
            throws IOException {
        Path file = folder.resolve("a.png");
        CODEC.write(picture, new Codec.Storing(metadata, same, new Coding.Png(interlaced), 0), file);
        return Files.readAllBytes(file);
    }

    private static BufferedImage noise(boolean grey, boolean alpha, boolean deep) {
        BufferedImage picture = PlainPicture.blank(21, 13, grey, alpha, deep);
        Random random = new Random(5);
        for (int y = 0; y < 13; y++) {
            for (int x = 0; x < 21; x++) {
                for (int b = 0; b < picture.getRaster().getNumBands(); b++) {
                    picture.getRaster().setSample(x, y, b, random.nextInt(deep ? 65536 : 256));
                }
            }
        }
        return picture;
    }

    private static PngChunks chunks(byte[] png) throws IOException {
        return PngChunks.of(Codecs.stream(png));
    }

    private static List<String> names(byte[] png) throws IOException {
        return chunks(png).chunks().stream().map(PngChunk::name).distinct().toList();
    }

    @ParameterizedTest
    @CsvSource({"true, true, true, true", "true, true, false, false", "true, false, true, false",
        "true, false, false, true", "false, true, true, false", "false, true, false, true", "false, false, true, true",
        "false, false, false, false"})
    void everyKindIsReadBackToTheBit(boolean grey, boolean alpha, boolean deep, boolean interlaced)
            throws IOException {
        BufferedImage picture = noise(grey, alpha, deep);
        byte[] png = written(picture, Metadata.NONE, true, interlaced);
        Decoded decoded = Codecs.decode(CODEC, png, false);
        assertArrayEquals(Codecs.samples(picture), Codecs.samples(decoded.picture()));
        assertEquals(new Coding.Png(interlaced), decoded.parts().coding());
        assertEquals(picture.getRaster().getTransferType(), decoded.picture().getRaster().getTransferType());
        assertEquals(List.of("IHDR", "IDAT"), names(png));
    }

    /** Whatever came is there again, byte for byte, in an order that the specification allows. */
    @Test
    void aPngKeepsItsChunks() throws IOException {
        byte[] file = PngMaker.plain(2).chunk("tEXt", PngMaker.latin("Title\0first")).chunk("gAMA", 0, 0, 0xB1, 0x8F)
                .text("iCCP", "my name\0\0", PngMaker.deflated(RGB_PROFILE)).chunk("sBIT", 5, 6, 5)
                .chunk("bKGD", 0, 10, 0, 20, 0, 30).chunk("pHYs", 0, 0, 0x2E, 0x23, 0, 0, 0x2E, 0x24, 1)
                .chunk("eXIf", EXIF).text("zTXt", "Comment\0\0", PngMaker.deflated(new byte[]{'x'}))
                .text("iTXt", "XML:com.adobe.xmp\0\0\0\0\0", PngMaker.latin("<x/>")).pixels()
                .chunk("tIME", 7, 0xD0, 1, 1, 1, 1, 1).end();
        Decoded decoded = Codecs.decode(CODEC, file, false);
        byte[] again = written(decoded.picture(), decoded.parts().metadata(), true, false);
        assertEquals(List.of("IHDR", "iCCP", "gAMA", "sBIT", "pHYs", "eXIf", "iTXt", "tEXt", "bKGD", "zTXt", "tIME",
                "IDAT"), names(again));
        PngChunks before = chunks(file);
        PngChunks after = chunks(again);
        for (String name : names(again)) {
            if (!name.equals("IDAT")) {
                assertArrayEquals(before.named(name).findFirst().orElseThrow().bytes(),
                        after.named(name).findFirst().orElseThrow().bytes(), name);
            }
        }
        assertEquals(List.of(), CODEC.losses(decoded.parts().metadata(), true));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 2834, 2835, 11811, 999_999, 1_000_000_007, Integer.MAX_VALUE})
    void everyResolutionIsWrittenAsItCame(int count) throws IOException {
        for (int unit = 0; unit < 2; unit++) {
            byte[] pHYs = {(byte) (count >> 24), (byte) (count >> 16), (byte) (count >> 8), (byte) count, 0, 0, 0, 7,
                (byte) unit};
            Parts parts = Codecs.read(CODEC, PngMaker.plain(0).chunk("pHYs", pHYs).pixels().end(), false);
            byte[] again = written(noise(true, false, false), parts.metadata(), true, false);
            assertArrayEquals(pHYs, chunks(again).named("pHYs").findFirst().orElseThrow().bytes());
        }
    }

    @Test
    void otherFormatsResolutionsAreBroughtToMetres() throws IOException {
        assertEquals(11811, resolution(new Resolution(300, 72, Resolution.Unit.INCH)).getInt(0));
        assertEquals(2835, resolution(new Resolution(300, 72, Resolution.Unit.INCH)).getInt(4));
        assertEquals(5000, resolution(new Resolution(0.5, 1, Resolution.Unit.NONE)).getInt(0));
        assertEquals(10_000, resolution(new Resolution(0.5, 1, Resolution.Unit.NONE)).getInt(4));
    }

    private java.nio.ByteBuffer resolution(Resolution resolution) throws IOException {
        byte[] png = written(noise(true, false, false), Metadata.builder().resolution(resolution).build(), false,
                false);
        return chunks(png).named("pHYs").findFirst().orElseThrow().view();
    }

    @Test
    void whatCameFromAnotherFormatIsAllThere() throws IOException {
        byte[] xmp = "<x:xmpmeta>ü</x:xmpmeta>".getBytes(StandardCharsets.UTF_8);
        byte[] iim = {0x1C, 2, 5, 0, 1, 'A'};
        byte[] resources = PngMaker.joined(PngMaker.latin("8BIM\4\4\0\0\0\0\0\6"), iim);
        Metadata metadata = Metadata.builder().exif(EXIF).xmp(xmp).photoshop(resources).iptc(iim).profile(RGB_PROFILE)
                .add(new Text("Comment", "a\r\nb")).add(new Text(" wrong\u0007  key\u65E5", "日本"))
                .add(new Text("k".repeat(200), "é")).add(new OwnRecord("APP5", new byte[3])).build();
        byte[] png = written(noise(false, true, true), metadata, false, true);
        Metadata read = Codecs.read(CODEC, png, false).metadata();
        assertArrayEquals(EXIF, read.exif().orElseThrow());
        assertArrayEquals(xmp, read.xmp().orElseThrow());
        assertArrayEquals(resources, read.photoshop().orElseThrow());
        assertArrayEquals(iim, read.iptc().orElseThrow());
        assertArrayEquals(RGB_PROFILE, read.profile().orElseThrow());
        assertEquals(List.of(new Text("Comment", "a\nb"), new Text("wrong key", "日本"),
                new Text("k".repeat(79), "é")), read.texts());
        assertEquals(List.of("iCCP", "tEXt", "iTXt", "tEXt"), read.own().stream().map(OwnRecord::name).toList());
        assertEquals(List.of("its APP5 data"), CODEC.losses(metadata, false));
    }

    /** As exiftool writes it, and exiv2 looks for it. */
    @Test
    void iptcAloneIsUnderItsOwnKeyword() throws IOException {
        byte[] resources = PngMaker.latin("8BIM\4\4\0\0\0\0\0\0");
        byte[] png = written(noise(true, false, false), Metadata.builder().photoshop(resources).build(), false, false);
        PngText text = PngText.of("zTXt", chunks(png).named("zTXt").findFirst().orElseThrow().view())
                .orElseThrow();
        assertEquals("Raw profile type iptc", text.keyword());
    }

    @Test
    void aProfileOfAnotherKindOfPixelsIsNotWritten() throws IOException {
        Metadata metadata = Metadata.builder().profile(RGB_PROFILE).build();
        assertFalse(names(written(noise(true, false, false), metadata, false, false)).contains("iCCP"));
        assertTrue(names(written(noise(false, false, false), metadata, false, false)).contains("iCCP"));
    }

    @Test
    void aProfileThatFitsNoPixelsIsMissed() {
        for (int colours : new int[]{ColorSpace.CS_LINEAR_RGB, ColorSpace.CS_GRAY}) {
            byte[] profile = ICC_Profile.getInstance(colours).getData();
            assertEquals(List.of(), CODEC.losses(Metadata.builder().profile(profile).build(), false));
            byte[] cut = Arrays.copyOf(profile, profile.length - 1);
            for (boolean same : new boolean[]{false, true}) {
                assertEquals(List.of("its colour profile, which is broken,"),
                        CODEC.losses(Metadata.builder().profile(cut).build(), same));
            }
        }
    }

    /** A palette's background became a colour, and what a chunk says of samples must be true of those that are written. */
    @Test
    void chunksFitThePixelsThatAreWritten() throws IOException {
        byte[] file = new PngMaker(1, 1, 4, 3, false).chunk("sBIT", 5, 6, 5).chunk("PLTE", 9, 8, 7)
                .chunk("tRNS", 100).chunk("bKGD", 0).pixels((_, _, _) -> 0).end();
        Decoded decoded = Codecs.decode(CODEC, file, false);
        PngChunks written = chunks(written(decoded.picture(), decoded.parts().metadata(), true, false));
        assertArrayEquals(new byte[]{0, 9, 0, 8, 0, 7}, written.named("bKGD").findFirst().orElseThrow().bytes());
        assertTrue(written.named("sBIT").findAny().isEmpty());
        Metadata deep = Codecs.read(CODEC, new PngMaker(1, 1, 16, 0, false).chunk("bKGD", 0x12, 0x34)
                .chunk("sBIT", 12).pixels((_, _, _) -> 0).end(), false).metadata();
        PngChunks shallow = chunks(written(noise(true, false, false), deep, true, false));
        assertArrayEquals(new byte[]{0, 0x12}, shallow.named("bKGD").findFirst().orElseThrow().bytes());
        assertTrue(shallow.named("sBIT").findAny().isEmpty());
        PngChunks alike = chunks(written(noise(true, false, true), deep, true, false));
        assertArrayEquals(new byte[]{0x12, 0x34}, alike.named("bKGD").findFirst().orElseThrow().bytes());
        assertArrayEquals(new byte[]{12}, alike.named("sBIT").findFirst().orElseThrow().bytes());
    }

    @Test
    void coloursThatOnlyPngStatesAreMissedElsewhere() throws IOException {
        assertLoses(true, PngMaker.plain(2).chunk("gAMA", 0, 1, 0x86, 0xA0));
        assertLoses(false, PngMaker.plain(2).chunk("gAMA", 0, 0, 0xB1, 0x8F).chunk("tEXt", PngMaker.latin("a\0b")));
        assertLoses(false, PngMaker.plain(2).chunk("gAMA", 0, 1, 0x86, 0xA0).chunk("sRGB", 0));
        assertLoses(true, PngMaker.plain(2).chunk("cICP", 9, 16, 0, 1));
        assertLoses(false, PngMaker.plain(2).chunk("cICP", 1, 13, 0, 1));
        assertLoses(false, PngMaker.plain(2).chunk("gAMA", 0, 1, 0x86, 0xA0).text("iCCP", "p\0\0",
                PngMaker.deflated(RGB_PROFILE)));
        assertLoses(true, PngMaker.plain(2).chunk("cHRM", new byte[32]));
    }

    /** A WebP may have chunks of these names that mean something else. */
    @ParameterizedTest
    @ValueSource(strings = {"gAMA", "cICP", "cHRM"})
    void chunksOfOtherLengthsSayNothingOfColours(String name) {
        for (int length : new int[]{0, 1, 3, 5, 31, 33}) {
            Metadata metadata = Metadata.builder().add(new OwnRecord(name, new byte[length])).build();
            assertEquals(List.of(), CODEC.losses(metadata, false), length + " bytes");
        }
    }

    private static void assertLoses(boolean colours, PngMaker maker) throws IOException {
        Metadata metadata = Codecs.read(CODEC, maker.pixels().end(), false).metadata();
        assertEquals(colours ? List.of("its colour space (cICP, gAMA, cHRM)") : List.of(), OwnLosses.of(metadata));
    }
}
