package org.derain4j.vision.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.derain4j.weights.PrintableText;

/**
 * A table for people.
 *
 * @param title   what it shows
 * @param notes   sentences below the title
 * @param columns headings; the first {@code words} of them hold words, the others numbers
 * @param words   how many columns are aligned left
 * @param rows    cells; one may have several lines
 */
public record Table(String title, List<String> notes, List<String> columns, int words, List<List<String>> rows) {

    /** Names longer than this are cut, so that a row fits a terminal. */
    private static final int LONGEST = 30;
    private static final int MOST_COLUMNS = 100;

    /** For a terminal: aligned. */
    public String text() {
        List<List<String>> lines = new ArrayList<>(List.of(columns));
        rows.forEach(row -> lines.addAll(split(row)));
        int[] widths = IntStream.range(0, columns.size())
                .map(column -> lines.stream().mapToInt(line -> shown(line.get(column)).length()).max().orElse(0))
                .toArray();
        StringBuilder text = new StringBuilder(title).append('\n');
        notes.forEach(note -> text.append(wrapped(note)).append('\n'));
        for (List<String> line : rows.isEmpty() ? List.<List<String>>of() : lines) {
            text.append(IntStream.range(0, columns.size()).mapToObj(column -> aligned(column, line.get(column), widths))
                    .collect(Collectors.joining("  ")).stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** So that a sentence fits a terminal, too. */
    private static String wrapped(String note) {
        StringBuilder lines = new StringBuilder();
        int column = 0;
        for (String word : note.split(" ")) {
            boolean fits = column + 1 + word.length() <= MOST_COLUMNS;
            lines.append(column == 0 ? "" : fits ? " " : "\n").append(word);
            column = column == 0 || !fits ? word.length() : column + 1 + word.length();
        }
        return lines.toString();
    }

    private String aligned(int column, String cell, int[] widths) {
        String shown = shown(cell);
        String space = " ".repeat(widths[column] - shown.length());
        return column < words ? shown + space : space + shown;
    }

    private static String shown(String cell) {
        return PrintableText.of(cell, LONGEST);
    }

    /** A row as lines of cells. */
    private List<List<String>> split(List<String> row) {
        List<List<String>> cells = row.stream().map(cell -> Arrays.asList(cell.split("\n", -1))).toList();
        int height = cells.stream().mapToInt(List::size).max().orElse(1);
        return IntStream.range(0, height)
                .mapToObj(line -> cells.stream().map(cell -> line < cell.size() ? cell.get(line) : "").toList())
                .toList();
    }

    /** For a document. */
    public String markdown() {
        StringBuilder text = new StringBuilder("## ").append(escaped(title)).append("\n\n");
        if (!notes.isEmpty()) { // paragraphs, as lines would run together
            text.append(notes.stream().map(Table::escaped).collect(Collectors.joining("\n\n"))).append('\n');
        }
        if (rows.isEmpty()) {
            return text.toString();
        }
        text.append(notes.isEmpty() ? "" : "\n").append(line(columns)).append('|');
        IntStream.range(0, columns.size()).forEach(column -> text.append(column < words ? "---|" : "---:|"));
        text.append('\n');
        rows.forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(cell -> escaped(cell).replace("\n", "<br>"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** Names of files and classes are not ours. */
    private static String escaped(String text) {
        return text.lines().map(line -> PrintableText.of(line).replace("\\", "\\\\").replace("|", "\\|")
                .replace("<", "&lt;").replace("*", "\\*").replace("_", "\\_").replace("`", "\\`"))
                .collect(Collectors.joining("\n"));
    }
}
