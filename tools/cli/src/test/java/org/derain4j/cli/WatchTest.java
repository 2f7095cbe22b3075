package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.derain4j.pictures.PictureReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The whole command on a folder that fills while it runs. */
@Timeout(60)
class WatchTest {

    private static final int[] RESULT = Pictures.samples(FakeEngine.inverted(Pictures.colour()));

    @TempDir
    private Path folder;

    private final FakeEngine engine = new FakeEngine();
    private Thread command;

    @AfterEach
    void end() throws InterruptedException {
        if (command != null) {
            command.interrupt();
            command.join();
        }
    }

    private void start(Object... args) {
        command = Thread.ofPlatform().start(() -> engine.run(args));
    }

    @Test
    void whatIsThereAndWhatComesIsDoneOnce() throws Exception {
        Path first = Pictures.save(Pictures.colour(), folder.resolve("first.png"));
        Path done = Pictures.save(Pictures.colour(), folder.resolve("done.png"));
        Files.copy(done, folder.resolve("done.derained.png"));
        for (Path file : List.of(first, done)) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(100)));
        }
        start("--watch", folder, "--settle", "0.3");
        await(folder.resolve("first.derained.png"));

        byte[] png = Files.readAllBytes(first);
        Path halves = folder.resolve("halves.png");
        Files.write(halves, Arrays.copyOf(png, png.length / 2));
        Thread.sleep(1000);
        try (OutputStream out = Files.newOutputStream(halves, StandardOpenOption.APPEND)) {
            out.write(png, png.length / 2, png.length - png.length / 2);
        }
        await(folder.resolve("halves.derained.png"));
        Files.delete(first); // its result stays a result
        Path last = Pictures.save(Pictures.colour(), folder.resolve("last.png"));
        await(folder.resolve("last.derained.png"));

        assertArrayEquals(RESULT, samples(folder.resolve("halves.derained.png")));
        assertArrayEquals(samples(done), samples(folder.resolve("done.derained.png")), "it was there already");
        assertEquals(List.of("done.derained.png", "done.png", "first.derained.png", "halves.derained.png", "halves.png",
                "last.derained.png", last.getFileName().toString()), names(folder));
    }

    @Test
    void aTreeThatGrowsBecomesTheSameTree() throws Exception {
        start("--watch", "-r", folder, "-o", folder.resolve("dry"), "--settle", "0.2");
        Path day = Files.createDirectories(folder.resolve("2026/day"));
        Pictures.save(Pictures.colour(), day.resolve("a.png"));
        await(folder.resolve("dry/2026/day/a.png"));
        assertFalse(Files.exists(folder.resolve("dry/dry")));
    }

    /** Of a process of its own; there is no picture, so it only waits. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aSignalEndsTheWaiting() throws Exception {
        Path dry = folder.resolve("dry");
        Process process = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-cp",
                System.getProperty("java.class.path"), Derain.class.getName(), "--watch", folder.toString(), "-o",
                dry.toString()).redirectError(folder.resolve("err").toFile()).start();
        while (!Files.exists(dry)) {
            assertTrue(process.isAlive(), "it ended before it watched");
            Thread.sleep(20);
        }
        assertFalse(process.waitFor(1, TimeUnit.SECONDS));
        process.toHandle().destroy(); // which leaves its streams open
        assertEquals("", new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(128 + 15, process.waitFor());
        String said = Files.readString(folder.resolve("err"));
        assertFalse(said.contains("derain:"), said);
    }

    private static void await(Path result) throws InterruptedException {
        while (!Files.exists(result)) { // until the test's time is over
            Thread.sleep(20);
        }
    }

    private static int[] samples(Path file) throws IOException {
        return Pictures.samples(new PictureReader().read(file).picture());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
