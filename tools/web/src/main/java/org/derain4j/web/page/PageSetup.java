package org.derain4j.web.page;

import java.util.List;

/**
 * What is on a page beside its pictures: text, whatever is in it.
 *
 * @param title      of the page
 * @param paragraphs below the pictures
 * @param tables     below those
 */
public record PageSetup(String title, List<String> paragraphs, List<PageTable> tables) {

    /** Keeps its own lists. */
    public PageSetup {
        paragraphs = List.copyOf(paragraphs);
        tables = List.copyOf(tables);
    }

    /**
     * Pictures alone.
     *
     * @param title of the page
     */
    public PageSetup(String title) {
        this(title, List.of(), List.of());
    }

    private boolean hasText() {
        return !paragraphs.isEmpty() || !tables.isEmpty();
    }

    /** Beside the title. */
    String link() {
        return tables.isEmpty() ? "" : "<a href=\"#tables\">Tables</a>";
    }

    /** The section of text; none if there is none. */
    String section() {
        if (!hasText()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<section class=\"tables\" id=\"tables\" aria-label=\"Tables\">\n");
        paragraphs.forEach(text -> html.append("<p>%s</p>\n".formatted(Html.escaped(text))));
        tables.forEach(table -> html.append(table.html()));
        return html.append("</section>\n").toString();
    }
}
