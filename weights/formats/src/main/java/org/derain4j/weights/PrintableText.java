package org.derain4j.weights;

import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Words of untrusted origin made fit for a terminal or a log: names of tensors, metadata, file names. Whatever could steer
 * the terminal, begin a line of its own or reverse what stands beside it is written out, as in {@code \}{@code u001b}; what is
 * too long is cut.
 */
public final class PrintableText {

    /** Longer than nearly every path, shorter than a screen. */
    private static final int LONGEST = 1000;
    /** Of one name among others. */
    private static final int LONGEST_NAME = 200;
    private static final String CUT = "...";

    private PrintableText() {}

    /**
     * One text, cut at 1,000 characters.
     *
     * @param untrusted any text
     * @return the same where it is harmless and short, on one line in any case
     */
    public static String of(String untrusted) {
        Objects.requireNonNull(untrusted, "untrusted");
        return of(untrusted, LONGEST);
    }

    /**
     * One text, cut at a length of one's own.
     *
     * @param untrusted any text
     * @param longest   the most characters to return, but for the dots that stand for the rest
     * @return the same where it is harmless and short, on one line in any case
     */
    public static String of(String untrusted, int longest) {
        Objects.requireNonNull(untrusted, "untrusted");
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < untrusted.length();) {
            int character = untrusted.codePointAt(i);
            String visible = isHarmless(character) ? Character.toString(character) : escaped(character);
            if (shown.length() + visible.length() > longest) {
                return shown.append(CUT).toString();
            }
            shown.append(visible);
            i += Character.charCount(character);
        }
        return shown.toString();
    }

    /**
     * The first of several names, each cut at 200 characters, and the number of the others.
     *
     * @param untrusted any names
     * @param most      how many to show
     * @return for example {@code a, b, ... and 399,998 more}
     */
    public static String list(Collection<String> untrusted, int most) {
        Objects.requireNonNull(untrusted, "untrusted");
        String shown = untrusted.stream().limit(most).map(PrintableText::name).collect(Collectors.joining(", "));
        int others = untrusted.size() - most;
        return others <= 0 ? shown : String.format(Locale.ROOT, "%s, %s and %,d more", shown, CUT, others);
    }

    /** A name within a sentence. */
    static String name(String untrusted) {
        return of(untrusted, LONGEST_NAME);
    }

    private static boolean isHarmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                false;
            // Most are invisible or turn the direction of writing; words of some scripts need the two joiners.
            case Character.FORMAT -> character == 0x200c || character == 0x200d;
            default -> true;
        };
    }

    private static String escaped(int character) {
        return String.format(Locale.ROOT, Character.isBmpCodePoint(character) ? "\\u%04x" : "\\u{%x}", character);
    }
}
