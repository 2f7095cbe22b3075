package org.derain4j.web.page;

import java.util.List;

/**
 * A table on a page: text, whatever is in it. What follows a line's end in a cell stands below the rest, in small letters.
 *
 * @param caption  what it is about
 * @param notes    how to read it
 * @param columns  heads of all columns
 * @param rowHeads how many columns from the left say what a row is about; the others are numbers
 * @param rows     each with a cell for each column
 */
public record PageTable(String caption, List<String> notes, List<String> columns, int rowHeads,
        List<List<String>> rows) {

    /** Refuses rows with more cells or fewer. */
    public PageTable {
        notes = List.copyOf(notes);
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("\"%s\" has %d columns and a row of %d cells".formatted(caption,
                        columns.size(), row.size()));
            }
        }
        if (rowHeads < 0 || rowHeads > columns.size()) {
            throw new IllegalArgumentException("\"%s\" has %d columns, so %d of them cannot be heads".formatted(caption,
                    columns.size(), rowHeads));
        }
    }

    /**
     * One that needs no notes.
     *
     * @param caption  what it is about
     * @param columns  heads of all columns
     * @param rowHeads how many columns from the left say what a row is about
     * @param rows     each with a cell for each column
     */
    public PageTable(String caption, List<String> columns, int rowHeads, List<List<String>> rows) {
        this(caption, List.of(), columns, rowHeads, rows);
    }

    /** It scrolls by itself where the window is narrow, by the keyboard, too. */
    String html() {
        StringBuilder html = new StringBuilder(
                "<div class=\"scrolled\" role=\"group\" tabindex=\"0\" aria-label=\"%s\"><table>\n<caption><div>%1$s"
                        .formatted(Html.escaped(caption)));
        notes.forEach(note -> html.append("<p>%s</p>".formatted(Html.escaped(note))));
        html.append("</div></caption>\n<thead><tr>");
        for (int i = 0; i < columns.size(); i++) {
            String side = i < rowHeads ? " class=\"head\"" : "";
            html.append("<th scope=\"col\"%s>%s</th>".formatted(side, Html.escaped(columns.get(i))));
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            html.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                html.append((i < rowHeads ? "<th scope=\"row\">%s</th>" : "<td>%s</td>")
                        .formatted(cell(row.get(i))));
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    private static String cell(String text) {
        int end = text.indexOf('\n');
        return end < 0
                ? Html.escaped(text)
                : "%s<small>%s</small>".formatted(Html.escaped(text.substring(0, end)),
                        Html.escaped(text.substring(end + 1)));
    }
}
