package org.derain4j.examples;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.derain4j.engine.Derainer;

/** A picture that may take so long and no longer: {@code Background street.png street.clean.png 10}, in seconds. */
final class Background {

    private Background() {}

    /** A future whose {@code cancel} and {@code orTimeout} end the run, too: whatever completes it, the derainer then stops. */
    // @start region="future" :
    static CompletableFuture<BufferedImage> derain(Derainer derainer, BufferedImage picture, Executor executor) {
        var future = new CompletableFuture<BufferedImage>();
        return future.completeAsync(() -> derainer.derain(picture, (done, total) -> !future.isDone()), executor);
    }
    // @end

    public static void main(String... args) throws IOException {
        try (Derainer derainer = Derainer.builder().build();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            BufferedImage clean = derain(derainer, ImageIO.read(new File(args[0])), threads)
                    .orTimeout(Long.parseLong(args[2]), TimeUnit.SECONDS).join();
            ImageIO.write(clean, "png", new File(args[1]));
        } catch (CompletionException e) {
            System.err.println("not derained: " + e.getCause());
        }
    }
}
