package org.derain4j.imagej;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.Undo;
import ij.plugin.filter.ExtendedPlugInFilter;
import ij.plugin.filter.PlugInFilterRunner;
import ij.process.ImageProcessor;
import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.derain4j.engine.PictureException;
import org.derain4j.engine.Separation;

/**
 * Removes rain from an image or, slice by slice, from a stack, as ImageJ's own filters work: in place, on what is selected, with
 * preview, undo for a single image and macros, {@code run("Derain...", "model=lite strength=1")}, with {@code stack} for all
 * slices.
 *
 * <p>Esc stops: slices that are done stay done, as with ImageJ's filters, and the one in hand stays as it was, so that no slice is
 * ever half derained. So does what fails. Nothing can be undone in a stack but in one whose channels are a single
 * picture's colours, which ImageJ keeps a copy of.
 */
public final class DerainFilter implements ExtendedPlugInFilter {

    static final String TITLE = "Derain";

    private static final int FLAGS = DOES_8G | DOES_16 | DOES_RGB | FINAL_PROCESSING;

    private ImagePlus image;
    private PlugInFilterRunner runner;
    private Settings settings = Settings.DEFAULT;

    /** Of the dialog and, after it, of the work; that of a preview is another. */
    private Thread worker;
    private boolean whole;
    private int passes = 1;
    private int pass;

    private Harvest harvest;

    /** Why the rest was left as it is; null while all is well. */
    private String failure;

    /** For {@link PlugInFilterRunner}, one for each run. */
    public DerainFilter() {}

    @Override
    public int setup(String arg, ImagePlus current) {
        if ("final".equals(arg)) {
            finish();
            return DONE;
        }
        image = current;
        String problem = current == null ? null : switch (current.getType()) {
            case ImagePlus.COLOR_256 -> "An 8-bit colour image has no colours but those of its table. "
                    + "Image > Type > RGB Color makes it one that can be derained.";
            case ImagePlus.GRAY32 -> "A 32-bit image does not say which value is white. "
                    + "Image > Type > 16-bit makes it one that can be derained.";
            default -> null;
        };
        if (problem != null) {
            IJ.error(TITLE, problem);
            return DONE;
        }
        return FLAGS;
    }

    @Override
    public int showDialog(ImagePlus current, String command, PlugInFilterRunner caller) {
        runner = caller;
        worker = Thread.currentThread();
        harvest = new Harvest(current);
        Settings asked = SettingsDialog.ask(current, command, caller, now -> settings = now);
        if (asked == null) {
            return DONE;
        }
        settings = asked;
        int flags = slices(settings.channels() ? FLAGS | NO_UNDO_RESET : FLAGS | KEEP_PREVIEW);
        if ((flags & DOES_STACKS) != 0 && current.getStack().isVirtual()) {
            IJ.error(TITLE, "A virtual stack keeps no changes. Process > Batch > Virtual Stack derains it to files, "
                    + "Image > Duplicate makes it a normal stack.");
            return DONE;
        }
        whole = (flags & DOES_STACKS) != 0;
        IJ.resetEscape(); // what was pressed before the work began is not meant for it
        return flags;
    }

    /** All of a stack or the slice in view, by ImageJ's question or a macro's word. */
    private int slices(int flags) {
        boolean nobodyToAsk = GraphicsEnvironment.isHeadless() && Macro.getOptions() == null;
        if (settings.channels() && image.getStackSize() == SliceOrder.CHANNELS) {
            return flags | DOES_STACKS;
        }
        int answer = nobodyToAsk ? flags : IJ.setupDialog(image, flags);
        boolean onePicture = (answer & (DOES_STACKS | DONE)) == 0;
        return settings.channels() && onePicture ? answer | NO_UNDO : answer;
    }

    @Override
    public void setNPasses(int number) {
        passes = number;
        pass = 0;
        if (Thread.currentThread() == worker) {
            if (!whole || number == image.getStackSize()) {
                harvest.clear(); // of a preview that is not kept
            }
            if (whole && settings.channels()) {
                Undo.setup(Undo.TRANSFORM, image);
            }
        }
    }

    @Override
    public void run(ImageProcessor slice) {
        boolean preview = Thread.currentThread() != worker;
        int number = runner.getSliceNumber();
        try {
            if (failure == null && !(settings.channels() && !preview && harvest.has(number))) {
                derain(slice, number, preview);
            }
        } catch (CancellationException _) {
            // the slice is as it was
        } catch (PictureException e) {
            fail(e.lacksRoom()
                    ? e.getMessage() + ". ImageJ's share of memory is set in Edit > Options > Memory & Threads."
                    : e.getMessage(), preview);
        } catch (IOException | IllegalStateException e) {
            fail(e.getMessage(), preview);
        }
        pass++;
        if (!preview && IJ.escapePressed()) {
            finish(); // ImageJ does not call it any more
        }
    }

    private void derain(ImageProcessor slice, int number, boolean preview) throws IOException {
        long start = System.nanoTime();
        SlicePicture source = source(slice, number);
        BufferedImage picture = source.picture();
        int bits = slice.getBitDepth() == Short.SIZE ? Short.SIZE : Byte.SIZE;
        int before = pass;
        Separation separation = KeptDerainer.derain(picture, bits, settings, (done, total) -> {
            IJ.showProgress(Math.min(1, (before + (double) done / total * source.slices().size()) / passes));
            return !Thread.currentThread().isInterrupted() && (preview || !IJ.escapePressed());
        });
        long nanos = System.nanoTime() - start;
        if (!settings.channels()) {
            source.write(separation.picture());
            harvest.add(List.of(number), source, separation, nanos);
        } else if (preview) {
            source.write(separation.picture(), number - SliceOrder.first(number));
        } else {
            source.write(separation.picture());
            harvest.add(channels(number), source, separation, nanos);
        }
    }

    private SlicePicture source(ImageProcessor slice, int number) {
        if (!settings.channels()) {
            return new SlicePicture(List.of(slice), slice, settings.white(),
                    !image.isComposite() && image.isInvertedLut());
        }
        List<ImageProcessor> colours = channels(number).stream()
                .map(each -> each == number ? slice : image.getStack().getProcessor(each)).toList();
        return new SlicePicture(colours, slice, settings.white(), false);
    }

    /** The slices of a picture whose colours are channels. */
    private static List<Integer> channels(int number) {
        int first = SliceOrder.first(number);
        return IntStream.range(first, first + SliceOrder.CHANNELS).boxed().toList();
    }

    /** In a preview at once; in the work at its end, since ImageJ's message would end the macro and leave the image locked. */
    private void fail(String sentence, boolean preview) {
        if (preview) {
            IJ.error(TITLE, sentence);
            throw new RuntimeException(Macro.MACRO_CANCELED); // unticks the preview, silently
        }
        failure = sentence;
    }

    /** What the work brought beside the image, then why it ended early, if it did. */
    private void finish() {
        harvest.show(settings.times(), whole);
        if (failure != null) {
            image.changes = true;
            image.updateAndDraw();
            image.unlock();
            IJ.error(TITLE, failure);
        }
    }
}
