package org.derain4j.cli.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tools of the other tests here see what is wrong. */
class BrowserTest {

    @TempDir
    private static Path folder;

    private static Browser browser;

    @BeforeAll
    static void open() throws IOException {
        browser = Browser.open(BrowserTest.class, folder);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    private static Path page(String body) throws IOException {
        return Files.writeString(folder.resolve("page.html"),
                "<!DOCTYPE html><html lang=en><meta charset=utf-8><title>A page</title><main><h1>A page</h1>" + body);
    }

    @Test
    void errorsOfScriptsAreSeen() throws IOException {
        browser.go(page("<script>undefinedName.x</script>"));
        List<String> messages = browser.messages();
        assertTrue(messages.toString().contains("undefinedName"), messages.toString());
        browser.go(page("<p>Nothing</p>"));
        assertEquals(List.of(), browser.messages());
    }

    @Test
    void requestsAreSeenAndReachNobody() throws IOException {
        Path page = page("<img alt='' src='http://derain.example/a.png'>");
        browser.go(page);
        assertEquals(List.of(page.toUri().toString(), "http://derain.example/a.png"), browser.requests());
        assertTrue(browser.messages().toString().contains("ERR_NAME_NOT_RESOLVED"));
    }
}
