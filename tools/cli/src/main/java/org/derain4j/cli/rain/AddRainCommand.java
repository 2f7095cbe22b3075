package org.derain4j.cli.rain;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.derain4j.cli.common.Existing;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.NamedPlace;
import org.derain4j.cli.common.OutputFile;
import org.derain4j.cli.common.Reporter;
import org.derain4j.cli.common.StandardStreams;
import org.derain4j.cli.inputs.Selection;
import org.derain4j.cli.inputs.SelectionOptions;
import org.derain4j.cli.telling.Telling;
import org.derain4j.cli.telling.TellingOptions;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.pictures.WriteOptions;
import org.derain4j.rain.RainMaker;
import org.derain4j.weights.PrintableText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code derain add-rain IN... -o OUT --kind KIND}: the same pictures in the rain, and what is known of that rain. */
@Command(name = "add-rain", mixinStandardHelpOptions = true, usageHelpWidth = 100, sortOptions = false,
        customSynopsis = "derain add-rain IN... -o OUT --kind KIND [--seed N] [options]",
        description = "Puts rain on pictures: the weather that the networks were trained in, for tests and training sets "
                + "(docs/add-rain.md). The same pictures again from the same seed, on any machine, in whatever order. "
                + "No network runs.")
public final class AddRainCommand implements Callable<Integer> {

    private static final String ALL = "all";

