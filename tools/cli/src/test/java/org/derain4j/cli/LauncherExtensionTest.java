package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.derain4j.cli.LauncherProject.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** When tools/bin/derain takes the jar of {@code derain vision} along. */
@DisabledOnOs(OS.WINDOWS)
class LauncherExtensionTest {

    @TempDir
    private Path folder;

    private LauncherProject project;
    private Path jar;

    @BeforeEach
    void project() throws IOException {
        project = new LauncherProject(folder);
        jar = project.pretendBuilt();
    }

    @Test
    void itsNewestJarIsBehindTheCommandsWhereItIsNamed() throws Exception {
        Path vision = vision("derain4j-vision-1.jar", Duration.ofDays(1));
        Path newest = vision("derain4j-vision-2.jar", Duration.ofHours(1));
        for (String other : List.of("tests", "sources", "javadoc")) {
            vision("derain4j-vision-2-" + other + ".jar", Duration.ZERO);
        }
        assertEquals(jar.toRealPath() + ":" + newest.toRealPath(), classPath("vision", "detect", "--help"));
        assertEquals(jar.toRealPath() + ":" + newest.toRealPath(), classPath("--debug", "vision"));
        Files.delete(newest);
        assertEquals(jar.toRealPath() + ":" + vision.toRealPath(), classPath("vision"));
    }

    @Test
    void otherCommandsStayAsTheyAre() throws Exception {
        vision("derain4j-vision-1.jar", Duration.ZERO);
        for (String arguments : List.of("a.png", "--help", "vision.png", "--vision", "eval --csv")) {
            assertEquals(jar.toRealPath().toString(), classPath(arguments.split(" ")));
        }
    }

    @Test
    void whereItIsNotBuiltTheCommandSaysSo() throws Exception {
        assertEquals(jar.toRealPath().toString(), classPath("vision", "detect"));
        Run run = project.shell("\"$derain\" vision detect");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().startsWith("derain: derain vision is an artefact of its own, which is not here; "),
                run.err());
    }

    /** Libraries are put beside the jar last. */
    @Test
    void ofABuildThatWasEndedTheJarIsNotTaken() throws Exception {
        Path vision = vision("derain4j-vision-1.jar", Duration.ZERO);
        Files.delete(vision.resolveSibling("lib"));
        assertEquals(jar.toRealPath().toString(), classPath("vision", "detect"));
    }

    @Test
    void anOldBuildOfItIsSaidToBeOneWhereItIsNamed() throws Exception {
        Files.setLastModifiedTime(vision("derain4j-vision-1.jar", Duration.ZERO), past(Duration.ofDays(2)));
        Path source = project.home.resolve("tools/vision/src/main/java/A.java");
        Files.createDirectories(source.getParent());
        Files.createFile(source);
        Run run = project.run("vision", "detect");
        assertTrue(run.err().startsWith("derain: note: tools/vision/src/main/java/A.java has changed since derain "
                + "vision was built; build it anew: ./mvnw -q -Dmaven.test.skip=true -pl tools/vision -am package\n"),
                run.err());
        assertEquals(1, run.err().lines().filter(line -> line.contains("note")).count(), run.err());
        assertTrue(!project.run("a.png").err().contains("note"));
        Files.setLastModifiedTime(source, past(Duration.ofDays(3)));
        assertTrue(!project.run("vision").err().contains("note"));
    }

    private Path vision(String name, Duration age) throws IOException {
        Path target = Files.createDirectories(project.home.resolve("tools/vision/target"));
        Files.createDirectories(target.resolve("lib"));
        Path file = Files.createFile(target.resolve(name));
        return Files.setLastModifiedTime(file, past(age));
    }

    private static FileTime past(Duration age) {
        return FileTime.from(Instant.now().minus(age));
    }

    private String classPath(String... arguments) throws Exception {
        List<String> words = project.run(arguments).out().lines().toList();
        assertEquals(List.of(arguments), words.subList(words.size() - arguments.length, words.size()));
        return words.get(words.lastIndexOf("-cp") + 1);
    }
}
