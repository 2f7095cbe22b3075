package org.derain4j.cli.browser;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The page of the server that is open, by what its users see and do. */
final class ServerPage {

    private final Browser browser;

    ServerPage(Browser browser) {
        this.browser = browser;
    }

    /** Chooses files, as by the browser's own dialogue. */
    void choose(Path... files) {
        browser.find("#files").sendKeys(Stream.of(files).map(Path::toString).collect(Collectors.joining("\n")));
    }

    /** Drags a file from elsewhere onto the page. */
    void drop(Path file) {
        Hand.Place place = new ViewerPage(browser, "body").box("#drop").at(0.5, 0.5);
        for (String type : List.of("dragEnter", "dragOver", "drop")) {
            browser.cdp("Input.dispatchDragEvent", Map.of("type", type, "x", place.x(), "y", place.y(), "data",
                    Map.of("items", List.of(), "files", List.of(file.toString()), "dragOperationsMask", 1)));
        }
    }

    /** Opens it as for the first time: it remembers choices. */
    void open(URI server) {
        browser.cdp("Storage.clearDataForOrigin", Map.of("origin", server.getScheme() + "://" + server.getAuthority(),
                "storageTypes", "local_storage"));
        browser.go(server.toString());
        browser.await("document.querySelectorAll('#examples button').length > 0"
                + " && document.querySelector('#model').value");
    }

    void model(String name) {
        browser.find("#model option[value=" + name + "]").click();
    }

    /** Moves the slider. */
    void strength(double strength) {
        browser.js("const s = document.querySelector('#strength'); s.value = arguments[0];"
                + "s.dispatchEvent(new Event('input', {bubbles: true}));"
                + "s.dispatchEvent(new Event('change', {bubbles: true}))", strength);
    }

    /** The newest job of that picture. */
    private WebElement job(String name) {
        return (WebElement) browser.js("return [...document.querySelectorAll('#jobs > li')]"
                + ".findLast(li => li.textContent.includes(arguments[0])) ?? null", name);
    }

    private String state(String name) {
        WebElement job = job(name);
        return job == null ? "not there" : job.getDomAttribute("data-state");
    }

    /** Waits until a job is in a state. */
    void awaitState(String name, String state) {
        browser.await(name + " is " + state, () -> state.equals(state(name)),
                () -> name + " is " + state(name) + ": " + text(name));
    }

    String text(String name) {
        WebElement job = job(name);
        return job == null ? "" : job.getText();
    }

    String sentence(String name) {
        return job(name).findElement(By.cssSelector(".sentence")).getText();
    }

    /** Presses the button of that class. */
    void press(String name, String button) {
        job(name).findElement(By.cssSelector("button." + button)).click();
    }

    boolean isCancelledOrGone(String name) {
        return job(name) == null || "cancelled".equals(state(name));
    }

    /** Downloads by the link of a job that is done. */
    byte[] download(String name) throws IOException {
        job(name).findElement(By.cssSelector("a.download")).click();
        return awaitDownload(name);
    }

    /** Waits for what becomes of a picture, and takes it away. */
    byte[] awaitDownload(String name) throws IOException {
        int end = name.lastIndexOf('.');
        Path file = browser.downloads().resolve(name.substring(0, end) + ".derained" + name.substring(end));
        browser.await("a download of " + file.getFileName(), () -> Files.exists(file)); // it has another name before it is whole
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        return bytes;
    }

    /** Writes down from now on what the progress bars show. */
    void recordProgress() {
        browser.js("""
                window.parts = [];
                setInterval(() => {
                    const bar = document.querySelector('#jobs li[data-state=working] progress[value]');
                    if (bar && bar.position !== window.parts.at(-1)) {
                        window.parts.push(bar.position);
                    }
                }, 5);
                """);
    }

    /** The different values, as parts of the whole, in the order in which they were seen. */
    List<Double> recordedProgress() {
        return ((List<?>) browser.js("return window.parts")).stream().map(p -> ((Number) p).doubleValue()).toList();
    }
}
