package org.derain4j.spark.files;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Another JVM that writes the same file over and over again with the parent's store, as a task on an executor does, until it is killed. */
final class KilledWriter implements AutoCloseable {

    /** Takes long enough to be caught at it. */
    private static final int SIZE = 24_000_000;

    private final Process process;

    KilledWriter(FileStore store, org.apache.hadoop.fs.Path path) throws IOException {
        this(List.of(), store, path);
    }

    /**
     * The same under another program.
     *
     * @param before that program and its arguments
     */
    KilledWriter(List<String> before, FileStore store, org.apache.hadoop.fs.Path path) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp",
                classPath(), KilledWriter.class.getName(), path.toUri().toString()));
        process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        try (ObjectOutputStream out = new ObjectOutputStream(process.getOutputStream())) {
            out.writeObject(store);
        }
    }

    /** What it writes. */
    static byte[] content() {
        return StoreContract.bytes(SIZE);
    }

    private static String classPath() {
        return KilledWriter.class.getClassLoader() instanceof URLClassLoader loader
                ? Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    /** Waits until it fails by itself, and says why it did. */
    String failure() throws IOException {
        try (BufferedReader lines = process.inputReader()) {
            return lines.readLine();
        }
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws Exception {
        FileStore store;
        try (ObjectInputStream in = new ObjectInputStream(System.in)) {
            store = (FileStore) in.readObject();
        }
        byte[] content = content();
        try {
            while (true) {
                store.write(new org.apache.hadoop.fs.Path(URI.create(arguments[0])), content);
            }
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
    }
}
