package org.derain4j.pictures.jpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.derain4j.pictures.format.Codec;
import org.derain4j.pictures.format.Coding;
import org.derain4j.pictures.metadata.Metadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XMP in several segments of a JPEG: what was split here is one packet again, what others split stays as it is. */
class ExtendedXmpTest {

    private static final byte[] PACKET = Jpegs.bytes("<x:xmpmeta xmlns:x='adobe:ns:meta/'>",
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>",
            "<rdf:Description xmlns:tiff='http://ns.adobe.com/tiff/1.0/' tiff:Orientation='6' tiff:ImageWidth='7' a='",
            "x".repeat(150_000), "'/></rdf:RDF></x:xmpmeta>");
    private static final String LOSS = "its extended XMP data";

    private static byte[] written(Metadata metadata) throws IOException {
        return Jpegs.written(Jpegs.colour(9, 9), new Codec.Storing(metadata, false, Coding.PLAIN, 0));
    }

    /** The small packet and the parts of the large one, whole segments. */
    private static List<byte[]> split() throws IOException {
        List<byte[]> segments = new ArrayList<>();
        for (JpegSegment segment : Jpegs.segments(written(Metadata.builder().xmp(PACKET).build()))) {
            if (segment.marker() == 0xE1) {
                segments.add(Jpegs.segment(0xE1, segment.from(0)));
            }
        }
        assertEquals(4, segments.size());
        return segments;
    }

    private static byte[] file(List<byte[]> segments) throws IOException {
        return Jpegs.with(Jpegs.fixture("420"), segments.toArray(byte[][]::new));
    }

    private static void assertWhole(byte[] file) throws IOException {
        Metadata metadata = Jpegs.read(file).metadata();
        assertArrayEquals(PACKET, metadata.xmp().orElseThrow());
        assertEquals(List.of(), metadata.own());
    }

    @Test
    void whatWasSplitIsPutTogether() throws IOException {
        assertWhole(written(Metadata.builder().xmp(PACKET).build()));
        assertWhole(file(split().reversed()));
        List<byte[]> twice = split();
        twice.addAll(split());
        Metadata metadata = Jpegs.read(file(twice)).metadata();
        assertArrayEquals(PACKET, metadata.xmp().orElseThrow());
        assertEquals(1, metadata.own().size());
    }

    @Test
    void whatWouldLieIsChangedInItToo() throws IOException {
        Metadata upright = Jpegs.read(file(split())).metadata().upright(6, 30, 40);
        String xmp = new String(upright.xmp().orElseThrow(), StandardCharsets.UTF_8);
        assertTrue(xmp.contains("tiff:Orientation='1' tiff:ImageWidth='30'"), xmp.substring(0, 300));
        assertArrayEquals(upright.xmp().orElseThrow(), Jpegs.read(written(upright)).metadata().xmp().orElseThrow());
    }

    /** A part is missing; another digest; a byte of the packet is another; a property beside the note. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void whatOthersSplitOrIsNotWholeStaysInParts(int change) throws IOException {
        List<byte[]> segments = split();
        switch (change) {
            case 0 -> segments.remove(2);
            case 1 -> segments.get(1)[4 + 35] ^= 1;
            case 2 -> segments.get(3)[1000] ^= 1;
            default -> segments.set(0, Jpegs.segment(0xE1, new String(Jpegs.tail(segments.get(0), 4),
                    StandardCharsets.ISO_8859_1).replace("rdf:about=\"\"", "rdf:about=\"\" a:b=\"c\"")));
        }
        byte[] file = file(segments);
        Metadata metadata = Jpegs.read(file).metadata();
        assertTrue(new String(metadata.xmp().orElseThrow(), StandardCharsets.UTF_8).contains("HasExtendedXMP"));
        assertEquals(segments.size() - 1, metadata.own().size());
        assertEquals(List.of(LOSS), new JpegCodec().losses(metadata, false));
        assertEquals(List.of(), new JpegCodec().losses(metadata, true));
        byte[] again = Jpegs.again(file);
        String all = new String(again, StandardCharsets.ISO_8859_1);
        for (byte[] segment : segments) {
            assertTrue(all.contains(new String(segment, StandardCharsets.ISO_8859_1)));
        }
    }
}
