package org.derain4j.artefacts;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an artefact needs when it runs, as Maven resolved it. */
record Dependency(String group, String artefact, String version, Path jar) {

    private static final Pattern LINE = Pattern
            .compile("\\s*([^:\\s]+):([^:]+):jar:(?:[^:]+:)?([^:]+):(?:compile|runtime):(.+?)(?: -- module .*)?");

    /** Of a line of `dependency:list`; null where the line lists none. */
    static Dependency parse(String line) {
        Matcher parts = LINE.matcher(line);
        return parts.matches()
                ? new Dependency(parts.group(1), parts.group(2), parts.group(3), Path.of(parts.group(4)))
                : null;
    }

    boolean ours() {
        return group.equals("org.derain4j");
    }

    String name() {
        return group + ":" + artefact;
    }

    /** As it is written where a single version is meant. */
    String coordinates() {
        return name() + ":" + version;
    }
}
