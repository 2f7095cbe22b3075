package org.derain4j.artefacts;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** THIRD-PARTY.txt: whose works are in what users get, and the notices that must be with them. */
class ThirdParty {

    static final String FILE = "THIRD-PARTY.txt";

    private static final String RULE = "=".repeat(100);
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final String APACHE_END = "END OF TERMS AND CONDITIONS";

    private final List<Component> components;
    private final String apache;
    /** What others' jars are in what users get, by its name; of what is not built, as THIRD-PARTY.txt has it. */
    private final Map<String, List<Dependency>> distributions;

    ThirdParty(List<Component> components, Map<String, List<Dependency>> distributions) throws IOException {
        this.components = components;
        this.distributions = distributions;
        this.apache = terms(Files.readString(Build.ROOT.resolve("LICENSE")));
    }

    /** What is wrong, in sentences: a dependency without a notice, a version that nobody looked at, packed-in works that no notice names. */
    List<String> problems() throws IOException {
        Set<String> problems = new LinkedHashSet<>();
        for (Map.Entry<String, List<Dependency>> distribution : distributions.entrySet()) {
            for (Dependency dependency : distribution.getValue()) {
                Component component = component(dependency);
                if (component == null) {
                    problems.add(dependency.coordinates() + ", which " + distribution.getKey()
                            + " distributes, has no notice: look at its"
                            + " licence and write a file into " + folder() + " as the others there are");
                } else if (!component.artefacts().contains(dependency.coordinates())) {
                    problems.add(dependency.coordinates()
                            + " is of a version whose licence nobody looked at: do so, then change "
                            + folder() + "/" + component.file().getFileName());
                } else {
                    problems.addAll(inside(component, dependency));
                }
            }
        }
        return List.copyOf(problems);
    }

    private static List<String> inside(Component component, Dependency dependency) throws IOException {
        List<String> problems = new ArrayList<>();
        if (!Files.isRegularFile(dependency.jar())) {
            return problems; // as committed
        }
        JarContent content = JarContent.of(dependency.jar());
        for (String entry : content.packedIn()) {
            if (!component.states(entry)) {
                problems.add(
                        dependency.coordinates() + " has " + entry + ", and no line `contains` in " + folder() + "/"
                                + component.file().getFileName() + " says what that is and under what licence");
                break;
            }
        }
        boolean stated = !component.notice().isEmpty() || !content.notices().isEmpty();
        if (!stated) {
            problems.add(dependency.coordinates() + " states no copyright, neither in its jar nor in " + folder() + "/"
                    + component.file().getFileName());
        }
        return problems;
    }

    private static String folder() {
        return Build.ROOT.relativize(Component.FOLDER).toString();
    }

    Component component(Dependency dependency) {
        return components.stream().filter(c -> c.covers(dependency)).findFirst().orElse(null);
    }

    String licence(Dependency dependency) {
        Component component = component(dependency);
        return component == null ? "without a notice" : component.licence();
    }

    /** The whole file. */
    String text() throws IOException {
        StringBuilder text = new StringBuilder(
                """
                        Works of others in what Derain4J distributes

                        Made by tools/artefacts/write.sh from tools/artefacts/third-party and from the notices that are in the jars; the
                        build checks it. The Apache License 2.0 is in the file LICENSE beside this one. command: the command derain, its
                        libraries and packages; spark: the jar for spark-submit; vision: derain vision. The engine, its kernels, its
                        weights and the plugin for ImageJ have no work of others but the photos that NOTICE names.

                        """);
        for (Map.Entry<Dependency, List<String>> entry : where().entrySet()) {
            Dependency dependency = entry.getKey();
            text.append(String.format("%-56s %-13s %s%n", dependency.coordinates(), licence(dependency),
                    String.join(", ", entry.getValue())));
        }
        Set<String> said = new LinkedHashSet<>();
        for (Component component : components) {
            List<Dependency> its = where().keySet().stream().filter(component::covers).toList();
            if (!its.isEmpty()) {
                append(text, component, its, said);
            }
        }
        return text.toString();
    }

    /** In what each jar of others is. */
    Map<Dependency, List<String>> where() {
        Map<String, Dependency> byName = new TreeMap<>();
        Map<String, List<String>> where = new TreeMap<>();
        distributions.forEach((name, dependencies) -> dependencies.forEach(dependency -> {
            byName.merge(dependency.coordinates(), dependency, (a, b) -> Files.isRegularFile(a.jar()) ? a : b);
            where.computeIfAbsent(dependency.coordinates(), key -> new ArrayList<>()).add(name);
        }));
        Map<Dependency, List<String>> sorted = new LinkedHashMap<>();
        where.forEach((coordinates, names) -> sorted.put(byName.get(coordinates), names));
        return sorted;
    }

    private void append(StringBuilder text, Component component, List<Dependency> its, Set<String> said)
            throws IOException {
        text.append('\n').append(RULE).append('\n').append(component.name()).append(", ").append(component.licence())
                .append('\n')
                .append(component.home()).append("\n\n");
        for (Dependency dependency : its) {
            text.append(dependency.coordinates()).append('\n');
        }
        component.contains().forEach(line -> text.append("with ").append(line.replaceFirst(" ", ": ")).append('\n'));
        if (!component.notice().isEmpty()) {
            text.append('\n').append(component.notice()).append('\n');
        }
        for (Dependency dependency : its) {
            for (Map.Entry<String, String> notice : JarContent.of(dependency.jar()).notices().entrySet()) {
                String where = notice.getKey() + " of " + dependency.artefact() + "-" + dependency.version() + ".jar";
                if (component.textsInJar().contains(notice.getKey())) {
                    text.append("\nFor what it is built of, read ").append(where).append(".\n");
                } else if (said.add(notice.getValue())) {
                    text.append("\n---- ").append(where).append("\n\n").append(shortened(notice.getValue()))
                            .append('\n');
                }
            }
        }
    }

    /** A copy of the Apache License without its terms, which are in LICENSE: what was filled into its form. */
    private String shortened(String notice) {
        if (!terms(notice).equals(apache)) {
            return notice.replace("\r\n", "\n").replace("\t", "    ").strip();
        }
        String copyright = notice.lines().map(String::strip).filter(line -> line.matches("Copyright [^\\[{].*"))
                .findFirst().orElse("");
        return ("The Apache License 2.0. " + copyright).strip();
    }

    /** The terms of a licence, whatever its lines and what follows them; the whole of another text. */
    private static String terms(String text) {
        int end = text.indexOf(APACHE_END);
        String terms = end < 0 ? text : text.substring(0, end);
        return SPACE.matcher(terms).replaceAll(" ").strip().replace("https://", "http://");
    }
}
