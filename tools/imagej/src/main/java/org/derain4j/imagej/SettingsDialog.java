package org.derain4j.imagej;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.gui.DialogListener;
import ij.gui.GUI;
import ij.gui.GenericDialog;
import ij.io.OpenDialog;
import ij.plugin.filter.PlugInFilterRunner;
import java.awt.AWTEvent;
import java.awt.Choice;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.derain4j.engine.Model;

/**
 * Asks for the settings: in a dialog, whose answers a recorder takes down; of a macro's options; or, without a screen, of the same
 * options read by ourselves, since ImageJ's dialog wants one even where it does not show.
 */
final class SettingsDialog implements DialogListener {

    private static final String FILE = "file...";

    private static final String NO_VECTORS = """
            Java's vector module is missing: this takes three to four
            and a half times as long as it need. Help says how to add it.""";

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
            done stay, the one in hand is as it was. A single image can be undone.
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
    private String chosen;

    private SettingsDialog(ImagePlus image, Consumer<Settings> listener) {
        this.listener = listener;
        Settings before = macro ? Settings.DEFAULT : last;
        deep = image.getBitDepth() == Short.SIZE;
        threeChannels = SliceOrder.mayBeColour(image);
        settings = new Settings(before.model(), before.strength(), macro ? Settings.FULL_WHITE : Settings.white(image),
                before.layer(), threeChannels && !macro && SliceOrder.isShownAsColour(image), before.times());
        chosen = settings.model();
    }

    /**
     * Asks.
     *
     * @param image    to be derained
     * @param command  in the menu
     * @param preview  runs the filter while the dialog is there
     * @param listener is told each change that makes sense
     * @return the settings; null where they were refused, which has been told, or the user does not want any
     */
    static Settings ask(ImagePlus image, String command, PlugInFilterRunner preview, Consumer<Settings> listener) {
        SettingsDialog dialog = new SettingsDialog(image, listener);
        try {
            if (GraphicsEnvironment.isHeadless()) {
                dialog.settings = Settings.of(dialog.macro ? Macro.getOptions() : "");
            } else if (!dialog.show(image, command, preview)) {
                return null;
            }
            String problem = dialog.settings.problem();
            if (problem != null) {
                throw new IllegalArgumentException(problem);
            }
            KeptDerainer.open(dialog.settings.model());
        } catch (IllegalArgumentException | IOException e) {
            IJ.error(DerainFilter.TITLE, e.getMessage());
            return null;
        }
        if (!dialog.macro) {
            last = dialog.settings;
        }
        return dialog.settings;
    }

    private boolean show(ImagePlus image, String command, PlugInFilterRunner preview) throws IOException {
        GenericDialog dialog = GUI.newNonBlockingDialog(command.isEmpty() ? DerainFilter.TITLE : command, image);
        List<String> models = new ArrayList<>(Model.embeddedNames());
        if (!models.contains(settings.model())) {
            models.add(settings.model());
        }
        models.add(FILE);
        dialog.addChoice("Model", models.toArray(String[]::new), settings.model());
        dialog.addSlider("Strength", 0, 1.5, settings.strength(), 0.05);
        if (deep) {
            dialog.addNumericField("White level", settings.white(), 0);
        }
        dialog.addCheckbox("Layer: the rain as an image of its own", settings.layer());
        if (threeChannels) {
            dialog.addCheckbox("Channels as RGB", settings.channels());
        }
        dialog.addCheckbox("Times of the slices in the Results table", settings.times());
        dialog.addPreviewCheckbox(preview);
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            dialog.addMessage(NO_VECTORS);
        }
        dialog.addHelp(HELP);
        dialog.addDialogListener(this);
        listener.accept(settings);
        dialog.showDialog();
        return !dialog.wasCanceled();
    }

    /** Reads in the order of the fields, as a recorder wants it. */
    @Override
    public boolean dialogItemChanged(GenericDialog dialog, AWTEvent event) {
        String model = dialog.getNextChoice();
        if (FILE.equals(model) && !macro) {
            model = chooseFile((Choice) dialog.getChoices().getFirst());
        }
        chosen = model;
        settings = new Settings(model, dialog.getNextNumber(),
                deep ? (int) dialog.getNextNumber() : Settings.FULL_WHITE,
                dialog.getNextBoolean(), threeChannels && dialog.getNextBoolean(), dialog.getNextBoolean());
        if (settings.problem() != null) {
            return false;
        }
        listener.accept(settings);
        return true;
    }

    /** Becomes one of the choices; without one, the last choice stays. */
    private String chooseFile(Choice models) {
        OpenDialog open = new OpenDialog("Model (.safetensors, or a checkpoint's .index)");
        String file = open.getPath();
        if (file != null) {
            models.insert(file, models.getItemCount() - 1);
            chosen = file;
        }
        models.select(chosen);
        return chosen;
    }
}
