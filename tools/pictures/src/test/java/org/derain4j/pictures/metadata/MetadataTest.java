package org.derain4j.pictures.metadata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.derain4j.pictures.metadata.Resolution.Unit;
import org.junit.jupiter.api.Test;

class MetadataTest {

    private static final byte[] XMP = ("<r:RDF><r:Description xmlns:t='http://ns.adobe.com/tiff/1.0/' "
            + "t:Orientation='8' t:ImageWidth='1'/></r:RDF>").getBytes(StandardCharsets.US_ASCII);

    @Test
    void nothingHasNoOrientationAndStaysNothing() {
        assertEquals(1, Metadata.NONE.orientation());
        assertEquals(Metadata.NONE, Metadata.NONE.upright(6, 1, 2));
    }

    @Test
    void allOfItIsTurnedTogether() {
        Metadata before = Metadata.builder().exif(ExifBlocks.camera(ByteOrder.LITTLE_ENDIAN, 6, true)).xmp(XMP)
                .resolution(new Resolution(300, 72, Unit.INCH)).add(new Text("Title", "Rain")).build();
        assertEquals(6, before.orientation());
        Metadata after = before.upright(6, 30, 40);
        assertEquals(1, after.orientation());
        assertArrayEquals(Exif.upright(before.exif().orElseThrow(), true, 30, 40), after.exif().orElseThrow());
        assertEquals(new String(XMP, StandardCharsets.US_ASCII).replace("'8'", "'1'").replace("h='1'", "h='30'"),
                new String(after.xmp().orElseThrow(), StandardCharsets.US_ASCII));
        assertEquals(Optional.of(new Resolution(72, 300, Unit.INCH)), after.resolution());
        assertEquals(before.texts(), after.texts());
    }

    @Test
    void whatOnlyXmpSaysOfOrientationStaysSinceThePixelsDo() {
        Metadata before = Metadata.builder().xmp(XMP).build();
        assertEquals(1, before.orientation());
        assertEquals(new String(XMP, StandardCharsets.US_ASCII).replace("h='1'", "h='30'"),
                new String(before.upright(1, 30, 40).xmp().orElseThrow(), StandardCharsets.US_ASCII));
    }

    @Test
    void softwareIsNamedInExif() {
        Metadata named = Metadata.NONE.withSoftware("Derain4J");
        assertArrayEquals(Exif.withSoftware(null, "Derain4J"), named.exif().orElseThrow());
        assertEquals(Optional.empty(), named.xmp());
    }
}
