package org.derain4j.web.page;

import java.nio.charset.StandardCharsets;

/** Text from outside, for HTML. */
final class Html {

    private Html() {}

    /** The same to read, as text and within quotes; characters that HTML cannot hold become the one for that. */
    static String escaped(String text) {
        StringBuilder html = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.appendCodePoint(isHeld(c) ? c : 0xFFFD);
            }
        });
        return html.toString();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isHeld(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\t' || c == '\n';
            case Character.SURROGATE -> false;
            default -> true;
        };
    }
}
