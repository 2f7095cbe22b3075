package org.derain4j.cli.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;

/** What the page of a file does not do, and what is left of it where scripts are off. */
class FilePageSafetyTest {

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static Path page;

    @BeforeAll
    static void open() throws IOException {
        browser = Browser.open(FilePageSafetyTest.class, folder);
        page = ShownPictures.page(folder);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void scriptsThatAreNotThePagesDoNotRun() {
        browser.go(page);
        browser.js("""
                const script = document.createElement('script');
                script.textContent = 'window.hacked = 1';
                document.body.append(script);
                const image = document.createElement('img');
                image.setAttribute('onerror', 'window.hacked = 2');
                image.src = 'data:image/png;base64,broken';
                document.body.append(image);
                """);
        browser.await("document.querySelector('body > img:last-child').complete");
        assertFalse(browser.is("window.hacked"));
        List<String> messages = browser.messages();
        assertTrue(messages.stream().anyMatch(m -> m.contains("inline script")), messages.toString());
        assertTrue(messages.stream().anyMatch(m -> m.contains("inline event handler")), messages.toString());
    }

    @Test
    void thePageReachesNobody() {
        browser.go(page);
        Object sent = browser.driver().executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                const image = new Image();
                image.src = 'http://127.0.0.1:9/pixel.png';
                document.body.append(image);
                fetch('http://127.0.0.1:9/').then(() => done('sent'), problem => done(String(problem)));
                """);
        assertTrue(sent.toString().startsWith("TypeError"), sent.toString());
        List<String> messages = browser.messages();
        for (String refused : List.of("Connecting to", "Loading the image")) {
            assertTrue(messages.stream().anyMatch(m -> m.contains(refused + " 'http://127.0.0.1:9/")),
                    messages.toString());
        }
    }

    @Test
    void withoutScriptsAllPicturesAreShown() {
        browser.size(1280, 900, 1);
        browser.cdp("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        try {
            browser.go(page);
            long figures = browser.all("figure").stream().filter(WebElement::isDisplayed).count();
            assertTrue(figures >= 2 * ShownPictures.NAMES.size(), figures + " figures");
            String text = browser.find("body").getText();
            ShownPictures.NAMES.forEach(name -> assertTrue(text.contains(name), text));
            assertEquals(List.of(), browser.messages());
            BufferedImage screen = browser.screenshot();
            assertTrue(seen(screen, ShownPictures.before(60, 40)), "the picture before");
            assertTrue(seen(screen, ShownPictures.after(60, 40)), "the picture after");
        } finally {
            browser.cdp("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        }
    }

    /** Whether nearly that colour is anywhere on the screen. */
    private static boolean seen(BufferedImage screen, int colour) {
        for (int y = 0; y < screen.getHeight(); y++) {
            for (int x = 0; x < screen.getWidth(); x++) {
                int rgb = screen.getRGB(x, y);
                if (Math.abs((rgb >> 16 & 255) - (colour >> 16 & 255)) < 4
                        && Math.abs((rgb >> 8 & 255) - (colour >> 8 & 255)) < 4
                        && Math.abs((rgb & 255) - (colour & 255)) < 4) {
                    return true;
                }
            }
        }
        return false;
    }
}
