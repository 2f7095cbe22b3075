package org.derain4j.imagej.user;

import java.awt.Font;
import java.awt.Frame;

/** Opens a window with some text, in a JVM of its own: what is missing for that ends it. */
final class ScreenProbe {

    private ScreenProbe() {}

    /** Ends at once. */
    public static void main(String[] args) {
        Frame window = new Frame("ScreenProbe");
        window.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        window.pack();
        window.getFontMetrics(window.getFont()).stringWidth("ScreenProbe");
        System.exit(0);
    }
}
