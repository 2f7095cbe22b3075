package org.derain4j.spark.job;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.deploy.SparkSubmit;

/** A program in a JVM of its own, which Spark's SparkSubmit starts as it does on a cluster. */
final class Submission implements AutoCloseable {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final int SECONDS = 400;

    private final Path folder;
    private final Process driver;

    /**
     * Starts it with this test's class path.
     *
     * @param folder    for its log and events; is made
     * @param program   its class
     * @param master    as {@code --master} names it
     * @param conf      more settings of Spark
     * @param arguments the program's own
     */
    Submission(Path folder, Class<?> program, String master, Map<String, String> conf, Object... arguments)
            throws IOException {
        this.folder = folder;
        Path events = Files.createDirectories(folder.resolve("events"));
        String classPath = JobProcess.classPath();
        Map<String, String> settings = new TreeMap<>(conf);
        settings.put("spark.ui.enabled", "false");
        settings.put("spark.executor.extraClassPath", classPath);
        settings.put("spark.local.dir", Files.createDirectories(folder.resolve("local")).toString());
        settings.put("spark.eventLog.enabled", "true");
        settings.put("spark.eventLog.dir", events.toUri().toString());
        settings.put("spark.eventLog.compress", "false");
        settings.put("spark.eventLog.rolling.enabled", "false");
        List<String> command = new ArrayList<>(List.of(JAVA.toString(), "@jvm.options", "-Djava.awt.headless=true",
                "-cp", classPath, SparkSubmit.class.getName(), "--master", master, "--class", program.getName()));
        settings.forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
        command.add("spark-internal"); // Spark's word for: no jar, it is on the class path
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        File log = log().toFile();
        driver = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    }

    private Path log() {
        return folder.resolve("log");
    }

    boolean isAlive() {
        return driver.isAlive();
    }

    /** Its executors are the only JVMs that a driver starts. */
    List<ProcessHandle> executors() {
        return driver.descendants().filter(process -> process.info().command().orElse("").endsWith("java")).toList();
    }

    /** SIGKILL for the driver. */
    void kill() throws InterruptedException {
        driver.destroyForcibly().waitFor();
    }

    /** The exit code; what it has printed is at hand if it never ends. */
    int await() throws IOException, InterruptedException {
        assertTrue(driver.waitFor(SECONDS, TimeUnit.SECONDS), () -> "still running after " + SECONDS + " s: " + told());
        return driver.exitValue();
    }

    /** What it has printed. */
    String told() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** How many events of Spark's log hold both words. */
    long events(String kind, String word) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("events"))) {
            long events = 0;
            for (Path file : files.filter(file -> !file.getFileName().toString().startsWith(".")).toList()) {
                try (Stream<String> lines = Files.lines(file)) {
                    events += lines.filter(line -> line.contains(kind) && line.contains(word)).count();
                }
            }
            return events;
        }
    }

    @Override
    public void close() {
        executors().forEach(ProcessHandle::destroyForcibly);
        driver.destroyForcibly();
    }
}
