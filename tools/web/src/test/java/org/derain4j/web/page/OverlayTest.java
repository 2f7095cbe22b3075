package org.derain4j.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page has beside its pictures: overlays, figures, words for the sides, tables. */
class OverlayTest {

    private static final String HOSTILE = "</title><script>alert('1')</script> & \"x\" --> <!-- \u0000 <img src=x onerror=alert(1)>";
    private static final String SHOWN = "&lt;/title&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;x&quot; --&gt; &lt;!-- \ufffd &lt;img src=x onerror=alert(1)&gt;";

    @TempDir
    private Path folder;

    private static Overlay.Box box(String label, Overlay.Kind kind) {
        return new Overlay.Box(1, 2.25, 30, 40.96, label, kind);
    }

    /** Two classes side by side, and a pixel of none. */
    private static Overlay.Mask mask(int width, int height, String name) {
        byte[] indices = new byte[width * height];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = (byte) (i % width < width / 2 ? 0 : 1);
        }
        indices[0] = (byte) Overlay.Mask.OPEN;
        return new Overlay.Mask(width, height, indices,
                List.of(new Overlay.MaskClass(name, 0x804080), new Overlay.MaskClass("sky", 0x4682b4),
                        new Overlay.MaskClass("of which there is none", 0xff0000)));
    }

    private Side side(String name, int width, int height, Overlay overlay, List<Side.Figure> figures)
            throws IOException {
        BufferedImage picture = TestPictures.noise(width, height, BufferedImage.TYPE_3BYTE_BGR, name.length());
        return new Side(name, OptionalLong.empty(), picture, TestPictures.read(picture, folder), Optional.empty(),
                figures, Optional.of(overlay));
    }

    private ShownPicture picture(int width, int height, Overlay overlay) throws IOException {
        Side side = side("a", width, height, overlay, List.of());
        return new ShownPicture("a", side, side, Optional.empty(), Optional.empty());
    }

    private String written(PageSetup setup, long most, ShownPicture... pictures) throws IOException {
        Path file = folder.resolve("page.html");
        try (ViewPage page = ViewPage.create(file, setup, pictures.length, most)) {
            for (ShownPicture picture : pictures) {
                page.add(picture);
            }
            page.commit();
        }
        assertTrue(Files.size(file) <= most, Files.size(file) + " > " + most);
        return Files.readString(file);
    }

    private static String markup(String html) {
        return html.replaceAll("(?s)<(script|style)[^>]*>.*?</\\1>", "").replaceAll("base64,[^\"]*", "base64,")
                .replaceAll("(?<=-Policy\" content=\")[^\"]*", "");
    }

    @Test
    void aPageWithoutThemIsAsEver() throws IOException {
        Side side = TestPictures.side("b", TestPictures.plain(3, 2, 0xff336699), folder);
        String html = written(new PageSetup("T"), ViewPage.USUAL_BYTES,
                new ShownPicture("a", side, side, Optional.empty(), Optional.empty()));
        assertEquals(
                """
                        <!doctype html>
                        <html lang="en">
                        <head>
                        <meta charset="utf-8">
                        <meta http-equiv="Content-Security-Policy" content="">
                        <meta name="viewport" content="width=device-width, initial-scale=1">
                        <meta name="color-scheme" content="light dark">
                        <title>T</title>

                        </head>
                        <body>
                        <header><h1>T</h1></header>
                        <main>
                        <section class="viewer" aria-label="Before and after" hidden></section>
                        <section class="plain" aria-label="Pictures">
                        <article data-name="a" data-width="3" data-height="2">
                        <h2>a</h2>
                        <p>3 × 2</p>
                        <div>
                        <figure><img data-side="before" data-name="b" data-bytes="1234" width="3" height="2" decoding="async" alt="Before: b" src="data:image/jpeg;base64,"><figcaption>Before: b</figcaption></figure>
                        <figure><img data-side="after" data-name="b" data-bytes="1234" width="3" height="2" decoding="async" alt="After: b" src="data:image/jpeg;base64,"><figcaption>After: b</figcaption></figure>
                        <figure><img data-side="rain" data-name="a" width="3" height="2" decoding="async" alt="Rain: a" src="data:image/jpeg;base64,"><figcaption>Rain: a</figcaption></figure>
                        </div>
                        </article>
                        </section>
                        </main>

                        </body>
                        </html>
                        """,
                markup(html));
    }

    @Test
    void boxesAreInItToTheTenthOfAPixelAndInWords() throws IOException {
        String html = written(new PageSetup("T"), ViewPage.USUAL_BYTES,
                picture(60, 50, Overlay.of(List.of(box("person 0.87", Overlay.Kind.RIGHT),
                        box("dog", Overlay.Kind.MISSED), box("cat", Overlay.Kind.MISSED)))));
        assertTrue(html.contains("<details class=\"drawn\"><summary>1 right, 2 missed</summary>"), markup(html));
        assertTrue(
                html.contains("<li data-kind=\"right\" data-box=\"1 2.3 30 41\">Right: <span>person 0.87</span></li>"),
                markup(html));
        assertTrue(html.contains("Missed: <span>dog</span>"), markup(html));
    }

    @Test
    void nothingFoundIsSaid() throws IOException {
        assertTrue(written(new PageSetup("T"), ViewPage.USUAL_BYTES, picture(60, 50, Overlay.of(List.of())))
                .contains("<summary>nothing found</summary>"));
    }

    @Test
    void textIsTextWhateverIsInIt() throws IOException {
        Overlay overlay = new Overlay(List.of(box(HOSTILE, Overlay.Kind.WRONG)), Optional.of(mask(8, 4, HOSTILE)));
        List<Side.Figure> figures = List.of(new Side.Figure(HOSTILE, HOSTILE));
        Side side = side(HOSTILE, 60, 50, overlay, figures);
        PageSetup setup = new PageSetup(HOSTILE, new PageSetup.Captions(HOSTILE, HOSTILE, HOSTILE), List.of(HOSTILE),
                List.of(new PageTable(HOSTILE, List.of(HOSTILE, HOSTILE), 1, List.of(List.of(HOSTILE, HOSTILE)))));
        String html = written(setup, ViewPage.USUAL_BYTES,
                new ShownPicture(HOSTILE, side, side, Optional.empty(), Optional.of(side), Optional.of(HOSTILE)));
        assertEquals(1, Pattern.compile("<script").matcher(html).results().count());
        assertFalse(html.contains("<!-- ") || html.contains("<img src=x"), "an element of somebody else");
        for (String place : List.of("<span>%s</span></li>",
                "<li data-colour=\"#804080\" data-percent=\"46.9\"><span>%s</span>",
                "<dt>%s</dt><dd>%1$s</dd>", "data-before=\"%s\" data-after=\"%1$s\" data-truth=\"%1$s\"",
                "<p class=\"about\">%s</p>", "aria-label=\"%s\"><table>", "<caption>%s</caption>",
                "<th scope=\"col\">%s</th>", "<th scope=\"row\">%s</th><td>%1$s</td>",
                "<section class=\"tables\" id=\"tables\" aria-label=\"Tables\">\n<p>%s</p>",
                "alt=\"%s: %1$s\"")) {
            assertTrue(html.contains(place.formatted(SHOWN)), place);
        }
    }

    private static BufferedImage decodedMask(String html) throws IOException {
        String data = Pattern.compile("data-mask=\"data:image/png;base64,([^\"]+)\"").matcher(html).results()
                .findFirst()
                .orElseThrow().group(1);
        return TestPictures.decoded(Base64.getDecoder().decode(data));
    }

    @Test
    void aMaskHasItsColoursAndIsOpenWhereNothingIsKnown() throws IOException {
        String html = written(new PageSetup("T"), ViewPage.USUAL_BYTES,
                picture(60, 50, Overlay.of(mask(60, 50, "road"))));
        BufferedImage mask = decodedMask(html);
        assertEquals(60, mask.getWidth());
        assertEquals(50, mask.getHeight());
        assertEquals(0, mask.getRGB(0, 0) >>> 24);
        for (int y = 1; y < 50; y++) {
            for (int x = 0; x < 60; x++) {
                assertEquals(x < 30 ? 0xff804080 : 0xff4682b4, mask.getRGB(x, y));
            }
        }
        assertTrue(html.contains("<span>sky</span>: 50.0 %"), markup(html));
        assertFalse(html.contains("of which there is none"));
    }

    /** What is known of far more pixels than a window has is for nobody to see. */
    @Test
    void aLargeMaskIsReducedWithoutNewColours() {
        Random random = new Random(1);
        byte[] indices = new byte[3000 * 1500];
        random.nextBytes(indices);
        for (int i = 0; i < indices.length; i++) {
            indices[i] = (byte) (indices[i] & 1);
        }
        Overlay.Mask mask = new Overlay.Mask(3000, 1500, indices,
                List.of(new Overlay.MaskClass("a", 0x123456), new Overlay.MaskClass("b", 0xfedcba)));
        BufferedImage reduced = assertDecodes(IndexedPng.of(mask, 1000));
        assertEquals(1000, reduced.getWidth());
        assertEquals(500, reduced.getHeight());
        for (int y = 0; y < 500; y++) {
            for (int x = 0; x < 1000; x++) {
                assertEquals(indices[(3 * y + 1) * 3000 + 3 * x + 1] == 0 ? 0xff123456 : 0xfffedcba,
                        reduced.getRGB(x, y));
            }
        }
    }

    private static BufferedImage assertDecodes(byte[] png) {
        try {
            return TestPictures.decoded(png);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        for (double bad : new double[]{Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new Overlay.Box(bad, 0, 1, 1, "a", Overlay.Kind.RIGHT));
            assertThrows(IllegalArgumentException.class, () -> new Overlay.Box(0, 0, 1, bad, "a", Overlay.Kind.RIGHT));
        }
        assertThrows(IllegalArgumentException.class, () -> new Overlay.Box(0, 0, -1, 1, "a", Overlay.Kind.RIGHT));
        List<Overlay.MaskClass> one = List.of(new Overlay.MaskClass("a", 0));
        assertThrows(IllegalArgumentException.class, () -> new Overlay.Mask(2, 2, new byte[3], one));
        assertThrows(IllegalArgumentException.class, () -> new Overlay.Mask(1, 2, new byte[]{0, 1}, one));
        assertThrows(IllegalArgumentException.class,
                () -> new PageTable("a", List.of("b"), 0, List.of(List.of("c", "d"))));
        assertThrows(IllegalArgumentException.class, () -> new PageTable("a", List.of("b"), 2, List.of()));
    }

    /** Overlays are never reduced to nothing: the pictures give way, and where they cannot it is said. */
    @Test
    void overlaysCountAmongTheBytes() throws IOException {
        Random random = new Random(2);
        byte[] indices = new byte[400 * 300];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = (byte) random.nextInt(4);
        }
        Overlay noise = Overlay.of(new Overlay.Mask(400, 300, indices, List.of(new Overlay.MaskClass("a", 1),
                new Overlay.MaskClass("b", 2), new Overlay.MaskClass("c", 3), new Overlay.MaskClass("d", 4))));
        String html = written(new PageSetup("T"), 260_000, picture(400, 300, noise));
        assertTrue(html.contains("<p>shown at "), "the pictures are reduced");
        assertEquals(400, decodedMask(html).getWidth());
        ShownPicture picture = picture(400, 300, noise);
        FileSystemException refused = assertThrows(FileSystemException.class,
                () -> written(new PageSetup("T"), 120_000, picture));
        assertTrue(refused.getReason().contains("120000 bytes"), refused.getReason());
    }
}
