package org.derain4j.cli.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.derain4j.web.page.Overlay;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Boxes and masks over the pictures of a page, seen on the screen. */
class OverlayPageTest {

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static Path page;
    private static Hand hand;
    private static ViewerPage viewer;

    @BeforeAll
    static void open() throws IOException {
        browser = Browser.open(OverlayPageTest.class, folder);
        page = OverlaidPictures.page(folder);
        hand = new Hand(browser);
        viewer = new ViewerPage(browser, ".viewer");
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void openPage() {
        browser.size(1280, 900, 1);
        browser.go(page);
        viewer.awaitShown();
    }

    private static void choose(int picture) {
        browser.all(".pictures button").get(picture).click();
        browser.await("picture " + picture, () -> viewer.shown() == picture);
        viewer.awaitShown();
    }

    /** The screen, and where the stage and the picture are on it. */
    private record Look(BufferedImage screen, ViewerPage.Box stage, ViewerPage.Box picture, double scale) {

        static Look now(int width) {
            List<ViewerPage.Box> boxes = viewer.boxes(".stage", "img.before");
            return new Look(browser.screenshot(), boxes.getFirst(), boxes.getLast(), boxes.getLast().width() / width);
        }

        static Look now() {
            return now(OverlaidPictures.WIDTH);
        }

        /** The stage begins on a pixel of the screen, wherever the layout has it. */
        int x(double column) {
            return (int) (Math.round(stage.x()) + Math.round(picture.x() - stage.x() + column * scale));
        }

        int y(double row) {
            return (int) (Math.round(stage.y()) + Math.round(picture.y() - stage.y() + row * scale));
        }

        int rgb(int x, int y) {
            return screen.getRGB(x, y) & 0xffffff;
        }

        /** How thick the line of that colour is that lies on the left border of a box. */
        int leftLine(Overlay.Box box, int colour) {
            int y = y(box.y() + box.height() / 2);
            int from = x(box.x());
            int thick = 0;
            for (int x = from - 6; x < from + 6; x++) {
                thick += rgb(x, y) == colour ? 1 : 0;
            }
            boolean isThere = rgb(from - 1, y) == colour && rgb(from, y) == colour;
            return isThere ? thick : -thick;
        }

        int rightLine(Overlay.Box box, int colour) {
            int y = y(box.y() + box.height() / 2);
            int to = x(box.x() + box.width());
            return rgb(to - 1, y) == colour && rgb(to, y) == colour ? 2 : 0;
        }

        int topLine(Overlay.Box box, int colour) {
            int x = x(box.x() + box.width()) - 8; // right of its label
            int y = y(box.y());
            return rgb(x, y - 1) == colour && rgb(x, y) == colour ? 2 : 0;
        }
    }

    private static void assertDrawn(Look look, Overlay.Box box) {
        assertEquals(2, look.leftLine(box, OverlaidPictures.RIGHT), "left border of " + box + " at " + look.scale());
        assertEquals(2, look.rightLine(box, OverlaidPictures.RIGHT), "right border of " + box);
        assertEquals(2, look.topLine(box, OverlaidPictures.RIGHT), "upper border of " + box);
    }

    @Test
    void opensWithoutErrorsAndNothingMoves() {
        assertEquals(List.of(), browser.messages());
        assertEquals(List.of(page.toUri().toString()), browser.requests());
        assertTrue(Layout.shifts(browser) < 0.01, () -> "layout shift " + Layout.shifts(browser));
        for (int picture = 0; picture < 4; picture++) {
            choose(picture);
        }
        assertEquals(List.of(), browser.messages());
        assertFalse(browser.is("window.hacked"));
    }

    @Test
    void boxesAreWhereTheyBelongAtAnyZoomAndTheirLinesAsThick() {
        Look fit = Look.now();
        assertDrawn(fit, OverlaidPictures.LEFT_ALONE);
        assertDrawn(fit, OverlaidPictures.RIGHT_ALONE);
        viewer.press("zoom-actual");
        browser.await("1:1", () -> viewer.zoom() == 1);
        Look actual = Look.now();
        assertEquals(1, actual.scale());
        assertDrawn(actual, OverlaidPictures.LEFT_ALONE);
        assertDrawn(actual, OverlaidPictures.RIGHT_ALONE);
        zoomTo(4);
        ViewerPage.Box stage = viewer.stage();
        hand.drag(stage.at(0.1, 0.5), stage.at(0.6, 0.3));
        browser.await("it was moved", () -> viewer.box("img.before").x() > -OverlaidPictures.WIDTH);
        hand.drag(stage.at(0.2, 0.8), stage.at(0.55, 0.45));
        Look near = Look.now();
        assertEquals(4, near.scale());
        assertEquals(2, near.leftLine(OverlaidPictures.LEFT_ALONE, OverlaidPictures.RIGHT));
        assertEquals(2, near.topLine(OverlaidPictures.LEFT_ALONE, OverlaidPictures.RIGHT));
    }

    private static void zoomTo(double zoom) {
        while (viewer.zoom() < zoom) {
            viewer.press("zoom-in");
        }
        assertEquals(zoom, viewer.zoom());
    }

    /** On a screen with small pixels a line has more of them. */
    @Test
    void linesAreAsThickOnAFineScreen() {
        browser.size(700, 900, 2);
        viewer.press("zoom-actual");
        browser.await("1:1", () -> viewer.box("img.before").width() == OverlaidPictures.WIDTH / 2);
        Look look = Look.now();
        Overlay.Box box = OverlaidPictures.LEFT_ALONE;
        int y = 2 * look.y(box.y() + box.height() / 2);
        double within = look.picture().x() - look.stage().x() + box.x() * look.scale();
        int from = (int) (Math.round(2 * look.stage().x()) + Math.round(2 * within));
        for (int x = from - 2; x < from + 2; x++) {
            assertEquals(OverlaidPictures.RIGHT, look.rgb(x, y), "column " + (x - from));
        }
        assertFalse(OverlaidPictures.RIGHT == look.rgb(from - 3, y) || OverlaidPictures.RIGHT == look.rgb(from + 2, y));
    }

    @Test
    void eachSideHasItsOwnAsFarAsTheDivider() {
        moveDivider(50);
        Look look = Look.now();
        assertEquals(2, look.leftLine(OverlaidPictures.WIDE, OverlaidPictures.RIGHT), "of the left side");
        assertEquals(2, look.rightLine(OverlaidPictures.WIDE, OverlaidPictures.RIGHT), "of the right side");
        moveDivider(100);
        Look before = Look.now();
        assertEquals(2, before.leftLine(OverlaidPictures.LEFT_ALONE, OverlaidPictures.RIGHT));
        assertEquals(0, before.leftLine(OverlaidPictures.RIGHT_ALONE, OverlaidPictures.RIGHT));
        moveDivider(0);
        Look after = Look.now();
        assertEquals(0, after.leftLine(OverlaidPictures.LEFT_ALONE, OverlaidPictures.RIGHT));
        assertEquals(2, after.leftLine(OverlaidPictures.RIGHT_ALONE, OverlaidPictures.RIGHT));
        viewer.show("truth");
        assertEquals(0, Look.now().leftLine(OverlaidPictures.RIGHT_ALONE, OverlaidPictures.RIGHT));
        assertEquals(2, Look.now().leftLine(OverlaidPictures.OF_THE_TRUTH, 0xffffff));
        viewer.show("difference");
        assertEquals(0, Look.now().leftLine(OverlaidPictures.OF_THE_TRUTH, 0xffffff), "nothing over the difference");
    }

    private static void moveDivider(int percent) {
        browser.js(
                "const d = document.querySelector('.divider'); d.value = arguments[0]; d.dispatchEvent(new Event('input'))",
                percent);
    }

    /** Of a box that is cut by the divider, both sides tell what it is. */
    @Test
    void labelsAreSeenBesideTheDivider() {
        for (String side : List.of(".left", ".right")) {
            ViewerPage.Box label = viewer.box(side + " .boxes > g:last-child > g:first-child");
            double divider = viewer.stage().at(0.5, 0).x();
            assertTrue(".left".equals(side) ? label.x() + label.width() < divider : label.x() >= divider,
                    side + " label at " + label);
            assertEquals("wide 0.90", browser.find(side + " .boxes text").getText());
        }
    }

    @Test
    void aKeyAndAButtonTakeAllOfItAway() {
        moveDivider(50);
        hand.type("o");
        browser.await("no box", () -> Look.now().leftLine(OverlaidPictures.LEFT_ALONE, OverlaidPictures.RIGHT) == 0);
        assertEquals("false", browser.find(".drawing button").getDomAttribute("aria-pressed"));
        Look bare = Look.now();
        assertEquals(OverlaidPictures.GREY, bare.rgb(bare.x(60), bare.y(200)));
        browser.find(".drawing button").click();
        browser.await("boxes", () -> Look.now().leftLine(OverlaidPictures.LEFT_ALONE, OverlaidPictures.RIGHT) == 2);
        browser.find(".drawing button").click();
        choose(1);
        assertFalse(browser.find(".left .mask").isDisplayed(), "what is off stays off");
        hand.type("o");
        browser.await("the mask", () -> browser.find(".left .mask").isDisplayed());
    }

    @Test
    void theLegendCountsAndSwitchesKinds() {
        String details = browser.find(".details").getText().replace('\n', ' ');
        assertTrue(details.contains("Right 2 2 0"), details);
        assertTrue(details.contains("Missed 1 0 0"), details);
        assertTrue(details.contains("Recall 0.80 0.80 0.80"), details);
        assertTrue(details.contains("Worst 1 of 4: recall 0.80 → 0.40"), details);
        assertTrue(seen(OverlaidPictures.LOST, OverlaidPictures.MISSED));
        assertTrue(seen(OverlaidPictures.FALSE, OverlaidPictures.WRONG));
        browser.find("input[name=kind][value=missed]").click();
        browser.await("no missed one", () -> !seen(OverlaidPictures.LOST, OverlaidPictures.MISSED));
        assertTrue(seen(OverlaidPictures.FALSE, OverlaidPictures.WRONG));
        choose(1);
        choose(0);
        assertFalse(browser.find("input[name=kind][value=missed]").isSelected(), "what is off stays off");
        browser.find("input[name=kind][value=missed]").click();
        browser.await("the missed one", () -> seen(OverlaidPictures.LOST, OverlaidPictures.MISSED));
    }

    /** Whether dashes of the colour are on the left border of a box. */
    private static boolean seen(Overlay.Box box, int colour) {
        Look look = Look.now();
        int count = 0;
        for (int y = look.y(box.y()) + 2; y < look.y(box.y() + box.height()) - 2; y++) {
            count += look.rgb(look.x(box.x()), y) == colour ? 1 : 0;
        }
        return count > 5;
    }

    @Test
    void aMaskHasItsColoursAsFarAsItIsOpaque() {
        choose(1);
        opacity(100);
        Look look = Look.now();
        assertEquals(OverlaidPictures.ROAD, look.rgb(look.x(100), look.y(60)));
        assertEquals(OverlaidPictures.SKY, look.rgb(look.x(400), look.y(60)));
        assertEquals(OverlaidPictures.GREY, look.rgb(look.x(100), look.y(OverlaidPictures.HEIGHT / 2.0 + 0.5)), "open");
        moveDivider(30); // the right side has the same mask
        Look moved = Look.now();
        assertEquals(OverlaidPictures.ROAD, moved.rgb(moved.x(200), moved.y(60)));
        opacity(50);
        Look half = Look.now();
        int seen = half.rgb(half.x(400), half.y(60));
        assertEquals((0x80 + 0x46) / 2, seen >> 16, 2);
        assertEquals((0x80 + 0x82) / 2, seen >> 8 & 255, 2);
        assertEquals((0x80 + 0xb4) / 2, seen & 255, 2);
        String details = browser.find(".details").getText().replace('\n', ' ');
        assertTrue(details.contains("road 49.8 49.8"), details);
    }

    private static void opacity(int percent) {
        browser.js(
                "const d = document.querySelector('.drawing input'); d.value = arguments[0]; d.dispatchEvent(new Event('input', {bubbles: true}))",
                percent);
    }

    @Test
    void aReducedPictureHasItsBoxesWhereTheyBelong() {
        choose(2);
        assertTrue(browser.find(".details").getText().contains("of 1600 × 1000"), browser.find(".details").getText());
        moveDivider(100);
        browser.await("its box",
                () -> Look.now(1600).leftLine(OverlaidPictures.IN_THE_LARGE, OverlaidPictures.RIGHT) == 2);
        Look look = Look.now(1600);
        assertEquals(2, look.rightLine(OverlaidPictures.IN_THE_LARGE, OverlaidPictures.RIGHT));
        assertEquals(2, look.topLine(OverlaidPictures.IN_THE_LARGE, OverlaidPictures.RIGHT));
    }

    @Test
    void whatIsDrawnIsToldInWordsAndNamesAreText() {
        assertEquals("Rainy, right: wide 0.90, left; wrong: " + ShownPictures.HOSTILE + "; missed: lost",
                browser.find(".left .boxes").getDomAttribute("aria-label"));
        assertEquals("Derained", browser.find(".right .label").getText());
        assertEquals("Divider between rainy and derained", browser.find(".divider").getDomAttribute("aria-label"));
        assertTrue(browser.find(".left .boxes").getText().contains("<script>"), "a label as it is");
    }

    @Test
    void aPictureWithoutThemHasNoSwitches() {
        assertTrue(browser.find(".drawing").isDisplayed());
        choose(3);
        assertFalse(browser.find(".drawing").isDisplayed());
        assertEquals(0, browser.all(".boxes rect").size());
        hand.type("o");
        choose(0);
        assertEquals("true", browser.find(".drawing button").getDomAttribute("aria-pressed"));
    }

    @Test
    void tablesAreBelowAndScrollByThemselvesOnAPhone() {
        browser.size(360, 740, 2);
        assertEquals(List.of(), Layout.tooWide(browser));
        assertTrue(browser.is("document.querySelector('.scrolled').scrollWidth > 360"));
        assertTrue(browser.number("document.querySelector('.tables').getBoundingClientRect().top") > browser
                .number("document.querySelector('.keys').getBoundingClientRect().bottom"));
        assertEquals(24, browser.all(".scrolled tbody :is(th, td)").size());
        assertEquals("row", browser.find(".scrolled tbody th").getDomAttribute("scope"));
    }

    @Test
    void withoutScriptsAllIsText() {
        browser.cdp("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        try {
            browser.go(page);
            String text = browser.find("body").getText();
            for (String words : List.of("2 right, 1 wrong, 1 missed", "classes of the pixels", "Rainy: boxes",
                    "Worst 1 of 4: recall 0.80 → 0.40", "Recall", "All classes", "What was done.")) {
                assertTrue(text.contains(words), words + " in " + text);
            }
            assertEquals(List.of(), browser.messages());
        } finally {
            browser.cdp("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        }
    }
}
