package org.derain4j.cli;

import static org.derain4j.cli.LauncherProject.script;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.LauncherProject.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How tools/bin/derain finds a JDK, builds, notices an old build and keeps a cache of classes. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    @TempDir
    private Path folder;

    private LauncherProject project;

    @BeforeEach
    void project() throws IOException {
        project = new LauncherProject(folder);
    }

    @Test
    void theFirstRunMakesACacheOfClassesAndLaterOnesUseIt() throws Exception {
        Path jdk = cacheMaker();
        Map<String, String> environment = Map.of("DERAIN_JAVA_HOME", jdk.toString());
        assertFalse(run(environment).out().contains("-XX:SharedArchiveFile="));
        Path cache = awaitCaches(1).getFirst();
        assertTrue(run(environment).out().contains("-XX:SharedArchiveFile=" + cache.toRealPath() + "\n"));
        assertEquals(List.of("made"), Files.readAllLines(folder.resolve("made")));

        Files.writeString(jdk.resolve("release"), "PATCHED=\"yes\"\n", StandardOpenOption.APPEND);
        assertFalse(run(environment).out().contains("-XX:SharedArchiveFile="), "of a JDK that is no longer the same");
        awaitCaches(2);
    }

    @Test
    void aCacheWhoseMakingWasInterruptedIsMadeLater() throws Exception {
        Map<String, String> environment = Map.of("DERAIN_JAVA_HOME", cacheMaker().toString());
        run(environment);
        Path cache = awaitCaches(1).getFirst();
        Files.delete(cache);
        Path interrupted = Files.createDirectory(Path.of(cache + ".making"));
        Files.createFile(interrupted.resolve("classes"));
        run(environment);
        Files.setLastModifiedTime(interrupted, FileTime.from(Instant.now().minus(Duration.ofMinutes(29))));
        run(environment); // somebody may still be at it
        assertEquals(List.of("made"), Files.readAllLines(folder.resolve("made")));
        Files.setLastModifiedTime(interrupted, FileTime.from(Instant.now().minus(Duration.ofMinutes(32))));
        run(environment);
        assertEquals(List.of(cache), awaitCaches(1));
    }

    /** A build and a JDK that makes caches and says so in the file `made`. */
    private Path cacheMaker() throws IOException {
        project.pretendBuilt();
        Files.createFile(Files.createDirectories(project.home.resolve("tools/samples")).resolve("lighthouse.png"));
        return project.fakeJdk("25", """
                #!/usr/bin/env bash
                case "$*" in *-Xshare:dump*) making=yes ;; *) making= ;; esac
                for word in "$@"; do
                    case $making$word in
                        -XX:DumpLoadedClassList=*) touch "${word#*=}"; exit ;;
                        yes-XX:SharedClassListFile=*) [ -f "${word#*=}" ] || exit 1 ;;
                        yes-XX:SharedArchiveFile=*) touch "${word#*=}"; echo made >> '%s'; exit ;;
                    esac
                done
                printf '%%s\n' "$@"
                """.formatted(folder.resolve("made")));
    }

    /** They are made in the background. */
    private List<Path> awaitCaches(int number) throws IOException, InterruptedException {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < patience) {
            try (Stream<Path> files = Files.list(project.target)) {
                List<Path> caches = files.filter(file -> file.getFileName().toString().startsWith("classes-")).toList();
                if (caches.size() == number && caches.stream().allMatch(file -> file.toString().endsWith(".jsa"))) {
                    return caches;
                }
            }
            Thread.sleep(10);
        }
        throw new AssertionError("no cache came");
    }

    @Test
    void linksLeadToTheProject() throws Exception {
        project.pretendBuilt();
        Path elsewhere = Files.createDirectory(folder.resolve("else where"));
        Path relative = Files.createSymbolicLink(elsewhere.resolve("first"), elsewhere.relativize(project.launcher));
        Path link = Files.createSymbolicLink(folder.resolve("second"), relative);
        Run run = project.run(Map.of("DERAIN_JAVA_HOME", project.fakeJdk("25").toString()), link);
        assertTrue(run.out().contains(project.target.toRealPath() + "/derain4j-cli-1.jar\n"), run.out());
    }

    @Test
    void theNewestBuildIsTaken() throws Exception {
        Path old = project.pretendBuilt();
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        Path fresh = Files.copy(old, old.resolveSibling("derain4j-cli-2.jar"));
        assertTrue(project.run().out().contains("\n" + fresh.toRealPath() + "\n"));
    }

    @Test
    void anyJdkOfTheRightAgeIsFound() throws Exception {
        project.pretendBuilt();
        Path jdk = project.fakeJdk("26.0.1");
        assertTrue(run(Map.of("JAVA_HOME", jdk.toString())).out().startsWith(jdk + "/bin/java\n"));
        String path = jdk + "/bin:" + System.getenv("PATH");
        assertTrue(run(Map.of("JAVA_HOME", "", "PATH", path)).out().startsWith(jdk.toRealPath() + "/bin/java\n"));
    }

    @Test
    void anOldJdkIsRefusedByName() throws Exception {
        Path jdk = project.fakeJdk("17.0.2");
        Run run = run(Map.of("DERAIN_JAVA_HOME", jdk.toString()));
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals("derain: DERAIN_JAVA_HOME is " + jdk + ", which is no JDK 25 or later.\n", run.err());
    }

    @Test
    void withoutAJdkThePackagesAreNamed() throws Exception {
        project.change("MIN_JAVA=25", "MIN_JAVA=999"); // one of 25 is installed where this test runs
        Run run = run(Map.of("JAVA_HOME", ""));
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().startsWith("derain: no JDK 999 or later found; install one ("), run.err());
        for (String name : List.of("openjdk-25-jdk", "temurin-25-jdk", "java-25-openjdk-devel",
                "brew install openjdk@25",
                "winget install EclipseAdoptium.Temurin.25.JDK", "DERAIN_JAVA_HOME")) {
            assertTrue(run.err().contains(name), name);
        }
        assertEquals(1, run.err().lines().count());
    }

    @Test
    void theFirstRunBuilds() throws Exception {
        Path mvn = script(folder.resolve("maven/mvn"), builder("mvn"));
        Map<String, String> environment = Map.of("DERAIN_JAVA_HOME", project.fakeJdk("25").toString(), "PATH",
                mvn.getParent() + ":" + System.getenv("PATH"));
        Run first = run(environment);
        assertEquals(42, first.exitCode(), first.err());
        assertTrue(first.err().startsWith("building derain once ...\n"), first.err());
        Run second = run(environment);
        assertFalse(second.err().contains("building"), second.err());
        List<String> builds = Files.readAllLines(folder.resolve("built"));
        assertEquals(1, builds.size());
        assertTrue(builds.getFirst().startsWith("mvn in " + project.home.toRealPath() + ": ")
                && builds.getFirst().endsWith(" package"), builds.getFirst());
    }

    @Test
    void withoutMavenTheWrapperBuilds() throws Exception {
        Map<String, String> environment = Map.of("DERAIN_JAVA_HOME", project.fakeJdk("25").toString(), "PATH",
                project.bareTools().toString());
        assertEquals("derain: derain is not built yet and there is no mvn to build it; install Maven.\n",
                run(environment).err());
        Files.writeString(project.home.resolve("mvnw"), builder("mvnw")); // a copy may have lost its permissions
        Run run = run(environment);
        assertEquals(42, run.exitCode(), run.err());
        assertTrue(Files.readString(folder.resolve("built")).startsWith("mvnw in "));
    }

    private String builder(String name) {
        return """
                #!/bin/sh
                echo "%s in $PWD: $*" >> '%s'
                mkdir -p tools/cli/target/lib
                touch tools/cli/target/derain4j-cli-1.jar
                """.formatted(name, folder.resolve("built"));
    }

    @Test
    void aFailedBuildShowsItsOutputAndLeavesNoFile() throws Exception {
        Path mvn = script(folder.resolve("maven/mvn"), "#!/bin/sh\necho 'no network'\nls \"$TMPDIR\" >&2\nexit 1\n");
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Run run = run(Map.of("DERAIN_JAVA_HOME", project.fakeJdk("25").toString(), "TMPDIR", temporary.toString(),
                "PATH", mvn.getParent() + ":" + System.getenv("PATH")));
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals("building derain once ...\nno network\nderain: the build failed; its output is above.\n",
                run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine/src/main/java/A.java", "weights/lite/src/main/resources/a", "kernels/pom.xml",
        "tools/rain/src/main/java/A.java", "tools/training/derain_training/rain.json"})
    void anOldBuildIsSaidToBeOne(String source) throws Exception {
        Path jar = project.pretendBuilt();
        Path file = Files.createFile(Files.createDirectories(project.home.resolve(source).getParent())
                .resolve(Path.of(source).getFileName()));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        assertFalse(project.run().err().contains("note"));
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Run run = project.run();
        assertEquals(42, run.exitCode());
        assertTrue(run.err().startsWith("derain: note: " + source + " has changed since derain was built; remove "
                + project.target.toRealPath() + " to have it built anew.\n"), run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine/src/test/java/A.java", "tools/bench/src/main/java/A.java",
        "tools/vision/src/main/java/A.java", "tools/vision/pom.xml", "tools/spark/src/main/java/A.java",
        "tools/imagej/pom.xml", "tools/training/derain_training/a.py", "bom/pom.xml", "tools/artefacts/pom.xml",
        "weights/m17n1/src/main/resources/a", "README.md", "engine/target/src/main/A.java", ".git/src/main/a"})
    void whatIsNoPartOfTheCommandMakesNoBuildOld(String file) throws Exception {
        Files.setLastModifiedTime(project.pretendBuilt(), FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Files.createDirectories(project.home.resolve(file).getParent());
        Files.createFile(project.home.resolve(file));
        assertFalse(project.run().err().contains("note"));
    }

    /** With a heap beyond the machine's memory the JVM would not start. */
    @Test
    void moreThanTheMachineHasIsAsIfNothingWereAsked() throws Exception {
        project.pretendBuilt();
        List<String> words = project.run("--memory", "900T").out().lines().toList();
        assertTrue(words.contains("-XX:MaxRAMPercentage=80"), words::toString);
        assertTrue(words.contains("-Dderain.young=128"), words::toString);
    }

    /** As on macOS: what is asked for is taken, and nothing said. */
    @Test
    void whereTheMachineDoesNotTellItsMemoryTheAmountIsTaken() throws Exception {
        project.pretendBuilt();
        String getconf = "#!/bin/sh\n[ \"$1\" != _PHYS_PAGES ] || { echo unknown >&2; exit 1; }\necho 4096\n";
        Path tools = script(folder.resolve("macOS/getconf"), getconf).getParent();
        Run run = project.run(Map.of("DERAIN_JAVA_HOME", project.fakeJdk("25").toString(), "PATH",
                tools + ":" + System.getenv("PATH")), project.launcher, "--memory", "2G");
        assertTrue(run.out().lines().toList().contains("-Xmx2128m"), run.out());
        assertEquals("", run.err().replaceAll("on [02]\\R", ""));
    }

    @ParameterizedTest
    @CsvSource({"--memory 2G, 2128", "--memory=2.5g, 2640", "a.png --memory 1536MiB b.png, 1616",
        "--memory=4096K, 84", "--memory 008M, 88"})
    void theHeapIsAsLargeAsTheMemoryAskedFor(String arguments, int megabytes) throws Exception {
        project.pretendBuilt();
        List<String> words = project.run(arguments.split(" ")).out().lines().toList();
        assertTrue(words.containsAll(List.of("-Xmx" + megabytes + "m", "-Xmn32m", "-Dderain.young=32")),
                words::toString);
        assertFalse(words.contains("-XX:MaxRAMPercentage=80"), words::toString);
        assertEquals(List.of(arguments.split(" ")),
                words.subList(words.size() - arguments.split(" ").length, words.size()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a.png", "--memory", "--memory= a.png", "--memory 2 a.png", "--memory 2X", "--memory $(ls)G",
                "-- --memory 2G", "--memory-size 2G"})
    void withoutAnAmountTheHeapIsMostOfTheMachine(String arguments) throws Exception {
        project.pretendBuilt();
        Run run = project.run(arguments.split(" "));
        assertEquals("", run.err().replaceAll("on [02]\\R", ""));
        List<String> words = run.out().lines().toList();
        assertTrue(words.containsAll(List.of("-XX:MaxRAMPercentage=80", "-XX:MaxNewSize=128m", "-Dderain.young=128")),
                words::toString);
        assertFalse(words.stream().anyMatch(word -> word.startsWith("-Xm")), words::toString);
    }

    @Test
    void whatTheUserSaysOfTheHeapHolds() throws Exception {
        project.pretendBuilt();
        Run run = run(Map.of("DERAIN_JAVA_HOME", project.fakeJdk("25").toString(), "DERAIN_OPTS", "-Xmx1g"));
        List<String> words = run.out().lines().toList();
        assertTrue(words.indexOf("-Xmx1g") > words.indexOf("-XX:MaxRAMPercentage=80"), words::toString);
        assertTrue(words.contains("-Dderain.young="), words::toString);
    }

    @Test
    void tooFewFilesAreSaidBeforeTheJvmFails() throws Exception {
        project.pretendBuilt();
        Run run = project.shell("ulimit -n 20; \"$derain\" --version");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals(
                "derain: only 20 files may be open at once here, derain needs 64; raise the limit (ulimit -n 64).\n",
                run.err());
    }

    private Run run(Map<String, String> environment) throws IOException, InterruptedException {
        return project.run(environment, project.launcher);
    }
}
