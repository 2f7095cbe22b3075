package org.derain4j.cli.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntBinaryOperator;
import org.derain4j.cli.browser.Hand.Place;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The page that {@code derain view} writes, opened from its file in a browser and used. */
class FilePageTest {

    /** What JPEG may change of a level of a smooth picture. */
    private static final int LOSS = 6;

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static Path page;
    private static Hand hand;
    private static ViewerPage viewer;

    @BeforeAll
    static void open() throws IOException {
        browser = Browser.open(FilePageTest.class, folder);
        page = ShownPictures.page(folder);
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

    @Test
    void opensWithoutErrorsAndWithoutANetwork() {
        assertEquals(List.of(), browser.messages());
        assertEquals(List.of(page.toUri().toString()), browser.requests());
    }

    @Test
    void nothingMovesWhileItOpens() {
        assertTrue(Layout.shifts(browser) < 0.01, () -> "layout shift " + Layout.shifts(browser));
        browser.size(360, 740, 2);
        browser.go(page);
        viewer.awaitShown();
        assertTrue(Layout.shifts(browser) < 0.01, () -> "layout shift " + Layout.shifts(browser));
    }

    @Test
    void theMouseDragsTheDivider() {
        assertEquals(50, viewer.divider());
        ViewerPage.Box stage = viewer.stage();
        hand.drag(dividerHandle(), stage.at(0.25, 0.5));
        assertEquals(25, viewer.divider(), 1);
        assertEquals(25, viewer.drawnDivider(), 1);
        hand.drag(dividerHandle(), stage.at(0.8, 0.3));
        assertEquals(80, viewer.divider(), 1);
    }

    @Test
    void aFingerDragsTheDivider() {
        ViewerPage.Box stage = viewer.stage();
        hand.touch(dividerHandle(), stage.at(0.7, 0.6));
        assertEquals(70, viewer.divider(), 1);
        hand.touch(dividerHandle(), stage.at(0.1, 0.5));
        assertEquals(10, viewer.divider(), 1);
    }

    /** In the middle of the stage's height, where the divider is drawn. */
    private static Place dividerHandle() {
        return viewer.stage().at(viewer.drawnDivider() / 100, 0.5);
    }

    @Test
    void keysMoveTheDivider() {
        browser.js("document.querySelector('.divider').focus()");
        hand.type(Keys.ARROW_RIGHT);
        double right = viewer.divider();
        assertTrue(right > 50, () -> "divider at " + right);
        hand.type(Keys.ARROW_LEFT, Keys.ARROW_LEFT);
        assertTrue(viewer.divider() < 50, () -> "divider at " + viewer.divider());
        hand.type(Keys.END);
        assertEquals(100, viewer.divider());
        assertEquals(100, viewer.drawnDivider());
        hand.type(Keys.HOME);
        assertEquals(0, viewer.divider());
    }

    @Test
    void keysOfThePageZoomAndChoose() {
        double fit = viewer.zoom();
        hand.type("+");
        browser.await("zoomed in", () -> viewer.zoom() > fit);
        double more = viewer.zoom();
        hand.type("-");
        browser.await("zoomed out", () -> viewer.zoom() < more);
        hand.type("1");
        browser.await("1:1", () -> viewer.zoom() == 1);
        hand.type("0");
        browser.await("fits again", () -> viewer.zoom() == fit);
        hand.type("d");
        browser.await("the difference", () -> "difference".equals(viewer.right()));
        hand.type("r");
        browser.await("the rain", () -> "rain".equals(viewer.right()));
        assertEquals(0, viewer.shown());
        hand.type("]");
        browser.await("the second picture", () -> viewer.shown() == 1);
        hand.type("[");
        browser.await("the first picture", () -> viewer.shown() == 0);
    }

    @Test
    void buttonsAndTheWheelZoomBothSidesInStep() {
        viewer.press("zoom-actual");
        browser.await("1:1", () -> viewer.zoom() == 1);
        assertEquals("100 %", viewer.zoomText().replace('\u00a0', ' '));
        assertEquals(ShownPictures.WIDTH, inStep().width(), 0.5);
        viewer.press("zoom-in");
        browser.await("beyond 1:1", () -> viewer.zoom() > 1);
        assertEquals(ShownPictures.WIDTH * viewer.zoom(), inStep().width(), 1);
        double before = viewer.zoom();
        hand.wheel(viewer.stage().at(0.3, 0.3), -240);
        browser.await("the wheel zooms in", () -> viewer.zoom() > before);
        assertEquals(ShownPictures.WIDTH * viewer.zoom(), inStep().width(), 1);
        double much = viewer.zoom();
        hand.wheel(viewer.stage().at(0.3, 0.3), 240);
        browser.await("the wheel zooms out", () -> viewer.zoom() < much);
        viewer.press("zoom-out");
        viewer.press("zoom-fit");
        browser.await("all of it", () -> Math.min(viewer.stage().width() - inStep().width(),
                viewer.stage().height() - inStep().height()) < 1);
    }

    @Test
    void aWheelThatGoesSidewaysMovesThePictureAndDoesNotZoom() {
        Place middle = viewer.stage().at(0.5, 0.5);
        while (viewer.zoom() < 8) {
            viewer.press("zoom-in");
        }
        double x = inStep().x();
        browser.cdp("Input.dispatchMouseEvent",
                Map.of("type", "mouseWheel", "x", middle.x(), "y", middle.y(), "deltaX", 50, "deltaY", 8));
        browser.await("the picture moved", () -> inStep().x() == x - 50);
        assertEquals(8, viewer.zoom());
    }

    @Test
    void fingersZoomAndAPictureThatIsZoomedIsDragged() {
        double fit = viewer.zoom();
        hand.pinch(viewer.stage().at(0.3, 0.5), 80, 240);
        browser.await("the pinch zooms in", () -> viewer.zoom() > fit * 1.5);
        ViewerPage.Box box = inStep();
        Place place = viewer.stage().at(0.25, 0.4);
        hand.drag(place, place.by(60, 30));
        browser.await("it moves", () -> Math.abs(inStep().x() - box.x() - 60) < 1);
        assertEquals(box.y() + 30, inStep().y(), 1);
        assertEquals(50, viewer.divider());
    }

    @Test
    void aDoubleClickZooms() {
        double fit = viewer.zoom();
        hand.click(viewer.stage().at(0.25, 0.5), 2);
        browser.await("zoomed", () -> viewer.zoom() != fit);
        inStep();
    }

    /** Where both sides are, which must be the same place. */
    private static ViewerPage.Box inStep() {
        List<ViewerPage.Box> sides = viewer.boxes("img.before", "img.after");
        assertEquals(sides.getFirst(), sides.getLast());
        return sides.getFirst();
    }

    @Test
    void eachSideShowsItsOwnPixels() {
        viewer.press("zoom-actual");
        browser.await("1:1", () -> viewer.zoom() == 1);
        expect(240, ShownPictures::before, ShownPictures::after);
        hand.drag(dividerHandle(), inStep().at(0.25, 0.5));
        expect(120, ShownPictures::before, ShownPictures::after);
        viewer.show("truth");
        expect(120, ShownPictures::before, ShownPictures::truth);
    }

    @Test
    void severalScreenPixelsOfAUnitAreUsedForThePicturesOwn() {
        browser.size(640, 700, 2);
        viewer.press("zoom-actual");
        browser.await("1:1", () -> viewer.zoom() == 1);
        assertEquals(ShownPictures.WIDTH / 2, inStep().width(), 0.5);
    }

    /** As when the browser enlarges all pages. */
    @Test
    void whatIsInTheMiddleStaysThereWhenPixelsBecomeSmaller() {
        while (viewer.zoom() < 12) {
            viewer.press("zoom-in");
        }
        hand.drag(viewer.stage().at(0.3, 0.6), viewer.stage().at(0.6, 0.4));
        double across = across();
        browser.size(1270, 900, 2);
        browser.await("half as large", () -> Math.abs(inStep().width() - 6 * ShownPictures.WIDTH) < 0.5);
        assertEquals(across, across(), 0.002);
        assertEquals(12, viewer.zoom());
    }

    /** Which part of the picture's width is in the middle of the stage. */
    private static double across() {
        ViewerPage.Box picture = inStep();
        return (viewer.stage().at(0.5, 0.5).x() - picture.x()) / picture.width();
    }

    /** Waits until what is on the screen is what should be left and right of a column, but for what JPEG loses, labels and the divider. */
    private static void expect(int column, IntBinaryOperator left, IntBinaryOperator right) {
        String[] wrong = {"nothing seen"};
        browser.await("the right pixels", () -> {
            BufferedImage screen = browser.screenshot();
            ViewerPage.Box box = inStep();
            wrong[0] = null;
            for (int y = 70; y < ShownPictures.HEIGHT - 70 && wrong[0] == null; y++) {
                for (int x = 6; x < ShownPictures.WIDTH - 6; x++) {
                    int edge = x % 40; // of a bar of rain, where JPEG blurs
                    if (Math.abs(x - column) > 30 && edge >= 8 && edge < 32) {
                        int seen = screen.getRGB((int) Math.round(box.x()) + x, (int) Math.round(box.y()) + y);
                        int due = (x < column ? left : right).applyAsInt(x, y);
                        if (distance(seen, due) > LOSS) {
                            wrong[0] = "(%d, %d) is %06x, not %06x".formatted(x, y, seen & 0xffffff, due);
                            break;
                        }
                    }
                }
            }
            return wrong[0] == null;
        }, () -> wrong[0]);
    }

    private static int distance(int a, int b) {
        int most = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            most = Math.max(most, Math.abs((a >> shift & 255) - (b >> shift & 255)));
        }
        return most;
    }

