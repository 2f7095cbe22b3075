package org.derain4j.imagej.user;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.io.Opener;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** Calls the plugin as SciJava's command, by the list of commands in its jar, as Fiji's scripts do. */
final class CommandScene {

    private CommandScene() {}

    /** Derains one file into another, by a model. */
    public static void main(String[] args) throws Exception {
        ImagePlus image = new Opener().openImage(args[0]);
        try (Context context = new Context(CommandService.class)) {
            context.service(CommandService.class)
                    .run("org.derain4j.imagej.DerainCommand", false, "image", image, "model", args[2], "strength", 0.6)
                    .get();
        }
        new FileSaver(image).saveAsTiff(args[1]);
        System.exit(0);
    }
}
