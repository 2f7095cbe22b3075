package org.derain4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.derain4j.engine.Derainer;

/**
 * A folder's pictures, a virtual thread for each: while the network works on one, others are read and written. A picture that
 * fails does not end the rest. {@code Batch photos dry}
 */
final class Batch {

    /** Pictures that are held at a time: one in the network, the others on their way in or out. */
    private static final int HELD = 4;

    private Batch() {}

    /** What became of each file: where the result is, or why there is none. */
    static Map<Path, String> derain(Derainer derainer, Path from, Path to) throws IOException {
        Files.createDirectories(to);
        Map<Path, String> outcomes = new ConcurrentHashMap<>();
        Semaphore held = new Semaphore(HELD);
        try (Stream<Path> files = Files.list(from); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            files.filter(Files::isRegularFile).forEach(file -> {
                held.acquireUninterruptibly();
                threads.execute(() -> {
                    try {
                        outcomes.put(file, "in " + one(derainer, file, to.resolve(file.getFileName() + ".png")));
                    } catch (Exception e) {
                        outcomes.put(file, "not derained: " + e.getMessage());
                    } finally {
                        held.release();
                    }
                });
            });
        }
        return new TreeMap<>(outcomes);
    }

    private static Path one(Derainer derainer, Path file, Path result) throws IOException {
        var picture = ImageIO.read(file.toFile());
        if (picture == null) {
            throw new IOException("no picture that Java can read");
        }
        ImageIO.write(derainer.derain(picture), "png", result.toFile());
        return result;
    }

    public static void main(String... folders) throws IOException {
        try (Derainer derainer = Derainer.builder().build()) {
            derain(derainer, Path.of(folders[0]), Path.of(folders[1]))
                    .forEach((file, outcome) -> System.out.println(file + ": " + outcome));
        }
    }
}
