package org.derain4j.vision.command;

import java.util.concurrent.Callable;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.Reporter;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code derain vision}: its commands say what they do. */
@Command(name = "vision", mixinStandardHelpOptions = true, usageHelpWidth = 100, sortOptions = false,
        subcommands = {DetectCommand.class, SegmentCommand.class, ExportEspnetCommand.class},
        description = {
            "Does deraining help what comes after it? Runs a detector or a segmenter on labelled pictures: as they are, in the "
                    + "rain, and derained, and tells how well it does on each, how sure the differences are, and where deraining "
                    + "harms (docs/vision.md)."})
public final class VisionCommand implements Callable<Integer>, Reporter {

    @ParentCommand
    private Reporter derain;

    @Override
    public ErrorLines errors() {
        return derain.errors();
    }

    @Override
    public Integer call() {
        throw Failure.usage("vision: say what comes after deraining: derain vision detect or derain vision segment; "
                + "--help tells more.");
    }
}
