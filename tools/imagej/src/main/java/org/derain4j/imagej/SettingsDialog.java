package org.derain4j.imagej;

import ij.ImagePlus;
import ij.Macro;
import ij.gui.DialogListener;
import ij.gui.GUI;
import ij.gui.GenericDialog;
import ij.io.OpenDialog;
import ij.plugin.filter.PlugInFilterRunner;
import ij.plugin.frame.Recorder;
import java.awt.AWTEvent;
import java.awt.Choice;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.derain4j.engine.Model;

/** Asks for the settings: the user, whose answers a recorder takes down, or the macro that runs, which is read by the labels. */
final class SettingsDialog implements DialogListener {

    private static final String FILE = "file...";

    private static final String NO_VECTORS = """
            Java's vector module is missing: this takes three to four
            and a half times as long as with it. Help says how to add it.""";

    private static final String HELP = """
            <html><h3>Derain</h3>
            Takes rain out of photos with MSPFN, a neural network, on this machine.
            <p><b>Model</b>: <i>lite</i> comes with the plugin; others are files, or jars <i>derain4j-weights-...</i>
            beside it in the folder <i>plugins</i>.
            <p><b>Strength</b>: 1 takes out all the rain that is found, less leaves some of it.
            <p><b>White level</b> (16-bit images): the value of white. Cameras of 12 bits write 4095.
            <p><b>Layer</b>: the rain as an image of 16 bits. 32768 is no rain, brighter is rain.
            <p><b>Channels as RGB</b>: the three channels are one picture's red, green and blue;
            without it each is taken for a picture of its own.
            <p>The network sees the whole slice; with a selection, only the pixels in it change. Esc stops: slices that are
            done stay, the one in hand is as it was. A single image can be undone.""";

    /** Where it is missing. */
    private static final String VECTORS = """
            <h3>Java's vector module</h3>
            Java has it, but must be told at its start. Either way does:
            <ul><li>ImageJ: <tt>java --add-modules jdk.incubator.vector -Xmx4g -jar ij.jar</tt>
            <li>ImageJ, Fiji and all else: set the environment variable JAVA_TOOL_OPTIONS to
            <tt>--add-modules=jdk.incubator.vector</tt>, then start it again</ul>""";

    /** What was asked for last, in this session; macros neither know nor change it. */
    private static Settings last = Settings.DEFAULT;

    private final boolean macro = Macro.getOptions() != null;
    private final boolean deep;
    private final boolean threeChannels;
    private final Consumer<Settings> listener;
    private Settings settings;

    private SettingsDialog(ImagePlus image, Consumer<Settings> listener) {
        this.listener = listener;
        Settings before = macro ? Settings.DEFAULT : last;
        deep = image.getBitDepth() == Short.SIZE;
        threeChannels = SliceOrder.mayBeColour(image);
        settings = new Settings(before.model(), before.strength(), deep && !macro ? white() : Settings.FULL_WHITE,
                before.layer(), !macro && SliceOrder.isShownAsColour(image), before.times());
    }

    /** By ImageJ's own setting for 16-bit images, where one was made. */
    private static int white() {
        int bits = ImagePlus.getDefault16bitRange();
        return bits == 0 ? Settings.FULL_WHITE : (1 << bits) - 1;
    }

    /**
     * Asks.
     *
     * @param image    to be derained
     * @param command  in the menu
     * @param preview  runs the filter while the dialog is there
     * @param listener is told each change that makes sense
     * @return the settings; empty if the user does not want any
     * @throws IllegalArgumentException with one sentence on what cannot be done
     * @throws IOException              if a model cannot be read, with one sentence
     */
    static Optional<Settings> ask(ImagePlus image, String command, PlugInFilterRunner preview,
            Consumer<Settings> listener) throws IOException {
        SettingsDialog dialog = new SettingsDialog(image, listener);
        if (!dialog.show(image, command, preview)) {
            return Optional.empty();
        }
        Settings settings = dialog.settings.required(dialog.threeChannels);
        if (!dialog.macro) {
            last = settings;
        }
        return Optional.of(settings);
    }

    private boolean show(ImagePlus image, String command, PlugInFilterRunner preview) throws IOException {
        GenericDialog dialog = GUI.newNonBlockingDialog(command, image);
        List<String> models = new ArrayList<>(Model.embeddedNames());
        if (!models.contains(settings.model())) {
            models.add(settings.model());
        }
        models.add(FILE);
        dialog.addChoice("Model", models.toArray(String[]::new), settings.model());
        dialog.addSlider("Strength", 0, Settings.MOST_STRENGTH, settings.strength(), 0.05);
        if (deep) {
            dialog.addNumericField("White level", settings.white(), 0);
        }
        dialog.addCheckbox("Layer: the rain as an image of its own", settings.layer());
        if (threeChannels) {
            dialog.addCheckbox("Channels as RGB", settings.channels());
        }
        dialog.addCheckbox("Times of the slices in the Results table", settings.times());
        dialog.addPreviewCheckbox(preview);
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        if (!vectors) {
            dialog.addMessage(NO_VECTORS);
        }
        dialog.addHelp(vectors ? HELP : HELP + VECTORS);
        dialog.addDialogListener(this);
        listener.accept(settings);
        dialog.showDialog();
        return !dialog.wasCanceled() && !(macro && dialog.getErrorMessage() != null); // a number is none, as ImageJ has said
    }

    /** Reads in the order of the fields, as the recorder wants it. */
    @Override
    public boolean dialogItemChanged(GenericDialog dialog, AWTEvent event) {
        String model = dialog.getNextChoice();
        if (FILE.equals(model) && !macro) {
            model = chooseFile((Choice) dialog.getChoices().getFirst());
        }
        settings = new Settings(model, dialog.getNextNumber(),
                deep ? (int) dialog.getNextNumber() : Settings.FULL_WHITE, dialog.getNextBoolean(),
                threeChannels && dialog.getNextBoolean(), dialog.getNextBoolean());
        if (settings.isInRange()) {
            listener.accept(settings);
        }
        return settings.isInRange();
    }

    /** What is chosen becomes one of the models; without any, the last one stays. */
    private String chooseFile(Choice models) {
        String model = settings.model();
        String file = new OpenDialog("Model (.safetensors, or a checkpoint's .index)").getPath();
        Recorder.resetCommandOptions(); // has taken the file down, which the dialog's end does for what is chosen then
        if (file != null) {
            model = file.replace(File.separatorChar, '/'); // a backslash means something else in a macro
            models.insert(model, models.getItemCount() - 1);
        }
        models.select(model);
        return model;
    }
}
