package org.derain4j.examples;

import static org.derain4j.examples.TestPictures.assertDerained;
import static org.derain4j.examples.TestPictures.rainy;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.imageio.ImageIO;
import org.derain4j.engine.Derainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A future gives the picture, and what ends the future ends the run. */
class BackgroundTest {

    @Test
    void theFutureHasThePicture(@TempDir Path folder) throws Exception {
        BufferedImage rainy = rainy(folder.resolve("rainy.png").toFile(), 64, 48, 4);
        Background.main(folder.resolve("rainy.png").toString(), folder.resolve("clean.png").toString(), "60");
        assertDerained(rainy, ImageIO.read(folder.resolve("clean.png").toFile()));
    }

    @Test
    void aPictureThatIsTooLateIsNotWritten(@TempDir Path folder) throws Exception {
        rainy(folder.resolve("rainy.png").toFile(), 640, 480, 4);
        Background.main(folder.resolve("rainy.png").toString(), folder.resolve("clean.png").toString(), "0");
        assertFalse(Files.exists(folder.resolve("clean.png")));
    }

    @Test
    void cancelEndsTheRun() throws Exception {
        assertRunEndsWith(future -> assertTrue(future.cancel(false)));
    }

    @Test
    void orTimeoutEndsTheRun() throws Exception {
        assertRunEndsWith(future -> {
            future.orTimeout(1, TimeUnit.MILLISECONDS);
            assertInstanceOf(TimeoutException.class, assertThrows(CompletionException.class, future::join).getCause());
        });
    }

    private interface End {

        void of(CompletableFuture<BufferedImage> future);
    }

    /** The one thread that works has then spent less than half of what the picture takes, however busy the machine is. */
    private static void assertRunEndsWith(End end) throws Exception {
        BufferedImage picture = rainy(640, 480, 5);
        try (Derainer derainer = Derainer.builder().threads(1).build();
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            long id = thread.submit(() -> Thread.currentThread().threadId()).get();
            Background.derain(derainer, picture, thread).join(); // memory is prepared, Java compiles
            long before = spent(id);
            Background.derain(derainer, picture, thread).join();
            long whole = spent(id) - before;

            before = spent(id);
            var future = Background.derain(derainer, picture, thread);
            while (spent(id) - before < whole / 20) {
                Thread.sleep(1);
            }
            assertFalse(future.isDone());
            end.of(future);
            long cut = thread.submit(() -> spent(id)).get() - before;
            assertTrue(cut < whole / 2,
                    () -> "the run goes on: %d ms of %d".formatted(cut / 1_000_000, whole / 1_000_000));

            BufferedImage next = rainy(50, 40, 6);
            assertDerained(next, Background.derain(derainer, next, thread).join());
        }
    }

    static long spent(long thread) {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread);
    }
}
