package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import org.derain4j.kernels.backend.DeviceException;
import org.derain4j.kernels.backend.DeviceException.Reason;
import org.derain4j.kernels.backend.ScratchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/**
 * What listeners throw that means something to the engine where it comes from itself, such as that of another derainer which a
 * listener called: it reaches the caller as it is, through every door, and the derainer is as good as before.
 */
class ListenerFailureTest {

    private static final List<Throwable> THROWN = List.of(new OutOfMemoryError("the listener's"),
            new StackOverflowError(), new DeviceException(Reason.LOST, "another's device"),
            new DeviceException(Reason.MEMORY, "another's device"), new DeviceException("another's device"),
            new ScratchException("another's file"), PictureException.ofRoom("another's picture", null),
            new CancellationException("another's"), new InterruptedException("the listener's"));

    /** Every way into the engine that is told of a listener. */
    private static List<BiConsumer<Derainer, Progress>> doors(int height, int width) {
        BufferedImage picture = InterruptSweep.picture(width, height);
        float[] floats = Fixtures.noise(height, width);
        PixelLayout layout = PixelLayout.interleaved(height, width, ChannelOrder.BGR);
        PixelBuffer from = PixelBuffer.of(new byte[height * width * 3], layout);
        PixelBuffer to = PixelBuffer.of(new byte[height * width * 3], layout);
        return List.of((derainer, progress) -> derainer.derain(picture, progress),
                (derainer, progress) -> derainer.derain(picture, 16, progress),
                (derainer, progress) -> derainer.separate(picture, 8, progress),
                (derainer, progress) -> derainer.derain(from, to, progress),
                (derainer, progress) -> derainer.rain(floats, height, width, progress));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> boolean throwUndeclared(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private static DerainerBuilder builder() throws IOException {
        return Derainer.builder().model(Model.load(Fixtures.file("tiny_model/tiny")));
    }

    private static void passes(int height, int width, DerainerBuilder builder, List<Throwable> kinds)
            throws IOException {
        float[] noise = Fixtures.noise(height, width);
        try (Derainer derainer = builder.build()) {
            float[] expected = derainer.derain(noise, height, width);
            for (Throwable thrown : kinds) {
                for (BiConsumer<Derainer, Progress> door : doors(height, width)) {
                    assertSame(thrown, assertThrows(Throwable.class, () -> door.accept(derainer, (done,
                            total) -> done < 3 || ListenerFailureTest.<RuntimeException>throwUndeclared(thrown))));
                }
                assertArrayEquals(expected, derainer.derain(noise, height, width), thrown.toString());
            }
        }
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // who waits for the other threads lets no interrupt end it
    void whateverItIsItReachesTheCaller() throws IOException {
        passes(20, 30, builder(), THROWN);
        passes(68, 20, builder().backend("portable").tile(64), THROWN);
        passes(8, 9, builder().backend("reference"), THROWN);
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void alsoOutOfARunWithAScratchFile() throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "scratch");
        DerainerBuilder within = builder().memoryBudget(28 << 20).scratch(folder);
        try (Derainer spilling = within.build()) {
            assertTrue(spilling.storage(480, 640).scratchBytes() > 0);
            passes(480, 640, within, List.of(new ScratchException("another's file"), new OutOfMemoryError()));
        } finally {
            Files.delete(folder); // which is empty
        }
    }
}
