package org.derain4j.pictures.jpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.derain4j.pictures.format.Codec;
import org.derain4j.pictures.format.Coding;
import org.derain4j.pictures.metadata.Metadata;
import org.derain4j.pictures.metadata.OwnRecord;
import org.derain4j.pictures.metadata.Photoshop;
import org.derain4j.pictures.metadata.Resolution;
import org.derain4j.pictures.metadata.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a JPEG says beside its pixels: taken apart, and written again byte for byte. */
class JpegMetadataTest {

    private static final String XMP = "http://ns.adobe.com/xap/1.0/\0";
    private static final byte[] EXIF = Jpegs.bytes("MM", 0, 42, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, "maker");

    private static byte[] file() throws IOException {
        return Jpegs.fixture("420");
    }

    /** Without the header of JFIF that the fixture has. */
    private static byte[] bare(byte[]... segments) throws IOException {
        return Jpegs.with(Jpegs.bytes(0xFF, 0xD8, Jpegs.tail(file(), 20)), segments);
    }

    private static byte[] exif() {
        return Jpegs.segment(0xE1, "Exif", 0, 0, EXIF);
    }

    private static byte[] written(Metadata metadata, boolean same) throws IOException {
        return Jpegs.written(Jpegs.colour(9, 9), new Codec.Storing(metadata, same, Coding.PLAIN, 0));
    }

