package org.derain4j.imagej;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.WindowManager;
import ij.plugin.filter.ExtendedPlugInFilter;
import ij.plugin.filter.PlugInFilterRunner;
import ij.process.ImageProcessor;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.derain4j.engine.Model;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Previews that are cut off, as ImageJ's runner has them on a thread of their own. */
class PreviewTest {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;

    @AfterEach
    void forgetImage() {
        WindowManager.setTempCurrentImage(null);
        IJ.resetEscape();
    }

    /** The filter, with a preview made where its dialog, which would need a screen, has just ended. */
    private static final class Previewed implements ExtendedPlugInFilter {

        private final DerainFilter filter = new DerainFilter();
        private final Runnable before;
        private final boolean escapes;

        Previewed(Runnable before, boolean escapes) {
            this.before = before;
            this.escapes = escapes;
        }

        @Override
        public int setup(String arg, ImagePlus image) {
            return filter.setup(arg, image);
        }

        @Override
        public int showDialog(ImagePlus image, String command, PlugInFilterRunner runner) {
            int flags = filter.showDialog(image, command, runner);
            Thread preview = Thread.ofPlatform().start(() -> {
                before.run();
                filter.setNPasses(1);
                filter.run(image.getProcessor());
            });
            try {
                while (!preview.join(java.time.Duration.ofMillis(20))) {
                    if (escapes) {
                        IJ.setKeyDown(KeyEvent.VK_ESCAPE);
                    }
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return flags;
        }

        @Override
        public void setNPasses(int passes) {
            filter.setNPasses(passes);
        }

        @Override
        public void run(ImageProcessor slice) {
            filter.run(slice);
        }
    }

    @Test
    void escStopsThePreviewThatBecomesTheResult() {
        int[] samples = Rainy.samples(WIDTH, HEIGHT, 12, 255);
        ImageStack stack = new ImageStack(WIDTH, HEIGHT);
        for (int i = 0; i < 2; i++) {
            stack.addSlice(Rainy.grey(WIDTH, HEIGHT, samples, 8));
        }
        ImagePlus image = new ImagePlus("film", stack);
        WindowManager.setTempCurrentImage(image);
        new PlugInFilterRunner(new Previewed(() -> {
        }, true), "Derain...", "model=lite stack");
        assertArrayEquals(samples, Rainy.values(stack.getProcessor(1)));
        assertArrayEquals(samples, Rainy.values(stack.getProcessor(2)));
        assertFalse(image.isLocked());
    }

    /** As when a slider is moved: the next preview reads it. */
    @Test
    void whoInterruptsTheReadingOfAModelHearsOfNoFailure(@TempDir Path folder) throws IOException {
        Path model = folder.resolve("lite.safetensors");
        try (InputStream lite = Model.class.getResourceAsStream("/META-INF/derain4j/lite.safetensors")) {
            Files.copy(lite, model);
        }
        IJ.getErrorMessage(); // forgets it
        ImagePlus image = new ImagePlus("x.png", Rainy.grey(1, 8));
        WindowManager.setTempCurrentImage(image);
        new PlugInFilterRunner(new Previewed(() -> {
            touch(model);
            Thread.currentThread().interrupt();
        }, false), "Derain...", "model=[" + model + "]");
        assertNull(IJ.getErrorMessage());
    }

    private static void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
