package org.derain4j.imagej;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.Undo;
import ij.WindowManager;
import ij.gui.OvalRoi;
import ij.process.ImageProcessor;
import java.awt.event.KeyEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Stacks, hyperstacks, and channels that are colours. */
class StackTest extends BesideLibrary {

    /** Of other slices each. */
    private static ImageStack stack(int slices, int bits) {
        ImageStack stack = new ImageStack(Rainy.WIDTH, Rainy.HEIGHT);
        for (int i = 0; i < slices; i++) {
            stack.addSlice("slice " + i, bits == 24 ? Rainy.colour(i) : Rainy.grey(i, bits));
        }
        return stack;
    }

    private static int[] dry(ImageProcessor... slices) {
        return Rainy.values(derainer.derain(Rainy.picture(slices)));
    }

    @Test
    void eachSliceIsAPictureOfItsOwn() {
        for (int bits : new int[]{8, 16, 24}) {
            ImagePlus image = new ImagePlus("film", stack(5, bits));
            image.setSlice(3);
            Rainy.run(image, "model=lite stack");
            ImageStack before = stack(5, bits);
            for (int i = 1; i <= 5; i++) {
                assertArrayEquals(dry(before.getProcessor(i)), Rainy.values(image.getStack().getProcessor(i)));
                assertEquals("slice " + (i - 1), image.getStack().getSliceLabel(i));
            }
            assertEquals(3, image.getCurrentSlice());
        }
    }

    @Test
    void withoutTheWordOnlyTheSliceInViewChanges() {
        ImagePlus image = new ImagePlus("film", stack(3, 8));
        image.setSlice(2);
        Rainy.run(image, "model=lite");
        ImageStack before = stack(3, 8);
        assertArrayEquals(Rainy.values(before.getProcessor(1)), Rainy.values(image.getStack().getProcessor(1)));
        assertArrayEquals(dry(before.getProcessor(2)), Rainy.values(image.getStack().getProcessor(2)));
        assertArrayEquals(Rainy.values(before.getProcessor(3)), Rainy.values(image.getStack().getProcessor(3)));
    }

    @Test
    void aSelectionHoldsForEachSlice() {
        ImagePlus image = new ImagePlus("film", stack(2, 16));
        OvalRoi oval = new OvalRoi(5, 5, 30, 25);
        image.setRoi(oval);
        Rainy.run(image, "stack");
        for (int slice = 1; slice <= 2; slice++) {
            int[] before = Rainy.values(stack(2, 16).getProcessor(slice));
            int[] dry = dry(stack(2, 16).getProcessor(slice));
            int[] want = IntStream.range(0, before.length)
                    .map(i -> oval.contains(i % Rainy.WIDTH, i / Rainy.WIDTH) ? dry[i] : before[i]).toArray();
            assertArrayEquals(want, Rainy.values(image.getStack().getProcessor(slice)));
        }
    }

    /** As ImageJ opens a picture of 48 bits. */
    private static CompositeImage composite(int places, int mode) {
        ImagePlus image = new ImagePlus("deep.tif", stack(3 * places, 16));
        image.setDimensions(3, 1, places);
        CompositeImage composite = new CompositeImage(image, mode);
        composite.setOpenAsHyperStack(true);
        return composite;
    }

    private static ImageProcessor[] place(ImageStack stack, int place) {
        return IntStream.rangeClosed(1, 3).mapToObj(c -> stack.getProcessor(3 * place + c))
                .toArray(ImageProcessor[]::new);
    }

    @Test
    void threeChannelsAreOnePictureIfTheyAreSaidTo() {
        for (int mode : new int[]{IJ.COMPOSITE, IJ.COLOR}) {
            ImagePlus image = composite(1, mode);
            image.setC(2);
            Rainy.run(image, "channels");
            assertArrayEquals(dry(place(stack(3, 16), 0)), Rainy.values(place(image.getStack(), 0)));
        }
        ImagePlus apart = composite(1, IJ.COMPOSITE);
        Rainy.run(apart, "");
        for (int channel = 1; channel <= 3; channel++) {
            assertArrayEquals(dry(stack(3, 16).getProcessor(channel)),
                    Rainy.values(apart.getStack().getProcessor(channel)));
        }
    }

