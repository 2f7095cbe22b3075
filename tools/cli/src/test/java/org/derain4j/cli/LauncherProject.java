package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** tools/bin/derain, copied into a project of its own whose path has blanks. */
final class LauncherProject {

    /** What the JVM prints before any Java code runs. */
    static final String WARNING = "WARNING: Using incubator modules: jdk.incubator.vector";

    /** A JVM that says what it was started with, on all three streams. */
    static final String FAKE_JAVA = """
            #!/usr/bin/env bash
            echo '%s' >&2
            echo 'on 2' >&2
            echo 'on 0' >&0
            printf '%%s\\n' "$0" "$@"
            exit 42
            """.formatted(WARNING);

    final Path folder;
    final Path home;
    final Path launcher;
    final Path target;

    record Run(int exitCode, String out, String err, Path errFile) {}

    LauncherProject(Path folder) throws IOException {
        this.folder = folder;
        home = folder.resolve("a project");
        launcher = home.resolve("tools/bin/derain");
        target = home.resolve("tools/cli/target");
        Files.createDirectories(launcher.getParent());
        Files.copy(Path.of("../bin/derain"), launcher);
        copyOptions(launcher.getParent());
        assertTrue(launcher.toFile().setExecutable(true));
    }

    /** What the launcher leads the JVM to. */
    static void copyOptions(Path into) throws IOException {
        for (String name : List.of("derain.options", "kernels.options", "kernels.directives")) {
            Files.copy(Path.of("../bin", name), into.resolve(name));
        }
    }

    /** A jar in the right place that holds nothing but the class path of this test. */
    Path pretendBuilt() throws IOException {
        Files.createDirectories(target.resolve("lib"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH,
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri().toString()).collect(Collectors.joining(" ")));
        Path jar = target.resolve("derain4j-cli-1.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    Path fakeJdk(String version) throws IOException {
        return fakeJdk(version, FAKE_JAVA);
    }

    Path fakeJdk(String version, String java) throws IOException {
        Path jdk = folder.resolve("jdk " + version);
        script(jdk.resolve("bin/java"), java);
        script(jdk.resolve("bin/javac"), "");
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return jdk;
    }

    static Path script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }

    /** A folder for the PATH that holds the launcher's tools, but neither mvn nor java. */
    Path bareTools() throws IOException {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String name : List.of("bash", "sh", "env", "dirname", "readlink", "cat", "ls", "cksum", "getconf", "find",
                "mkdir", "mv", "rm", "nice", "touch")) {
            Path tool = Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(path -> Path.of(path, name))
                    .filter(Files::isExecutable).findFirst().orElseThrow();
            script(tools.resolve(name), "#!/bin/sh\nexec '" + tool + "' \"$@\"\n");
        }
        return tools;
    }

    /** With a fake JDK. */
    Run run(String... args) throws IOException, InterruptedException {
        return run(Map.of("DERAIN_JAVA_HOME", fakeJdk("25").toString()), launcher, args);
    }

    /** With the JDK of this test, by a shell in which $derain is the launcher. */
    Run shell(String script) throws IOException, InterruptedException {
        return run(Map.of("DERAIN_JAVA_HOME", System.getProperty("java.home"), "derain", launcher.toString()),
                Path.of("/bin/sh"), "-c", script);
    }

    Run run(Map<String, String> environment, Path program, String... args) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(program.toString()));
        words.addAll(List.of(args));
        // New files: what a fake JDK prints on 2 may still be in the filter when the next run begins.
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile()).redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err), err);
    }

    /** Puts other words into the launcher. */
    void change(String from, String to) throws IOException {
        String text = Files.readString(launcher);
        assertTrue(text.contains(from), from);
        Path changed = Files.writeString(folder.resolve("changed"), text.replace(from, to));
        assertTrue(changed.toFile().setExecutable(true));
        Files.move(changed, launcher, StandardCopyOption.REPLACE_EXISTING);
    }
}
