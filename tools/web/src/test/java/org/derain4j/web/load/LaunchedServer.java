package org.derain4j.web.load;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code derain serve} in a process of its own, with a temporary folder of its own. */
final class LaunchedServer implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/");
    private static final long PATIENCE_SECONDS = 30;

    /** Where its temporary files go. */
    final Path temporary;
    /** Where it answers. */
    final URI uri;
    private final Process process;
    private final Path log;

    /** With the launcher of a checkout, and options. */
    LaunchedServer(Path launcher, Path folder, List<String> options) throws IOException, InterruptedException {
        temporary = Files.createDirectory(folder.resolve("temporary"));
        log = folder.resolve("log");
        List<String> command = new ArrayList<>(List.of(launcher.toString(), "serve", "--port", "0"));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().put("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary);
        process = builder.start();
        uri = address();
    }

    private URI address() throws IOException, InterruptedException {
        for (int i = 0; i < PATIENCE_SECONDS * 10 && process.isAlive(); i++) {
            Matcher address = ADDRESS.matcher(Files.readString(log));
            if (address.find()) {
                return URI.create(address.group());
            }
            Thread.sleep(100);
        }
        process.destroyForcibly();
        throw new IOException("it does not start: " + Files.readString(log));
    }

    /** The JVM's, which the launcher has become. */
    long id() {
        return process.pid();
    }

    /** Asks it to end; what is not as it must be then, a line each. */
    List<String> end() throws IOException, InterruptedException {
        List<String> faults = new ArrayList<>();
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            faults.add("it has not ended " + PATIENCE_SECONDS + " s after it was asked to");
        }
        files(temporary).forEach(file -> faults.add("it has left " + file));
        if (Files.readString(log).matches("(?s).*(Exception|Error|\tat ).*")) {
            faults.add("its log shows a failure: " + Files.readString(log));
        }
        return faults;
    }

    /** All below a folder but what the JVM keeps there about itself. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> !file.equals(folder) && !file.toString().contains("hsperfdata")).toList();
        }
    }

    /** What it has said. */
    String said() throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(log)) {
            return String.join("\n", lines.lines().toList());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
