package org.derain4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is on a page of pictures, by its figures, which the viewer reads, too. */
public final class PageText {

    private static final String ATTRIBUTES = "((?:\\s+[a-z-]+(?:=\"[^\"]*\")?)*)\\s*/?>";
    private static final Pattern ARTICLE = Pattern.compile("<article" + ATTRIBUTES + "(.*?)</article>", Pattern.DOTALL);
    private static final Pattern IMAGE = Pattern.compile("<img" + ATTRIBUTES);
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-z-]+)=\"([^\"]*)\"");

    /** A picture's own attributes, and those of its sides. */
    private record Shown(Map<String, String> own, Map<String, Map<String, String>> sides) {}

    private final List<Shown> pictures = new ArrayList<>();

    private PageText() {}

    public static PageText of(Path file) throws IOException {
        PageText page = new PageText();
        Matcher articles = ARTICLE.matcher(Files.readString(file));
        while (articles.find()) {
            Map<String, Map<String, String>> sides = new LinkedHashMap<>();
            Matcher images = IMAGE.matcher(articles.group(2));
            while (images.find()) {
                Map<String, String> side = attributes(images.group(1));
                sides.put(side.get("data-side"), side);
            }
            page.pictures.add(new Shown(attributes(articles.group(1)), sides));
        }
        return page;
    }

    private static Map<String, String> attributes(String text) {
        Map<String, String> all = new LinkedHashMap<>();
        Matcher one = ATTRIBUTE.matcher(text);
        while (one.find()) {
            all.put(one.group(1), one.group(2).replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"")
                    .replace("&#34;", "\"").replace("&#39;", "'").replace("&apos;", "'").replace("&amp;", "&"));
        }
        return all;
    }

    public List<String> names() {
        return pictures.stream().map(picture -> picture.own.get("data-name")).toList();
    }

    /** Pixels of a picture: its {@code width} or {@code height}, whatever it is shown in. */
    public int pixels(int picture, String what) {
        return Integer.parseInt(pictures.get(picture).own.get("data-" + what));
    }

    /** What is said of a side. */
    public String text(int picture, String side, String what) {
        return pictures.get(picture).sides.get(side).get("data-" + what);
    }

    /** The same of a number. */
    public double number(int picture, String side, String what) {
        return Double.parseDouble(text(picture, side, what));
    }

    public boolean has(int picture, String side, String what) {
        return pictures.get(picture).sides.containsKey(side) && text(picture, side, what) != null;
    }
}
