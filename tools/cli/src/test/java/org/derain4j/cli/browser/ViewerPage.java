package org.derain4j.cli.browser;

import java.util.List;
import java.util.stream.Stream;
import org.derain4j.cli.browser.Hand.Place;

/** The viewer in a page that is open, by what its users see of it. */
final class ViewerPage {

    private final Browser browser;
    private final String root;

    /** The viewer within what a selector finds. */
    ViewerPage(Browser browser, String root) {
        this.browser = browser;
        this.root = root;
    }

    /** A box in the window. */
    record Box(double x, double y, double width, double height) {

        /** A place in it, by parts of its width and height. */
        Place at(double across, double down) {
            return new Place(x + across * width, y + down * height);
        }
    }

    /** Waits until a picture is shown. */
    void awaitShown() {
        browser.await("[...document.querySelectorAll('" + root + " .stage img.before, " + root + " .stage img.after')]"
                + ".filter(i => i.checkVisibility() && i.complete && i.naturalWidth > 0).length > 0");
    }

    String selector(String css) {
        return root + " " + css;
    }

    Box box(String css) {
        return boxes(css).getFirst();
    }

    /** All at the same moment, whatever moves. */
    List<Box> boxes(String... css) {
        List<?> all = (List<?>) browser
                .js("return arguments[0].map(s => document.querySelector(s).getBoundingClientRect())"
                        + ".map(b => [b.x, b.y, b.width, b.height])", Stream.of(css).map(this::selector).toList());
        return all.stream().map(one -> ((List<?>) one).stream().map(ViewerPage::number).toList())
                .map(b -> new Box(b.get(0), b.get(1), b.get(2), b.get(3))).toList();
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    Box stage() {
        return box(".stage");
    }

    /** Where the divider is, in percent. */
    double divider() {
        return browser.number("document.querySelector('" + selector(".divider") + "').value");
    }

    /** What it is drawn at. */
    double drawnDivider() {
        return browser.number("parseFloat(getComputedStyle(document.querySelector('" + selector(".stage")
                + "')).getPropertyValue('--divider'))");
    }

    double zoom() {
        return browser.number("document.querySelector('" + selector(".stage") + "').dataset.zoom");
    }

    String zoomText() {
        return browser.find(selector("output.zoom")).getText();
    }

    void press(String action) {
        browser.find(selector("button[data-action='" + action + "']")).click();
    }

    /** What the right side shows. */
    String right() {
        return (String) browser.js("return document.querySelector('" + selector("input[name=right]:checked")
                + "').value");
    }

    /** Chooses that, by its label as users do. */
    void show(String right) {
        browser.js("document.querySelector(arguments[0]).labels[0].click()",
                selector("input[name=right][value=" + right + "]"));
    }

    /** The number of the picture that is shown, by the list. */
    int shown() {
        return (int) browser.number("[...document.querySelectorAll('" + selector(".pictures button")
                + "')].findIndex(b => b.getAttribute('aria-current') === 'true')");
    }
}
