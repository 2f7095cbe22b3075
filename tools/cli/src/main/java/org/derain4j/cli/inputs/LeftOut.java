package org.derain4j.cli.inputs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How much of what lies in the folders was not taken.
 *
 * @param results results of earlier runs
 * @param others  files that are no pictures, films among them
 * @param films   of these
 * @param hidden  files and folders
 * @param folders in which there may be more, but that was not asked for
 * @param empty   folders without any picture
 */
public record LeftOut(int results, int others, int films, int hidden, int folders, int empty) {

    /** Nothing. */
    public static final LeftOut NOTHING = new LeftOut(0, 0, 0, 0, 0, 0);

    /** By name, those that are not zero. */
    public Map<String, Object> counts() {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("results", results);
        counts.put("others", others);
        counts.put("films", films);
        counts.put("hidden", hidden);
        counts.put("folders", folders);
        counts.put("empty", empty);
        counts.values().removeIf(Integer.valueOf(0)::equals);
        return counts;
    }

    /** All of it in one sentence, if there is any. */
    public Optional<String> sentence() {
        List<String> parts = new ArrayList<>();
        if (results > 0) {
            parts.add(count(results, "result") + " of earlier runs left out");
        }
        if (others > 0) {
            parts.add(count(others, "other file") + " skipped" + (films > 0
                    ? " (" + count(films, "film") + ": name " + (films == 1 ? "it" : "them one by one") + ")"
                    : ""));
        }
        if (hidden > 0) {
            parts.add(count(hidden, "hidden file or folder", "hidden files and folders") + " skipped");
        }
        if (folders > 0) {
            parts.add(count(folders, "folder") + " not entered (-r does)");
        }
        if (empty > 0) {
            parts.add(count(empty, "folder") + " without pictures");
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts) + ".");
    }

    private static String count(int number, String one) {
        return count(number, one, one + "s");
    }

    private static String count(int number, String one, String several) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : several);
    }
}
