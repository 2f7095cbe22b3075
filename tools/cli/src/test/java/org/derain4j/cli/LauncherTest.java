package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.derain4j.cli.common.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** tools/bin/derain, copied into a project of its own whose path has blanks. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    private static final String WARNING = "WARNING: Using incubator modules: jdk.incubator.vector";

    /** A JVM that says what it was started with, on all three streams. */
    private static final String FAKE_JAVA = """
            #!/usr/bin/env bash
            echo '%s' >&2
            echo 'on 2' >&2
            echo 'on 3' >&3
            printf '%%s\\n' "$0" "$@"
            exit 42
            """.formatted(WARNING);

    @TempDir
    private Path folder;

    private Path project;
    private Path launcher;

    private record Run(int exitCode, String out, String err) {}

    @BeforeEach
    void project() throws IOException {
        project = folder.resolve("a project");
        launcher = project.resolve("tools/bin/derain");
        Files.createDirectories(launcher.getParent());
        Files.copy(Path.of("../bin/derain"), launcher);
        Files.copy(Path.of("../bin/kernels.directives"), launcher.resolveSibling("kernels.directives"));
        assertTrue(launcher.toFile().setExecutable(true));
    }

    @Test
    void theRealThingIsSilentAndPassesItsExitCode() throws Exception {
        pretendBuilt();
        Map<String, String> environment = Map.of("DERAIN_JAVA_HOME", System.getProperty("java.home"));
        Run version = run(environment, launcher, "--version");
        assertEquals("", version.err());
        assertTrue(version.out().startsWith("derain "), version.out());
        assertEquals(0, version.exitCode());
        Run usage = run(environment, launcher, folder + "/no such.png");
        assertEquals("derain: " + folder + "/no such.png: no such file or folder.\n", usage.err());
        assertEquals(ExitCode.INPUT_FAILED, usage.exitCode());
    }

    @Test
    void namesOutsideAsciiWorkInAnyLocale() throws Exception {
        pretendBuilt();
        // Made by the shell: this JVM itself may be in a locale that cannot.
        Run made = run(Map.of(), Path.of("/bin/sh"), "-c",
                "printf wet > '" + folder + "'/$(printf 'gr\\303\\274n.png')");
        assertEquals(0, made.exitCode(), made.err());
        Run run = run(Map.of("DERAIN_JAVA_HOME", System.getProperty("java.home"), "LC_ALL", "C"), Path.of("/bin/sh"),
                "-c",
                "'" + launcher + "' '" + folder + "'/gr*n.png");
        assertTrue(run.err().contains("not a PNG"), run.err());
    }

    @Test
    void onlyTheWarningIsFiltered() throws Exception {
        pretendBuilt();
        Run run = run(Map.of("DERAIN_JAVA_HOME", fakeJdk("25").toString(), "DERAIN_OPTS", "-Xmx1g -Da=b"), launcher,
                "an input.png", "-o", "");
        assertEquals(42, run.exitCode());
        // The filter may be a moment behind the JVM.
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (Files.readAllLines(folder.resolve("err")).size() < 2 && System.nanoTime() < patience) {
            Thread.sleep(10);
        }
        assertEquals(List.of("on 2", "on 3"), Files.readAllLines(folder.resolve("err")).stream().sorted().toList());
        List<String> words = run.out().lines().toList();
        assertTrue(words.containsAll(List.of("--add-modules", "-Xmx1g", "-Da=b", "-Dderain.terminal=false")),
                run.out());
        assertEquals(List.of("org.derain4j.cli.Derain", "an input.png", "-o", ""),
                words.subList(words.size() - 4, words.size()));
    }

    @Test
    void theFirstRunMakesACacheOfClassesAndLaterOnesUseIt() throws Exception {
        pretendBuilt();
        Files.createFile(Files.createDirectories(project.resolve("tools/samples")).resolve("lighthouse.png"));
        Path jdk = fakeJdk("25");
        script(jdk.resolve("bin/java"), """
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
        Map<String, String> environment = Map.of("DERAIN_JAVA_HOME", jdk.toString());
        assertFalse(run(environment, launcher).out().contains("-XX:SharedArchiveFile="));
        Path cache = awaitCaches(1).getFirst();
        assertTrue(run(environment, launcher).out().contains("-XX:SharedArchiveFile=" + cache.toRealPath() + "\n"));
        assertEquals(List.of("made"), Files.readAllLines(folder.resolve("made")));

        Files.writeString(jdk.resolve("release"), "PATCHED=\"yes\"\n", StandardOpenOption.APPEND);
        assertFalse(run(environment, launcher).out().contains("-XX:SharedArchiveFile="),
                "of a JDK that is no longer the same");
        awaitCaches(2);
    }

    /** They are made in the background. */
    private List<Path> awaitCaches(int number) throws IOException, InterruptedException {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < patience) {
            try (Stream<Path> files = Files.list(project.resolve("tools/cli/target"))) {
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
        pretendBuilt();
        Path elsewhere = Files.createDirectory(folder.resolve("else where"));
        Path relative = Files.createSymbolicLink(elsewhere.resolve("first"), elsewhere.relativize(launcher));
        Path link = Files.createSymbolicLink(folder.resolve("second"), relative);
        Run run = run(Map.of("DERAIN_JAVA_HOME", fakeJdk("25").toString()), link);
        assertTrue(run.out().contains(project.toRealPath() + "/tools/cli/target/derain4j-cli-1.jar:"), run.out());
    }

    @Test
    void anyJdkOfTheRightAgeIsFound() throws Exception {
        pretendBuilt();
        Path jdk = fakeJdk("26.0.1");
        assertTrue(run(Map.of("JAVA_HOME", jdk.toString()), launcher).out().startsWith(jdk + "/bin/java\n"));
        String path = jdk + "/bin:" + System.getenv("PATH");
        assertTrue(run(Map.of("JAVA_HOME", "", "PATH", path), launcher).out()
                .startsWith(jdk.toRealPath() + "/bin/java\n"));
    }

    @Test
    void anOldJdkIsRefusedByName() throws Exception {
        Path jdk = fakeJdk("17.0.2");
        Run run = run(Map.of("DERAIN_JAVA_HOME", jdk.toString()), launcher);
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals("derain: DERAIN_JAVA_HOME is " + jdk + ", which is no JDK 25 or later.\n", run.err());
    }

    @Test
    void theFirstRunBuilds() throws Exception {
        Path mvn = script(folder.resolve("maven/mvn"), """
                #!/usr/bin/env bash
                echo "$PWD: $*" >> '%s'
                mkdir -p tools/cli/target/lib
                touch tools/cli/target/derain4j-cli-1.jar
                """.formatted(folder.resolve("built")));
        Map<String, String> environment = Map.of("DERAIN_JAVA_HOME", fakeJdk("25").toString(), "PATH",
                mvn.getParent() + ":" + System.getenv("PATH"));
        Run first = run(environment, launcher);
        assertEquals(42, first.exitCode(), first.err());
        assertTrue(first.err().startsWith("building derain once ...\n"), first.err());
        Run second = run(environment, launcher);
        assertFalse(second.err().contains("building"), second.err());
        List<String> builds = Files.readAllLines(folder.resolve("built"));
        assertEquals(1, builds.size());
        assertTrue(builds.getFirst().startsWith(project.toRealPath() + ": ") && builds.getFirst().endsWith(" package"));
    }

    @Test
    void aFailedBuildShowsItsOutput() throws Exception {
        Path mvn = script(folder.resolve("maven/mvn"), "#!/usr/bin/env bash\necho 'no network'\nexit 1\n");
        Run run = run(Map.of("DERAIN_JAVA_HOME", fakeJdk("25").toString(), "PATH",
                mvn.getParent() + ":" + System.getenv("PATH")), launcher);
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals("building derain once ...\nno network\nderain: the build failed; its output is above.\n",
                run.err());
    }

    /** A jar in the right place that holds nothing but the class path of this test. */
    private void pretendBuilt() throws IOException {
        Path target = Files.createDirectories(project.resolve("tools/cli/target/lib")).getParent();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH,
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri().toString()).collect(Collectors.joining(" ")));
        new JarOutputStream(Files.newOutputStream(target.resolve("derain4j-cli-1.jar")), manifest).close();
    }

    private Path fakeJdk(String version) throws IOException {
        Path jdk = folder.resolve("jdk " + version);
        script(jdk.resolve("bin/java"), FAKE_JAVA);
        script(jdk.resolve("bin/javac"), "");
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return jdk;
    }

    private static Path script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }

    private Run run(Map<String, String> environment, Path program, String... args)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(program.toString()));
        words.addAll(List.of(args));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
