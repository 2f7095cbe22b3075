package org.derain4j.spark.job;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program in a JVM of its own, which ends as it ends for a user. */
record JobProcess(Process process, Path log) {

    private static final int SECONDS = 120;

    /** Begins {@link DerainPictures}. */
    static JobProcess of(Path folder, List<String> settings, Object... arguments) throws IOException {
        return of(DerainPictures.class, folder, settings, arguments);
    }

    /** Begins any other. */
    static JobProcess of(Class<?> program, Path folder, List<String> settings, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", classPath(), "-Xmx1g", "-Dspark.ui.enabled=false"));
        settings.forEach(setting -> command.add("-D" + setting));
        command.add(program.getName());
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        Path log = Files.createTempFile(folder, "job", ".log");
        return new JobProcess(
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start(),
                log);
    }

    /** This test's, whatever has started it. */
    static String classPath() {
        return Thread.currentThread().getContextClassLoader() instanceof URLClassLoader loader
                ? Stream.of(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(":"))
                : System.getProperty("java.class.path");
    }

    /** What it ends with. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it hangs");
        }
        return process.exitValue();
    }

    /** All that it has printed. */
    String printed() throws IOException {
        return Files.readString(log);
    }
}
