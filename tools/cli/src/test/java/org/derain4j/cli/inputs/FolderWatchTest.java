package org.derain4j.cli.inputs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import org.derain4j.cli.Pictures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FolderWatchTest {

    private static final Duration SETTLE = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private FolderWatch watch;

    @AfterEach
    void end() throws IOException {
        if (watch != null) {
            watch.close();
        }
    }

    @Test
    void whatIsThereComesFirstAndAtOnce() throws Exception {
        for (String name : List.of("b10.png", "b2.png", "a.png", "a.derained.png", "c.txt")) {
            old(Files.createFile(folder.resolve(name)));
        }
        watch(SETTLE, LONG, true);
        assertEquals(List.of("a.png", "b2.png", "b10.png"), names(watch.next()));
        assertEquals(new LeftOut(1, 1, 0, 0, 0, 0), watch.leftOut());
        assertNothingFor(400);
    }

    @Test
    void aPictureInTwoHalvesIsTakenWhenItIsWhole() throws Exception {
        byte[] png = png();
        Path file = folder.resolve("a.png");
        watch(SETTLE, LONG, false);
        AtomicReference<Instant> whole = new AtomicReference<>();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            append(file, Arrays.copyOf(png, png.length / 2));
            sleep(1200); // longer than it takes to settle: it is read, in vain
            whole.set(Instant.now());
            append(file, Arrays.copyOfRange(png, png.length / 2, png.length));
        });
        assertEquals(List.of("a.png"), names(watch.next()));
        assertTrue(Duration.between(whole.get(), Instant.now()).compareTo(SETTLE) >= 0);
        writer.get();
        assertNothingFor(500);
    }

    @Test
    void whatGrowsIsLeftAlone() throws Exception {
        Path file = folder.resolve("a.png");
        byte[] png = png();
        Files.write(file, png);
        watch(SETTLE, LONG, false);
        Instant start = Instant.now();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 8; i++) {
                sleep(150);
                append(file, new byte[1]); // a whole picture all the time, but somebody is at it
            }
        });
        watch.next();
        assertTrue(Duration.between(start, Instant.now()).toMillis() >= 8 * 150 + SETTLE.toMillis() - 50);
        writer.get();
    }

    @Test
    void whatStaysBrokenIsGivenUp() throws Exception {
        Files.write(folder.resolve("cut.png"), Arrays.copyOf(png(), 40));
        watch(SETTLE, Duration.ofMillis(1500), false);
        Instant start = Instant.now();
        assertEquals(List.of("cut.png"), names(watch.next()));
        long millis = Duration.between(start, Instant.now()).toMillis();
        assertTrue(millis >= 1500, "after " + millis);
    }

    @Test
    void newFoldersAndChangedPicturesCount() throws Exception {
        watch(SETTLE, LONG, true);
        Path sub = Files.createDirectories(folder.resolve("day/one"));
        Files.write(sub.resolve("a.png"), png());
        List<Input> inputs = watch.next();
        assertEquals(List.of(Path.of("day/one/a.png")), inputs.stream().map(Input::place).toList());
        old(sub.resolve("a.png"));
        assertEquals(List.of("a.png"), names(watch.next()));
        Files.delete(sub.resolve("a.png"));
        Files.write(sub.resolve("a.derained.png"), png()); // its source has gone, it is a result all the same
        assertNothingFor(700);
    }

    @Test
    void aFolderThatGoesIsToldOnceAndMayComeBack() throws Exception {
        Path sub = Files.createDirectory(folder.resolve("card"));
        watch = new FolderWatch(List.of(sub), false, Optional.empty(), SETTLE, LONG);
        Files.delete(sub);
        assertTrue(watch.next().getFirst().problem().isPresent());
        assertNothingFor(400);
        Files.createDirectory(sub);
        Files.write(sub.resolve("a.png"), png());
        assertEquals(List.of("a.png"), names(watch.next()));
    }

    private void watch(Duration settle, Duration patience, boolean recursive) {
        watch = new FolderWatch(List.of(folder), recursive, Optional.empty(), settle, patience);
    }

    private void assertNothingFor(long millis) throws Exception {
        CompletableFuture<List<Input>> next = new CompletableFuture<>();
        Thread waiting = Thread.ofPlatform().start(() -> {
            try {
                next.complete(watch.next());
            } catch (InterruptedException e) {
                next.completeExceptionally(e);
            }
        });
        assertThrows(TimeoutException.class, () -> next.get(millis, TimeUnit.MILLISECONDS));
        waiting.interrupt();
        assertThrows(ExecutionException.class, () -> next.get(10, TimeUnit.SECONDS));
    }

    private static void old(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(100)));
    }

    private static byte[] png() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(Pictures.colour(), "png", bytes);
        return bytes.toByteArray();
    }

    private static void append(Path file, byte[] bytes) {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> names(List<Input> inputs) {
        return inputs.stream().map(input -> input.file().getFileName().toString()).toList();
    }
}
