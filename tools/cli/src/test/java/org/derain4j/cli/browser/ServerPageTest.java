package org.derain4j.cli.browser;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.derain4j.cli.CommandRun;
import org.derain4j.cli.Pictures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;

/** The page of {@code derain serve}, in a browser, with the real engine. */
@Tag("slow")
class ServerPageTest {

    private static final Path SAMPLES = Path.of(System.getProperty("derain4j.root"), "tools/samples");

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static RunningServer server;
    private static ServerPage page;
    private static Path small;
    private static Path large;

    @BeforeAll
    static void open() throws IOException {
        browser = Browser.open(ServerPageTest.class, folder);
        server = RunningServer.start();
        page = new ServerPage(browser);
        small = Pictures.save(ShownPictures.drawn(120, 80, ShownPictures::before), folder.resolve("small.png"));
        large = Pictures.save(ShownPictures.drawn(640, 480, ShownPictures::before), folder.resolve("large.png"));
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void openPage() {
        browser.size(1280, 900, 1);
        page.open(server.uri());
    }

    @Test
    void opensWithoutErrorsAndAsksItsOwnServerAlone() {
        assertEquals(List.of(), browser.messages());
        assertTrue(browser.requests().stream().allMatch(a -> a.startsWith(server.uri().resolve("/").toString())));
        assertTrue(Layout.shifts(browser) < 0.01, () -> "layout shift " + Layout.shifts(browser));
    }

    @Test
    void aChosenPictureComesBackAsTheCommandWritesIt() throws IOException {
        page.choose(small);
        page.awaitState("small.png", "done");
        assertArrayEquals(byCommand(small), page.download("small.png"));
        new ViewerPage(browser, ".viewer").awaitShown();
        assertEquals(List.of(), browser.messages());
    }

    @Test
    void modelAndStrengthAreThoseThatWereChosen() throws IOException {
        Path photo = SAMPLES.resolve("window.jpg");
        page.strength(0.5);
        page.model(RunningServer.REDUCED);
        page.drop(photo);
        page.awaitState("window.jpg", "done");
        byte[] result = page.download("window.jpg");
        assertArrayEquals(byCommand(photo, "--strength", "0.5", "--work-size", RunningServer.REDUCED_SIDE), result);
    }

    /** What the command makes of a file. */
    private static byte[] byCommand(Path file, Object... options) throws IOException {
        Path result = folder.resolve("by-command-" + file.getFileName());
        List<Object> line = new ArrayList<>(List.of(file, "-o", result, "--overwrite"));
        line.addAll(List.of(options));
        CommandRun run = CommandRun.onEngine(line.toArray());
        assertEquals(0, run.exitCode(), run.err());
        return Files.readAllBytes(result);
    }

    @Test
    void progressIsSeenMoving() {
        page.recordProgress();
        page.choose(large);
        page.awaitState("large.png", "done");
        List<Double> parts = page.recordedProgress();
        assertTrue(Set.copyOf(parts).size() >= 3, parts.toString());
        assertEquals(parts.stream().sorted().toList(), parts, "it never goes back");
    }

    @Test
    void whatIsBrokenGetsTheServersSentenceAndTheNextPictureIsDone() throws IOException {
        byte[] bytes = Files.readAllBytes(small);
        Path broken = Files.write(folder.resolve("broken.png"), Arrays.copyOf(bytes, bytes.length / 2));
        Path text = Files.writeString(folder.resolve("letter.png"), "Dear Sir or Madam");
        page.choose(broken, text, small);
        page.awaitState("broken.png", "failed");
        page.awaitState("letter.png", "failed");
        page.awaitState("small.png", "done");
        assertEquals(server.refusal(broken), page.sentence("broken.png"));
        assertEquals(server.refusal(text), page.sentence("letter.png"));
        assertTrue(page.sentence("letter.png").endsWith("."), page.sentence("letter.png"));
    }

    @Test
    void whoWaitsSeesTheirPlaceAndWhoCancelsFreesIt() throws IOException {
        double cancelled = server.metric("derain_jobs_total{outcome=\"cancelled\"}");
        Path next = Files.copy(small, folder.resolve("next.png"));
        Path last = Files.copy(small, folder.resolve("last.png"));
        page.model(RunningServer.SLOW);
        page.choose(large);
        page.awaitState("large.png", "working");
        page.model(RunningServer.LITE);
        page.choose(next, last);
        browser.await("its place", () -> page.text("last.png").contains("2nd in the queue"),
                () -> page.text("last.png"));
        page.press("large.png", "cancel");
        page.awaitState("next.png", "done");
        page.awaitState("last.png", "done");
        browser.await("one cancelled",
                () -> server.metric("derain_jobs_total{outcome=\"cancelled\"}") == cancelled + 1);
        assertTrue(page.isCancelledOrGone("large.png"));
    }

    /** As of a file on another machine. */
    @Test
    void whatIsCancelledWhileItIsReadStaysSo() {
        browser.js("const read = Blob.prototype.arrayBuffer; Blob.prototype.arrayBuffer = async function () {"
                + "await new Promise(resolve => window.goOn = resolve); window.isRead = true; return read.call(this)}");
        page.choose(small);
        browser.await("window.goOn");
        page.press("small.png", "cancel");
        page.awaitState("small.png", "cancelled");
        browser.js("window.goOn()");
        browser.await("window.isRead");
        browser.js("return new Promise(resolve => setTimeout(resolve, 200))");
        page.awaitState("small.png", "cancelled");
        assertEquals(List.of(), browser.requests().stream().filter(a -> a.contains("/jobs")).toList());
    }

    @Test
    void whoLeavesCancels() {
        double cancelled = server.metric("derain_jobs_total{outcome=\"cancelled\"}");
        page.model(RunningServer.SLOW);
        page.choose(large);
        page.awaitState("large.png", "working");
        browser.driver().navigate().refresh();
        browser.await("cancelled", () -> server.metric("derain_jobs_total{outcome=\"cancelled\"}") == cancelled + 1);
    }

    @Test
    void twoTabsGetTheirOwnResultsEach() throws IOException {
        Path first = Pictures.save(ShownPictures.drawn(320, 200, ShownPictures::before), folder.resolve("first.png"));
        Path second = Pictures.save(ShownPictures.drawn(200, 320, ShownPictures::before), folder.resolve("second.png"));
        String one = browser.driver().getWindowHandle();
        page.choose(first);
        browser.driver().switchTo().newWindow(WindowType.TAB);
        browser.go(server.uri().toString());
        String two = browser.driver().getWindowHandle();
        page.choose(second);
        page.awaitState("second.png", "done");
        browser.driver().switchTo().window(one);
        page.awaitState("first.png", "done");
        assertArrayEquals(byCommand(first), page.download("first.png"));
        assertEquals(1, browser.all("#jobs > li").size());
        browser.driver().switchTo().window(two);
        assertArrayEquals(byCommand(second), page.download("second.png"));
        assertEquals(1, browser.all("#jobs > li").size());
        browser.driver().close();
        browser.driver().switchTo().window(one);
    }

    @Test
    void keysAloneGetAnExampleDone() throws IOException {
        Hand hand = new Hand(browser);
        hand.tabTo("#examples button");
        hand.type(Keys.ENTER);
        browser.await("document.querySelector('#jobs > li[data-state=done] a.download')");
        hand.tabTo("#jobs a.download");
        hand.type(Keys.ENTER);
        String name = browser.find("#jobs .name").getText();
        assertArrayEquals(byCommand(SAMPLES.resolve(name)), page.awaitDownload(name));
    }

    @Test
    void aPictureIsPasted() throws IOException {
        browser.js("""
                const bytes = Uint8Array.from(atob(arguments[0]), c => c.charCodeAt(0));
                const clipboardData = new DataTransfer();
                clipboardData.items.add(new File([bytes], 'image.png', {type: 'image/png'}));
                document.body.dispatchEvent(new ClipboardEvent('paste', {clipboardData, bubbles: true}));
                """, Base64.getEncoder().encodeToString(Files.readAllBytes(small)));
        page.awaitState("image.png", "done");
        assertArrayEquals(byCommand(small), page.download("image.png"));
    }

    @Test
    void aFolderWithoutPicturesGetsASentence() throws IOException {
        Path notes = Files.createDirectory(folder.resolve("notes"));
        Files.writeString(notes.resolve("note.txt"), "no picture");
        page.drop(notes);
        browser.await("a sentence", () -> "There is no picture in what was dropped; drop photos, or a folder of them."
                .equals(browser.find("#server").getText()));
        Files.copy(small, notes.resolve("dropped.png"));
        page.drop(notes);
        page.awaitState("dropped.png", "done");
        assertEquals("", browser.find("#server").getText());
    }

    @Test
    void eachResultIsShownByItsButtonAlsoWhenOthersAreRemoved() throws IOException {
        for (String name : List.of("one.png", "two.png", "three.png")) {
            page.choose(Files.copy(small, folder.resolve(name)));
            page.awaitState(name, "done");
        }
        page.press("one.png", "remove");
        page.press("three.png", "show");
        ViewerPage viewer = new ViewerPage(browser, ".viewer");
        browser.await("the third", () -> browser.find(".viewer .details").getText().contains("three.png"),
                () -> browser.find(".viewer .details").getText());
        assertEquals(1, viewer.shown());
        page.press("three.png", "remove");
        browser.await("the second", () -> browser.find(".viewer .details").getText().contains("two.png"));
    }
}
