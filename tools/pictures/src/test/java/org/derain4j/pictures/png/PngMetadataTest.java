package org.derain4j.pictures.png;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.derain4j.pictures.format.Codecs;
import org.derain4j.pictures.format.Parts;
import org.derain4j.pictures.format.PngMaker;
import org.derain4j.pictures.metadata.Metadata;
import org.derain4j.pictures.metadata.OwnRecord;
import org.derain4j.pictures.metadata.Resolution;
import org.derain4j.pictures.metadata.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PngMetadataTest {

    private static final PngCodec CODEC = new PngCodec();
    private static final byte[] EXIF = {'I', 'I', 42, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    private static final byte[] XMP = "<x:xmpmeta>ünï</x:xmpmeta>".getBytes(StandardCharsets.UTF_8);
    private static final byte[] RGB_PROFILE = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    private static final byte[] GREY_PROFILE = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();

    private static Parts parts(PngMaker maker) throws IOException {
        return Codecs.read(CODEC, maker.pixels().end(), false);
    }

    private static byte[] raw(String kind, byte[] block) {
        return PngMaker.joined(PngMaker.latin("Raw profile type " + kind + "\0"), RawProfile.text(kind, block));
    }

    @Test
    void exifIsTakenFromItsChunk() throws IOException {
        for (byte[] head : new byte[][]{{}, {'E', 'x', 'i', 'f', 0, 0}}) {
            Parts parts = parts(PngMaker.plain(2).chunk("eXIf", PngMaker.joined(head, EXIF)));
            assertArrayEquals(EXIF, parts.metadata().exif().orElseThrow());
            assertEquals(List.of(), parts.notes());
        }
    }

    /** And what older programs have left stays away from the result: its orientation would no longer be true. */
    @Test
    void exifAsImageMagickWritesItIsTakenWhereThereIsNoChunk() throws IOException {
        byte[] app1 = PngMaker.joined(PngMaker.latin("Exif\0\0"), EXIF);
        Parts old = parts(PngMaker.plain(2).chunk("tEXt", raw("APP1", app1)));
        assertArrayEquals(EXIF, old.metadata().exif().orElseThrow());
        assertEquals(List.of(), old.metadata().own());
        byte[] other = PngMaker.joined(EXIF, new byte[4]);
        Parts both = parts(PngMaker.plain(2).chunk("eXIf", EXIF).chunk("tEXt", raw("exif", other)));
        assertArrayEquals(EXIF, both.metadata().exif().orElseThrow());
        assertEquals(List.of(), both.metadata().own());
    }

    @Test
    void xmpIsTakenDeflatedOrNotAndFromRawProfiles() throws IOException {
        byte[] app1 = PngMaker.joined(PngMaker.latin("http://ns.adobe.com/xap/1.0/\0"), XMP);
        for (PngMaker maker : List.of(PngMaker.plain(2).text("iTXt", "XML:com.adobe.xmp\0\0\0\0\0", XMP),
                PngMaker.plain(2).text("iTXt", "XML:com.adobe.xmp\0\1\0en\0\0", PngMaker.deflated(XMP)),
                PngMaker.plain(2).chunk("tEXt", raw("APP1", app1)),
                PngMaker.plain(2).text("zTXt", "Raw profile type xmp\0\0",
                        PngMaker.deflated(RawProfile.text("xmp", XMP))))) {
            Parts parts = parts(maker);
            assertArrayEquals(XMP, parts.metadata().xmp().orElseThrow());
            assertEquals(List.of(), parts.metadata().own());
            assertEquals(List.of(), parts.metadata().texts());
            assertEquals(List.of(), parts.notes());
        }
    }

    @Test
    void iptcIsTakenFromRawProfiles() throws IOException {
        byte[] iim = {0x1C, 2, 5, 0, 1, 'A'};
        byte[] resources = PngMaker.joined(PngMaker.latin("8BIM\4\4\0\0\0\0\0\6"), iim);
        Metadata alone = parts(PngMaker.plain(2).chunk("tEXt", raw("iptc", iim))).metadata();
        assertArrayEquals(iim, alone.iptc().orElseThrow());
        Metadata within = parts(PngMaker.plain(2).chunk("tEXt", raw("iptc", resources))).metadata();
        assertArrayEquals(resources, within.photoshop().orElseThrow());
        Metadata both = parts(PngMaker.plain(2).chunk("tEXt", raw("8bim", resources)).chunk("tEXt", raw("iptc", iim)))
                .metadata();
        assertArrayEquals(resources, both.photoshop().orElseThrow());
        assertArrayEquals(iim, both.iptc().orElseThrow());
    }

    /** The first is believed; to carry the others would be to leave texts that are no longer true. */
    @Test
    void aSecondRawProfileIsLeftOutAndTold() throws IOException {
        byte[] iim = {0x1C, 2, 5, 0, 1, 'A'};
        byte[] resources = PngMaker.joined(PngMaker.latin("8BIM\4\4\0\0\0\0\0\6"), iim);
        byte[] app1 = PngMaker.joined(PngMaker.latin("http://ns.adobe.com/xap/1.0/\0"), XMP);
        PngMaker twice = PngMaker.plain(2);
        for (int more = 0; more <= 1; more++) {
            byte[] tail = new byte[more];
            twice.chunk("tEXt", raw("exif", PngMaker.joined(EXIF, tail)))
                    .chunk("tEXt", raw("APP1", PngMaker.joined(app1, tail)))
                    .chunk("tEXt", raw("icc", PngMaker.joined(RGB_PROFILE, tail)))
                    .chunk("tEXt", raw("8bim", PngMaker.joined(resources, tail)))
                    .chunk("tEXt", raw("iptc", PngMaker.joined(iim, tail)));
        }
        Parts parts = parts(twice);
        assertArrayEquals(EXIF, parts.metadata().exif().orElseThrow());
        assertArrayEquals(XMP, parts.metadata().xmp().orElseThrow());
        assertArrayEquals(RGB_PROFILE, parts.metadata().profile().orElseThrow());
        assertArrayEquals(resources, parts.metadata().photoshop().orElseThrow());
        assertArrayEquals(iim, parts.metadata().iptc().orElseThrow());
        assertEquals(List.of(), parts.metadata().own());
        assertEquals(List.of("its chunks tEXt (5 times) are damaged or misplaced, and left out."), parts.notes());
    }

    @Test
    void theSameRawProfileTwiceIsNothingToTell() throws IOException {
        Parts parts = parts(PngMaker.plain(2).chunk("tEXt", raw("exif", EXIF)).chunk("tEXt",
                raw("APP1", PngMaker.joined(PngMaker.latin("Exif\0\0"), EXIF))));
        assertArrayEquals(EXIF, parts.metadata().exif().orElseThrow());
        assertEquals(List.of(), parts.notes());
    }

    @Test
    void aRawProfileOfAnotherKindStaysATextAndCostsNoEarlierOne() throws IOException {
        byte[] other = PngMaker.latin("http://ns.adobe.com/xmp/extension/\0more");
        Parts parts = parts(PngMaker.plain(2).chunk("tEXt", raw("exif", EXIF)).chunk("tEXt", raw("APP1", other)));
        assertArrayEquals(EXIF, parts.metadata().exif().orElseThrow());
        assertEquals(List.of("tEXt"), parts.metadata().own().stream().map(OwnRecord::name).toList());
        assertEquals(List.of(), parts.notes());
    }

    @Test
    void aRawProfileThatDoesNotFitIsToldAndCostsNoEarlierOne() throws IOException {
        PngMaker unfit = PngMaker.plain(2).chunk("tEXt", raw("icc", RGB_PROFILE))
                .chunk("tEXt", raw("icm", GREY_PROFILE));
        Parts parts = parts(unfit);
        assertArrayEquals(RGB_PROFILE, parts.metadata().profile().orElseThrow());
        assertEquals(List.of("its chunk tEXt is damaged or misplaced, and left out."), parts.notes());
    }

    @ParameterizedTest
    @CsvSource({"2, true, true", "2, false, false", "0, false, true", "4, true, false", "3, true, true"})
    void aProfileMustBeOfThePixelsKind(int colour, boolean rgb, boolean fits) throws IOException {
        PngMaker maker = PngMaker.plain(colour)
                .text("iCCP", "its name\0\0", PngMaker.deflated(rgb ? RGB_PROFILE : GREY_PROFILE))
                .chunk("PLTE", new byte[3]);
        Parts parts = parts(maker);
        assertEquals(fits, parts.metadata().profile().isPresent());
        assertEquals(
                fits
                        ? List.of()
                        : List.of("its chunk iCCP (the colour profile) is damaged or misplaced, and left out."),
                parts.notes());
    }

    @Test
    void aBrokenProfileIsLeftOut() throws IOException {
        byte[] cut = Arrays.copyOf(RGB_PROFILE, RGB_PROFILE.length - 1);
        byte[] bomb = PngMaker.deflated(new byte[40 << 20]);
        for (byte[] deflated : List.of(PngMaker.deflated(cut), new byte[3], bomb)) {
            Parts parts = parts(PngMaker.plain(2).text("iCCP", "p\0\0", deflated));
            assertTrue(parts.metadata().profile().isEmpty());
            assertEquals(List.of("its chunk iCCP (the colour profile) is damaged or misplaced, and left out."),
                    parts.notes());
        }
    }

    @Test
    void resolutionIsTaken() throws IOException {
        assertEquals(new Resolution(118.11, 39.37, Resolution.Unit.CENTIMETRE),
                parts(PngMaker.plain(2).chunk("pHYs", 0, 0, 0x2E, 0x23, 0, 0, 0x0F, 0x61, 1)).metadata().resolution()
                        .orElseThrow());
        assertEquals(new Resolution(2, 1, Resolution.Unit.NONE),
                parts(PngMaker.plain(2).chunk("pHYs", 0, 0, 0, 2, 0, 0, 0, 1, 0)).metadata().resolution()
                        .orElseThrow());
    }

    @Test
    void textsAreForPeopleAndCarriedAsTheyAre() throws IOException {
        byte[] deflated = PngMaker.deflated(PngMaker.latin("d\u00E9flated"));
        byte[] japanese = "日本".getBytes(StandardCharsets.UTF_8);
        Parts parts = parts(PngMaker.plain(2).text("tEXt", "Title\0", PngMaker.latin("caf\u00E9"))
                .text("zTXt", "Author\0\0", deflated)
                .text("iTXt", "Description\0\1\0ja\0x\0", PngMaker.deflated(japanese))
                .text("tEXt", "parameters\0", japanese));
        assertEquals(List.of(new Text("Title", "caf\u00E9"), new Text("Author", "d\u00E9flated"),
                new Text("Description", "日本"), new Text("parameters", "日本")), parts.metadata().texts());
        assertEquals(List.of("tEXt", "zTXt", "iTXt", "tEXt"),
                parts.metadata().own().stream().map(OwnRecord::name).toList());
        assertArrayEquals(PngMaker.joined(PngMaker.latin("Author\0\0"), deflated),
                parts.metadata().own().get(1).bytes());
        assertEquals(List.of(), parts.notes());
    }

    @Test
    void brokenChunksCostNothingElse() throws IOException {
        PngMaker maker = PngMaker.plain(2).broken("tEXt", PngMaker.latin("Comment\0x"))
                .chunk("tEXt", PngMaker.latin("no keyword's end")).chunk("zTXt", PngMaker.latin("a\0\0not deflated"))
                .chunk("iTXt", PngMaker.latin("b\0\0\0")).broken("sPLT", new byte[9]).chunk("hIST", 1).chunk("gAMA", 1)
                .chunk("pHYs", 1).chunk("tIME", 1, 2, 13, 1, 1, 1, 1).chunk("bKGD", 1).chunk("eXIf", 1, 2, 3)
                .chunk("tEXt", PngMaker.latin("Comment\0kept"));
        Parts parts = parts(maker);
        assertEquals(List.of(new Text("Comment", "kept")), parts.metadata().texts());
        assertEquals(1, parts.metadata().own().size());
        assertEquals(List.of("its chunks tEXt (2 times), zTXt, iTXt, sPLT, gAMA and others are damaged or misplaced, "
                + "and left out."), parts.notes());
    }

    /** What other programs would refuse is not passed on. */
    @ParameterizedTest
    @CsvSource({"8, 12, true", "16, 10, true", "8, 0, true", "8, 11, false", "16, 12, false", "7, 6, false"})
    void aSuggestedPaletteHasWholeEntries(int depth, int bytes, boolean sound) throws IOException {
        Parts parts = parts(PngMaker.plain(2).chunk("sPLT",
                PngMaker.joined(PngMaker.latin("name\0"), new byte[]{(byte) depth}, new byte[bytes])));
        assertEquals(sound ? 1 : 0, parts.metadata().own().size());
        assertEquals(sound ? List.of() : List.of("its chunk sPLT is damaged or misplaced, and left out."),
                parts.notes());
    }

    @Test
    void whatIsKnownOrSafeIsCarriedInItsOrder() throws IOException {
        PngMaker maker = PngMaker.plain(2).chunk("gAMA", 0, 0, 0xB1, 0x8F).chunk("cICP", 9, 16, 0, 1)
                .chunk("sBIT", 8, 8, 8).chunk("tIME", 7, 0xD0, 1, 1, 1, 1, 1).chunk("prIv", 1, 2)
                .chunk("prIV", 1, 2, 3).chunk("caBX", 5).chunk("iDOT", 1, 2);
        Parts parts = parts(maker);
        assertEquals(List.of("gAMA", "cICP", "sBIT", "tIME", "prIv"),
                parts.metadata().own().stream().map(OwnRecord::name).toList());
        assertEquals(List.of("its content credentials vouch for the old pixels and are left out.",
                "its chunk prIV is perhaps true of the old pixels alone, and left out."), parts.notes());
    }

    @Test
    void whatIsAllowedOnceIsTakenOnceAndBeforeThePixels() throws IOException {
        byte[] file = PngMaker.plain(2).chunk("gAMA", 0, 0, 0, 1).chunk("gAMA", 0, 0, 0, 2).pixels()
                .chunk("sRGB", 0).chunk("tIME", 7, 0xD0, 1, 1, 1, 1, 1).end();
        Parts parts = Codecs.read(CODEC, file, false);
        assertEquals(List.of("gAMA", "tIME"), parts.metadata().own().stream().map(OwnRecord::name).toList());
        assertEquals(1, parts.metadata().own().get(0).bytes()[3]);
        assertEquals(List.of("its chunks gAMA, sRGB are damaged or misplaced, and left out."), parts.notes());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3})
    void theBackgroundIsBroughtTo16Bits(int colour) throws IOException {
        PngMaker maker = new PngMaker(1, 1, colour == 2 ? 8 : 4, colour, false);
        if (colour == 3) {
            maker.chunk("PLTE", 0, 0, 0, 10, 20, 30);
        }
        Parts parts = parts(colour == 3
                ? maker.chunk("bKGD", 1)
                : colour == 0 ? maker.chunk("bKGD", 0, 1) : maker.chunk("bKGD", 0, 10, 0, 20, 0, 30));
        assertArrayEquals(colour == 0 ? new byte[]{17, 17} : new byte[]{10, 10, 20, 20, 30, 30},
                parts.metadata().own().getFirst().bytes());
    }

    /** Small files that would become hundreds of megabytes are carried as they are. */
    @Test
    void whatIsDeflatedManyTimesIsNotInflated() throws IOException {
        byte[] bomb = PngMaker.deflated(new byte[4 << 20]);
        byte[] profile = PngMaker.joined(PngMaker.latin("Raw profile type exif\0\0"), bomb);
        byte[] text = PngMaker.joined(PngMaker.latin("Comment\0\0"), bomb);
        byte[] file = PngMaker.joined(Stream.of(new byte[][]{PngMaker.plain(2).open()},
                repeat(PngMaker.framed("zTXt", text), 3000), repeat(PngMaker.framed("zTXt", profile), 3000),
                new byte[][]{Arrays.copyOfRange(PngMaker.plain(2).pixels().end(), 33,
                        PngMaker.plain(2).pixels().end().length)})
                .flatMap(Stream::of).toArray(byte[][]::new));
        long start = System.nanoTime();
        Parts parts = Codecs.read(CODEC, file, false);
        assertTrue(System.nanoTime() - start < 5_000_000_000L, "it took too long");
        assertEquals(List.of(), parts.metadata().texts());
        assertEquals(3000, parts.metadata().own().size());
        assertEquals(List.of("its longest texts stay with it only as a PNG.",
                "its chunks zTXt (3000 times) are damaged or misplaced, and left out."), parts.notes());
    }

    /** What counts is what came out, not what could have. */
    @Test
    void manyBlocksThatHardlyShrinkAreAllTaken() throws IOException {
        byte[] noise = new byte[20_000];
        new Random(3).nextBytes(noise);
        byte[] iim = PngMaker.joined(new byte[]{0x1C, 2, 5, 0, 1, 'A'}, noise);
        PngMaker maker = PngMaker.plain(2)
                .text("iCCP", "p\0\0", PngMaker.deflated(PngMaker.joined(RGB_PROFILE, noise)))
                .text("iTXt", "XML:com.adobe.xmp\0\1\0\0\0", PngMaker.deflated(PngMaker.joined(XMP, noise)));
        for (String kind : List.of("exif", "8bim", "iptc")) {
            byte[] block = kind.equals("iptc") ? iim : PngMaker.joined(EXIF, noise);
            maker.text("zTXt", "Raw profile type " + kind + "\0\0", PngMaker.deflated(RawProfile.text(kind, block)));
        }
        Parts parts = parts(maker);
        assertEquals(List.of(), parts.notes());
        assertArrayEquals(iim, parts.metadata().iptc().orElseThrow());
    }

    private static byte[][] repeat(byte[] chunk, int times) {
        byte[][] all = new byte[times][];
        Arrays.fill(all, chunk);
        return all;
    }
}
