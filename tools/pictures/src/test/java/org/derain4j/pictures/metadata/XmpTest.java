package org.derain4j.pictures.metadata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class XmpTest {

    private static final String HEAD = "<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
            + "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n";
    private static final String TAIL = "\n</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>";
    private static final String NAMESPACES = "xmlns:tiff=\"http://ns.adobe.com/tiff/1.0/\" xmlns:exif='http://ns.adobe.com/exif/1.0/'"
            + " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"";

    @Test
    void attributesAreSetAndAllElseStays() {
        String rest = " dc:format=\"d\u00e9j\u00e0 > vu\"";
        assertEquals(
                packet("<rdf:Description " + NAMESPACES + " tiff:Orientation=\"1\" tiff:ImageWidth = '30'"
                        + " tiff:ImageLength=\"40\" exif:PixelXDimension=\"30\" exif:PixelYDimension=\"40\"" + rest
                        + "/>"),
                upright(packet("<rdf:Description " + NAMESPACES + " tiff:Orientation=\"6\" tiff:ImageWidth = '4000'"
                        + " tiff:ImageLength=\"3000\" exif:PixelXDimension=\"4000\" exif:PixelYDimension=\"3000\""
                        + rest
                        + "/>")));
    }

    @Test
    void elementsAreSetAndAllElseStays() {
        String after = "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">tiff:Orientation=\"6\"</rdf:li></rdf:Alt></dc:title>"
                + "<!-- <tiff:Orientation>6</tiff:Orientation> --><![CDATA[<tiff:Orientation>6</tiff:Orientation>]]>"
                + "</rdf:Description>";
        assertEquals(
                packet("<rdf:Description " + NAMESPACES + "><tiff:Orientation>1</tiff:Orientation>"
                        + "<tiff:ImageWidth>30</tiff:ImageWidth>" + after),
                upright(packet("<rdf:Description " + NAMESPACES + "><tiff:Orientation>6</tiff:Orientation>"
                        + "<tiff:ImageWidth>4000</tiff:ImageWidth>" + after)));
    }

    @Test
    void itIsTheNamespaceThatCounts() {
        String other = packet("<rdf:Description xmlns:tiff=\"http://other/\" tiff:Orientation=\"6\"/>");
        assertEquals(other, upright(other));
        assertEquals(
                packet("<rdf:Description xmlns:t=\"http://ns.adobe.com/tiff/1.0/\" t:Orientation=\"1\"/>"),
                upright(packet("<rdf:Description xmlns:t=\"http://ns.adobe.com/tiff/1.0/\" t:Orientation=\"8\"/>")));
    }

    @Test
    void whatIsSaidOfOtherPicturesStays() {
        String ingredient = packet("<rdf:Description " + NAMESPACES + "><xmp:Pantry><rdf:Bag><rdf:li>"
                + "<rdf:Description tiff:Orientation=\"6\"><tiff:ImageWidth>7</tiff:ImageWidth></rdf:Description>"
                + "</rdf:li></rdf:Bag></xmp:Pantry></rdf:Description>");
        assertEquals(ingredient, upright(ingredient));
    }

    @Test
    void picturesFromBeforeAreGone() {
        String google = " xmlns:h=\"http://ns.adobe.com/hdr-gain-map/1.0/\" xmlns:g=\"http://ns.google.com/photos/1.0/camera/\"";
        assertEquals(
                packet("<rdf:Description " + NAMESPACES + google
                        + " g:Other=\"1\"><dc:a>1</dc:a></rdf:Description>"),
                upright(packet("<rdf:Description " + NAMESPACES + google
                        + " h:Version=\"1.0\" g:Other=\"1\" g:MotionPhoto='1'><xmp:Thumbnails><rdf:Alt><rdf:li>AAAA</rdf:li></rdf:Alt>"
                        + "</xmp:Thumbnails><dc:a>1</dc:a></rdf:Description>")));
    }

    @Test
    void whatIsPromisedIsNotAfterwards() {
        String google = " xmlns:h=\"http://ns.adobe.com/hdr-gain-map/1.0/\" xmlns:g=\"http://ns.google.com/photos/1.0/camera/\"";
        String map = packet("<rdf:Description " + google + " h:Version=\"1.0\" g:Other=\"1\"/>");
        String film = packet(
                "<rdf:Description " + google + " g:MotionPhoto='1'><g:MicroVideoOffset>7</g:MicroVideoOffset>"
                        + "</rdf:Description>");
        assertEquals(Set.of(Xmp.Promise.GAIN_MAP), Xmp.promises(bytes(map)));
        assertEquals(Set.of(Xmp.Promise.VIDEO), Xmp.promises(film.getBytes(StandardCharsets.UTF_16BE)));
        assertEquals(Set.of(), Xmp.promises(bytes(upright(map))));
        assertEquals(Set.of(), Xmp.promises(bytes(upright(film))));
    }

    @Test
    void resolutionsChangePlacesOnlyIfTheSidesDo() {
        String packet = packet("<rdf:Description " + NAMESPACES
                + " tiff:Orientation=\"6\" tiff:XResolution=\"300/1\"><tiff:YResolution>72/1</tiff:YResolution></rdf:Description>");
        String turned = packet.replace("Orientation=\"6\"", "Orientation=\"1\"").replace("300/1", "x")
                .replace("72/1", "300/1").replace("x\"", "72/1\"");
        assertEquals(turned, text(Xmp.upright(bytes(packet), true, true, 30, 40)));
        assertEquals(packet, text(Xmp.upright(bytes(packet), false, false, 30, 40)));
    }

    @Test
    void packetsOfSixteenBitsAreRead() {
        String before = packet("<rdf:Description " + NAMESPACES + " tiff:Orientation=\"6\" dc:a=\"\u20ac\"/>");
        String after = before.replace("n=\"6\"", "n=\"1\"");
        for (Charset charset : List.of(StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            for (String mark : List.of("", "\ufeff")) {
                assertArrayEquals((mark + after).getBytes(charset),
                        Xmp.upright((mark + before).getBytes(charset), true, false, 30, 40));
            }
        }
    }

    @Test
    void softwareIsNamedWhereThereIsAPlaceForIt() {
        String before = packet("<rdf:Description " + NAMESPACES + " xmp:CreatorTool=\"Camera\"/>");
        assertEquals(before.replace("Camera", "A&#38;B&#233;"), text(Xmp.withSoftware(bytes(before), "A&B\u00e9")));
        byte[] without = bytes(packet("<rdf:Description " + NAMESPACES + "/>"));
        assertSame(without, Xmp.withSoftware(without, "x"));
    }

    @Test
    void noMutantHangsOrThrows() {
        byte[] whole = bytes(packet("<rdf:Description " + NAMESPACES + " tiff:Orientation=\"6\" tiff:XResolution='1/1'>"
                + "<tiff:YResolution>72/1</tiff:YResolution><xmp:Thumbnails><rdf:Alt/></xmp:Thumbnails><xmp:a/></rdf:Description>"));
        Random random = new Random(25);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < 10_000; i++) {
                byte[] mutant = whole.clone();
                for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
                    mutant[random.nextInt(mutant.length)] = (byte) "<>/\"'=: !?-a\0\u00ff".charAt(random.nextInt(14));
                }
                Xmp.upright(mutant, true, true, 3, 4);
                Xmp.withSoftware(mutant, "x");
            }
        });
    }

    @Test
    void hugePacketsTakeTimeInProportion() {
        String deep = packet("<a xmlns:a='b'>".repeat(200_000));
        String wide = packet("<rdf:Description " + NAMESPACES + ">"
                + "<tiff:XResolution>1</tiff:XResolution>".repeat(100_000) + "</rdf:Description>");
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            Xmp.upright(bytes(deep), true, true, 3, 4);
            Xmp.upright(bytes(wide), true, true, 3, 4);
        });
    }

    private static String packet(String content) {
        return HEAD + content + TAIL;
    }

    private static String upright(String packet) {
        return text(Xmp.upright(bytes(packet), true, false, 30, 40));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
