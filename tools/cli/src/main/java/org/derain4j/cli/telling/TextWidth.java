package org.derain4j.cli.telling;

/** How many columns of a terminal a text takes, roughly: terminals do not agree on all characters. */
final class TextWidth {

    private static final String CUT = "...";

    private TextWidth() {}

    /** Of a printable text. */
    static int of(String text) {
        return text.codePoints().map(TextWidth::of).sum();
    }

    /** As much of the beginning as fits. */
    static String start(String text, int columns) {
        int end = 0;
        int width = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            width += of(character);
            if (width > columns) {
                break;
            }
            end += Character.charCount(character);
        }
        return text.substring(0, end);
    }

    /** The whole where it fits, else as much of its end, behind dots: of a path the name says most. */
    static String end(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        int begin = text.length();
        int width = CUT.length();
        while (begin > 0) {
            int character = text.codePointBefore(begin);
            width += of(character);
            if (width > columns) {
                break;
            }
            begin -= Character.charCount(character);
        }
        return start(CUT + text.substring(begin), columns);
    }

    private static int of(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT, Character.CONTROL -> 0;
            default -> isWide(character) ? 2 : 1;
        };
    }

    /** East Asian scripts, their full-width forms, and pictures. */
    private static boolean isWide(int character) {
        if (character < 0x1100) {
            return false;
        }
        return character <= 0x115f || character >= 0x2e80 && character <= 0xa4cf
                || character >= 0xac00 && character <= 0xd7a3
                || character >= 0xf900 && character <= 0xfaff || character >= 0xfe30 && character <= 0xfe6f
                || character >= 0xff00 && character <= 0xff60 || character >= 0xffe0 && character <= 0xffe6
                || character >= 0x1f300 && character <= 0x1faff || character >= 0x20000 && character <= 0x3fffd;
    }
}
