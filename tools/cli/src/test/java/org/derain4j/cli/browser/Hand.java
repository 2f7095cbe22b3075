package org.derain4j.cli.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** What a user does with mouse, fingers and keys, at places of the window: the browser gets it as from the devices. */
final class Hand {

    private static final int STEPS = 5;

    private final Browser browser;

    Hand(Browser browser) {
        this.browser = browser;
    }

    /** Drags by the mouse from a place to another. */
    void drag(Place from, Place to) {
        mouse("mouseMoved", from, "none");
        mouse("mousePressed", from, "left");
        for (Place place : from.to(to, STEPS)) {
            mouse("mouseMoved", place, "left");
        }
        mouse("mouseReleased", to, "left");
    }

    void click(Place place, int times) {
        for (int click = 1; click <= times; click++) {
            mouse("mousePressed", place, "left", click);
            mouse("mouseReleased", place, "left", click);
        }
    }

    private void mouse(String type, Place place, String button) {
        mouse(type, place, button, 1);
    }

    private void mouse(String type, Place place, String button, int clicks) {
        browser.cdp("Input.dispatchMouseEvent", Map.of("type", type, "x", place.x(), "y", place.y(), "button", button,
                "buttons", "none".equals(button) ? 0 : 1, "clickCount", "none".equals(button) ? 0 : clicks));
    }

    /** Turns the wheel; up is negative. */
    void wheel(Place place, int by) {
        browser.cdp("Input.dispatchMouseEvent",
                Map.of("type", "mouseWheel", "x", place.x(), "y", place.y(), "deltaX", 0, "deltaY", by));
    }

    /** Drags by one finger. */
    void touch(Place from, Place to) {
        touch("touchStart", List.of(from));
        from.to(to, STEPS).forEach(place -> touch("touchMove", List.of(place)));
        touch("touchEnd", List.of());
    }

    /** Two fingers above each other that move from one distance to another. */
    void pinch(Place centre, double from, double to) {
        List<Place> upper = centre.by(0, -from / 2).to(centre.by(0, -to / 2), STEPS);
        List<Place> lower = centre.by(0, from / 2).to(centre.by(0, to / 2), STEPS);
        touch("touchStart", List.of(centre.by(0, -from / 2), centre.by(0, from / 2)));
        for (int i = 0; i < STEPS; i++) {
            touch("touchMove", List.of(upper.get(i), lower.get(i)));
        }
        touch("touchEnd", List.of());
    }

    private void touch(String type, List<Place> places) {
        List<Map<String, Object>> fingers = new ArrayList<>();
        for (Place place : places) {
            fingers.add(Map.of("x", place.x(), "y", place.y(), "id", fingers.size()));
        }
        browser.cdp("Input.dispatchTouchEvent", Map.of("type", type, "touchPoints", fingers));
    }

    /** Types where the focus is. */
    void type(CharSequence... keys) {
        new Actions(browser.driver()).sendKeys(keys).perform();
    }

    /** Goes on by the tab key until what has the focus fits a selector, as who has no mouse does. */
    void tabTo(String css) {
        for (int i = 0; i < 60; i++) {
            if (browser.is("document.activeElement && document.activeElement.matches('" + css + "')")) {
                return;
            }
            type(Keys.TAB);
        }
        throw new AssertionError("the tab key does not reach " + css);
    }

    /** A place in the window. */
    record Place(double x, double y) {

        Place by(double dx, double dy) {
            return new Place(x + dx, y + dy);
        }

        /** The places on the way to another, which is the last. */
        List<Place> to(Place end, int steps) {
            List<Place> places = new ArrayList<>();
            for (int i = 1; i <= steps; i++) {
                places.add(new Place(x + (end.x - x) * i / steps, y + (end.y - y) * i / steps));
            }
            return places;
        }
    }
}
