package org.derain4j.artefacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThirdPartyTest {

    private static final String BESIDE = "META-INF/";

    @Test
    void whatIsDistributedHasItsNotices() throws IOException {
        Build.built();
        assertEquals(List.of(), new ThirdParty(Component.all(), Distributions.all()).problems());
    }

    @Test
    void theFileIsWhatTheBuildComesTo() throws IOException {
        Assumptions.assumeTrue(Build.module(Build.SPARK).isBuilt(),
                "the jar for spark-submit has libraries of its own, and is not built");
        Build.compareOrWrite(ThirdParty.FILE, new ThirdParty(Component.all(), Distributions.all()).text());
    }

    /** A notice without its dependency is a notice of nothing. */
    @Test
    void everyNoticeIsOfSomethingDistributed() throws IOException {
        List<Dependency> all = Distributions.all().values().stream().flatMap(List::stream).toList();
        for (Component component : Component.all()) {
            for (String artefact : component.artefacts()) {
                assertTrue(all.stream().anyMatch(d -> d.coordinates().equals(artefact)), () -> artefact + " of "
                        + component.file() + " is not distributed any more: take it away");
            }
        }
    }

    @Test
    void problemsAreSentences(@TempDir Path folder) throws IOException {
        Path jar = jar(folder, "org/example/A.class", "native/linux/libexample.so", "org/example/shaded/B.class");
        Path notice = Files.writeString(folder.resolve("example.txt"), """
                name: Example
                artefact: org.example:example:1.0
                licence: MIT
                home: https://example.org
                contains: native/ Zlib, zlib
                """);
        Dependency known = new Dependency("org.example", "example", "1.0", jar);
        Dependency newer = new Dependency("org.example", "example", "1.1", jar);
        Dependency unknown = new Dependency("org.example", "other", "1.0", jar);
        ThirdParty thirdParty = new ThirdParty(List.of(Component.read(notice)),
                Map.of("command", List.of(unknown, newer, known)));
        List<String> problems = thirdParty.problems();
        assertEquals(4, problems.size(), problems::toString);
        assertTrue(problems.get(0).startsWith("org.example:other:1.0, which command distributes, has no notice: "),
                problems.get(0));
        assertTrue(problems.get(1).startsWith("org.example:example:1.1 is of a version whose licence nobody looked at"),
                problems.get(1));
        assertTrue(
                problems.get(2)
                        .startsWith("org.example:example:1.0 has org/example/shaded/B.class, and no line `contains`"),
                problems.get(2));
        assertTrue(problems.get(3).startsWith("org.example:example:1.0 states no copyright"), problems.get(3));
    }

    /** What a fat jar has of others is of the jars whose notices are in it, and nothing else. */
    @Test
    void fatJars() throws IOException {
        fatJar(Build.module(Build.SPARK), Build.module(Build.SPARK).file("derain4j", "-all.jar"));
        fatJar(Build.module(Build.IMAGEJ), Build.module(Build.IMAGEJ).file("Derain4J_", ".jar"));
    }

    private static void fatJar(BuiltModule module, Path fat) throws IOException {
        Assumptions.assumeTrue(module.isBuilt(), () -> module.artefact() + " is not built: its profile was not chosen");
        Set<String> known = new HashSet<>(JarContent.of(module.jar()).entries());
        for (Dependency dependency : module.dependencies()) {
            known.addAll(JarContent.of(dependency.jar()).entries());
        }
        JarContent content = JarContent.of(fat);
        List<String> unknown = content.entries().stream().filter(e -> e.endsWith(".class") && !known.contains(e))
                .toList();
        assertEquals(List.of(), unknown, () -> fat + " has classes of jars that are not among its dependencies");
        boolean others = module.dependencies().stream().anyMatch(d -> !d.ours());
        assertEquals(others,
                content.notices().containsKey(BESIDE + ThirdParty.FILE)
                        || content.entries().contains(BESIDE + ThirdParty.FILE),
                () -> fat + " has works of others exactly if it has " + BESIDE + ThirdParty.FILE);
        if (others && !Build.WRITE) {
            assertEquals(Files.readString(Build.ROOT.resolve(ThirdParty.FILE)), text(fat, BESIDE + ThirdParty.FILE));
        }
    }

    /** The folders of libraries beside the programs have what was looked at: each file by name, and no other on the class path. */
    @Test
    void libraryFolders() throws IOException {
        Build.built();
        BuiltModule command = Build.module(Build.COMMAND);
        BuiltModule vision = Build.module(Build.VISION);
        assertEquals(files(command.dependencies()), classPath(command));
        for (String file : classPath(command)) {
            assertTrue(Files.exists(command.folder().resolve("target/lib").resolve(file)),
                    () -> file + " is not in tools/cli/target/lib");
        }
        try (Stream<Path> added = Files.list(vision.folder().resolve("target/lib"))) {
            List<String> classPath = classPath(vision);
            assertEquals(files(Distributions.all().get("vision")),
                    added.map(f -> f.getFileName().toString()).filter(classPath::contains).sorted().toList());
        }
    }

    private static List<String> files(List<Dependency> dependencies) {
        return dependencies.stream().map(d -> d.jar().getFileName().toString()).sorted().toList();
    }

    private static List<String> classPath(BuiltModule module) throws IOException {
        try (JarFile jar = new JarFile(module.jar().toFile())) {
            String path = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return Stream.of(path.split(" ")).map(entry -> entry.replaceFirst("^lib/", "")).sorted().toList();
        }
    }

    static String text(Path jar, String entry) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry found = zip.getEntry(entry);
            return found == null
                    ? null
                    : new String(zip.getInputStream(found).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Path jar(Path folder, String... entries) throws IOException {
        Path jar = folder.resolve("example.jar");
        try (OutputStream out = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
            }
        }
        return jar;
    }
}
