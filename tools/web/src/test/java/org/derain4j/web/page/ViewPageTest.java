package org.derain4j.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file with pictures in it. */
class ViewPageTest {

    private static final String HOSTILE = "</title><script>alert('1')</script> & \"x\" \u2028 ]]> <!-- \u0000\u001b[31m \ud83c\udf27";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void file() {
        file = folder.resolve("page.html");
    }

    private ShownPicture picture(String name, int width, int height) throws IOException {
        BufferedImage before = TestPictures.noise(width, height, BufferedImage.TYPE_3BYTE_BGR, 1);
        BufferedImage after = TestPictures.noise(width, height, BufferedImage.TYPE_3BYTE_BGR, 2);
        return new ShownPicture(name, TestPictures.side(name, before, folder), TestPictures.side(name, after, folder),
                Optional.empty(), Optional.empty());
    }

    private String written(String title, long most, ShownPicture... pictures) throws IOException {
        try (ViewPage page = ViewPage.create(file, title, pictures.length, most)) {
            for (ShownPicture picture : pictures) {
                page.add(picture);
            }
            assertEquals(page.commit(), Files.size(file));
        }
        assertTrue(Files.size(file) <= most, Files.size(file) + " > " + most);
        return Files.readString(file);
    }

    private static List<String> found(String regex, String html) {
        return Pattern.compile(regex, Pattern.DOTALL).matcher(html).results().map(result -> result.group(1)).toList();
    }

    @Test
    void itsPicturesAreInIt() throws IOException {
        String html = written("Rain", ViewPage.USUAL_BYTES, picture("a", 90, 60), picture("b", 60, 90));
        assertEquals(List.of("before", "after", "rain", "before", "after", "rain"),
                found("data-side=\"(\\w+)\"", html));
        List<String> images = found("src=\"data:image/jpeg;base64,([^\"]+)\"", html);
        assertEquals(6, images.size());
        for (int i = 0; i < 6; i++) {
            BufferedImage image = TestPictures.decoded(Base64.getDecoder().decode(images.get(i)));
            assertEquals(i < 3 ? 90 : 60, image.getWidth());
        }
        assertFalse(html.contains("<p>shown at"));
    }

    @Test
    void onlyItsOwnScriptAndStylesMayRun() throws IOException, NoSuchAlgorithmException {
        String html = written("Rain", ViewPage.USUAL_BYTES, picture("a", 90, 60));
        String policy = found("Content-Security-Policy\" content=\"([^\"]*)\"", html).getFirst().replace("&#39;", "'");
        assertTrue(policy.startsWith("default-src 'none';"), policy);
        assertEquals(List.of(hash(found("<script type=\"module\">(.*?)</script>", html).getFirst())),
                found("script-src '([^']*)'", policy));
        assertEquals(List.of(hash(found("<style>(.*?)</style>", html).getFirst())),
                found("style-src '([^']*)'", policy));
        assertFalse(policy.contains("unsafe"), policy);
        String markup = html.replaceAll("(?s)<(script|style)[^>]*>.*?</\\1>|base64,[^\"]*", "");
        assertEquals(List.of(), found("((?<![\\w-])(style|on\\w+)=)", markup));
        assertFalse(html.matches("(?s).*(https?:)?//\\w+\\..*"), "nothing is outside of it");
    }

