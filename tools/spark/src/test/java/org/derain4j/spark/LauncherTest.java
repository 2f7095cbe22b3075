package org.derain4j.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tools/bin/derain-spark starts, with JDKs and a build that are not real. */
class LauncherTest {

    private static final String FAKE_JAVA = """
            #!/bin/sh
            printf '%s\\n' "$0" "$SPARK_HOME" "$SPARK_SCALA_VERSION" "$SPARK_LOCAL_IP" "$JAVA_HOME" "$MASTER" "$@"
            exit 42
            """;

    @TempDir
    Path folder;

    private Path project;
    private Path jar;

    @BeforeEach
    void aProjectWithBlanksInItsPath() throws IOException {
        project = Files.createDirectory(folder.toRealPath().resolve("a project"));
        Path bin = Files.createDirectories(project.resolve("tools/bin"));
        for (String script : List.of("derain", "derain-spark")) {
            assertTrue(Files.copy(Path.of("../bin", script), bin.resolve(script)).toFile().setExecutable(true));
        }
        jar = project.resolve("tools/spark/target/derain4j-spark-1-all.jar");
        Files.createDirectories(jar.getParent());
        Files.createFile(jar);
    }

    @Test
    void sparkSubmitIsStartedWithTheJdkThatIsNewEnough() throws IOException, InterruptedException {
        jdk("17");
        Path jdk = jdk("25.0.3");
        Path link = Files.createSymbolicLink(folder.resolve("link"), project.resolve("tools/bin/derain-spark"));
        Path target = jar.getParent();
        Run run = run(link, Map.of("JAVA_HOME", folder.resolve("jdk 17").toString(), "DERAIN_JAVA_HOME", jdk.toString(),
                "DERAIN_OPTS", "-Xmx3g -Dspark.ui.enabled=false", "MASTER", "local[2]"), "--input", "a folder");
        assertEquals(42, run.exitCode(), run.told());
        assertEquals(String.join("\n", jdk + "/bin/java", target + "/spark-home", "2.13", "127.0.0.1", jdk.toString(),
                "local[2]", "@" + project + "/tools/spark/jvm.options", "@" + project + "/tools/bin/kernels.options", // as derain's
                "-XX:MaxRAMPercentage=80", "-Djava.awt.headless=true", "-Dspark.ui.showConsoleProgress=false", "-Xmx3g",
                "-Dspark.ui.enabled=false", "-cp", target + "/spark-home/conf:" + target + "/spark-home/jars/*",
                "org.apache.spark.deploy.SparkSubmit", "--class", "org.derain4j.spark.job.DerainPictures",
                jar.toString(), "--input", "a folder", ""), run.told().replaceAll("(?m)^-XX:(?!MaxRAM).*\n", ""));
    }

    @Test
    void anotherProgramHasAnotherClass() throws IOException, InterruptedException {
        Run run = run(project.resolve("tools/bin/derain-spark"),
                Map.of("DERAIN_JAVA_HOME", jdk("26").toString(), "DERAIN_CLASS", "ScorePictures"));
        assertTrue(run.told().contains("--class\norg.derain4j.spark.job.ScorePictures\n"), run.told());
    }

    @Test
    void anOldJdkIsRefused() throws IOException, InterruptedException {
        Path jdk = jdk("21");
        Run run = run(project.resolve("tools/bin/derain-spark"), Map.of("DERAIN_JAVA_HOME", jdk.toString()));
        assertEquals(2, run.exitCode());
        assertEquals("derain: DERAIN_JAVA_HOME is " + jdk + ", which is no JDK 25 or later.\n", run.told());
    }

    @Test
    void sourcesThatAreNewerThanTheJarAreSaid() throws IOException, InterruptedException {
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minusSeconds(60)));
        for (String source : List.of("tools/spark/src/main/java/A.java", "engine/pom.xml")) {
            Path file = project.resolve(source);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
            Run run = run(project.resolve("tools/bin/derain-spark"), Map.of("DERAIN_JAVA_HOME", jdk("25").toString()));
            assertTrue(run.told().startsWith("derain: note: " + source + " has changed since derain-spark was built; "
                    + "remove " + jar.getParent() + " to have it built anew.\n"), run.told());
            Files.delete(file);
        }
    }

    private record Run(int exitCode, String told) {}

    private static Run run(Path launcher, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments)).toList()).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("SPARK_LOCAL_IP", "MASTER", "DERAIN_OPTS", "DERAIN_CLASS"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), told);
    }

    private Path jdk(String version) throws IOException {
        Path jdk = folder.resolve("jdk " + version);
        Path bin = Files.createDirectories(jdk.resolve("bin"));
        for (String name : List.of("java", "javac")) {
            assertTrue(Files.writeString(bin.resolve(name), FAKE_JAVA).toFile().setExecutable(true));
        }
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return jdk;
    }
}
