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
import org.derain4j.cli.common.MemorySize;
import org.derain4j.cli.common.OutputFile;
import org.derain4j.cli.common.PictureOptions;
import org.derain4j.cli.view.PicturePage;
import org.derain4j.cli.view.ShownNames;
import org.derain4j.engine.Rounding;
import org.derain4j.pictures.PictureFile;
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
                + "the order of the names; or puts them on a page for the browser, as `derain view` does.")
public final class SheetCommand implements Callable<Integer> {

    private static final int MOST = 10_000;
    private static final String PAGE = ".html";

    /** What pictures are put on. */
    private interface Sheet {

        /** What there is to show of one. */
        BufferedImage derained(PictureFile rain, RainRemover remover);

        void add(Path file, PictureFile rain, BufferedImage derained);

        /** Writes the whole of so many, and says what it is. */
        String end(int pictures) throws IOException;
    }

    @Parameters(paramLabel = "DIR", description = "A folder of pictures; its own folders are left out.")
    private Path folder;

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "FILE",
            description = "The sheet to write, ending in .png or .jpg, or a page, ending in .html.")
    private Path output;

    @Option(names = "--columns", paramLabel = "N", description = "Pairs in a row of a sheet. Default: 2.")
    private Integer columns;

    @Option(names = "--side", paramLabel = "PIXELS",
            description = "What the longer side of a picture is scaled down to on a sheet. Default: 360.")
    private Integer side;

    @Option(names = "--size", paramLabel = "SIZE", converter = MemorySize.class,
            description = "What a page takes at most, for example 10M; its pictures are reduced until they fit. Default: 24M.")
    private Long size;

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
        boolean isPage = output.toString().endsWith(PAGE);
        OutputFile.check(output, isPage ? PAGE : output.toString().endsWith(".jpg") ? ".jpg" : ".png", overwrite);
        List<Path> pictures = pictures();
        if (!isPage) {
            return run(drawn(), pictures);
        }
        try (PicturePage page = page(pictures.size())) {
            return run(on(page), pictures);
        }
    }

    private Sheet drawn() {
        if (size != null) {
            throw Failure.usage("--size is for a page, and " + output + " is none; leave it out, or end -o in .html.");
        }
        ContactSheet sheet = new ContactSheet(inRange("--columns", columns, 2), inRange("--side", side, 360));
        return new Sheet() {

            @Override
            public BufferedImage derained(PictureFile rain, RainRemover remover) {
                return remover.derain(rain.picture(), Byte.SIZE, (_, _) -> true);
            }

            @Override
            public void add(Path file, PictureFile rain, BufferedImage derained) {
                sheet.add(rain.picture(), derained);
            }

            @Override
            public String end(int pictures) throws IOException {
                new PictureWriter().write(sheet.draw(), output);
                return output + "  " + pictures + " pictures";
            }
        };
    }

    private PicturePage page(int pictures) {
        if (columns != null || side != null) {
            throw Failure.usage((columns != null ? "--columns" : "--side") + " is for a sheet, and " + output
                    + " is a page; leave it out, or end -o in .png.");
        }
        long bytes = size == null ? PicturePage.USUAL_BYTES : size;
        PicturePage.checkSize("--size", bytes, pictures);
        return new PicturePage(output, pictures, bytes);
    }

    private static Sheet on(PicturePage page) {
        return new Sheet() {

            @Override
            public BufferedImage derained(PictureFile rain, RainRemover remover) {
                return remover.derain(rain.picture(), rain.bits(), (_, _) -> true);
            }

            @Override
            public void add(Path file, PictureFile rain, BufferedImage derained) {
                page.add(ShownNames.of(file), file, rain, null, derained, rain);
            }

            @Override
            public String end(int pictures) {
                return page.commit().orElseThrow().toString();
            }
        };
    }

    private int run(Sheet sheet, List<Path> pictures) throws IOException {
        int failed = 0;
        try (RainRemover remover = RainRemover.of(engine.open(Rounding.NEAREST), engine)) {
            for (Path picture : pictures) {
                failed += added(picture, remover, sheet) ? 0 : 1;
            }
        }
        if (failed == pictures.size()) {
            throw Failure.input(folder + ": none of its pictures could be used.");
        }
        spec.commandLine().getOut().println(sheet.end(pictures.size() - failed));
        return failed == 0 ? ExitCode.DONE : ExitCode.INPUT_FAILED;
    }

    private static int inRange(String option, Integer value, int usual) {
        int given = value == null ? usual : value;
        Failure.requireWithin(option, given, 1, MOST);
        return given;
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

    private boolean added(Path picture, RainRemover remover, Sheet sheet) {
        PictureFile rain;
        BufferedImage derained;
        try {
            rain = new PictureReader(remover).read(picture);
            remover.outlook(rain.picture().getHeight(), rain.picture().getWidth())
                    .ifPresent(note -> derain.errors().print("note: " + picture + ": " + note));
            derained = sheet.derained(rain, remover);
        } catch (IOException | RuntimeException e) {
            derain.errors().print(picture.toString(), e);
            return false;
        }
        sheet.add(picture, rain, derained);
        return true;
    }
}
