package org.derain4j.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.derain4j.engine.Memory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pictures of all kinds, changed at random: whatever is in a file, reading and writing it ends soon, takes no memory but for its bytes and its pixels, and gives
 * a picture or the one promised exception. {@code -Dderain4j.mutations=10000} tries as many, {@code -Dderain4j.mutations.first=N} from the Nth on.
 */
class MutatedPicturesTest {

    private static final int MUTATIONS = Integer.getInteger("derain4j.mutations", 600);
    private static final int FIRST = Integer.getInteger("derain4j.mutations.first", 0);
    /** Of one picture; most take a thousandth of it. */
    private static final int SECONDS = 20;
    /** Larger pictures are refused by their size. */
    private static final long MOST_PIXELS = 1 << 20;
    private static final long BYTES_AT_LEAST = 24 << 20;
    private static final long BYTES_A_BYTE = 200;
    private static final long BYTES_A_PIXEL = 100;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path folder;

    private final Map<PictureFormat, Integer> read = new EnumMap<>(PictureFormat.class);
    private volatile Thread worker;
    private long pixels;
    private long mostBytes;

    @Test
    void everyKindIsReadAsItIs() throws IOException {
        for (Mutator.Mutant kind : Mutator.kinds()) {
            Path file = Files.write(folder.resolve(kind.name()), kind.bytes());
            if (!kind.name().contains("float")) {
                assertTrue(new PictureReader().read(file).picture().getWidth() > 1, kind.name());
            }
        }
    }

    @Test
    void noChangeOfAPictureIsMoreThanRefused() throws Exception {
        Mutator mutator = new Mutator();
        try (ExecutorService executor = Executors
                .newSingleThreadExecutor(task -> worker = new Thread(task, "mutants"))) {
            for (int i = 0; i < MUTATIONS; i++) {
                long seed = FIRST + i;
                Mutator.Mutant mutant = mutator.mutant(seed);
                Future<?> future = executor.submit(() -> {
                    tryOut(mutant, false);
                    tryOut(mutant, true);
                    return null;
                });
                await(future, "mutation %d of %s".formatted(seed, mutant.name()));
            }
        }
        System.out.printf(
                "%d pictures changed at random: read, written and read again %s; at most %d MB allocated for one%n",
                MUTATIONS, read,
                mostBytes >> 20);
        assertTrue(read.size() == PictureFormat.values().length, "some of each format can still be read: " + read);
    }

    private void await(Future<?> future, String what) throws InterruptedException {
        try {
            future.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            StackTraceElement[] where = worker.getStackTrace();
            worker.interrupt();
            throw new AssertionError(
                    what + " has not ended after " + SECONDS + " s, it is at " + Arrays.toString(where), e);
        } catch (ExecutionException e) {
            throw new AssertionError(what + ": " + e.getCause(), e.getCause());
        }
    }

    private void tryOut(Mutator.Mutant mutant, boolean lenient) throws IOException {
        Path file = Files.write(folder.resolve("mutant"), mutant.bytes());
        pixels = 0;
        long before = THREADS.getCurrentThreadAllocatedBytes();
        PictureFile picture;
        Path result;
        try {
            picture = new PictureReader(this::room, lenient).read(file);
            result = folder.resolve("result." + picture.format().name().toLowerCase(java.util.Locale.ROOT));
            new PictureWriter().write(picture.picture(), picture, result);
        } catch (PictureFileException e) {
            requireFewBytes(before, mutant);
            return;
        }
        requireFewBytes(before, mutant);
        read.merge(picture.format(), 1, Integer::sum);
        requireSame(picture, new PictureReader().read(result));
    }

    private Memory room(int height, int width) {
        pixels = (long) height * width;
        return new Memory(height, width, pixels > MOST_PIXELS ? Long.MAX_VALUE / 4 : 0, 0, 0);
    }

    private void requireFewBytes(long before, Mutator.Mutant mutant) {
        long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
        long allowed = BYTES_AT_LEAST + BYTES_A_BYTE * mutant.bytes().length
                + BYTES_A_PIXEL * Math.min(pixels, MOST_PIXELS);
        assertTrue(taken <= allowed,
                () -> "%d bytes are taken for a file of %d bytes and %d pixels, %d would be enough".formatted(taken,
                        mutant.bytes().length, pixels, allowed));
        mostBytes = Math.max(mostBytes, taken);
    }

    /** Also what is odd in the metadata has been written so that it is read. */
    private static void requireSame(PictureFile before, PictureFile after) {
        BufferedImage wanted = before.picture();
        BufferedImage got = after.picture();
        assertEquals(before.format(), after.format());
        assertEquals(wanted.getWidth(), got.getWidth());
        assertEquals(wanted.getHeight(), got.getHeight());
        boolean lossless = switch (before.format()) {
            case PNG, TIFF, BMP -> true;
            case JPEG, WEBP -> false;
        };
        if (lossless && wanted.getRaster().getNumBands() == got.getRaster().getNumBands()) {
            assertArrayEquals(Pictures.samples(wanted), Pictures.samples(got));
        }
    }
}
