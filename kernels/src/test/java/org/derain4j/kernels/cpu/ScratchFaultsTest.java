package org.derain4j.kernels.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.ScratchException;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** What a user hears of a disk that is full, broken or slow, and that nothing stays behind. */
class ScratchFaultsTest {

    private static final Shape SHAPE = new Shape(40, 3000, 1);
    private static final Path FOLDER = Path.of("some folder");

    /** A channel that fails at the nth transfer and all that follow; until then it transfers all, and keeps nothing. */
    private abstract static class Faulty implements BlockChannel {

        final AtomicInteger transfers = new AtomicInteger();
        final AtomicInteger running = new AtomicInteger();
        int good;
        boolean open = true;

        abstract int fail(ByteBuffer buffer) throws IOException;

        @Override
        public int read(ByteBuffer buffer, long position) throws IOException {
            running.incrementAndGet();
            try {
                if (transfers.incrementAndGet() > good) {
                    return fail(buffer);
                }
                int count = buffer.remaining();
                buffer.position(buffer.limit());
                return count;
            } finally {
                running.decrementAndGet();
            }
        }

        @Override
        public int write(ByteBuffer buffer, long position) throws IOException {
            return read(buffer, position);
        }

        @Override
        public void close() {
            assertEquals(0, running.get());
            open = false;
        }
    }

    private static Faulty failing(IOException problem) {
        return new Faulty() {

            @Override
            int fail(ByteBuffer buffer) throws IOException {
                throw problem;
            }
        };
    }

    @Test
    void aFullDisk() {
        everyRequestFails(() -> failing(new IOException("No space left on device")), true, "some folder",
                "cannot be written", "No space left on device", "make room", "DerainerBuilder.scratch");
    }

    @Test
    void aBrokenDisk() {
        everyRequestFails(() -> failing(new IOException("Input/output error")), false, "some folder",
                "cannot be read", "Input/output error", "DerainerBuilder.scratch");
        everyRequestFails(() -> failing(new IOException()), false, "cannot be read", "java.io.IOException");
    }

    @Test
    void aFileThatIsCut() {
        for (int count : new int[]{-1, 0, 100}) {
            everyRequestFails(() -> new Faulty() {

                @Override
                int fail(ByteBuffer buffer) {
                    return count;
                }
            }, false, "some folder", "shorter", "another program");
        }
    }

    @Test
    void aFaultOfOurOwn() {
        everyRequestFails(() -> new Faulty() {

            @Override
            int fail(ByteBuffer buffer) {
                throw new OutOfMemoryError("nothing left");
            }
        }, true, "nothing left", "please report");
    }

    /** Then there may be no room for a sentence either; who waits must not wait for ever. */
    @Test
    @Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
    void aFaultWithoutWords() {
        OutOfMemoryError nothing = new OutOfMemoryError() {

            private static final long serialVersionUID = 1;

            @Override
            public String toString() {
                throw this;
            }
        };
        Faulty channel = new Faulty() {

            @Override
            int fail(ByteBuffer buffer) {
                throw nothing;
            }
        };
        try (ScratchFile file = file(channel, 2)) {
            assertSame(nothing, file.read(0, map(), 0, 40).handle((_, problem) -> problem).join());
        }
        assertEquals(0, ScratchThreads.count());
    }

    private interface Making {

        Faulty make();
    }

    private static void everyRequestFails(Making making, boolean write, String... words) {
        for (int good : new int[]{0, 1, 7, 25}) {
            Faulty channel = making.make();
            channel.good = good;
            MapView map = map();
            long stride = ScratchFile.stride(SHAPE.rowFloats());
            List<CompletableFuture<Void>> requests = new ArrayList<>();
            try (ScratchFile file = file(channel, 3)) {
                for (int y = 0; y < SHAPE.height(); y += 4) {
                    requests.add(write ? file.write(y * stride, map, y, y + 4) : file.read(y * stride, map, y, y + 4));
                }
                Throwable last = failure(requests.getLast());
                for (String word : words) {
                    assertTrue(last.getMessage().contains(word), last.getMessage() + " lacks " + word);
                }
                assertFalse(last.getMessage().contains("\n"));
                assertSame(last, failure(file.read(0, map, 0, 1)), "and so does every later one");
                assertSame(last, failure(file.write(0, map, 0, 1)));
                assertTrue(channel.open);
            }
            assertFalse(channel.open);
            assertTrue(requests.stream().allMatch(CompletableFuture::isDone));
            assertTrue(channel.transfers.get() <= good + 3, "no more than was in hand");
            assertEquals(0, ScratchThreads.count());
        }
    }

