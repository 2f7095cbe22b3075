package org.derain4j.vision.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.derain4j.web.page.Overlay;
import org.derain4j.web.page.PageTable;
import org.derain4j.web.page.Side;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which cases are on the page of a study, and what is said of them. */
class StudyPageTest {

    private static final long BYTES = 4 << 20;

    @TempDir
    private Path folder;

    private Path file;
    private Path clean;
    private Path rainy;
    private final List<String> asked = new ArrayList<>();

    @BeforeEach
    void pictures() throws IOException {
        file = folder.resolve("page.html");
        clean = folder.resolve("clean.png");
        rainy = folder.resolve("rainy.png");
        for (Path picture : List.of(clean, rainy)) {
            ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_3BYTE_BGR), "png", picture.toFile());
        }
    }

    private StudyCase of(String name, double before, double after, Path of) {
        return new StudyCase(name, "downpour", "lite", before, after, panel(name, of), panel(name, clean),
                panel(name, clean));
    }

    private StudyCase of(String name, double before, double after) {
        return of(name, before, after, rainy);
    }

    private Panel panel(String name, Path of) {
        return new Panel(of, Optional.of(new Side.Score(30, 0.9, "Y")),
                () -> List.of(new Side.Figure("Recall", "0.25")),
                () -> {
                    asked.add(name);
                    return Overlay.of(List.of(new Overlay.Box(1, 2, 3, 4, "car of " + name, Overlay.Kind.MISSED)));
                });
    }

    private StudyPage page(StudyCase... cases) {
        return new StudyPage("A study", "recall", List.of("What was done."),
                List.of(new PageTable("All classes", List.of("Rain", "AP"), 1, List.of(List.of("downpour", "0.3")))),
                List.of(cases));
    }

    private List<String> reasons() throws IOException {
        return Pattern.compile("<article data-name=\"([^,]*).*?<p class=\"about\">(.*?)</p>", Pattern.DOTALL)
                .matcher(Files.readString(file)).results().map(found -> found.group(1) + ": " + found.group(2))
                .toList();
    }

    @Test
    void halfAreTheWorstAndHalfTheBest() throws IOException {
        StudyPage page = page(of("same", 0.5, 0.5), of("best", 0, 1), of("worst", 0.8, 0.4), of("bad", 0.5, 0.25),
                of("good", 0.25, 0.75), of("nothing", Double.NaN, 0.5), of("nothing either", 0.5, Double.NaN));
        StudyPage.Written written = page.write(file, 4, BYTES);
        assertEquals(List.of("worst: Worst 1 of 5: recall 0.80 → 0.40, downpour, lite",
                "bad: Worst 2 of 5: recall 0.50 → 0.25, downpour, lite",
                "best: Best 1 of 5: recall 0.00 → 1.00, downpour, lite",
                "good: Best 2 of 5: recall 0.25 → 0.75, downpour, lite"), reasons());
        assertEquals(new StudyPage.Written(4, Files.size(file)), written);
    }

    @Test
    void whatIsNotShownIsNeitherReadNorDrawn() throws IOException {
        Path nowhere = folder.resolve("nowhere.png");
        page(of("a", 0.5, 0.1), of("b", 0.5, 0.5, nowhere), of("c", 0.5, 0.6)).write(file, 2, BYTES);
        assertEquals(List.of("a", "a", "a", "c", "c", "c"), asked);
    }

    private List<String> places() throws IOException {
        return reasons().stream().map(reason -> reason.replaceFirst(" of.*", "")).toList();
    }

    @Test
    void noneIsShownTwiceWhereThereAreFewAndNoneThatStaysAsItIs() throws IOException {
        page(of("a", 0.5, 0.1), of("b", 0.5, 0.5), of("c", 0.5, 0.6)).write(file, StudyPage.USUAL_PICTURES, BYTES);
        assertEquals(List.of("a: Worst 1", "c: Best 1"), places());
    }

    @Test
    void whereOneHalfIsNotFullTheOtherHasItsRoom() throws IOException {
        page(of("a", 0.5, 0.1), of("b", 0.5, 0.6), of("c", 0.5, 0.7), of("d", 0.5, 0.8)).write(file, 3, BYTES);
        assertEquals(List.of("a: Worst 1", "d: Best 1", "c: Best 2"), places());
        page(of("a", 0.5, 0.1), of("b", 0.5, 0.2), of("c", 0.5, 0.3), of("d", 0.5, 0.8)).write(file, 3, BYTES);
        assertEquals(List.of("a: Worst 1", "b: Worst 2", "d: Best 1"), places());
        page(of("a", 0.5, 0.1), of("b", 0.5, 0.2), of("c", 0.5, 0.3)).write(file, 3, BYTES);
        assertEquals(List.of("a: Worst 1", "b: Worst 2", "c: Worst 3"), places());
    }

    @Test
    void whereNothingChangesThatIsShown() throws IOException {
        page(of("b", 0.5, 0.5), of("a", 0.25, 0.25)).write(file, 4, BYTES);
        assertEquals(List.of("a: Unchanged 1 of 2: recall 0.25 → 0.25, downpour, lite",
                "b: Unchanged 2 of 2: recall 0.50 → 0.50, downpour, lite"), reasons());
    }

    @Test
    void thoseThatAreAlikeStandByTheirNames() throws IOException {
        page(of("b", 0.5, 0.1), of("a", 0.5, 0.1), of("c", 0.5, 0.1)).write(file, 2, BYTES);
        byte[] once = Files.readAllBytes(file);
        page(of("c", 0.5, 0.1), of("b", 0.5, 0.1), of("a", 0.5, 0.1)).write(file, 2, BYTES);
        assertTrue(reasons().getFirst().startsWith("a: "), reasons().toString());
        assertEquals(new String(once), Files.readString(file));
    }

    @Test
    void sidesHaveTheirWordsFiguresScoresAndBoxes() throws IOException {
        page(of("street", 0.8, 0.4)).write(file, 2, BYTES);
        String html = Files.readString(file);
        for (String part : List.of("data-before=\"Rainy\" data-after=\"Derained\" data-truth=\"Clean\"",
                "<dt>Recall</dt><dd>0.25</dd>", "<span>car of street</span>", "PSNR 30.00 dB",
                "<caption><div>All classes</div></caption>", "<p>What was done.</p>",
                "alt=\"Derained: street, downpour, lite\"")) {
            assertTrue(html.contains(part), part);
        }
        assertFalse(html.contains("data-bytes"), "a file of the study is nobody's");
    }

    /** What a model does to a picture that never had rain. */
    @Test
    void aPictureWithoutRainIsNotCalledRainy() throws IOException {
        page(of("a", 0.8, 0.4, clean)).write(file, 2, BYTES);
        String html = Files.readString(file);
        assertTrue(html.contains("data-before=\"Clean\" data-after=\"Derained\""));
        assertFalse(html.contains("data-side=\"truth\""), "it would be the same picture");
    }

    @Test
    void withoutPicturesThereAreTheTables() throws IOException {
        assertEquals(0, page(of("a", 0.5, 0.1)).write(file, 0, BYTES).pictures());
        assertTrue(Files.readString(file).contains("<caption><div>All classes</div></caption>"));
        assertEquals(List.of(), asked);
    }

    @Test
    void aPictureThatIsGoneIsNamedAndThereIsNoPage() throws IOException {
        Path nowhere = folder.resolve("nowhere.png");
        StudyPage page = page(of("a", 0.5, 0.1, nowhere));
        IOException failure = assertThrows(IOException.class, () -> page.write(file, 2, BYTES));
        assertTrue(failure.getMessage().startsWith(nowhere.toString()), failure.getMessage());
        assertFalse(Files.exists(file));
    }
}
