package org.derain4j.imagej;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import ij.process.LUT;
import java.awt.GraphicsEnvironment;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.derain4j.engine.Separation;

/** What a run brings beside the derained image: the rain as an image of its own, and how long each slice took. */
final class Harvest {

    private static final short NO_RAIN = (short) Separation.NO_RAIN;

    private final ImagePlus image;

    /** By slices of the image, from 1: one array of 16 bits, or three for a slice of colours. */
    private final SortedMap<Integer, short[][]> rain = new TreeMap<>();

    /** Whether these are red, green and blue. */
    private boolean coloured;

    private final SortedMap<Integer, Long> nanos = new TreeMap<>();

    Harvest(ImagePlus image) {
        this.image = image;
    }

    /** Of one slice, or of three that are the channels of a picture; in place of what there was of them. */
    void add(List<Integer> slices, SlicePicture source, DryPicture separation, long taken) {
        nanos.put(slices.getFirst(), taken);
        rain.keySet().removeAll(slices); // of a preview, before the layer was unticked
        if (separation.rain() == null) {
            return;
        }
        short[][] channels = source.rain(separation.rain().getRaster(), NO_RAIN);
        coloured = channels.length > 1;
        if (slices.size() == 1) {
            rain.put(slices.getFirst(), channels);
        } else {
            IntStream.range(0, channels.length)
                    .forEach(i -> rain.put(slices.get(i), new short[][]{channels[i]}));
        }
    }

    boolean has(int slice) {
        return nanos.containsKey(slice);
    }

    void clear() {
        rain.clear();
        nanos.clear();
    }

    /**
     * Shows what there is, once.
     *
     * @param times whether in the Results table, too
     * @param whole whether all of the stack was asked for: slices that it did not come to have no rain in the layer
     */
    void show(boolean times, boolean whole) {
        if (times) {
            ResultsTable table = ResultsTable.getResultsTable();
            nanos.forEach((slice, taken) -> {
                table.addRow();
                table.addValue("Image", image.getTitle());
                table.addValue("Slice", slice);
                table.addValue("Milliseconds", taken / 1e6);
            });
            table.show("Results");
        }
        if (!rain.isEmpty()) {
            show(layer(whole));
        }
        clear();
    }

    /** Where there is no screen it becomes one of the images of batch mode. */
    private static void show(ImagePlus layer) {
        if (GraphicsEnvironment.isHeadless()) {
            Interpreter.addBatchModeImage(layer);
        } else {
            layer.show();
        }
    }

    private ImagePlus layer(boolean whole) {
        List<Integer> slices = whole
                ? IntStream.rangeClosed(1, image.getStackSize()).boxed().toList()
                : List.copyOf(rain.keySet());
        ImageStack stack = new ImageStack(image.getWidth(), image.getHeight());
        int arrays = rain.get(rain.firstKey()).length;
        for (int slice : slices) {
            for (int array = 0; array < arrays; array++) {
                stack.addSlice(image.getStack().getSliceLabel(slice),
                        rain.containsKey(slice) ? rain.get(slice)[array] : dry());
            }
        }
        ImagePlus layer = new ImagePlus(title(image.getTitle()), stack);
        layer.copyScale(image);
        int frames = whole ? image.getNFrames() : 1;
        int channels = coloured ? SliceOrder.CHANNELS : whole ? image.getNChannels() : 1;
        layer.setDimensions(channels, stack.size() / channels / frames, frames);
        layer.setOpenAsHyperStack(true);
        layer.setDisplayRange(0, Settings.FULL_WHITE);
        return coloured ? inColour(layer) : layer;
    }

    /** As ImageJ opens a picture of 48 bits. */
    private static CompositeImage inColour(ImagePlus channels) {
        CompositeImage composite = new CompositeImage(channels, IJ.COMPOSITE);
        LUT[] luts = SliceOrder.COLOURS.stream().map(LUT::createLutFromColor).toArray(LUT[]::new);
        for (LUT lut : luts) {
            lut.max = Settings.FULL_WHITE;
        }
        composite.setLuts(luts);
        return composite;
    }

    private static String title(String image) {
        return WindowManager.makeUniqueName(image.replaceFirst("\\.\\w{1,5}$", "") + "-rain");
    }

    private short[] dry() {
        short[] none = new short[image.getWidth() * image.getHeight()];
        Arrays.fill(none, NO_RAIN);
        return none;
    }
}