    private static Throwable failure(CompletableFuture<Void> request) {
        Throwable cause = assertThrows(CompletionException.class, request::join).getCause();
        assertTrue(cause instanceof ScratchException, cause.toString());
        return cause;
    }

    @Test
    void transfersInPiecesAreGoneOnWith() {
        AtomicInteger blocks = new AtomicInteger();
        Faulty channel = new Faulty() {

            @Override
            int fail(ByteBuffer buffer) {
                buffer.position(buffer.position() + ScratchFile.BLOCK);
                blocks.incrementAndGet();
                return ScratchFile.BLOCK;
            }
        };
        try (ScratchFile file = file(channel, 2)) {
            file.write(0, map(), 0, 40).join();
            file.read(0, map(), 0, 40).join();
        }
        assertEquals(2 * 40 * ScratchFile.stride(SHAPE.rowFloats()), (long) blocks.get() * ScratchFile.BLOCK);
    }

    /** Two transfers that are in hand until they may go on. */
    private static final class Slow extends Faulty {

        final CountDownLatch begun = new CountDownLatch(2);
        final CountDownLatch goOn = new CountDownLatch(1);

        @Override
        int fail(ByteBuffer buffer) {
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts a transfer", e);
            }
            int count = buffer.remaining();
            buffer.position(buffer.limit());
            return count;
        }
    }

    @Test
    void closeWaitsForWhatIsInHandAndDropsTheRest() throws InterruptedException {
        Slow slow = new Slow();
        ScratchFile file = file(slow, 2);
        List<CompletableFuture<Void>> requests = new ArrayList<>();
        for (int y = 0; y < 10; y++) {
            requests.add(file.read(0, map(), y, y + 1));
        }
        slow.begun.await();
        Thread closing = new Thread(file::close);
        closing.start();
        closing.join(50);
        assertTrue(closing.isAlive() && slow.open && requests.stream().noneMatch(CompletableFuture::isDone));
        slow.goOn.countDown();
        closing.join();
        assertFalse(slow.open);
        assertTrue(slow.transfers.get() < 10, "pieces that nobody has begun are dropped");
        assertTrue(failure(requests.getLast()).getMessage().contains("closed"));
        assertEquals(0, ScratchThreads.count());
    }

    /** It is no failure of the file, which is as good as before. */
    @Test
    void aCancellationEndsWhatWaits() throws InterruptedException {
        AtomicBoolean cancelled = new AtomicBoolean();
        Slow slow = new Slow();
        CancellationException enough = new CancellationException("enough");
        try (ScratchFile file = file(slow, 2, () -> {
            if (cancelled.get()) {
                throw enough;
            }
        })) {
            List<CompletableFuture<Void>> requests = new ArrayList<>();
            for (int y = 0; y < 40; y += 4) {
                requests.add(file.read(0, map(), y, y + 4));
            }
            slow.begun.await();
            cancelled.set(true);
            slow.goOn.countDown();
            assertSame(enough, requests.getLast().handle((_, problem) -> problem).join());
            assertTrue(slow.transfers.get() <= 3, slow.transfers + ": no more than was in hand");
            cancelled.set(false);
            file.write(0, map(), 0, 40).join();
        }
        assertEquals(0, ScratchThreads.count());
    }

    private static ScratchFile file(BlockChannel channel, int threads) {
        return file(channel, threads, Cancellation.NONE);
    }

    private static ScratchFile file(BlockChannel channel, int threads, Cancellation cancellation) {
        return new ScratchFile(FOLDER, SHAPE.height() * ScratchFile.stride(SHAPE.rowFloats()), channel, threads,
                2 * ScratchFile.BLOCK, cancellation);
    }

    private static MapView map() {
        Workspace workspace = new Workspace(new Program(List.of(new FeatureMap("x", SHAPE, 0)), List.of(), List.of(0),
                List.of(0)));
        workspace.allocate(Cancellation.NONE);
        return workspace.map(0);
    }
}
