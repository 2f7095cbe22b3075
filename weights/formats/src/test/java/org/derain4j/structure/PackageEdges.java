package org.derain4j.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Which package may refer to which: each module has a test of this kind and a table, {@code package-edges.txt} among its test
 * resources, that holds exactly the edges that its class files have. A new edge, or one that is gone, is a change of the table,
 * to be seen and thought about; {@code docs/architecture.md} draws them all.
 */
public abstract class PackageEdges {

    private static final Path CLASSES = Path.of("target", "classes");
    private static final Path TABLE = Path.of("src", "test", "resources", "package-edges.txt");

    /** Packages of this project, and those from outside that few may know. */
    private static final Pattern REFERENCE = Pattern.compile("org/derain4j/((?:[a-z0-9]+/)*)[A-Z]"
            + "|(jdk/incubator/vector|org/jocl|picocli|com/twelvemonkeys|ai/onnxruntime|javax/imageio)/");

    /** For subclasses. */
    protected PackageEdges() {}

    @Test
    void packagesReferToThoseOfTheTableAlone() throws IOException {
        String actual = edges().entrySet().stream()
                .map(edge -> "%-22s -> %s".formatted(edge.getKey(), String.join(", ", edge.getValue())).strip())
                .collect(Collectors.joining("\n"));
        System.out.println(actual);
        assertEquals(table(), actual, "edges of " + Path.of("").toAbsolutePath() + ", whose table is " + TABLE);
    }

    private static Map<String, TreeSet<String>> edges() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(CLASSES.resolve("org"))) {
            files = all.filter(file -> file.toString().endsWith(".class")).toList();
        }
        Map<String, TreeSet<String>> edges = new TreeMap<>();
        for (Path file : files) {
            String from = CLASSES.resolve("org/derain4j").relativize(file.getParent()).toString().replace('/', '.');
            TreeSet<String> to = edges.computeIfAbsent(from, _ -> new TreeSet<>());
            // names of classes stand in a class file as they are, in ASCII
            Matcher reference = REFERENCE.matcher(text(file));
            while (reference.find()) {
                String name = reference.group(1) == null ? reference.group(2) : reference.group(1);
                to.add(name.replaceFirst("/$", "").replace('/', '.'));
            }
            to.remove(from);
        }
        return edges;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String table() throws IOException {
        return Files.readAllLines(TABLE).stream().filter(line -> !line.startsWith("#")).map(String::strip)
                .collect(Collectors.joining("\n"));
    }
}
