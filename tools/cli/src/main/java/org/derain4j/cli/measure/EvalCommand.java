package org.derain4j.cli.measure;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.PictureOptions;
import org.derain4j.cli.derain.DerainCommand;
import org.derain4j.cli.eval.EvaluationReport;
import org.derain4j.cli.eval.FigureKind;
import org.derain4j.cli.eval.PictureSets;
import org.derain4j.cli.eval.PictureSets.PictureSet;
import org.derain4j.cli.eval.ScoreMode;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Rounding;
import org.derain4j.pictures.PictureFileException;
import org.derain4j.pictures.PictureReader;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code derain eval}: PSNR and SSIM of rainy pictures and of what becomes of them. */
@Command(name = "eval", mixinStandardHelpOptions = true, usageHelpWidth = 100, sortOptions = false,
        description = {
            "Scores the network, or any other's finished results, against clean pictures: PSNR and SSIM of each "
                    + "rainy picture and of its result, and their means, as the deraining papers count them.",
            "SSIM has a Gaussian window of 11x11, sigma 1.5, K 0.01 and 0.03, range 255, wholly inside the picture. "
                    + "The mean PSNR is the mean of the pictures' dB. "
                    + "Files belong together by name, whatever the ending.",
            "--no-truth measures rainy photos that have no clean partner: how many streaks are left, how much other "
                    + "texture is kept, and one score of both, by thin ridges on a copy whose longer side is at most "
                    + "640 pixels. --dry measures pictures without rain, which must come back as they were: PSNR and "
                    + "SSIM of each result beside the picture itself, and how many reach 45 dB."})
public final class EvalCommand implements Callable<Integer> {

    private static final PictureReader READER = new PictureReader();

    @Option(names = "--rain", paramLabel = "DIR", description = "Folder of rainy pictures, with --clean.")
    private Path rain;

    @Option(names = "--clean", paramLabel = "DIR", description = "Folder of the clean pictures.")
    private Path clean;

    @Option(names = "--no-truth", paramLabel = "DIR",
            description = "Instead of --rain and --clean: folder of rainy photos that have no clean partner.")
    private Path noTruth;

    @Option(names = "--dry", paramLabel = "DIR",
            description = "Instead of --rain and --clean: folder of pictures without rain.")
    private Path dry;

    @Option(names = "--result", paramLabel = "DIR",
            description = "Scores the finished results in this folder instead of running the network.")
    private Path result;

    @Option(names = "--mode", paramLabel = "MODE",
            description = "y: Y of MATLAB's rgb2ycbcr, 16..235, rounded to 8 bits; what "
                    + "papers on deraining report. full-y: 0.299 R + 0.587 G + 0.114 B, not rounded. "
                    + "rgb: PSNR of the error over all channels, SSIM the mean of the three. Default: y.")
    private ScoreMode mode;

    @Option(names = "--rounding", paramLabel = "HOW",
            description = "How the network's results become bytes: official "
                    + "truncates as the published code does, nearest rounds, as pictures for people are. Default: official "
                    + "with --clean, nearest with --no-truth and --dry.")
    private Rounding rounding;

    @ArgGroup
    private Format format = new Format();

    @Mixin
    private PictureOptions engine;

    @ParentCommand
    private DerainCommand derain;

    @Spec
    private CommandSpec spec;

    /** At most one of them. */
    private static final class Format {

        @Option(names = "--json", description = "Prints JSON.")
        private boolean json;

        @Option(names = "--csv", description = "Prints comma-separated values; the last line is the mean.")
        private boolean csv;

        boolean table() {
            return !json && !csv;
        }
    }

