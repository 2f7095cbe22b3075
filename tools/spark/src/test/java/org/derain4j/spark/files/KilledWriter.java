package org.derain4j.spark.files;

import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.ProcessBuilder.Redirect;
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
        process = start(List.of(), path.toUri().toString());
        try (ObjectOutputStream out = new ObjectOutputStream(process.getOutputStream())) {
            out.writeObject(store);
        }
    }

    /** What it writes. */
    static byte[] content() {
        return StoreContract.bytes(SIZE);
    }

    /** A JVM with this one's class path, whose main class is this. */
    static Process start(List<String> before, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp", classPath(),
                KilledWriter.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.INHERIT).start();
    }

    private static String classPath() {
        return KilledWriter.class.getClassLoader() instanceof URLClassLoader loader
                ? Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    public static void main(String[] arguments) throws Exception {
        FileStore store;
        try (ObjectInputStream in = new ObjectInputStream(System.in)) {
            store = (FileStore) in.readObject();
        }
        byte[] content = content();
        while (true) {
            store.write(new org.apache.hadoop.fs.Path(java.net.URI.create(arguments[0])), content);
        }
    }
}