    /** All segments that say nothing of pixels, whole, one after the other. */
    private static byte[] asides(byte[] file) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (JpegSegment segment : Jpegs.segments(file)) {
            if (JpegSegment.isAside(segment.marker())) {
                all.write(segment.file(), segment.offset() - 4, segment.length() + 4);
            }
        }
        return all.toByteArray();
    }

    @Test
    void everyBlockComesBackByteForByte() throws IOException {
        byte[] icc = Jpegs.profile("RGB ", 100_000);
        byte[] photoshop = Jpegs.bytes("8BIM", 4, 4, 0, 0, 0, 1, 0x11, 0x70, Jpegs.noise(70_000));
        byte[] segments = Jpegs.bytes(exif(), Jpegs.segment(0xE1, XMP, "<x:xmpmeta/>   "),
                Jpegs.segment(0xE2, "ICC_PROFILE\0", 1, 2, Arrays.copyOf(icc, 65_519)),
                Jpegs.segment(0xE2, "ICC_PROFILE\0", 2, 2, Jpegs.tail(icc, 65_519)),
                Jpegs.segment(0xED, "Photoshop 3.0\0", Arrays.copyOf(photoshop, 65_519)),
                Jpegs.segment(0xED, "Photoshop 3.0\0", Jpegs.tail(photoshop, 65_519)),
                Jpegs.segment(0xE1, "http://ns.adobe.com/xmp/extension/\0", Jpegs.noise(500)),
                Jpegs.segment(0xE0, "AVI1", 0, 0), Jpegs.segment(0xE2, "FPXR\0", Jpegs.noise(20)),
                Jpegs.segment(0xE5, "RJPG", Jpegs.noise(65_529)), Jpegs.segment(0xEC, "Ducky", 0, 1, 0, 4, 0, 0, 0, 80),
                Jpegs.segment(0xEE, "not his"), Jpegs.segment(0xEF, Jpegs.noise(3)),
                Jpegs.segment(JpegSegment.COM, "caf", 0xE9), Jpegs.segment(JpegSegment.COM, "zero", 0),
                Jpegs.segment(JpegSegment.COM), Jpegs.segment(JpegSegment.COM, "caf", 0xC3, 0xA9));
        byte[] file = bare(segments);
        Metadata metadata = Jpegs.read(file).metadata();
        assertArrayEquals(EXIF, metadata.exif().orElseThrow());
        assertArrayEquals(Jpegs.bytes("<x:xmpmeta/>   "), metadata.xmp().orElseThrow());
        assertArrayEquals(icc, metadata.profile().orElseThrow());
        assertArrayEquals(photoshop, metadata.photoshop().orElseThrow());
        assertEquals(Optional.empty(), metadata.resolution());
        assertEquals(List.of(new Text("Comment", "café"), new Text("Comment", "zero"), new Text("Comment", ""),
                new Text("Comment", "café")), metadata.texts());
        assertEquals(List.of("extended XMP", "APP0", "APP2", "APP5", "APP12", "APP14", "APP15", "COM", "COM"),
                metadata.own().stream().map(OwnRecord::name).toList());
        assertArrayEquals(segments, asides(Jpegs.again(file)));
        assertEquals(List.of(), new JpegCodec().losses(metadata, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MM\0+\0\0\0\b and so on", "not a TIFF structure", "II*", ""})
    void exifThatIsNoTiffStaysWhatItIs(String content) throws IOException {
        byte[] broken = Jpegs.segment(0xE1, "Exif\0\0", content);
        Jpegs.Read read = Jpegs.read(bare(broken, exif()));
        assertEquals(List.of("its EXIF data are damaged and were not read."), read.notes());
        assertArrayEquals(EXIF, read.metadata().exif().orElseThrow());
        assertEquals(List.of("its damaged EXIF data"), new JpegCodec().losses(read.metadata(), false));
        assertEquals(Optional.empty(), Jpegs.read(bare(broken)).metadata().exif());
        assertArrayEquals(Jpegs.bytes(exif(), broken), asides(Jpegs.again(bare(broken, exif()))));
    }

    @Test
    void whatAnotherFormatCannotKeepOfAJpegIsGoneAfterwards() throws IOException {
        Metadata metadata = Jpegs
                .read(bare(exif(), Jpegs.segment(0xE5, "own"), Jpegs.segment(JpegSegment.COM, "a", 0xE9)))
                .metadata();
        byte[] other = asides(written(metadata, false));
        assertArrayEquals(Jpegs.bytes(exif(), Jpegs.segment(JpegSegment.COM, "a", 0xC3, 0xA9)), other);
    }

    @Test
    void whatBelongsToTheOldPixelsIsLeftOut() throws IOException {
        Jpegs.Read read = Jpegs.read(Jpegs.with(file(), Jpegs.segment(0xE0, "JFXX\0", 0x10, Jpegs.noise(9)),
                Jpegs.segment(0xE8, "SPIFF\0", Jpegs.noise(24)), Jpegs.segment(0xEB, "JP", 0, 1, Jpegs.noise(30))));
        assertEquals(List.of(), read.metadata().own());
        assertEquals(List.of("its content credentials (JUMBF) were left out; they hold for the pixels as they were."),
                read.notes());
    }

    @ParameterizedTest
    @CsvSource({"1, 300, 300, INCH", "2, 118, 120, CENTIMETRE", "0, 4, 3, NONE"})
    void theResolutionIsThatOfJfif(int unit, int x, int y, Resolution.Unit expected) throws IOException {
        byte[] jfif = Jpegs.segment(0xE0, "JFIF\0", 1, 1, unit, x >> 8, x & 0xFF, y >> 8, y & 0xFF, 0, 0);
        Jpegs.Read read = Jpegs.read(bare(jfif));
        assertEquals(Optional.of(new Resolution(x, y, expected)), read.metadata().resolution());
        assertArrayEquals(jfif, asides(written(read.metadata(), true)));
    }

    @Test
    void aResolutionOfNothingIsNone() throws IOException {
        byte[] zero = Jpegs.segment(0xE0, "JFIF\0", 1, 1, 1, 0, 0, 0, 0, 0, 0);
        assertEquals(Optional.empty(), Jpegs.read(bare(zero)).metadata().resolution());
    }

    @Test
    void anAdobeMarkerThatIsCutShortIsNotCarriedOn() throws IOException {
        byte[] cut = Jpegs.segment(0xEE, "Adobe", 0);
        assertEquals(List.of(), Jpegs.read(bare(cut)).metadata().own());
    }

    /** PNG counts in pixels a metre: 3,937 are meant for 100 dots an inch. */
    @Test
    void aResolutionInFractionsIsWrittenInDotsAnInch() throws IOException {
        Metadata metre = Metadata.builder().resolution(new Resolution(39.37, 28.35, Resolution.Unit.CENTIMETRE))
                .build();
        assertEquals(Optional.of(new Resolution(100, 72, Resolution.Unit.INCH)),
                Jpegs.read(written(metre, false)).metadata().resolution());
        Metadata fine = Metadata.builder().resolution(new Resolution(40_000.5, 1, Resolution.Unit.CENTIMETRE)).build();
        assertEquals(Optional.of(new Resolution(40_001, 1, Resolution.Unit.CENTIMETRE)),
                Jpegs.read(written(fine, false)).metadata().resolution());
        Metadata tiny = Metadata.builder().resolution(new Resolution(0.1, 0.1, Resolution.Unit.INCH)).build();
        assertEquals(List.of("its resolution"), new JpegCodec().losses(tiny, false));
        assertEquals(Optional.of(new Resolution(1, 1, Resolution.Unit.NONE)),
                Jpegs.read(written(tiny, false)).metadata().resolution());
    }

    @Test
    void textsOfOtherFormatsBecomeComments() throws IOException {
        String large = "ä".repeat(50_000);
        Metadata texts = Metadata.builder().add(new Text("Comment", "plain")).add(new Text("Title", "Regen"))
                .add(new Text("Comment", large)).build();
        List<String> read = Jpegs.read(written(texts, false)).metadata().texts().stream().map(Text::text).toList();
        assertEquals(List.of("plain", "Title: Regen"), read.subList(0, 2));
        assertEquals(4, read.size());
        assertEquals(large, read.get(2) + read.get(3));
    }

    /** U+FFFD stands for what could not be read; that the text itself has it does not make it Latin 1. */
    @ParameterizedTest
    @CsvSource({"EFBFBD, \uFFFD, 0", "C3A9EFBFBD00, \u00E9\uFFFD, 1", "C3, \u00C3, 1", "EDA080, \u00ED\u00A0\u0080, 1"})
    void aCommentIsUtf8WhereItCanBe(String bytes, String text, int kept) throws IOException {
        Metadata metadata = Jpegs.read(bare(Jpegs.segment(JpegSegment.COM, HexFormat.of().parseHex(bytes)))).metadata();
        assertEquals(List.of(new Text("Comment", text)), metadata.texts());
        assertEquals(kept, metadata.own().size());
    }

    @Test
    void iptcIsPutAmongPhotoshopsBlocks() throws IOException {
        byte[] iptc = Jpegs.bytes(0x1C, 2, 5, 0, 5, "Title");
        byte[] block = Jpegs.bytes("8BIM", 4, 4, 0, 0, 0, 0, 0, 10, iptc);
        Metadata alone = Metadata.builder().iptc(iptc).build();
        assertArrayEquals(block, Jpegs.read(written(alone, false)).metadata().photoshop().orElseThrow());
        assertEquals(List.of(), new JpegCodec().losses(alone, false));
        byte[] others = Jpegs.bytes("8BIM", 3, 0xED, 3, "odd", 0, 0, 0, 3, 1, 2, 3, 0);
        Metadata beside = Metadata.builder().iptc(iptc).photoshop(others).build();
        assertArrayEquals(Jpegs.bytes(block, others),
                Jpegs.read(written(beside, false)).metadata().photoshop().orElseThrow());
        Metadata broken = beside.toBuilder().photoshop(Jpegs.bytes(others, "8BIM", 3)).build();
        assertArrayEquals(iptc, Photoshop.iptc(
                Jpegs.read(written(broken, false)).metadata().photoshop().orElseThrow()).orElseThrow());
        Metadata same = Metadata.builder().iptc(iptc).photoshop(Jpegs.bytes(others, block)).build();
        assertEquals(List.of(), new JpegCodec().losses(same, false));
        Metadata twice = same.toBuilder().iptc(Jpegs.bytes(0x1C, 2, 5, 0, 5, "Other")).build();
        assertEquals(List.of("its IPTC data outside of Photoshop's"), new JpegCodec().losses(twice, false));
        assertArrayEquals(Jpegs.bytes(others, block),
                Jpegs.read(written(twice, false)).metadata().photoshop().orElseThrow());
    }

    @Test
    void whatIsTooLargeForAJpegIsSaidAndAllElseWritten() throws IOException {
        Metadata large = Metadata.builder().exif(new byte[65_528]).profile(Jpegs.profile("RGB ", 255 * 65_519 + 1))
                .add(new Text("Comment", "kept")).add(new OwnRecord("sPLT", new byte[1]))
                .add(new OwnRecord("hIST", new byte[1])).build();
        assertEquals(List.of("its EXIF data, larger than a JPEG holds", "its colour profile, larger than a JPEG holds",
                "its hIST data"), new JpegCodec().losses(large, false));
        Metadata read = Jpegs.read(written(large, false)).metadata();
        assertEquals(Optional.empty(), read.exif());
        assertEquals(Optional.empty(), read.profile());
        assertEquals(List.of(new Text("Comment", "kept")), read.texts());
        Metadata most = Metadata.builder().exif(Arrays.copyOf(EXIF, 65_527)).build();
        assertEquals(List.of(), new JpegCodec().losses(most, false));
        assertArrayEquals(Arrays.copyOf(EXIF, 65_527),
                Jpegs.read(written(most, false)).metadata().exif().orElseThrow());
    }

    @Test
    void xmpThatIsTooLargeIsExtended() throws IOException {
        String packet = "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta>" + "x".repeat(150_000)
                + "</x:xmpmeta>";
        byte[] xmp = Jpegs.bytes(packet, " ".repeat(3000), "<?xpacket end='w'?>");
        byte[] file = written(Metadata.builder().xmp(xmp).build(), false);
        List<JpegSegment> segments = Jpegs.segments(file).stream().filter(part -> part.marker() == 0xE1).toList();
        String standard = new String(segments.getFirst().from(0), StandardCharsets.UTF_8);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (JpegSegment segment : segments.subList(1, segments.size())) {
            byte[] content = segment.from(0);
            String text = new String(content, StandardCharsets.ISO_8859_1);
            assertTrue(text.startsWith("http://ns.adobe.com/xmp/extension/\0"));
            assertTrue(standard.contains("xmpNote:HasExtendedXMP=\"" + text.substring(35, 67) + "\""));
            assertArrayEquals(Jpegs.bytes(0, 2, 0x4A, 7), Arrays.copyOfRange(content, 67, 71));
            int at = whole.size();
            assertArrayEquals(Jpegs.bytes(0, at >> 16, at >> 8, at), Arrays.copyOfRange(content, 71, 75));
            whole.writeBytes(Jpegs.tail(content, 75));
        }
        assertEquals(packet.substring(packet.indexOf("<x:")), whole.toString(StandardCharsets.ISO_8859_1));
        assertArrayEquals(asides(file), asides(Jpegs.again(file)));
    }

    @Test
    void profilesThatAreBrokenAreLeftOutAndTheReasonIsSaid() throws IOException {
        byte[] icc = Jpegs.profile("RGB ", 1000);
        byte[] damaged = icc.clone();
        damaged[36] = 'x';
        assertProfile("is empty", Jpegs.bytes(1, 1));
        assertProfile("is cut short", Jpegs.bytes());
        assertProfile("is cut short", Jpegs.bytes(1, 1, Arrays.copyOf(icc, 999)));
        assertProfile("is cut short", Jpegs.bytes(2, 2, icc));
        assertProfile("is damaged", Jpegs.bytes(1, 1, damaged));
        byte[] tags = icc.clone();
        tags[130] = 1;
        assertProfile("is damaged", Jpegs.bytes(1, 1, tags));
        assertProfile("is for other colours than its pixels have", Jpegs.bytes(1, 1, Jpegs.profile("CMYK", 1000)));
        assertProfile("is for other colours than its pixels have", Jpegs.bytes(1, 1, Jpegs.profile("GRAY", 1000)));
    }

    private static void assertProfile(String fault, byte[] content) throws IOException {
        Jpegs.Read read = Jpegs.read(Jpegs.with(file(), Jpegs.segment(0xE2, "ICC_PROFILE\0", content)));
        assertEquals("14fd8207", Jpegs.crc(read.picture()));
        assertEquals(List.of("its colour profile " + fault + " and was left out."), read.notes());
        assertEquals(Optional.empty(), read.metadata().profile());
    }

    @Test
    void partsOfAProfileAreOrderedByTheirNumbers() throws IOException {
        byte[] icc = Jpegs.profile("RGB ", 1000);
        byte[] second = Jpegs.segment(0xE2, "ICC_PROFILE\0", 2, 2, Jpegs.tail(icc, 600));
        byte[] first = Jpegs.segment(0xE2, "ICC_PROFILE\0", 1, 2, Arrays.copyOf(icc, 600));
        assertArrayEquals(icc, Jpegs.read(Jpegs.with(file(), second, first)).metadata().profile().orElseThrow());
        assertArrayEquals(icc,
                Jpegs.read(Jpegs.with(file(), second, first, second)).metadata().profile().orElseThrow());
        byte[] longer = Jpegs.segment(0xE2, "ICC_PROFILE\0", 1, 1, icc, "padding");
        assertArrayEquals(icc, Jpegs.read(Jpegs.with(file(), longer)).metadata().profile().orElseThrow());
        byte[] grey = Jpegs.with(Jpegs.fixture("grey"),
                Jpegs.segment(0xE2, "ICC_PROFILE\0", 1, 1, Jpegs.profile("GRAY", 400)));
        assertEquals(400, Jpegs.read(grey).metadata().profile().orElseThrow().length);
    }

    private static byte[] pictures(int count, boolean little) {
        return Jpegs.segment(0xE2, "MPF\0", little
                ? Jpegs.bytes("II", 42, 0, 8, 0, 0, 0, 1, 0, 1, 0xB0, 4, 0, 1, 0, 0, 0, count, 0, 0, 0)
                : Jpegs.bytes("MM", 0, 42, 0, 0, 0, 8, 0, 1, 0xB0, 1, 0, 4, 0, 0, 0, 1, 0, 0, 0, count));
    }

    @Test
    void furtherPicturesAreCounted() throws IOException {
        for (boolean little : new boolean[]{false, true}) {
            Jpegs.Read read = Jpegs.read(Jpegs.bytes(Jpegs.with(file(), pictures(3, little)), file(), file()));
            assertEquals(List.of("only the first of its 3 pictures is kept."), read.notes());
            assertEquals(List.of(), read.metadata().own());
        }
        byte[] lies = Jpegs.segment(0xE2, "MPF\0II", 42, 0, 0xFF, 0xFF, 0xFF, 0x7F);
        assertEquals(List.of(), Jpegs.read(Jpegs.with(file(), lies)).notes());
    }

    @Test
    void gainMapsAndVideosAreLeftOutAndNotPromised() throws IOException {
        String promising = "<x:xmpmeta><rdf:RDF><rdf:Description xmlns:hdrgm=\"http://ns.adobe.com/hdr-gain-map/1.0/\""
                + " xmlns:Container=\"http://ns.google.com/photos/1.0/container/\""
                + " xmlns:Camera='http://ns.google.com/photos/1.0/camera/'%s dc:format=\"image/jpeg\">%s<a/>"
                + "</rdf:Description></rdf:RDF></x:xmpmeta>";
        String directory = "<Container:Directory><rdf:Seq><rdf:li Item:Semantic='GainMap'/></rdf:Seq></Container:Directory>";
        String kept = promising.formatted("", "");
        String gain = promising.formatted(" hdrgm:Version=\"1.0\"", directory);
        assertPromise("its gain map for HDR screens was left out.", gain, kept, StandardCharsets.UTF_8);
        assertPromise("its gain map for HDR screens was left out.",
                gain.replace("hdrgm:", "g:").replace(":hdrgm", ":g"),
                kept.replace(":hdrgm", ":g"), StandardCharsets.UTF_16LE);
        String video = promising.formatted(" Camera:MotionPhoto=\"1\" Camera:MicroVideoOffset='4711'",
                directory + "<Camera:MotionPhotoVersion>1</Camera:MotionPhotoVersion>");
        assertPromise("its video was left out.", video, kept, StandardCharsets.UTF_8);
        byte[] iso = Jpegs.segment(0xE2, "urn:iso:std:iso:ts:21496:-1\0", 0, 0, 0, 0);
        Jpegs.Read read = Jpegs.read(Jpegs.with(file(), iso));
        assertEquals(List.of("its gain map for HDR screens was left out."), read.notes());
        assertEquals(List.of(), read.metadata().own());
    }

    /** Of a file with a second picture in its list and behind its end. */
    private static void assertPromise(String note, String packet, String kept, Charset charset) throws IOException {
        byte[] xmp = Jpegs.segment(0xE1, XMP, packet.getBytes(charset));
        byte[] list = note.contains("gain map") ? pictures(2, false) : new byte[0];
        Jpegs.Read read = Jpegs.read(Jpegs.bytes(Jpegs.with(file(), xmp, list), file()));
        assertEquals(List.of(note), read.notes());
        assertEquals(kept, new String(read.metadata().upright(1, 9, 9).xmp().orElseThrow(), charset));
    }

    /** A reader of the JDK and others ask for JFIF or EXIF to know the colours. */
    @Test
    void thereIsAlwaysAHeaderOfJfifOrExif() throws IOException {
        assertTrue(new String(asides(written(Metadata.NONE, false)), StandardCharsets.ISO_8859_1).contains("JFIF"));
        String exif = new String(asides(written(Metadata.builder().exif(EXIF).build(), false)),
                StandardCharsets.ISO_8859_1);
        assertFalse(exif.contains("JFIF"));
        assertTrue(exif.contains("Exif"));
    }
}
