package org.derain4j.imagej;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.Undo;
import ij.plugin.filter.ExtendedPlugInFilter;
import ij.plugin.filter.PlugInFilterRunner;
import ij.process.ImageProcessor;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.derain4j.engine.PictureException;

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

    private static final int FLAGS = DOES_8G | DOES_16 | DOES_RGB | FINAL_PROCESSING;

    private ImagePlus image;

    /** As of a macro; null where there is a dialog to ask, which reads those of a macro itself. */
    private String options;

    private PlugInFilterRunner runner;
    private volatile Settings settings = Settings.DEFAULT;

    /** Of the dialog and, after it, of the work; that of a preview is another. */
    private Thread worker;
    private boolean whole;
    private int passes = 1;
    private int pass;

    private Harvest harvest;

    /** Whether the dialog has ended: a preview that is in hand then becomes the result, and Esc is for it, too. */
    private volatile boolean asked;

    /** Whether Esc has ended such a preview; ImageJ goes on to the other slices of a stack, and forgets the key. */
    private volatile boolean stopped;

    /** Why the rest was left as it is; null while all is well. */
    private String failure;

    /** For {@link PlugInFilterRunner}, one for each run. */
    public DerainFilter() {}

    /**
     * Looks at the image.
     *
     * @param arg options as of a macro, which spare the dialog, for who calls this through
     *            {@code IJ.runPlugIn(image, "org.derain4j.imagej.Derain", "model=lite stack")}: without a screen ImageJ can make
     *            neither its menus nor a dialog; or {@code final} for the end of the work
     */
    @Override
    public int setup(String arg, ImagePlus current) {
        if ("final".equals(arg)) {
            finish();
            return DONE;
        }
        image = current;
        options = arg.isEmpty() ? null : arg;
        String problem = current == null ? null : switch (current.getType()) {
            case ImagePlus.COLOR_256 -> "An 8-bit colour image has no colours but those of its table; "
                    + "Image > Type > RGB Color makes it one that can be derained.";
            case ImagePlus.GRAY32 -> "A 32-bit image does not say which value is white; "
                    + "Image > Type > 16-bit makes it one that can be derained.";
            default -> null;
        };
        if (problem != null) {
            Message.error(problem);
            return DONE;
        }
        return FLAGS;
    }

    @Override
    public int showDialog(ImagePlus current, String command, PlugInFilterRunner caller) {
        runner = caller;
        worker = Thread.currentThread();
        harvest = new Harvest(current);
        if (options == null && GraphicsEnvironment.isHeadless()) {
            options = Objects.requireNonNullElse(Macro.getOptions(), "");
        }
        try {
            Optional<Settings> answer = options == null
                    ? SettingsDialog.ask(current, command, caller, now -> settings = now)
                    : Optional.of(Settings.of(options).required(SliceOrder.mayBeColour(current)));
            if (answer.isEmpty()) {
                return DONE;
            }
            settings = answer.get();
        } catch (IOException | IllegalArgumentException e) {
            Message.error(e.getMessage());
            return DONE;
        }
        int flags = slices(settings.channels() ? FLAGS | NO_UNDO_RESET : FLAGS | KEEP_PREVIEW);
        whole = (flags & DOES_STACKS) != 0;
        if ((whole || settings.channels()) && current.getStack().isVirtual()) {
            Message.error("A virtual stack keeps no changes; Process > Batch > Virtual Stack derains it to files, "
                    + "Image > Duplicate makes it a stack that does.");
            return DONE;
        }
        IJ.resetEscape(); // what was pressed before the work began is not meant for it
        asked = true;
        return flags;
    }

    /** All of a stack or the slice in view, by ImageJ's question or a macro's word. */
    private int slices(int flags) {
        if (settings.channels() && image.getStackSize() == SliceOrder.CHANNELS) {
            return flags | DOES_STACKS;
        }
        int answer = options == null ? IJ.setupDialog(image, flags) : isWhole() ? flags | DOES_STACKS : flags;
        // of three slices ImageJ could undo but one
        return settings.channels() && (answer & DOES_STACKS) == 0 ? answer | NO_UNDO : answer;
    }

    /** By ImageJ's own rule. */
    private boolean isWhole() {
        boolean together = image.isComposite() && image.getDisplayMode() == IJ.COMPOSITE;
        return image.getStackSize() > 1
                && (together ? !Settings.has(options, "slice") : Settings.has(options, "stack"));
    }

    @Override
    public void setNPasses(int number) {
        passes = number;
        pass = 0;
        if (Thread.currentThread() == worker) {
            if (!whole || number == image.getStackSize()) {
                harvest.clear(); // of a preview, which is not kept then
            }
            if (whole && settings.channels()) {
                Undo.setup(Undo.TRANSFORM, image);
            }
        }
    }

    @Override
    public void run(ImageProcessor slice) {
        boolean preview = Thread.currentThread() != worker;
        try {
            if (failure == null && !stopped) {
                derain(slice, runner.getSliceNumber(), settings, preview);
            }
        } catch (CancellationException _) {
            // the slice is as it was
            if (preview && asked && !Thread.currentThread().isInterrupted()) {
                stopped = true;
                harvest.clear();
            }
        } catch (PictureException e) {
            fail(e.getMessage() + (e.lacksRoom() ? " (in ImageJ: Edit > Options > Memory & Threads)" : ""), preview);
        } catch (IOException | IllegalStateException e) {
            if (!preview || !Thread.currentThread().isInterrupted()) { // which ends the reading of a model; the next preview has it
                fail(e.getMessage(), preview);
            }
        } finally {
            if (preview) {
                KeptDerainer.giveBack();
            }
        }
        pass++;
        if (!preview && IJ.escapePressed()) {
            finish(); // ImageJ does not ask for it then
        }
    }

    /** In the work all channels of a picture are written when the first is asked for, in a preview the one in view alone. */
    private void derain(ImageProcessor slice, int number, Settings now, boolean preview) throws IOException {
        List<Integer> numbers = now.channels() ? channels(number) : List.of(number);
        if (now.channels() && !preview && harvest.has(numbers.getFirst())) {
            return;
        }
        IJ.showStatus(whole && !preview
                ? "Derain... %d/%d (Esc stops)".formatted(number, image.getStackSize())
                : "Derain... (Esc stops)");
        long start = System.nanoTime();
        List<ImageProcessor> slices = numbers.stream()
                .map(each -> each == number ? slice : image.getStack().getProcessor(each)).toList();
        SlicePicture source = new SlicePicture(slices, slice, now.white(),
                !image.isComposite() && image.isInvertedLut());
        int before = pass;
        DryPicture separation = KeptDerainer.derain(source.picture(), now, (done, total) -> {
            IJ.showProgress(Math.min(1, (before + (double) done / total * slices.size()) / passes));
            return !Thread.currentThread().isInterrupted() && (preview && !asked || !IJ.escapePressed());
        });
        if (preview && now.channels()) {
            source.write(separation.picture(), number - numbers.getFirst());
        } else {
            source.write(separation.picture());
            harvest.add(numbers, source, separation, System.nanoTime() - start);
        }
    }

    /** The slices of a picture whose colours are channels. */
    private static List<Integer> channels(int number) {
        int first = SliceOrder.first(number);
        return IntStream.range(first, first + SliceOrder.CHANNELS).boxed().toList();
    }

    /** In a preview at once; in the work at its end, since ImageJ's message would end the macro and leave the image locked. */
    private void fail(String sentence, boolean preview) {
        if (preview) {
            Message.error(sentence);
            throw new RuntimeException(Macro.MACRO_CANCELED); // unticks the preview, silently
        }
        failure = sentence;
    }

    /** What the work brought beside the image, then why it ended early, if it did. */
    private void finish() {
        KeptDerainer.giveBack();
        harvest.show(settings.times(), whole);
        if (failure != null) {
            image.changes = true;
            image.updateAndDraw();
            image.unlock();
            Message.error(failure);
        }
    }
}
