package org.derain4j.artefacts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A work of others, as a file of third-party states it by hand: lines of a key and a value, an empty line, and the notice
 * that must travel with it. Keys: `name`; `artefact`, one line for each, with the version whose licence was looked at;
 * `licence`, by its SPDX name; `home`; `contains`, an entry's beginning in the jar and what is there, for native code and for
 * what was packed in; `text-in-jar`, a notice that is too long to be repeated and stays in the jar.
 */
record Component(Path file, String name, List<String> artefacts, String licence, String home, List<String> contains,
        Set<String> textsInJar, String notice) {

    static final Path FOLDER = Build.ROOT.resolve("tools/artefacts/third-party");

    static List<Component> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(Component::read).sorted((a, b) -> a.name.compareToIgnoreCase(b.name)).toList();
        }
    }

    static Component read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            int end = lines.indexOf("") < 0 ? lines.size() : lines.indexOf("");
            List<String> head = lines.subList(0, end);
            String notice = String.join("\n", lines.subList(Math.min(end + 1, lines.size()), lines.size())).strip();
            return new Component(file, single(head, "name"), values(head, "artefact"), single(head, "licence"),
                    single(head, "home"),
                    values(head, "contains"), Set.copyOf(values(head, "text-in-jar")), notice);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String single(List<String> head, String key) {
        List<String> values = values(head, key);
        if (values.size() != 1) {
            throw new IllegalArgumentException(
                    "a file of " + FOLDER + " has " + values.size() + " lines `" + key + "`: " + head);
        }
        return values.getFirst();
    }

    private static List<String> values(List<String> head, String key) {
        List<String> values = new ArrayList<>();
        for (String line : head) {
            if (line.startsWith(key + ": ")) {
                values.add(line.substring(key.length() + 2).strip());
            }
        }
        return values;
    }

    /** Whether it is stated for this artefact, whatever the version. */
    boolean covers(Dependency dependency) {
        return artefacts.stream().anyMatch(a -> a.startsWith(dependency.name() + ":"));
    }

    /** Whether an entry of a jar is among what is packed in. */
    boolean states(String entry) {
        return contains.stream().anyMatch(line -> entry.startsWith(line.substring(0, line.indexOf(' '))));
    }
}
