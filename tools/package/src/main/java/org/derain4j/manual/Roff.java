package org.derain4j.manual;

import java.util.List;

/** The text of a manual page: groff's macros of man(7), nothing beyond what any man(1) knows. */
final class Roff {

    private final StringBuilder text = new StringBuilder();

    /** Of the page, its section being 1. */
    Roff title(String name, String date, String source, String manual) {
        return line(".TH " + quoted(name) + " 1 " + quoted(date) + " " + quoted(source) + " " + quoted(manual));
    }

    Roff section(String name) {
        return line(".SH " + quoted(name));
    }

    Roff paragraph(String words) {
        return line(".PP").text(words);
    }

    Roff text(String words) {
        return line(escaped(words.replaceAll("\\s+", " ")));
    }

    /** A name, already escaped, and behind it, indented, what is said of it. */
    Roff item(String name, List<String> paragraphs) {
        line(".TP").line(name);
        if (paragraphs.isEmpty()) {
            return line(".br");
        }
        text(paragraphs.getFirst());
        paragraphs.stream().skip(1).forEach(paragraph -> line(".IP").text(paragraph));
        return this;
    }

    /** Lines that are not filled. */
    Roff verbatim(List<String> lines) {
        line(".PP").line(".nf");
        lines.forEach(line -> line(escaped(line)));
        return line(".fi");
    }

    static String bold(String words) {
        return "\\fB" + escaped(words) + "\\fR";
    }

    static String italic(String words) {
        return "\\fI" + escaped(words) + "\\fR";
    }

    /** A hyphen stays what can be typed, and nothing is a request. */
    static String escaped(String words) {
        String safe = words.replace("\\", "\\e").replace("-", "\\-");
        return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
    }

    private static String quoted(String words) {
        return '"' + words.replace("\\", "\\e").replace("-", "\\-").replace("\"", "\\(dq") + '"';
    }

    private Roff line(String line) {
        text.append(line).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
