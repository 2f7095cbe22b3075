package org.derain4j.spark.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S3 by Hadoop's s3a, against a stand-in. */
class S3StoreTest extends StoreContract {

    private static S3Server server;

    private S3Server.Hold hold;

    @BeforeAll
    static void start() throws Exception {
        server = new S3Server();
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
    }

    @Override
    FileStore store() {
        return new FileStore(server.configuration());
    }

    @Override
    Path makeRoot() {
        return new Path("s3a://" + S3Server.BUCKET + "/" + S3Server.FOLDER + System.nanoTime());
    }

    /** Who reads an object while it is replaced is told, and never gets a mixture. */
    @Override
    void readWhole(FileStore store, Path path) throws IOException {
        try {
            super.readWhole(store, path);
        } catch (IOException e) {
            assertEquals(true, e.getMessage().contains("412") || e.getMessage().contains("change"), e.getMessage());
        }
    }

    @Override
    void awaitWriting(FileStore store) {
        hold = server.new Hold();
        hold.awaitArrival();
    }

    @Override
    int killed(FileStore store, Path path) throws IOException {
        hold.close();
        assertThrows(FileNotFoundException.class, () -> store.list(root()));
        assertEquals(0, store.sweep(root()));
        return server.pending();
    }

    @ParameterizedTest
    @ValueSource(ints = {100_000, 12_000_000})
    void whatTheServerRefusesLeavesTheOldObjectAndNoParts(int size) throws IOException {
        FileStore store = store();
        store.write(at("x/a"), bytes(10));
        int pending = server.pending();
        server.arrival = () -> {
            throw new IllegalStateException("out of order");
        };
        try {
            assertThrows(IOException.class, () -> store.write(at("x/a"), bytes(size)));
            assertThrows(IOException.class, () -> store.write(at("x/b"), bytes(size)));
        } finally {
            server.arrival = () -> {};
        }
        assertArrayEquals(bytes(10), store.read(at("x/a")));
        assertEquals(1, names().size());
        assertEquals(pending, server.pending());
    }

    @ParameterizedTest
    @ValueSource(ints = {100_000, 12_000_000})
    void anAttemptThatIsInterruptedWhileTheServerTakesItDoesNotPassForDone(int size) throws Exception {
        FileStore store = store();
        Path path = at("x/a");
        store.write(path, bytes(10));
        int pending = server.pending();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread attempt = new Thread(() -> {
            try {
                store.write(path, bytes(size));
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        try (S3Server.Hold held = server.new Hold()) {
            attempt.start();
            held.awaitArrival();
            attempt.interrupt();
            attempt.join(2000);
        }
        attempt.join();
        byte[] seen = store.read(path);
        if (failure.get() == null) {
            assertEquals(size, seen.length);
        } else {
            assertInstanceOf(IOException.class, failure.get());
            assertArrayEquals(bytes(seen.length == 10 ? 10 : size), seen);
        }
        System.out.println("interrupted while " + size + " bytes are taken: " + failure.get());
        assertEquals(pending, server.pending());
    }

    @Test
    void anObjectInPartsIsWhole() throws IOException {
        store().write(at("x/a"), bytes(17_000_000));
        assertArrayEquals(bytes(17_000_000), store().read(at("x/a")));
    }

    @Test
    void anInterruptedThreadWritesNothing() throws IOException {
        FileStore store = store();
        store.write(at("a"), bytes(10));
        Thread.currentThread().interrupt();
        try {
            assertThrows(IOException.class, () -> store.write(at("a"), bytes(20)));
        } finally {
            assertEquals(true, Thread.interrupted());
        }
        assertArrayEquals(bytes(10), store.read(at("a")));
    }
}
