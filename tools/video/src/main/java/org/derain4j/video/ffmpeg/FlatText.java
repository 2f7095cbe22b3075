package org.derain4j.video.ffmpeg;

import java.util.LinkedHashMap;
import java.util.Map;

/** What ffprobe prints with {@code -of flat}: a line for each value, its whole path before it. */
final class FlatText {

    private FlatText() {}

    static Map<String, String> read(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), value(line.substring(equals + 1)));
            }
        });
        return values;
    }

    /** Numbers stand bare, all else in quotes. */
    private static String value(String text) {
        if (text.length() < 2 || text.charAt(0) != '"') {
            return text;
        }
        StringBuilder value = new StringBuilder();
        for (int i = 1; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                c = text.charAt(++i);
                value.append(c == 'n' ? '\n' : c == 'r' ? '\r' : c);
            } else {
                value.append(c);
            }
        }
        return value.toString();
    }
}
