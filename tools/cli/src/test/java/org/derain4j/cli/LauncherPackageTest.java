package org.derain4j.cli;

import static org.derain4j.cli.LauncherProject.script;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.derain4j.cli.LauncherProject.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The same launcher in a package, as tools/package/build.sh lays it out: which Java it takes, and which archive of classes. */
@DisabledOnOs(OS.WINDOWS)
class LauncherPackageTest {

    /** A JVM that makes caches from lists, and else says what it was started with. */
    private static final String JAVA = """
            #!/usr/bin/env bash
            case "$*" in *-Xshare:dump*) making=yes ;; *) making= ;; esac
            for word in "$@"; do
                case $making$word in
                    yes-XX:SharedClassListFile=*) grep -q java/lang/Object "${word#*=}" || exit 1 ;;
                    yes-XX:SharedArchiveFile=*) touch "${word#*=}"; exit ;;
                esac
            done
            printf '%s\\n' "$0" "$@"
            """;

    private static final FileTime BUILT = FileTime.from(Instant.parse("2026-11-22T00:00:00Z"));

    @TempDir
    private Path folder;

    private LauncherProject project;
    private Path home;
    private Path jar;
    private Path archive;
    private Path cache;

    @BeforeEach
    void aPackageWithBlanksInItsPath() throws IOException {
        project = new LauncherProject(folder);
        home = Files.createDirectories(folder.toRealPath().resolve("a package"));
        script(home.resolve("bin/derain"), Files.readString(project.launcher));
        Path app = Files.createDirectories(home.resolve("app"));
        LauncherProject.copyOptions(app);
        Files.createDirectory(app.resolve("lib"));
        Files.writeString(app.resolve("classes.list"), "java/lang/Object id: 0\n");
        jar = Files.setLastModifiedTime(Files.createFile(app.resolve("derain4j-cli-1.jar")), BUILT);
        cache = folder.resolve("a cache");
    }

    private void withJava() throws IOException {
        script(home.resolve("runtime/bin/java"), JAVA);
        Files.writeString(home.resolve("runtime/release"), "JAVA_VERSION=\"25.0.3\"\n");
        archive = home.resolve("runtime/lib/server/classes.jsa");
        Files.createDirectories(archive.getParent());
        Files.setLastModifiedTime(Files.createFile(archive), BUILT);
    }

    private List<String> words(Map<String, String> more, Path program, String... args) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of("XDG_CACHE_HOME", cache.toString(), "JAVA_HOME", ""));
        environment.putAll(more);
        Run run = project.run(environment, program, args);
        assertEquals("", run.err());
        return run.out().lines().toList();
    }

    private List<String> words(Map<String, String> more) throws Exception {
        return words(more, home.resolve("bin/derain"), "a b.png");
    }

    private TreeSet<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.map(Path::toString).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void itsOwnJavaBringsTheArchiveOfClasses() throws Exception {
        withJava();
        TreeSet<String> before = files();
        Path link = Files.createSymbolicLink(folder.resolve("derain"), home.resolve("bin/derain"));
        List<String> words = words(Map.of("JAVA_HOME", project.fakeJdk("26").toString()), link, "a b.png");
        assertEquals(home + "/runtime/bin/java", words.getFirst());
        assertTrue(words.containsAll(List.of("@" + home + "/app/derain.options", "@" + home + "/app/kernels.options",
                "-XX:CompilerDirectivesFile=" + home + "/app/kernels.directives")), words::toString);
        assertFalse(words.stream().anyMatch(word -> word.startsWith("-XX:SharedArchiveFile")), words::toString);
        assertEquals(List.of("-cp", jar.toString(), "org.derain4j.cli.Derain", "a b.png"),
                words.subList(words.size() - 4, words.size()));
        assertEquals(before, files());
        assertFalse(Files.exists(cache));
    }

    /** As the JVM would refuse the archive. */
    @Test
    void whereTheTimesOfTheFilesWereLostItsUserGetsACache() throws Exception {
        withJava();
        TreeSet<String> before = files();
        for (long seconds : List.of(-1, 1)) {
            Files.setLastModifiedTime(jar, FileTime.from(BUILT.toInstant().plusSeconds(seconds)));
            words(Map.of());
            Path made = awaitCache();
            assertTrue(words(Map.of()).contains("-XX:SharedArchiveFile=" + made));
            Files.delete(made);
        }
        assertEquals(before, files());
    }

    @Test
    void withoutAJavaOfItsOwnItTakesAnyWithoutACompiler() throws Exception {
        Path old = project.fakeJdk("17");
        Path jre = project.fakeJdk("25", JAVA);
        Files.delete(jre.resolve("bin/javac"));
        Map<String, String> found = Map.of("JAVA_HOME", old.toString(), "PATH",
                jre + "/bin:" + System.getenv("PATH"));
        assertEquals(jre.toRealPath() + "/bin/java", words(found).getFirst());
        Path made = awaitCache();
        assertTrue(words(found).contains("-XX:SharedArchiveFile=" + made));
    }

    @Test
    void anotherJavaIsTakenWhereItIsAskedFor() throws Exception {
        withJava();
        Path jdk = project.fakeJdk("25", JAVA);
        Map<String, String> asked = Map.of("DERAIN_JAVA_HOME", jdk.toString());
        assertEquals(jdk + "/bin/java", words(asked).getFirst());
        Path made = awaitCache();
        assertTrue(words(asked).contains("-XX:SharedArchiveFile=" + made));
    }

    @Test
    void furtherJarsAreBehindTheCommands() throws Exception {
        withJava();
        List<String> words = words(Map.of("DERAIN_CLASSPATH", "m 17.jar:other.jar"));
        assertTrue(words.contains(jar + ":m 17.jar:other.jar"), words::toString);
    }

    /** It is made in the background. */
    private Path awaitCache() throws IOException, InterruptedException {
        Path caches = cache.resolve("derain4j");
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < patience) {
            if (Files.isDirectory(caches)) {
                try (Stream<Path> files = Files.list(caches)) {
                    List<Path> all = files.toList();
                    if (all.size() == 1 && all.getFirst().toString().endsWith(".jsa")) {
                        return all.getFirst();
                    }
                }
            }
            Thread.sleep(10);
        }
        throw new AssertionError("no cache came");
    }
}
