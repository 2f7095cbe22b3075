package org.derain4j.web.page;

import java.util.List;

/**
 * What is on a page beside its pictures: text, whatever is in it.
 *
 * @param title      of the page
 * @param captions   what the sides are called
 * @param paragraphs below the pictures
 * @param tables     below those
 */
public record PageSetup(String title, Captions captions, List<String> paragraphs, List<PageTable> tables) {

    /** Keeps its own lists. */
    public PageSetup {
        paragraphs = List.copyOf(paragraphs);
        tables = List.copyOf(tables);
    }

    /** Pictures alone. */
    public PageSetup(String title) {
        this(title, Captions.USUAL, List.of(), List.of());
    }

    /**
     * Words for the sides.
     *
     * @param before such as {@code Rainy}
     * @param after  such as {@code Derained}
     * @param truth  such as {@code Clean}
     */
    public record Captions(String before, String after, String truth) {

        /** Before, after and truth. */
        public static final Captions USUAL = new Captions("Before", "After", "Truth");
    }

    /** The beginning of the section that the pictures are in, of which the viewer reads what it shall call its sides. */
    String plainAttributes() {
        return captions.equals(Captions.USUAL)
                ? ""
                : " data-before=\"%s\" data-after=\"%s\" data-truth=\"%s\"".formatted(Html.escaped(captions.before()),
                        Html.escaped(captions.after()), Html.escaped(captions.truth()));
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
