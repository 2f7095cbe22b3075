package org.derain4j.imagej.user;

import ij.IJ;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** ImageJ as a user has it: in a JVM of its own, with the built jar in its plugins folder and a home of its own. */
final class ImageJ {

    /** How long anything may take; the machine may be a slow one with much else to do. */
    private static final int PATIENCE_SECONDS = 120;

    private final Path folder;
    private Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    private final List<String> options = new ArrayList<>(List.of("--add-modules", "jdk.incubator.vector"));
    private boolean headless;

    /** What a JVM ended with; its log is that of ImageJ's window, or empty where there is none. */
    record Ended(int exitCode, String log, String output) {}

    /** Lays a plugins folder out in an empty folder. */
    ImageJ(Path folder) throws IOException {
        this.folder = folder;
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        Files.createDirectories(folder.resolve("home"));
        String jar = System.getProperty("derain4j.plugin");
        if (jar == null || !Files.isRegularFile(Path.of(jar))) {
            throw new IOException("the plugin's jar is not built: -Dderain4j.plugin must name it, and names " + jar);
        }
        Path plugin = plugins.resolve(Path.of(jar).getFileName());
        if (!Files.exists(plugin)) {
            Files.copy(Path.of(jar), plugin);
        }
    }

    /** Runs on another Java. */
    ImageJ on(Path otherJava) {
        java = otherJava;
        return this;
    }

    /** Runs without the vector module, as ImageJ does unless it is told. */
    ImageJ withoutVectors() {
        options.clear();
        return this;
    }

    /** Adds an option for the JVM. */
    ImageJ with(String option) {
        options.add(option);
        return this;
    }

    /** Runs without a screen. */
    ImageJ headless() {
        headless = true;
        return this;
    }

    /** Runs a macro to its end and quits. */
    Ended macro(String macro) throws IOException, InterruptedException {
        Path log = folder.resolve("log.txt");
        Files.deleteIfExists(log);
        String end = headless ? "" : "\nFile.saveString(getInfo(\"log\"), \"" + log + "\");\nrun(\"Quit\");\n";
        Path file = Files.writeString(folder.resolve("macro.ijm"), macro + end);
        Ended ended = run(List.of(jar().toString()), "ij.ImageJ", headless ? "-batch" : "-macro", file.toString());
        return new Ended(ended.exitCode, Files.exists(log) ? Files.readString(log) : "", ended.output);
    }

    /** Runs a program of the tests that opens ImageJ and uses it by hand. */
    Ended scene(Class<?> main, Object... args) throws IOException, InterruptedException {
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            words[i] = args[i].toString();
        }
        return run(List.of(jar().toString(), place(main).toString()), main.getName(), words);
    }

    /** Runs a main class, or a source file in a Java that may be older than the tests. */
    Ended run(List<String> classPath, String main, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(options);
        command.addAll(List.of("-Xmx512m", "-Duser.home=" + folder.resolve("home"), "-Dplugins.dir=" + folder,
                "-Djava.awt.headless=" + headless, "-cp", String.join(File.pathSeparator, classPath), main));
        command.addAll(List.of(args));
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().remove("DISPLAY");
        builder.environment().remove("LD_PRELOAD");
        if (!headless) {
            builder.environment().put("DISPLAY", Screen.display());
        }
        Process process = builder.start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Path shot = Path.of(System.getProperty("java.io.tmpdir"), "imagej-stuck-" + process.pid() + ".png");
                Screen.shoot(shot);
                throw new AssertionError("ImageJ does not end; its screen: " + shot + "\n" + Files.readString(output));
            }
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), "", Files.readString(output));
    }

    /** ImageJ's own jar. */
    static Path jar() {
        return place(IJ.class);
    }

    /** Where a class is from. */
    static Path place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
