package org.derain4j.imagej;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.Undo;
import ij.WindowManager;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import ij.process.LUT;
import java.awt.Color;
import java.awt.event.KeyEvent;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Single images, beside what the library makes of the same picture. */
class DerainFilterTest extends BesideLibrary {

    @Test
    void coloursAreThoseOfTheLibrary() {
        ImagePlus image = new ImagePlus("x.png", Rainy.colour(1));
        int[] dry = Rainy.values(derainer.derain(Rainy.picture(image.getProcessor())));
        Rainy.run(image, "model=lite strength=1");
        assertArrayEquals(dry, Rainy.values(image.getProcessor()));
        assertFalse(image.isLocked());
        assertTrue(image.changes);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void greyIsThatOfTheLibrary(int bits) {
        ImagePlus image = new ImagePlus("x.png", Rainy.grey(2, bits));
        int[] rainy = Rainy.values(image.getProcessor());
        int[] dry = Rainy.values(derainer.derain(Rainy.picture(image.getProcessor())));
        Rainy.run(image, "model=lite");
        assertArrayEquals(dry, Rainy.values(image.getProcessor()));
        assertTrue(different(rainy, dry) > rainy.length / 20, "the picture is rained on");
    }

    @Test
    void colourThatIsGreyStaysGrey() {
        ImagePlus image = new ImagePlus("x.png", Rainy.grey(2, 8).convertToRGB());
        Rainy.run(image, "model=lite");
        int[] dry = Rainy.values(image.getProcessor());
        for (int i = 0; i < dry.length; i += 3) {
            assertTrue(dry[i] == dry[i + 1] && dry[i] == dry[i + 2]);
        }
    }

    @Test
    void strengthLeavesSomeOfTheRain() {
        ImagePlus image = new ImagePlus("x.png", Rainy.colour(3));
        int[] dry = Rainy.values(derainer.withStrength(0.4).derain(Rainy.picture(image.getProcessor())));
        Rainy.run(image, "strength=0.4");
        assertArrayEquals(dry, Rainy.values(image.getProcessor()));
    }

    @Test
    void whiteIsWhatIsSaidAndWhatIsAboveStays() {
        int[] samples = Rainy.samples(4, 4095);
        samples[77] = 5000;
        ImageProcessor slice = Rainy.grey(Rainy.WIDTH, Rainy.HEIGHT, samples, 16);
        int[] seen = Rainy.values(Rainy.picture(DerainFilterTest::ofTwelveBits, slice));
        int[] dry = Rainy.values(derainer.derain(Rainy.picture(DerainFilterTest::ofTwelveBits, slice)));
        int[] want = samples.clone();
        for (int i = 0; i < want.length; i++) {
            want[i] = Math.max(0, want[i] - (int) Math.round((seen[i] - dry[i]) * 4095 / 65535.0));
        }
        ImagePlus image = new ImagePlus("x.tif", slice);
        Rainy.run(image, "white=4095");
        assertArrayEquals(want, Rainy.values(image.getProcessor()));
        assertTrue(different(samples, want) > samples.length / 20);

        ImagePlus untouched = new ImagePlus("x.tif", Rainy.grey(Rainy.WIDTH, Rainy.HEIGHT, samples, 16));
        Rainy.run(untouched, "white=4095 strength=0");
        assertArrayEquals(samples, Rainy.values(untouched.getProcessor()));
    }

    private static int ofTwelveBits(int value) {
        return (int) Math.min(65535, Math.round(value * 65535 / 4095.0));
    }

    @Test
    void whatIsShownInvertedIsSeenAsItIsShown() {
        ImagePlus image = new ImagePlus("x.tif", Rainy.grey(5, 8));
        int[] dry = Rainy.values(derainer.derain(Rainy.picture(image.getProcessor())));
        image.getProcessor().invert();
        image.getProcessor().invertLut();
        Rainy.run(image, "");
        int[] stored = Rainy.values(image.getProcessor());
        for (int i = 0; i < stored.length; i++) {
            assertEquals(255 - dry[i], stored[i]);
        }
    }

    @Test
    void onlyASelectionChangesAndToWhatTheWholeWouldBe() {
        for (Roi roi : new Roi[]{new Roi(10, 5, 20, 30), new OvalRoi(10, 5, 33, 25), new OvalRoi(-10, 20, 33, 40)}) {
            ImageProcessor slice = Rainy.colour(6);
            int[] rainy = Rainy.values(slice);
            int[] dry = Rainy.values(derainer.derain(Rainy.picture(slice)));
            ImagePlus image = new ImagePlus("x.png", slice);
            image.setRoi(roi);
            Rainy.run(image, "");
            int[] values = Rainy.values(image.getProcessor());
            int[] want = rainy.clone();
            for (int i = 0; i < want.length; i++) {
                if (roi.contains(i / 3 % Rainy.WIDTH, i / 3 / Rainy.WIDTH)) {
                    want[i] = dry[i];
                }
            }
            assertArrayEquals(want, values);
            assertSame(roi, image.getRoi());
        }
    }

    @Test
    void aLineSelectsNothingAsInImageJsOwnFilters() {
        ImagePlus image = new ImagePlus("x.png", Rainy.grey(7, 8));
        int[] dry = Rainy.values(derainer.derain(Rainy.picture(image.getProcessor())));
        image.setRoi(new ij.gui.Line(1, 1, 20, 20));
        Rainy.run(image, "");
        assertArrayEquals(dry, Rainy.values(image.getProcessor()));
    }

    @Test
    void aSingleImageCanBeUndone() {
        ImagePlus image = new ImagePlus("x.png", Rainy.grey(8, 16));
        int[] rainy = Rainy.values(image.getProcessor());
        WindowManager.setTempCurrentImage(image);
        Rainy.run(image, "");
        assertTrue(different(rainy, Rainy.values(image.getProcessor())) > 0);
        Undo.undo();
        assertArrayEquals(rainy, Rainy.values(image.getProcessor()));
        WindowManager.setTempCurrentImage(null);
    }

    @Test
    void escLeavesASingleImageAsItWas() throws InterruptedException {
        int[] samples = Rainy.samples(1200, 900, 12, 255);
        ImagePlus image = new ImagePlus("x.png", Rainy.grey(1200, 900, samples, 8));
        Thread key = Thread.ofVirtual().start(() -> {
            while (!Thread.interrupted()) {
                IJ.setKeyDown(KeyEvent.VK_ESCAPE);
                LockSupport.parkNanos(20_000_000);
            }
        });
        Rainy.run(image, "layer");
        key.interrupt();
        key.join();
        IJ.resetEscape();
        assertArrayEquals(samples, Rainy.values(image.getProcessor()));
        assertFalse(image.isLocked());
    }

    @Test
    void howAnImageIsShownStays() {
        ImagePlus image = new ImagePlus("x.tif", Rainy.grey(9, 16));
        image.setDisplayRange(1000, 30000);
        LUT fire = LUT.createLutFromColor(Color.ORANGE);
        image.getProcessor().setLut(fire);
        image.setDisplayRange(1000, 30000);
        image.getCalibration().pixelWidth = 0.25;
        image.getCalibration().setUnit("mm");
        Overlay overlay = new Overlay(new Roi(1, 2, 3, 4));
        image.setOverlay(overlay);
        image.setProperty("Info", "taken in the rain");
        Rainy.run(image, "");
        assertEquals(1000, image.getDisplayRangeMin());
        assertEquals(30000, image.getDisplayRangeMax());
        assertEquals(fire.getRGB(200), image.getProcessor().getLut().getRGB(200));
        assertEquals(0.25, image.getCalibration().pixelWidth);
        assertEquals("mm", image.getCalibration().getUnit());
        assertSame(overlay, image.getOverlay());
        assertEquals("taken in the rain", image.getProperty("Info"));
        assertEquals("x.tif", image.getTitle());
    }

    /** As {@code run("Derain...", options)} hands them over; ImageJ's menus, which know the command, want a screen. */
    @Test
    void optionsOfAMacroAreRead() {
        ImagePlus image = new ImagePlus("x.png", Rainy.grey(10, 8));
        int[] dry = Rainy.values(derainer.withStrength(0.5).derain(Rainy.picture(image.getProcessor())));
        String name = Thread.currentThread().getName();
        try {
            Thread.currentThread().setName("Run$_" + name);
            Macro.setOptions("model=lite strength=0.5");
            Rainy.run(image, "");
        } finally {
            Macro.setOptions(null);
            Thread.currentThread().setName(name);
        }
        assertArrayEquals(dry, Rainy.values(image.getProcessor()));
    }

    @Test
    void aMacroWithoutAScreenCallsIt() {
        ImagePlus image = new ImagePlus("x.png", Rainy.grey(11, 8));
        int[] dry = Rainy.values(derainer.derain(Rainy.picture(image.getProcessor())));
        WindowManager.setTempCurrentImage(image);
        assertEquals("62", IJ.runMacro("""
                call("ij.IJ.runPlugIn", "org.derain4j.imagej.Derain", "model=lite strength=1");
                return "" + getWidth();"""));
        WindowManager.setTempCurrentImage(null);
        assertArrayEquals(dry, Rainy.values(image.getProcessor()));
        assertNull(Macro.getOptions());
    }

    private static int different(int[] one, int[] other) {
        int count = 0;
        for (int i = 0; i < one.length; i++) {
            count += one[i] == other[i] ? 0 : 1;
        }
        return count;
    }
}
