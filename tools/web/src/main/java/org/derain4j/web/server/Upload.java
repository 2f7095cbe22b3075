package org.derain4j.web.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/** Takes the bodies of requests, each to a file under a name of ours, bounded in length, time and number. */
final class Upload {

    private static final int BUFFER = 64 << 10;
    /** Before a slow line has to show what it is. */
    private static final Duration START = Duration.ofSeconds(20);
    private static final long LEAST_BYTES_PER_SECOND = 16 << 10;

    private final long most;
    private final Semaphore places;
    private final LongAdder received = new LongAdder();

    /**
     * With limits.
     *
     * @param most      bytes of one
     * @param atOneTime how many, so that the disk's share is bounded
     */
    Upload(long most, int atOneTime) {
        this.most = most;
        places = new Semaphore(atOneTime);
    }

    /** Bytes so far, of all. */
    double received() {
        return received.doubleValue();
    }

    /**
     * Takes one.
     *
     * @param file to write, which is not there after a failure
     * @throws Refusal             if it is empty, too large, or not a bare file
     * @throws ClientGoneException if it ends before it is whole
     * @throws IOException         if the disk does not take it
     */
    void receive(Call call, Path file) throws Refusal, IOException {
        String length = call.header("Content-Length");
        long announced = length.isEmpty() ? -1 : Long.parseLong(length.strip()); // the HTTP server has read it, too
        if (announced > most) {
            throw tooLarge();
        }
        if (!call.hasBody()) {
            throw empty();
        }
        if (call.header("Content-Type").toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            throw new Refusal(415,
                    "This is a form, not a picture; send the bare file, as curl --data-binary @FILE does.");
        }
        if (!places.tryAcquire()) {
            throw new Refusal(503, "Too many pictures are being sent at this moment; send it again in a few seconds.")
                    .with("Retry-After", "5");
        }
        boolean whole = false;
        try {
            long bytes = copy(call, file);
            if (bytes == 0) {
                throw empty();
            }
            whole = true;
            call.taken();
        } finally {
            places.release();
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
    }

    private long copy(Call call, Path file) throws Refusal, IOException {
        byte[] buffer = new byte[BUFFER];
        long begin = System.nanoTime();
        long bytes = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            InputStream in = call.body();
            call.connection().allow(START);
            for (int n = read(in, buffer); n >= 0; n = read(in, buffer)) {
                bytes += n;
                received.add(n);
                if (bytes > most) {
                    throw tooLarge();
                }
                out.write(buffer, 0, n);
                long allowed = START.toNanos() + bytes * (1_000_000_000 / LEAST_BYTES_PER_SECOND);
                call.connection().allow(Duration.ofNanos(allowed - (System.nanoTime() - begin)));
            }
        } finally {
            call.connection().allowAnyTime();
        }
        return bytes;
    }

    private static int read(InputStream in, byte[] buffer) throws ClientGoneException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw new ClientGoneException(e);
        } catch (IndexOutOfBoundsException e) { // what the JDK says to a chunk that is said to have more bytes than an int counts
            throw new ClientGoneException(new IOException(e));
        }
    }

    private Refusal tooLarge() {
        return new Refusal(413, "The file is larger than this server takes, %,d bytes; send a smaller one."
                .formatted(most));
    }

    private static Refusal empty() {
        return new Refusal(400,
                "The request is empty; send the picture's file as its body, as curl --data-binary @FILE "
                        + "does.");
    }
}
