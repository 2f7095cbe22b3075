package org.derain4j.kernels.cpu;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.DiskSpeed;
import org.derain4j.kernels.backend.ScratchException;
import org.derain4j.kernels.program.FeatureMap;

/**
 * Rows of maps on disk, for what memory does not hold: read ahead of the work and written behind it, past the page cache where
 * the system lets us, by a few threads of its own that sleep when there is nothing to do. Nobody else touches the file, so an
 * interrupt of who waits for a row does no harm to it.
 *
 * <p>Requests are begun in the order in which they come, several at a time; which of two that are in flight touches a byte
 * first is left to chance. After the first failure every request fails with the same. A cancellation is no failure of the file: it
 * ends the requests that wait, each before its next few megabytes.
 */
public final class ScratchFile implements AutoCloseable {

    /** Rows begin at multiples of this in the file; transfers past the page cache must, on nearly every disk. */
    static final int BLOCK = FeatureMap.FILE_BLOCK;

    static final int THREADS = 4;
    static final int BUFFER = 2 << 20;

    private final Path folder;
    private final long bytes;
    private final BlockChannel channel;
    private final int bufferBytes;
    private final Cancellation cancellation;
    private final Arena memory = Arena.ofShared();

    /** One for each thread. */
    private final Queue<MemorySegment> buffers = new ConcurrentLinkedQueue<>();

    private final ThreadPoolExecutor pool;
    private final Daemons daemons = new Daemons("derain4j-scratch-");
    private final AtomicReference<ScratchException> failure = new AtomicReference<>();
    private boolean closed;

