package org.derain4j.examples;

import static org.derain4j.examples.BackgroundTest.spent;
import static org.derain4j.examples.TestPictures.assertDerained;
import static org.derain4j.examples.TestPictures.rainy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.imageio.ImageIO;
import org.derain4j.engine.Derainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A picture in time is there; one that is late gives its thread back, whether it runs or waits for its turn. */
class DeadlineTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @Test
    void aPictureInTime(@TempDir Path folder) throws Exception {
        BufferedImage rainy = rainy(folder.resolve("rainy.png").toFile(), 64, 48, 4);
        Deadline.main(folder.resolve("rainy.png").toString(), folder.resolve("clean.png").toString(), "60");
        assertDerained(rainy, ImageIO.read(folder.resolve("clean.png").toFile()));
        Deadline.main(folder.resolve("rainy.png").toString(), folder.resolve("late.png").toString(), "0");
        assertFalse(Files.exists(folder.resolve("late.png")));
    }

    @Test
    void theRunEndsAtTheDeadline() throws Exception {
        BufferedImage picture = rainy(640, 480, 5);
        try (Derainer derainer = Derainer.builder().threads(1).build();
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            long id = thread.submit(() -> Thread.currentThread().threadId()).get();
            Deadline.derain(derainer, picture, LONG, thread); // memory is prepared, Java compiles
            long before = spent(id);
            Deadline.derain(derainer, picture, LONG, thread);
            long whole = spent(id) - before;

            before = spent(id);
            assertThrows(TimeoutException.class,
                    () -> Deadline.derain(derainer, picture, Duration.ofNanos(whole / 5), thread));
            long cut = thread.submit(() -> spent(id)).get() - before;
            assertTrue(cut < whole / 2, () -> "the run goes on: %d of %d".formatted(cut, whole));

            BufferedImage next = rainy(50, 40, 6);
            assertDerained(next, Deadline.derain(derainer, next, LONG, thread));
        }
    }

    @Test
    void whoWaitsForHisTurnWaitsNoLonger() throws Exception {
        BufferedImage picture = rainy(50, 40, 7);
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Derainer derainer = Derainer.builder().build();
                ExecutorService first = Executors.newSingleThreadExecutor();
                ExecutorService second = Executors.newSingleThreadExecutor()) {
            Future<BufferedImage> held = first.submit(() -> derainer.derain(picture, (done, total) -> {
                runs.countDown();
                return await(goOn);
            }));
            assertTrue(await(runs));
            assertThrows(TimeoutException.class,
                    () -> Deadline.derain(derainer, picture, Duration.ofMillis(200), second));
            assertEquals("free", second.submit(() -> "free").get(20, TimeUnit.SECONDS));
            assertFalse(held.isDone());
            goOn.countDown();
            assertDerained(picture, held.get());
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
