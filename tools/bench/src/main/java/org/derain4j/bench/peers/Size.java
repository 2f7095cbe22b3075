package org.derain4j.bench.peers;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of a picture.
 *
 * @param height rows, a multiple of 4
 * @param width  columns, a multiple of 4
 */
record Size(int height, int width) {

    private static final int MULTIPLE = 4;
    private static final Pattern FORM = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

    static Size parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (matcher.matches()) {
            Size size = new Size(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
            if (size.height > 0 && size.width > 0 && size.height % MULTIPLE == 0 && size.width % MULTIPLE == 0) {
                return size;
            }
        }
        throw new IllegalArgumentException(
                "`" + text + "` is no size as HEIGHTxWIDTH, both multiples of " + MULTIPLE);
    }

    @Override
    public String toString() {
        return height + "x" + width;
    }
}
