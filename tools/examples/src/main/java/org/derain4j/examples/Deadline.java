package org.derain4j.examples;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.imageio.ImageIO;
import org.derain4j.engine.Derainer;

/** A picture that may take so long and no longer, by an interrupt: {@code Deadline street.png street.clean.png 10}, in seconds. */
final class Deadline {

    private Deadline() {}

    // @start region="interrupt" :
    static BufferedImage derain(Derainer derainer, BufferedImage picture, Duration most, ExecutorService threads)
            throws InterruptedException, ExecutionException, TimeoutException {
        Future<BufferedImage> future = threads.submit(() -> derainer.derain(picture));
        try {
            return future.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            future.cancel(true); // an interrupt, where it still runs or waits for its turn
        }
    }
    // @end

    public static void main(String... args) throws IOException, InterruptedException, ExecutionException {
        try (Derainer derainer = Derainer.builder().build();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Duration most = Duration.ofSeconds(Long.parseLong(args[2]));
            BufferedImage clean = derain(derainer, ImageIO.read(new File(args[0])), most, threads);
            ImageIO.write(clean, "png", new File(args[1]));
        } catch (TimeoutException e) {
            System.err.println("not derained in time");
        }
    }
}