    @Override
    public Integer call() throws IOException {
        String asked = engine.model().isPresent()
                ? "-m"
                : engine.workSize().isPresent()
                        ? "--work-size"
                        : engine.tile().isPresent() ? "--tile" : engine.hasStrength() ? "--strength" : null;
        if (result != null && asked != null) {
            throw Failure.usage("--result scores finished pictures, no network runs: leave " + asked + " out.");
        }
        long kinds = Stream.of(rain, noTruth, dry).filter(Objects::nonNull).count();
        if (kinds != 1 || (rain == null) != (clean == null)) {
            throw Failure.usage("give --rain and --clean, or --no-truth alone, or --dry alone.");
        }
        if (noTruth != null && mode != null) {
            throw Failure.usage("--mode is for PSNR and SSIM, --no-truth measures luma: leave --mode out.");
        }
        Optional<Path> finished = Optional.ofNullable(result);
        ScoreMode compared = mode == null ? ScoreMode.Y : mode;
        if (rain != null) {
            PictureSets sets = PictureSets.find(rain, clean, finished);
            requireSome(sets, rain + ": none of its files has a partner of the same name in "
                    + (result == null ? clean : clean + " and " + result) + ".");
            return evaluate(new PairMeasure(compared, READER), sets, Rounding.OFFICIAL);
        }
        Path folder = noTruth == null ? dry : noTruth;
        PictureSets sets = PictureSets.alone(folder, finished);
        requireSome(sets, result == null
                ? folder + ": there is no picture in it."
                : folder + ": none of its files has a partner of the same name in " + result + ".");
        FigureKind kind = noTruth == null ? FigureKind.DRY : FigureKind.NO_TRUTH;
        return evaluate(new FigureMeasure(kind, compared), sets, Rounding.NEAREST);
    }

    private static void requireSome(PictureSets sets, String otherwise) {
        if (sets.sets().isEmpty()) {
            throw Failure.input(otherwise);
        }
    }

    private int evaluate(EvalMeasure<?> measure, PictureSets sets, Rounding usual) {
        if (result != null) {
            return evaluate(measure, sets, (set, _) -> READER.read(set.result().orElseThrow()).picture(),
                    Map.of("result", result));
        }
        Rounding used = rounding == null ? usual : rounding;
        try (Derainer derainer = engine.open(used)) {
            Map<String, Object> subject = new LinkedHashMap<>();
            subject.put("model", derainer.model().name());
            subject.put("engine", derainer.describe());
            subject.put("rounding", used.name().toLowerCase(Locale.ROOT));
            engine.workSize().ifPresent(pixels -> subject.put("workSize", pixels));
            engine.tile().ifPresent(side -> subject.put("tile", side));
            if (engine.hasStrength()) {
                subject.put("strength", engine.strength());
            }
            return evaluate(measure, sets, (_, picture) -> derainer.derain(picture, Byte.SIZE, (_, _) -> true),
                    subject);
        }
    }

    private <R> int evaluate(EvalMeasure<R> measure, PictureSets sets, EvalMeasure.Results results,
            Map<String, ?> subject) {
        PrintWriter out = spec.commandLine().getOut();
        if (format.table()) {
            subject.forEach((what, name) -> out.printf("%s: %s%n", what, name));
            out.println(measure.heading());
        }
        List<R> rows = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (PictureSet set : sets.sets()) {
            try {
                R row = measure.measure(set, READER.read(set.rain()).picture(), results);
                rows.add(row);
                if (format.table()) {
                    out.println(measure.line(row));
                    out.flush();
                }
            } catch (IOException | RuntimeException e) {
                failures.add(e instanceof Failure || e instanceof PictureFileException
                        ? e.getMessage()
                        : set.rain() + ": " + e);
                derain.errors().print(set.rain().toString(), e);
            }
        }
        if (rows.isEmpty()) {
            throw Failure.input("none of the " + failures.size() + " pictures has scores.");
        }
        EvaluationReport report = measure.report(rows, failures, sets.unmatched());
        if (format.json) {
            out.println(report.json(subject));
        } else if (format.csv) {
            out.println(report.csv());
        } else {
            out.println(report.summary());
        }
        out.flush();
        return failures.isEmpty() ? ExitCode.DONE : ExitCode.INPUT_FAILED;
    }
}
