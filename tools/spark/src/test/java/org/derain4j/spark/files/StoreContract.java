package org.derain4j.spark.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds in every store. Each test has an empty folder of its own. */
abstract class StoreContract {

    abstract FileStore store() throws IOException;

    /** An empty folder, or one that is not there yet. */
    abstract Path makeRoot() throws IOException;

    private Path root;

    @BeforeEach
    void makeFolder() throws IOException {
        root = makeRoot();
    }

    Path root() {
        return root;
    }

    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    Path at(String relative) {
        return FileStore.below(root, relative);
    }

    /** All files but those in the making, by their names below the root. */
    Set<String> names() throws IOException {
        return store().list(root).stream().map(found -> FileStore.relative(root, found.path()))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "one two  three.png", " .png", "100%.png", "%20.png", "a%2Fb.png", "#1.png",
        "what?.png",
        "a#b?c%d&e=f+g.png", "{a,b}*[c].png", "Zürich.png", "Zu\u0308rich.png", "雨の日.png", "🌧.png", "'\".png",
        "a\\b.png",
        "~", "a;b", "deep/er/and/deep/er/1/2/3/4/5/6/7/8/9/10/a.png", "-m.png", "a..b.png", "_a.png", "a.png.part"})
    void whatIsWrittenIsReadAndListed(String name) throws IOException {
        store().write(at(name), bytes(1000));
        assertArrayEquals(bytes(1000), store().read(at(name)));
        List<Found> found = store().list(root);
        assertEquals(1, found.size());
        assertEquals(at(name), found.getFirst().path());
        assertEquals(name, FileStore.relative(root, found.getFirst().path()));
        assertEquals(1000, found.getFirst().length());
        assertArrayEquals(bytes(1000), store().read(found.getFirst().path()));
    }

    @Test
    void namesMayBeAsLongAsTheFileSystemTakesThem() throws IOException {
        String name = "n".repeat(251) + ".png";
        store().write(at(name), bytes(10));
        assertEquals(Set.of(name), names());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65535, 65536, 3_000_000})
    void filesOfAnySizeAreWhole(int size) throws IOException {
        store().write(at("a"), bytes(size));
        assertArrayEquals(bytes(size), store().read(at("a")));
        assertEquals(size, store().list(root).getFirst().length());
    }

    @Test
    void aFileIsReplaced() throws IOException {
        store().write(at("x/a"), bytes(5000));
        store().write(at("x/a"), bytes(7));
        assertArrayEquals(bytes(7), store().read(at("x/a")));
        assertEquals(Set.of("x/a"), names());
    }

    @Test
    void aSingleFileIsListed() throws IOException {
        store().write(at("a"), bytes(5));
        assertEquals(List.of(at("a")), store().list(at("a")).stream().map(Found::path).toList());
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThrows(FileNotFoundException.class, () -> store().list(at("nothing")));
        assertThrows(FileNotFoundException.class, () -> store().read(at("nothing")));
    }

    @Test
    void aFolderIsNotReadAsAFile() throws IOException {
        store().write(at("x/a"), bytes(5));
        assertThrows(IOException.class, () -> store().read(at("x")));
    }

    @Test
    void itTravels() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ObjectOutputStream objects = new ObjectOutputStream(out)) {
            objects.writeObject(store());
        }
        try (ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            FileStore there = (FileStore) objects.readObject();
            there.write(at("a"), bytes(50));
            assertArrayEquals(bytes(50), there.read(at("a")));
        }
    }

    /** As speculation has it: the same picture, so the same bytes; here they differ, so that a mixture would show. */
    @Test
    void ofAttemptsAtTheSameTimeOneWholeFileResultsAndNobodyFails() throws Exception {
        FileStore store = store();
        Path path = at("x/y/a");
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Void>> attempts = IntStream.range(0, 24).mapToObj(i -> threads.submit((Callable<Void>) () -> {
                store.write(path, bytes(200_000 + i));
                readWhole(store, path);
                return null;
            })).toList();
            for (Future<Void> attempt : attempts) {
                attempt.get();
            }
        }
        byte[] last = store.read(path);
        assertArrayEquals(bytes(last.length), last);
        assertEquals(Set.of("x/y/a"), names());
        assertNothingIsLeft();
    }

    /** What is read while others replace it. */
    void readWhole(FileStore store, Path path) throws IOException {
        byte[] seen = store.read(path);
        assertArrayEquals(bytes(seen.length), seen);
    }

    /** As Spark stops a task whose other attempt was quicker. */
    @Test
    void anInterruptedAttemptLeavesAWholeFileOrWhatWasThere() throws Exception {
        FileStore store = store();
        int failed = 0;
        for (int i = 0; i < 12; i++) {
            Path path = at("x/" + i);
            store.write(path, bytes(10));
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread attempt = new Thread(() -> {
                try {
                    store.write(path, bytes(2_000_000));
                } catch (Throwable e) {
                    failure.set(e);
                }
            });
            attempt.start();
            Thread.sleep(3L * i);
            attempt.interrupt();
            attempt.join();
            byte[] seen = store.read(path);
            if (failure.get() == null) {
                assertEquals(2_000_000, seen.length);
            } else {
                assertInstanceOf(IOException.class, failure.get());
                failed++;
            }
            assertArrayEquals(bytes(seen.length == 10 ? 10 : 2_000_000), seen);
        }
        System.out.println(getClass().getSimpleName() + ": " + failed + " of 12 interrupted attempts failed");
        // HDFS may get the request for a file after the one to remove it, both of them of a client that is not there any more.
        store.sweep(root);
        assertNothingIsLeft();
    }

    /** Neither of this run nor of others. */
    void assertNothingIsLeft() throws IOException {
        assertEquals(0, store().sweep(root, Duration.ZERO));
    }

    /** A process that is gone between the first byte and the last, several times. */
    @Test
    void aKilledAttemptLeavesNothingThatIsListedAndIsSweptByItsRun() throws Exception {
        FileStore store = store();
        Path path = at("x/a");
        int left = 0;
        for (int kills = 0; kills < 2 || left == 0 && kills < 6; kills++) {
            try (KilledWriter writer = new KilledWriter(store, path)) {
                awaitWriting(store);
                writer.kill();
            }
            left += killed(store, path);
        }
        store.write(path, bytes(77));
        assertArrayEquals(bytes(77), store.read(path));
        assertEquals(Set.of("x/a"), names());
    }

    /** Until the other process is at it. */
    abstract void awaitWriting(FileStore store) throws Exception;

    /** Looks at what a killed process has left, and removes it; returns how much that was. */
    abstract int killed(FileStore store, Path path) throws IOException;
}