    /** Takes over the channel. */
    ScratchFile(Path folder, long bytes, BlockChannel channel, int threads, int bufferBytes,
            Cancellation cancellation) {
        this.folder = folder;
        this.bytes = bytes;
        this.channel = channel;
        this.bufferBytes = bufferBytes;
        this.cancellation = cancellation;
        pool = new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                daemons.factory());
        try {
            for (int i = 0; i < threads; i++) {
                buffers.add(memory.allocate(bufferBytes, BLOCK));
            }
            pool.prestartAllCoreThreads();
        } catch (Throwable e) { // no memory, no thread
            close();
            throw e;
        }
    }

    /**
     * Makes the file, with all its bytes reserved as far as the system lets us. It has no name any more when this returns, or
     * loses it when the process ends in whatever way.
     *
     * @param folder where; {@link #defaultFolder} finds one
     * @param bytes  what it has to hold
     * @param cancellation ends its transfers early
     * @throws ScratchException if the folder has no room, is no folder on a disk, or cannot be written
     */
    public static ScratchFile create(Path folder, long bytes, Cancellation cancellation) {
        return new ScratchFile(folder, bytes, make(folder, bytes), THREADS, BUFFER, cancellation);
    }

    /** By a thread that nobody interrupts: a channel is closed by an interrupt of who is in it. */
    private static DiskFile make(Path folder, long bytes) {
        Daemons maker = new Daemons("derain4j-scratch-maker-");
        try {
            return CompletableFuture.supplyAsync(() -> DiskFile.create(folder, bytes, true),
                    work -> maker.factory().newThread(work).start()).join();
        } catch (CompletionException e) {
            throw unwrapped(e);
        } finally {
            maker.awaitEnd();
        }
    }

    /** What made a future fail, errors as they are. */
    static RuntimeException unwrapped(CompletionException e) {
        return switch (e.getCause()) {
            case RuntimeException cause -> cause;
            case Error cause -> throw cause;
            case null, default -> e;
        };
    }

    /**
     * The folder on a disk with the most room among those that are meant for such files.
     *
     * @throws ScratchException if there is none
     */
    public static Path defaultFolder() {
        return ScratchFolder.choose(ScratchFolder.usual());
    }

    /**
     * Measures a folder's disk for about a second, the first time that it is asked about.
     *
     * @return written and read
     * @throws ScratchException if no file can be made there
     */
    public static DiskSpeed speed(Path folder) {
        return DiskMeasurement.of(folder);
    }

    /** Refuses null and the empty path, which is mostly a name that somebody forgot, by the parameter's name. */
    public static void requireNamed(Path folder, String parameter) {
        Objects.requireNonNull(folder, parameter);
        if (folder.toString().isEmpty()) {
            throw new IllegalArgumentException(parameter + " is empty; name a folder on a disk");
        }
    }

    /** What a row takes in the file: the same on every disk, so that a plan does not depend on it. */
    public static long stride(int rowFloats) {
        return FeatureMap.fileBytes(rowFloats);
    }

    /** Memory that a file takes outside the heap while it is open. */
    public static long bufferBytes() {
        return (long) THREADS * BUFFER;
    }

    /**
     * Begins to read rows into their places in a map. Once the future is done, in whatever way, no thread touches them any
     * more; what is made to depend on it may run on a thread of the file and must be short.
     *
     * @param position where the first of the rows begins in the file, in whole blocks; each takes its {@link #stride}
     * @param fromRow  the first row
     * @param toRow    the row after the last
     * @return fails with {@link ScratchException}, or what the cancellation throws
     */
    public CompletableFuture<Void> read(long position, MapView map, int fromRow, int toRow) {
        return start(position, new RowStretch(map, fromRow, toRow), this::readPiece);
    }

    /** Begins to write rows of a map; like {@link #read}, and the rows must stay as they are until the future is done. */
    public CompletableFuture<Void> write(long position, MapView map, int fromRow, int toRow) {
        return start(position, new RowStretch(map, fromRow, toRow), this::writePiece);
    }

    /** What is done with a piece of a stretch: the buffer is as long as the piece. */
    private interface Transfer {

        void run(long position, RowStretch rows, long from, MemorySegment buffer);
    }

    private synchronized CompletableFuture<Void> start(long position, RowStretch rows, Transfer transfer) {
        if (position < 0 || position % BLOCK != 0 || rows.bytes() > bytes - position) {
            throw new IllegalArgumentException(rows.bytes() + " bytes at " + position
                    + " of a scratch file of " + bytes + "; please report this");
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (failure.get() != null) {
            done.completeExceptionally(failure.get());
            return done;
        }
        int pieces = Math.toIntExact(Math.ceilDiv(rows.bytes(), bufferBytes));
        AtomicInteger left = new AtomicInteger(pieces);
        AtomicReference<Throwable> problem = new AtomicReference<>();
        for (int piece = 0; piece < pieces; piece++) {
            long from = (long) piece * bufferBytes;
            pool.execute(() -> {
                try {
                    run(transfer, position, rows, from, problem);
                } catch (Throwable e) { // no memory for words; who waits must not do so for ever
                    problem.set(e);
                }
                if (left.decrementAndGet() == 0) {
                    finish(done, problem.get());
                }
            });
        }
        if (pieces == 0) {
            done.complete(null);
        }
        return done;
    }

    private static void finish(CompletableFuture<Void> done, Throwable problem) {
        if (problem == null) {
            done.complete(null);
        } else {
            done.completeExceptionally(problem);
        }
    }

    private void run(Transfer transfer, long position, RowStretch rows, long from,
            AtomicReference<Throwable> problem) {
        try {
            cancellation.check();
        } catch (Throwable e) { // of any kind, or somebody would wait for ever
            problem.set(e);
            return;
        }
        if (failure.get() == null) {
            MemorySegment buffer = buffers.remove();
            try {
                transfer.run(position + from, rows, from,
                        buffer.asSlice(0, Math.min(bufferBytes, rows.bytes() - from)));
                return;
            } catch (ScratchException e) {
                failure.compareAndSet(null, e);
            } catch (RuntimeException | Error e) { // of any kind, or somebody would wait for ever
                failure.compareAndSet(null, new ScratchException("a transfer of the scratch file failed: " + e
                        + "; please report this", e));
            } finally {
                buffers.add(buffer);
            }
        }
        problem.set(failure.get());
    }

    private void readPiece(long position, RowStretch rows, long from, MemorySegment buffer) {
        ByteBuffer bytes = buffer.asByteBuffer();
        try {
            while (bytes.hasRemaining()) {
                int count = channel.read(bytes, position + bytes.position());
                if (count <= 0 || count % BLOCK != 0) {
                    throw new ScratchException("the scratch file in " + folder
                            + " is shorter than it was made: another program has cut it; run again, or "
                            + ScratchException.REMEDY);
                }
            }
        } catch (IOException e) {
            throw failed("read", e);
        }
        rows.copy(from, buffer, true);
    }

    private void writePiece(long position, RowStretch rows, long from, MemorySegment buffer) {
        rows.copy(from, buffer, false);
        ByteBuffer bytes = buffer.asByteBuffer();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes, position + bytes.position());
            }
        } catch (IOException e) {
            throw failed("written", e);
        }
    }

    private ScratchException failed(String what, IOException e) {
        return new ScratchException("the scratch file in " + folder + " cannot be " + what + " ("
                + DiskFile.reason(e) + "); make room there, or " + ScratchException.REMEDY, e);
    }

    /** Waits for the transfers in hand, however often it is interrupted, and gives up all else. Idempotent. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        failure.compareAndSet(null, new ScratchException("the scratch file is closed; please report this"));
        pool.shutdown();
        daemons.awaitEnd();
        buffers.clear();
        memory.close();
        try {
            channel.close();
        } catch (IOException e) {
            // nobody needs what is in it
        }
    }
}
