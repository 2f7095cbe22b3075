package org.derain4j.vision.labels;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.derain4j.cli.common.Failure;

/**
 * The {@code names} of a YOLO data set's {@code data.yaml}: the few ways in which such lists are written, not YAML. A list
 * {@code [a, 'b']} or a map {@code {0: a, 1: b}} in brackets, also over several lines, or one entry a line as {@code - a} or {@code 0: a}.
 */
final class YamlNames {

    private static final Pattern KEY = Pattern.compile("names\\s*:(?:\\s+(.*)|$)");
    private static final Pattern ENTRY = Pattern.compile("(?:-|(\\d{1,6})\\s*:)\\s+(.+)");
    /** One name, quoted or not, with its number before it where it has one. Nothing is tried twice, however many spaces there are. */
    private static final Pattern ITEM = Pattern.compile("\\s*+(?:(\\d{1,6})\\s*+:\\s*+)?"
            + "(?:'([^']*+(?:''[^']*+)*+)'|\"([^\"]*+)\"|([^,'\"\\[\\]{}][^,\\[\\]{}]*+))\\s*+(,|$)");

    private YamlNames() {}

    /** The names; empty where the file has none. */
    static List<String> of(Path file, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            Matcher key = KEY.matcher(lines.get(i).stripTrailing());
            if (key.matches()) {
                String rest = withoutComment(key.group(1) == null ? "" : key.group(1)).strip();
                List<String> following = lines.subList(i + 1, lines.size());
                Map<Integer, String> names = rest.isEmpty()
                        ? block(following)
                        : inBrackets(file, i + 1, rest, following);
                return dense(file, i + 1, names);
            }
        }
        return List.of();
    }

    private static Map<Integer, String> block(List<String> lines) {
        Map<Integer, String> names = new TreeMap<>();
        for (String line : lines) {
            String entry = withoutComment(line).strip();
            Matcher matcher = ENTRY.matcher(entry);
            if (matcher.matches()) {
                int index = matcher.group(1) == null ? names.size() : Integer.parseInt(matcher.group(1));
                names.put(index, unquoted(matcher.group(2).strip()));
            } else if (!entry.isEmpty()) {
                return names;
            }
        }
        return names;
    }

    private static Map<Integer, String> inBrackets(Path file, int line, String first, List<String> following) {
        StringBuilder text = new StringBuilder(first);
        for (int i = 0; i < following.size() && !isClosed(text); i++) {
            text.append(' ').append(withoutComment(following.get(i)).strip());
        }
        char open = text.charAt(0);
        if (open != '[' && open != '{' || !isClosed(text)) {
            throw unreadable(file, line);
        }
        String inner = text.substring(1, text.length() - 1).strip().replaceFirst(",$", "");
        Map<Integer, String> names = new TreeMap<>();
        Matcher item = ITEM.matcher(inner);
        int at = 0;
        while (at < inner.length()) {
            if (!item.region(at, inner.length()).lookingAt()) {
                throw unreadable(file, line);
            }
            int index = item.group(1) == null ? names.size() : Integer.parseInt(item.group(1));
            String name = item.group(2) != null
                    ? item.group(2).replace("''", "'")
                    : item.group(3) != null ? item.group(3) : item.group(4);
            names.put(index, name.strip());
            at = item.end();
        }
        return names;
    }

    private static boolean isClosed(CharSequence text) {
        char last = text.charAt(text.length() - 1);
        return last == ']' || last == '}';
    }

    /** A comment begins with a space before its sign; one within quotes would be a strange name of a class. */
    private static String withoutComment(String line) {
        return line.startsWith("#") ? "" : line.replaceFirst("\\s#.*$", "");
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && (text.startsWith("'") && text.endsWith("'")
                || text.startsWith("\"") && text.endsWith("\""));
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private static List<String> dense(Path file, int line, Map<Integer, String> names) {
        List<String> list = new ArrayList<>();
        for (Map.Entry<Integer, String> name : names.entrySet()) {
            if (name.getKey() != list.size() || name.getValue().isEmpty()) {
                throw unreadable(file, line);
            }
            list.add(name.getValue());
        }
        if (list.isEmpty()) {
            throw unreadable(file, line);
        }
        return List.copyOf(list);
    }

    private static Failure unreadable(Path file, int line) {
        return Failure.input("%s, line %d: cannot be read as names of classes; write them as [\"car\", \"bus\"], or put"
                .formatted(file, line) + " them one a line into classes.txt.");
    }
}
