package org.derain4j.cli.derain;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.OutputFile;
import org.derain4j.cli.common.PictureOptions;
import org.derain4j.engine.Rounding;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.pictures.PictureReader;
import org.derain4j.pictures.PictureWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code derain sheet DIR -o FILE}: a folder of pictures on one sheet, each beside its result. */
@Command(name = "sheet", mixinStandardHelpOptions = true, usageHelpWidth = 100, sortOptions = false,
        description = "Runs the network over a folder's pictures and draws them on one sheet: rain left, result right, in "
                + "the order of the names.")
public final class SheetCommand implements Callable<Integer> {

    private static final int MOST = 10_000;

    @Parameters(paramLabel = "DIR", description = "A folder of pictures; its own folders are left out.")
    private Path folder;

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "FILE",
            description = "The sheet to write, ending in .png or .jpg.")
    private Path output;

    @Option(names = "--columns", paramLabel = "N", defaultValue = "2", description = "Pairs in a row. Default: 2.")
    private int columns;

    @Option(names = "--side", paramLabel = "PIXELS", defaultValue = "360",
            description = "What the longer side of a picture is scaled down to. Default: 360.")
    private int side;

    @Option(names = "--overwrite", description = "Replaces the file if it exists.")
    private boolean overwrite;

    @Mixin
    private PictureOptions engine;

    @ParentCommand
    private DerainCommand derain;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        OutputFile.check(output, output.toString().endsWith(".jpg") ? ".jpg" : ".png", overwrite);
        refuseBeyond("--columns", columns);
        refuseBeyond("--side", side);
        List<Path> pictures = pictures();
        ContactSheet sheet = new ContactSheet(columns, side);
        int failed = 0;
        try (RainRemover remover = RainRemover.of(engine.open(Rounding.NEAREST), engine)) {
            for (Path picture : pictures) {
                failed += added(picture, remover, sheet) ? 0 : 1;
            }
        }
        if (failed == pictures.size()) {
            throw Failure.input(folder + ": none of its pictures could be used.");
        }
        new PictureWriter().write(sheet.draw(), output);
        spec.commandLine().getOut().println(output + "  " + (pictures.size() - failed) + " pictures");
        return failed == 0 ? ExitCode.DONE : ExitCode.INPUT_FAILED;
    }

    private static void refuseBeyond(String option, int value) {
        if (value < 1 || value > MOST) {
            throw Failure.usage(option + " is " + value + "; give 1 to " + MOST + ".");
        }
    }

    private List<Path> pictures() {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> pictures = files.filter(Files::isRegularFile)
                    .filter(file -> PictureFormat.named(file).isPresent())
                    .sorted().toList();
            if (pictures.isEmpty()) {
                throw Failure.input(folder + ": the folder holds no " + PictureFormat.READ + " picture.");
            }
            return pictures;
        } catch (IOException e) {
            throw Failure.input(folder, e);
        }
    }

    private boolean added(Path picture, RainRemover remover, ContactSheet sheet) {
        try {
            BufferedImage rain = new PictureReader(remover).read(picture).picture();
            remover.outlook(rain.getHeight(), rain.getWidth())
                    .ifPresent(note -> derain.errors().print("note: " + picture + ": " + note));
            sheet.add(rain, remover.derain(rain, Byte.SIZE, (_, _) -> true));
            return true;
        } catch (IOException | RuntimeException e) {
            derain.errors().print(picture.toString(), e);
            return false;
        }
    }
}