    @Test
    void soAreTheyAtEachPlaceOfAHyperstack() {
        ImagePlus image = composite(2, IJ.COLOR);
        Rainy.run(image, "channels stack");
        for (int place = 0; place < 2; place++) {
            assertArrayEquals(dry(place(stack(6, 16), place)), Rainy.values(place(image.getStack(), place)));
        }
        ImagePlus one = composite(2, IJ.COLOR);
        one.setPosition(2, 1, 2);
        Rainy.run(one, "channels slice");
        assertArrayEquals(Rainy.values(place(stack(6, 16), 0)), Rainy.values(place(one.getStack(), 0)));
        assertArrayEquals(dry(place(stack(6, 16), 1)), Rainy.values(place(one.getStack(), 1)));
    }

    @Test
    void coloursInChannelsAreShownAndCanBeUndone() {
        ImagePlus image = composite(1, IJ.COMPOSITE);
        showAll(image);
        int[] shown = pixels(image);
        WindowManager.setTempCurrentImage(image);
        Rainy.run(image, "channels");
        CompositeImage anew = new CompositeImage(new ImagePlus("", image.getStack().duplicate()), IJ.COMPOSITE);
        showAll(anew);
        assertArrayEquals(pixels(anew), pixels(image));
        assertFalse(Arrays.equals(shown, pixels(image)));
        Undo.undo();
        WindowManager.setTempCurrentImage(null);
        assertArrayEquals(Rainy.values(place(stack(3, 16), 0)), Rainy.values(place(image.getStack(), 0)));
    }

    private static void showAll(ImagePlus image) {
        pixels(image); // makes what is shown
        for (int channel = 3; channel >= 1; channel--) {
            image.setC(channel);
            image.setDisplayRange(0, 60000);
        }
    }

    private static int[] pixels(ImagePlus image) {
        return image.getBufferedImage().getRGB(0, 0, Rainy.WIDTH, Rainy.HEIGHT, null, 0, Rainy.WIDTH);
    }

    /** Slices large enough for the key to come while one of them is in hand. */
    @Test
    void escKeepsWhatIsDoneAndLeavesTheRest() throws InterruptedException {
        int slices = 12;
        int[] samples = Rainy.samples(320, 240, 1, 255);
        ImageStack stack = new ImageStack(320, 240);
        for (int i = 0; i < slices; i++) {
            stack.addSlice(Rainy.grey(320, 240, samples, 8));
        }
        ImagePlus image = new ImagePlus("film", stack);
        Thread key = Thread.ofVirtual().start(() -> {
            while (Arrays.equals(samples, Rainy.values(stack.getProcessor(2)))) {
                IJ.wait(5);
            }
            IJ.setKeyDown(KeyEvent.VK_ESCAPE);
        });
        Rainy.run(image, "stack");
        assertTrue(key.join(Duration.ofSeconds(60)));
        IJ.resetEscape();
        int[] dry = dry(Rainy.grey(320, 240, samples, 8));
        List<Boolean> done = IntStream.rangeClosed(1, slices).mapToObj(slice -> {
            int[] values = Rainy.values(stack.getProcessor(slice));
            boolean isDry = Arrays.equals(dry, values);
            assertTrue(isDry || Arrays.equals(samples, values), "half derained: slice " + slice);
            return isDry;
        }).toList();
        assertTrue(done.get(1), done.toString());
        assertFalse(done.get(slices - 1), done.toString());
        assertEquals(done.indexOf(false), done.lastIndexOf(true) + 1, done.toString());
        assertFalse(image.isLocked());
    }
}
