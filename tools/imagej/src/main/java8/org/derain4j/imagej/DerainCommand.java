package org.derain4j.imagej;

import ij.IJ;
import ij.ImagePlus;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * The same for scripts and services of Fiji, which call it by its class. It has no place in the menu, where {@link Derain} is, and
 * no question to ask: all slices of the image are derained.
 */
@Plugin(type = Command.class, label = "Derain", headless = true)
public class DerainCommand implements Command {

    @Parameter
    private ImagePlus image;

    @Parameter(label = "Model", required = false)
    private String model = "lite";

    @Parameter(label = "Strength", min = "0", max = "1.5", required = false)
    private double strength = 1;

    @Parameter(label = "Channels as RGB", required = false)
    private boolean channels;

    /** For SciJava, which makes one each time. */
    public DerainCommand() {}

    /**
     * Derains the image.
     *
     * @throws IllegalStateException with the message that ImageJ has shown, for who waits for the command's end
     */
    @Override
    public void run() {
        IJ.getErrorMessage(); // forgets the one of something else
        IJ.runPlugIn(image, Derain.class.getName(),
                "model=[" + model + "] strength=" + strength + (channels ? " channels" : "") + " stack");
        String problem = IJ.getErrorMessage();
        if (problem != null) {
            throw new IllegalStateException(problem.replace('\n', ' '));
        }
    }
}