    @Test
    void theDifferenceIsBrightWhereThereWasRain() {
        viewer.press("zoom-actual");
        viewer.show("difference");
        browser.js("const d = document.querySelector('.divider'); d.value = 0; d.dispatchEvent(new Event('input'))");
        browser.await("the map is seen", () -> {
            BufferedImage screen = browser.screenshot();
            ViewerPage.Box box = viewer.box("canvas.difference");
            assertEquals(viewer.box("img.before"), box);
            int rain = screen.getRGB((int) box.x() + 260 + 40, (int) box.y() + 160) & 0xff;
            int none = screen.getRGB((int) box.x() + 260, (int) box.y() + 160) & 0xff;
            return rain > 200 && none < 30;
        });
    }

    @Test
    void theListChoosesThePicture() {
        assertEquals(ShownPictures.NAMES.size(), browser.all(".pictures button").size());
        browser.all(".pictures button").get(1).click();
        browser.await("the second picture", () -> viewer.shown() == 1);
        viewer.awaitShown();
        browser.await("a tall one", () -> inStep().height() > inStep().width());
        assertTrue(browser.find(".details").getText().contains("2.png"), browser.find(".details").getText());
    }

    @Test
    void detailsTellSizesAndScores() {
        String details = browser.find(".details").getText();
        for (String words : List.of("1.png", "480", "320", "PSNR", "SSIM", "dB")) {
            assertTrue(details.contains(words), details);
        }
    }

    @Test
    void namesAreTextAndNothingElse() {
        browser.all(".pictures button").get(2).click();
        browser.await("the third picture", () -> viewer.shown() == 2);
        assertTrue(browser.find(".details").getText().contains(ShownPictures.HOSTILE),
                browser.find(".details").getText());
        assertFalse(browser.is("window.hacked"));
        assertEquals(List.of(), browser.messages());
    }
}
