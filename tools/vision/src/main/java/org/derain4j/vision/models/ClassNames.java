package org.derain4j.vision.models;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.derain4j.vision.labels.CocoClasses;

/** Names of a model's classes: as written, else as its exporter has left them, else COCO's where there are 80. */
final class ClassNames {

    /** A dictionary's entry or a list's element, as Python prints them or JSON, whose numbers are quoted, has them; or one that never ends. */
    private static final Pattern ENTRY = Pattern.compile("(?:[\"']?(\\d{1,6})[\"']?\\s*+:\\s*+)?"
            + "(?:'([^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+)'|\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"|['\"](?s:.*+))");
    /** COCO's numbers go to 90; these are of classes that it gave up. */
    private static final List<Integer> GAPS = List.of(12, 26, 29, 30, 45, 66, 68, 69, 71, 83);

    private ClassNames() {}

    /**
     * The names.
     *
     * @param count of classes, 0 where the model does not tell
     */
    static List<String> of(OnnxModel model, Settings settings, int count) throws IOException {
        List<String> names = settings.has("classes")
                ? written(settings)
                : exported(model.metadata().getOrDefault("names", ""));
        if (names.isEmpty() && count == CocoClasses.names().size()) {
            return CocoClasses.names();
        }
        if (!names.isEmpty() && count > 0 && names.size() != count) {
            throw model.unfit("has " + count + " classes, but " + names.size()
                    + " names are given; write classes= and a name for each");
        }
        return names;
    }

    private static List<String> written(Settings settings) throws IOException {
        String text = settings.text("classes", "");
        List<String> names = switch (text) {
            case "coco" -> CocoClasses.names();
            case "coco91" -> numbered();
            default -> text.endsWith(".txt") || text.endsWith(".names")
                    ? settings.lines(settings.file().resolveSibling(text)).stream().filter(line -> !line.isEmpty())
                            .toList()
                    : Stream.of(text.split(",")).map(String::strip).toList();
        };
        if (names.stream().anyMatch(String::isEmpty) || names.isEmpty()) {
            throw settings.wrong("a name of classes= is empty; write names with commas between");
        }
        return names;
    }

    /** By COCO's own numbers from 1 to 90. */
    private static List<String> numbered() {
        List<String> names = new ArrayList<>(CocoClasses.names());
        GAPS.forEach(number -> names.add(number - 1, "no class " + number));
        return List.copyOf(names);
    }

    /** Of what Ultralytics' exporters write: {@code {0: 'person', 1: "it's"}} or {@code ['person']}. */
    static List<String> exported(String python) {
        Map<Integer, String> byNumber = new TreeMap<>();
        Matcher entry = ENTRY.matcher(python);
        while (entry.find()) {
            int number = entry.group(1) == null ? byNumber.size() : Integer.parseInt(entry.group(1));
            String quoted = entry.group(2) == null ? entry.group(3) : entry.group(2);
            if (quoted == null) {
                return List.of();
            }
            byNumber.put(number, quoted.replaceAll("\\\\(.)", "$1"));
        }
        boolean all = IntStream.range(0, byNumber.size()).allMatch(byNumber::containsKey);
        return all ? List.copyOf(byNumber.values()) : List.of();
    }
}
