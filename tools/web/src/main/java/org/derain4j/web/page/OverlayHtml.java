package org.derain4j.web.page;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.derain4j.pictures.PictureFormat;

/** An overlay as text, for who has no scripts; its attributes say where the viewer draws it. */
final class OverlayHtml {

    /** Pixels of a mask: more are not seen, and a page has many. */
    private static final int MASK_SIDE = 1024;

    private OverlayHtml() {}

    /** Attributes of the picture that it lies over. */
    static String attributes(Overlay overlay) {
        return overlay.mask().map(mask -> " data-mask=\"data:%s;base64,%s\"".formatted(PictureFormat.PNG.mediaType(),
                Base64.getEncoder().encodeToString(IndexedPng.of(mask, MASK_SIDE)))).orElse("");
    }

    /** How much of what it is, and all of it to be opened. */
    static String details(Overlay overlay) {
        StringBuilder html = new StringBuilder(
                "<details class=\"drawn\"><summary>%s</summary><ul>\n".formatted(summary(overlay)));
        for (Overlay.Box box : overlay.boxes()) {
            html.append("<li data-kind=\"%s\" data-box=\"%s %s %s %s\">%s: <span>%s</span></li>\n".formatted(
                    box.kind().name().toLowerCase(Locale.ROOT), number(box.x()), number(box.y()), number(box.width()),
                    number(box.height()), box.kind().words(), Html.escaped(box.label())));
        }
        overlay.mask().ifPresent(mask -> classes(mask, html));
        return html.append("</ul></details>").toString();
    }

    private static String summary(Overlay overlay) {
        List<String> parts = new ArrayList<>();
        for (Overlay.Kind kind : Overlay.Kind.values()) {
            long count = overlay.boxes().stream().filter(box -> box.kind() == kind).count();
            if (count > 0) {
                parts.add(count + " " + kind.words().toLowerCase(Locale.ROOT));
            }
        }
        overlay.mask().ifPresent(_ -> parts.add("classes of the pixels"));
        return parts.isEmpty() ? "nothing found" : parts.stream().collect(Collectors.joining(", "));
    }

    /** Those that occur, with their parts of all pixels. */
    private static void classes(Overlay.Mask mask, StringBuilder html) {
        int[] counts = new int[Overlay.Mask.OPEN + 1];
        for (byte index : mask.indices()) {
            counts[index & 255]++;
        }
        for (int i = 0; i < mask.classes().size(); i++) {
            if (counts[i] > 0) {
                Overlay.MaskClass one = mask.classes().get(i);
                double percent = 100.0 * counts[i] / mask.indices().length;
                html.append(String.format(Locale.ROOT,
                        "<li data-colour=\"#%06x\" data-percent=\"%.1f\"><span>%s</span>: %.1f %%</li>\n",
                        one.rgb() & 0xffffff, percent, Html.escaped(one.name()), percent));
            }
        }
    }

    /** To a tenth of a pixel. */
    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "");
    }
}