    @Parameters(paramLabel = "IN...", arity = "0..*", hideParamSyntax = true,
            description = "Pictures, folders, or patterns in quotes, as `derain` takes them. A picture's rain depends on its "
                    + "size and on where it lies in the folder given, its ending left out: PNG and JPEG get the same.")
    private List<String> inputs = List.of();

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "OUT", converter = NamedPlace.class,
            description = "A folder, in which each rainy picture gets its input's name, or a file for one picture. The "
                    + "result keeps format, metadata, colour profile and depth.")
    private String output;

    @Option(names = {"-k", "--kind"}, paramLabel = "KIND", split = ",",
            description = "Which rain, of the kinds below; several with commas between, or all, each into a folder OUT/KIND.")
    private List<String> kinds;

    @Option(names = "--seed", paramLabel = "N",
            description = "Another number, other rain. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--truth", paramLabel = "DIR",
            description = "Also write the picture without the rain, in the same light (in haze, at night, by the camera).")
    private Path truth;

    @Option(names = "--layer", paramLabel = "DIR",
            description = "Also write the rain by itself, a grey PNG: how much of each pixel drops cover or add, 255 being all.")
    private Path layer;

    @Option(names = "--mask", paramLabel = "DIR",
            description = "Also write where rain is, a PNG of 0 and 255.")
    private Path mask;

    @Option(names = "--mask-from", paramLabel = "LEVEL",
            description = "From which level of the layer, 1 to 255, --mask says that there is rain. Default: 8, 3 %% of a pixel.")
    private Integer maskLevel;

    @Option(names = "--camera",
            description = "Photographs rainy and dry pictures alike: exposure, tone, sharpening, noise, JPEG.")
    private boolean camera;

    @Option(names = "--tsv", paramLabel = "FILE",
            description = "Also write a table of what was made: picture, kind, seed, size, mean of the rain, PSNR.")
    private Path table;

    @Option(names = "--overwrite", description = "Replace results that exist already; never an input.")
    private boolean overwrite;

    @Mixin
    private SelectionOptions selection;

    @Option(names = "--lenient", description = "Take what there is of a picture that is cut short, with a note.")
    private boolean lenient;

    @Option(names = {"-f", "--format"}, paramLabel = "FORMAT",
            description = "png, jpg, webp, bmp or tiff. Default: the extension of -o OUT, else each input's own.")
    private String format;

    @Option(names = "--quality", paramLabel = "1..100",
            description = "Of JPEG and lossy WebP. Default: as good as the input, and at least 95.")
    private Integer quality;

    @Option(names = "--threads", paramLabel = "N", description = "Pictures at a time. Default: one for each core.")
    private Integer threads;

    @Mixin
    private TellingOptions telling;

    @ParentCommand
    private Reporter derain;

    private CommandSpec spec;

    /** Lists the kinds below the options; they are read only where that is shown. */
    @Spec
    void spec(CommandSpec given) {
        spec = given;
        given.usageMessage().sectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> {
            Map<String, String> about = new LinkedHashMap<>();
            RainMaker.kinds().forEach(kind -> about.put(kind, RainMaker.about(kind)));
            return "%nKinds of rain:%n%s".formatted(help.createTextTable(about));
        });
    }

    @Override
    public Integer call() throws InterruptedException {
        if (selection.areNone(inputs)) {
            throw Failure.usage(
                    "no picture named; for example: derain add-rain street.jpg -o rainy/ --kind light");
        }
        if (inputs.contains(StandardStreams.NAME) || output.equals(StandardStreams.NAME)) {
            throw Failure.usage("add-rain takes and writes files, no streams; name files or folders instead of -.");
        }
        List<String> chosen = chosenKinds();
        checkFolders();
        Existing existing = selection.existing(overwrite);
        checkTable(existing);
        RainPlaces places = new RainPlaces(output, Optional.ofNullable(truth), Optional.ofNullable(layer),
                Optional.ofNullable(mask), chosen, format());
        Selection selected = selection.select(inputs, places.existingFolders());
        RainPlan plan = new RainPlan(selected, places.jobs(selected), existing, selection.isDryRun());
        WriteOptions writing = new WriteOptions(format(), quality(), false, Optional.empty());
        RainWork work = new RainWork(chosen, seed, camera, maskLevel(), lenient, writing);
        return selection.isDryRun() ? print(plan) : run(plan, work, chosen);
    }

    private int run(RainPlan plan, RainWork work, List<String> chosen) throws InterruptedException {
        int atATime = threads();
        if (table != null) {
            OutputFile.createFolder("--tsv", table.toAbsolutePath().getParent());
        }
        PrintWriter out = spec.commandLine().getOut();
        Telling told = telling.open(out, derain.errors());
        if (telling.isForPeople()) {
            out.printf("rain of kind %s, seed %s%s%n", String.join(", ", chosen), seed, camera ? ", photographed" : "");
        }
        RainTable rows = new RainTable(seed, camera);
        new RainRun(work, told, rows).run(plan, atATime);
        int exitCode = told.ends();
        if (table != null) {
            rows.write(table);
        }
        return exitCode;
    }

    private int print(RainPlan plan) {
        int exitCode = ExitCode.DONE;
        PrintWriter out = spec.commandLine().getOut();
        for (RainPlan.Next next = plan.next(); next != null; next = plan.next()) {
            if (next.refusal().isPresent()) {
                derain.errors().print(next.refusal().get());
                exitCode = ExitCode.INPUT_FAILED;
            } else {
                out.printf("%s -> %s%s%n", next.job().input(),
                        PrintableText.list(next.job().files().stream().map(Path::toString).toList(), Integer.MAX_VALUE),
                        next.skipped() ? "  skipped, exists already" : "");
            }
        }
        plan.leftOut().sentence().ifPresent(sentence -> derain.errors().print("note: " + sentence));
        return exitCode;
    }

    /** Each once, in the order given. */
    private List<String> chosenKinds() {
        String all = String.join(", ", RainMaker.kinds());
        if (kinds == null) {
            throw Failure
                    .usage("--kind says which rain; give one of " + all + ", several with commas between, or all.");
        }
        for (String kind : kinds) {
            if (!kind.equals(ALL) && !RainMaker.kinds().contains(kind)) {
                throw Failure.usage("--kind " + kind + ": there is no such rain; give one of " + all
                        + ", several with commas between, or all.");
            }
        }
        return kinds.contains(ALL) ? RainMaker.kinds() : kinds.stream().distinct().toList();
    }

    /** Results of different kinds have the same names. */
    private void checkFolders() {
        Map<Path, String> options = new HashMap<>();
        options.put(RainPlaces.real(Path.of(output)), "-o");
        checkFolder(options, "--truth", truth);
        checkFolder(options, "--layer", layer);
        checkFolder(options, "--mask", mask);
    }

    private static void checkFolder(Map<Path, String> options, String option, Path folder) {
        String other = folder == null ? null : options.putIfAbsent(RainPlaces.real(folder), option);
        if (other != null) {
            throw Failure.usage(option + " " + folder + ": is the place of " + other + ", too; give each its own.");
        }
    }

    private void checkTable(Existing existing) {
        if (table != null) {
            OutputFile.checkToBe("--tsv", table, ".tsv", overwrite);
            if (existing == Existing.SKIPPED) {
                throw Failure
                        .usage("--tsv tells of what is made, and --skip-existing leaves some of it unmade; leave one "
                                + "of them out.");
            }
        }
        if (telling.isJson() && selection.isDryRun()) {
            throw Failure.usage(
                    "--dry-run prints lines for people, --json objects of what was done; leave one of them out.");
        }
    }

    private int maskLevel() {
        if (maskLevel == null) {
            return 8;
        }
        if (mask == null) {
            throw Failure.usage("--mask-from means nothing without --mask.");
        }
        Failure.requireWithin("--mask-from", maskLevel, 1, 255);
        return maskLevel;
    }

    private Optional<PictureFormat> format() {
        return Optional.ofNullable(format).map(name -> PictureFormat.called(name)
                .orElseThrow(() -> Failure.usage("-f " + name + ": give png, jpg, webp, bmp or tiff.")));
    }

    private int quality() {
        if (quality == null) {
            return 0;
        }
        Failure.requireWithin("--quality", quality, 1, 100);
        return quality;
    }

    private int threads() {
        if (threads == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        Failure.requireWithin("--threads", threads, 1, 256);
        return threads;
    }
}
