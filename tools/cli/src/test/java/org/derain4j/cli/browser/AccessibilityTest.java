package org.derain4j.cli.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.derain4j.cli.Pictures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages held against the rules of accessibility, in each state that they can be in, light and dark, wide and narrow. */
@Tag("slow")
class AccessibilityTest {

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static Axe axe;

    @BeforeAll
    static void open() throws IOException {
        axe = Axe.open(AccessibilityTest.class);
        browser = Browser.open(AccessibilityTest.class, folder);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    private static Path page(String body) throws IOException {
        return Files.writeString(folder.resolve("plain.html"),
                "<!DOCTYPE html><html lang=en><meta charset=utf-8><title>A page</title><main><h1>A page</h1>" + body);
    }

    @Test
    void violationsAreSeen() throws IOException {
        browser.go(page("<p>Nothing</p>"));
        axe.check(browser, "a good page");
        browser.go(page("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>"));
        AssertionError error = assertThrows(AssertionError.class, () -> axe.check(browser, "a bad page"));
        assertTrue(error.getMessage().contains("image-alt"), error.getMessage());
    }

    @Test
    void thePageOfAFileHasNone() throws IOException {
        Path page = ShownPictures.page(folder);
        for (boolean dark : new boolean[]{false, true}) {
            for (int width : new int[]{320, 1280}) {
                String state = (dark ? "dark" : "light") + ", " + width + " wide";
                browser.dark(dark);
                browser.size(width, 800, 1);
                browser.go(page);
                ViewerPage viewer = new ViewerPage(browser, ".viewer");
                viewer.awaitShown();
                judge(state);
                viewer.show("difference");
                viewer.press("zoom-in");
                browser.js("document.querySelectorAll('details').forEach(d => d.open = true)");
                judge(state + ", the difference, zoomed, all open");
            }
        }
    }

    @Test
    void thePageOfAStudyHasNone() throws IOException {
        Path page = OverlaidPictures.page(folder);
        for (boolean dark : new boolean[]{false, true}) {
            for (int width : new int[]{320, 1280}) {
                String state = (dark ? "dark" : "light") + ", " + width + " wide, ";
                browser.dark(dark);
                browser.size(width, 640, 1);
                browser.go(page);
                new ViewerPage(browser, ".viewer").awaitShown();
                judge(state + "boxes");
                browser.all(".pictures button").get(1).click();
                browser.js("document.querySelectorAll('details').forEach(d => d.open = true)");
                judge(state + "a mask, all open");
            }
        }
    }

    @Test
    void thePageOfTheServerHasNone() throws IOException {
        Path small = Pictures.save(ShownPictures.drawn(96, 64, ShownPictures::before), folder.resolve("small.png"));
        Path slow = Files.copy(small, folder.resolve("slow.png"));
        Path broken = Files.writeString(folder.resolve("broken.png"), "Dear Sir or Madam");
        ServerPage page = new ServerPage(browser);
        try (RunningServer server = RunningServer.start()) {
            for (boolean dark : new boolean[]{false, true}) {
                for (int width : new int[]{320, 1280}) {
                    String look = (dark ? "dark" : "light") + ", " + width + " wide, ";
                    browser.dark(dark);
                    browser.size(width, 800, 1);
                    page.open(server.uri());
                    judge(look + "empty");
                    page.choose(small, broken);
                    page.awaitState("small.png", "done");
                    page.awaitState("broken.png", "failed");
                    new ViewerPage(browser, ".viewer").awaitShown();
                    page.model(RunningServer.SLOW);
                    page.choose(slow, small);
                    page.awaitState("slow.png", "working");
                    page.awaitState("small.png", "queued");
                    browser.js("document.querySelectorAll('details').forEach(d => d.open = true)");
                    judge(look + "done, failed, working and queued");
                    page.press("slow.png", "cancel");
                    page.awaitState("slow.png", "cancelled");
                    judge(look + "cancelled");
                }
            }
        }
    }

    private static void judge(String state) {
        axe.check(browser, state);
        assertEquals(List.of(), Layout.tooWide(browser), state);
    }
}
