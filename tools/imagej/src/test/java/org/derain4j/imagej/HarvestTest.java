package org.derain4j.imagej;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.WindowManager;
import ij.gui.Roi;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import ij.process.ImageProcessor;
import java.awt.image.BufferedImage;
import java.util.List;
import org.derain4j.engine.Separation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rain as an image, and the table of times. */
class HarvestTest extends BesideLibrary {

    @BeforeEach
    void batch() {
        Interpreter.batchMode = true;
    }

    @AfterEach
    void forgetImages() {
        for (int id : Interpreter.getBatchModeImageCount() == 0 ? new int[0] : Interpreter.getBatchModeImageIDs()) {
            Interpreter.removeBatchModeImage(Interpreter.getBatchModeImage(id));
        }
        Interpreter.batchMode = false;
        WindowManager.setTempCurrentImage(null);
    }

    private static BufferedImage rain(int bits, ImageProcessor... slices) {
        return derainer.separate(Rainy.picture(slices), bits, (done, total) -> true).rain();
    }

    private static int[] channels(ImagePlus layer, int first) {
        ImageStack stack = layer.getStack();
        return Rainy.values(stack.getProcessor(first), stack.getProcessor(first + 1), stack.getProcessor(first + 2));
    }

    @Test
    void greyRainIsAnImageOf16Bits() {
        ImageProcessor slice = Rainy.grey(1, 8);
        int[] rain = Rainy.values(rain(8, slice));
        int[] dry = Rainy.values(derainer.derain(Rainy.picture(slice)));
        ImagePlus image = new ImagePlus("street at night.png", slice);
        image.getCalibration().pixelWidth = 0.5;
        Rainy.run(image, "strength=1 layer");
        ImagePlus layer = WindowManager.getImage("street at night-rain");
        assertEquals(16, layer.getBitDepth());
        assertArrayEquals(rain, Rainy.values(layer.getProcessor()));
        assertEquals(0.5, layer.getCalibration().pixelWidth);
        assertEquals(65535, layer.getDisplayRangeMax());
        assertArrayEquals(dry, Rainy.values(image.getProcessor()));
    }

    @Test
    void rainOfColoursHasThreeChannelsWhateverTheStrength() {
        ImageProcessor slice = Rainy.colour(2);
        int[] rain = Rainy.values(rain(8, slice));
        Rainy.run(new ImagePlus("x.png", slice), "strength=0.5 layer");
        CompositeImage layer = assertInstanceOf(CompositeImage.class, WindowManager.getImage("x-rain"));
        assertEquals(3, layer.getNChannels());
        assertArrayEquals(rain, channels(layer, 1));
        assertEquals(65535, layer.getChannelLut(2).max);
        assertEquals(0xff00ff00, layer.getChannelLut(2).getRGB(255));
    }

    @Test
    void besideASelectionThereIsNoRain() {
        ImageProcessor slice = Rainy.grey(3, 16);
        int[] want = Rainy.values(rain(16, slice));
        Roi roi = new Roi(4, 6, 20, 10);
        for (int i = 0; i < want.length; i++) {
            if (!roi.contains(i % Rainy.WIDTH, i / Rainy.WIDTH)) {
                want[i] = Separation.NO_RAIN;
            }
        }
        ImagePlus image = new ImagePlus("x", slice);
        image.setRoi(roi);
        Rainy.run(image, "layer");
        assertArrayEquals(want, Rainy.values(WindowManager.getImage("x-rain").getProcessor()));
    }

    @Test
    void aStacksRainIsAStackOfItsForm() {
        ImageStack stack = new ImageStack(Rainy.WIDTH, Rainy.HEIGHT);
        for (int i = 0; i < 4; i++) {
            stack.addSlice("s" + i, Rainy.colour(10 * i));
        }
        ImagePlus image = new ImagePlus("film.avi", stack);
        image.setDimensions(1, 2, 2);
        image.setSlice(3);
        Rainy.run(image, "layer");
        ImagePlus one = WindowManager.getImage("film-rain");
        assertEquals(3, one.getStackSize());
        assertArrayEquals(Rainy.values(rain(8, Rainy.colour(20))), channels(one, 1));
        one.setTitle("one");

        stack.setProcessor(Rainy.colour(20), 3);
        Rainy.run(image, "layer stack");
        ImagePlus all = WindowManager.getImage("film-rain");
        assertArrayEquals(new int[]{Rainy.WIDTH, Rainy.HEIGHT, 3, 2, 2}, all.getDimensions());
        for (int i = 0; i < 4; i++) {
            assertArrayEquals(Rainy.values(rain(8, Rainy.colour(10 * i))), channels(all, 1 + 3 * i));
            assertEquals("s" + i, all.getStack().getSliceLabel(1 + 3 * i));
        }
    }

    @Test
    void channelsThatAreColoursHaveTheirRainTogether() {
        ImageStack stack = new ImageStack(Rainy.WIDTH, Rainy.HEIGHT);
        for (int i = 0; i < 6; i++) {
            stack.addSlice(Rainy.grey(i, 16));
        }
        ImagePlus image = new ImagePlus("deep.tif", stack);
        image.setDimensions(3, 2, 1);
        int[] rain = Rainy.values(rain(16, Rainy.grey(3, 16), Rainy.grey(4, 16), Rainy.grey(5, 16)));
        Rainy.run(image, "channels stack layer times");
        ImagePlus layer = WindowManager.getImage("deep-rain");
        assertArrayEquals(new int[]{Rainy.WIDTH, Rainy.HEIGHT, 3, 2, 1}, layer.getDimensions());
        assertArrayEquals(rain, channels(layer, 4));
    }

    @Test
    void ofTwoPreviewsOnlyTheLastCounts() {
        ImagePlus image = new ImagePlus("seen.png", Rainy.grey(6, 8));
        SlicePicture source = new SlicePicture(List.of(image.getProcessor()), image.getProcessor(), 255, false);
        Separation separation = derainer.separate(source.picture(), 8, (done, total) -> true);
        Harvest harvest = new Harvest(image);
        harvest.add(List.of(1), source, DryPicture.of(separation), 1);
        harvest.add(List.of(1), source, new DryPicture(separation.picture(), null), 1);
        harvest.show(false, false);
        assertNull(WindowManager.getImage("seen-rain"));
    }

    @Test
    void timesAreLinesOfTheTable() {
        ResultsTable.getResultsTable().reset();
        ImageStack stack = new ImageStack(Rainy.WIDTH, Rainy.HEIGHT);
        for (int i = 0; i < 3; i++) {
            stack.addSlice(Rainy.grey(i, 8));
        }
        Rainy.run(new ImagePlus("film", stack), "stack times");
        ResultsTable table = ResultsTable.getResultsTable();
        assertEquals(3, table.size());
        for (int row = 0; row < 3; row++) {
            assertEquals("film", table.getStringValue("Image", row));
            assertEquals(row + 1, table.getValue("Slice", row));
            assertTrue(table.getValue("Milliseconds", row) > 0);
        }
        Rainy.run(new ImagePlus("film", Rainy.grey(1, 8)), "");
        assertEquals(3, ResultsTable.getResultsTable().size());
        assertNull(WindowManager.getImage("film-rain"));
    }
}