    private static String hash(String code) throws NoSuchAlgorithmException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(hash);
    }

    @Test
    void namesAreTextWhateverIsInThem() throws IOException {
        String html = written(HOSTILE, ViewPage.USUAL_BYTES, picture(HOSTILE, 20, 20));
        assertEquals(1, found("(<script)", html).size());
        assertEquals(1, found("(</script>)", html).size());
        assertEquals(1, found("(</title>)", html).size());
        assertFalse(html.contains("<!--"));
        assertFalse(html.chars().anyMatch(c -> c < ' ' && c != '\n'), "no control characters");
        String shown = "&lt;/title&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;x&quot; \u2028 ]]&gt; &lt;!-- \ufffd\ufffd[31m \ud83c\udf27";
        assertTrue(html.contains("<h1>" + shown + "</h1>"));
        assertTrue(html.contains("<article data-name=\"" + shown + "\" "));
    }

    @Test
    void picturesShareTheBytesAndAreReducedUntilTheyFit() throws IOException {
        String html = written("Rain", 300_000, picture("a", 500, 400), picture("b", 40, 30), picture("c", 500, 400));
        assertEquals(2, found("(<p>shown at \\d+ × \\d+ of 500 × 400</p>)", html).size());
        assertEquals(1, found("(<p>40 × 30</p>)", html).size());
        assertTrue(Files.size(file) > 150_000, "smaller than need be: " + Files.size(file));
    }

    @Test
    void bytesThatAreTooFewAreRefusedAndNothingIsLeft() throws IOException {
        for (long most : new long[]{0, 10_000, 45_000}) {
            ShownPicture picture = picture("a", 300, 300);
            FileSystemException refused = assertThrows(FileSystemException.class, () -> written("Rain", most, picture));
            assertTrue(refused.getReason().contains(most + " bytes"), refused.getReason());
            assertHtmlFiles(0);
        }
    }

    @Test
    void withoutACommitWhatWasThereStays() throws IOException {
        Files.writeString(file, "old");
        try (ViewPage page = ViewPage.create(file, "Rain", 1, ViewPage.USUAL_BYTES)) {
            page.add(picture("a", 30, 30));
        }
        assertEquals("old", Files.readString(file));
        assertHtmlFiles(1);
    }

    private void assertHtmlFiles(int expected) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> pages = files.filter(path -> !path.toString().endsWith(".png")).toList();
            assertEquals(expected, pages.size(), pages.toString());
        }
    }

    @Test
    void partsOfDifferentSizesAreRefused() throws IOException {
        ShownPicture one = picture("a", 30, 20);
        ShownPicture other = picture("b", 20, 30);
        ShownPicture mixed = new ShownPicture("c", one.before(), other.after(), Optional.empty(), Optional.empty());
        ShownPicture withRain = new ShownPicture("d", one.before(), one.after(), Optional.of(other.before().picture()),
                Optional.empty());
        for (ShownPicture picture : List.of(mixed, withRain)) {
            try (ViewPage page = ViewPage.create(file, "Rain", 1, ViewPage.USUAL_BYTES)) {
                assertThrows(IllegalArgumentException.class, () -> page.add(picture));
            }
        }
    }

    @Test
    void moreThanWasSaidIsRefused() throws IOException {
        try (ViewPage page = ViewPage.create(file, "Rain", 1, ViewPage.USUAL_BYTES)) {
            page.add(picture("a", 30, 20));
            assertThrows(IllegalStateException.class, () -> page.add(picture("b", 30, 20)));
            page.commit();
            assertThrows(IllegalStateException.class, page::commit);
        }
        assertTrue(Files.exists(file));
    }

    @Test
    void scoresAreToldWhereThereAreAny() throws IOException {
        ShownPicture plain = picture("a", 30, 20);
        Side scored = new Side("a", OptionalLong.empty(), plain.after().picture(), plain.after().source(),
                Optional.of(new Side.Score(Double.POSITIVE_INFINITY, 0.98765, "Y & \"RGB\"")));
        String html = written("Rain", ViewPage.USUAL_BYTES,
                new ShownPicture("a", plain.before(), scored, Optional.empty(), Optional.of(plain.before())));
        assertTrue(html
                .contains("data-psnr=\"Infinity\" data-ssim=\"0.98765\" data-score-of=\"Y &amp; &quot;RGB&quot;\""));
        assertTrue(html.contains("PSNR ∞ dB, SSIM 0.9877"));
        assertEquals(List.of("before", "after", "truth", "rain"), found("data-side=\"(\\w+)\"", html));
        assertEquals(2, found("(data-bytes=\"1234\")", html).size());
    }
}
