package org.derain4j.cli.measure;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.PictureOptions;
import org.derain4j.cli.derain.DerainCommand;
import org.derain4j.cli.eval.Evaluation;
import org.derain4j.cli.eval.EvaluationCsv;
import org.derain4j.cli.eval.EvaluationJson;
import org.derain4j.cli.eval.EvaluationText;
import org.derain4j.cli.eval.PictureScores;
import org.derain4j.cli.eval.PictureSets;
import org.derain4j.cli.eval.PictureSets.PictureSet;
import org.derain4j.cli.eval.RgbPicture;
import org.derain4j.cli.eval.Score;
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
                    + "Files belong together by name, whatever the ending."})
public final class EvalCommand implements Callable<Integer> {

    private static final PictureReader READER = new PictureReader();

    @Option(names = "--rain", required = true, paramLabel = "DIR", description = "Folder of rainy pictures.")
    private Path rain;

    @Option(names = "--clean", required = true, paramLabel = "DIR", description = "Folder of the clean pictures.")
    private Path clean;

    @Option(names = "--result", paramLabel = "DIR",
            description = "Scores the finished results in this folder instead of running the network.")
    private Path result;

    @Option(names = "--mode", paramLabel = "MODE", defaultValue = "y",
            description = "y: Y of MATLAB's rgb2ycbcr, 16..235, rounded to 8 bits; what "
                    + "papers on deraining report. full-y: 0.299 R + 0.587 G + 0.114 B, not rounded. "
                    + "rgb: PSNR of the error over all channels, SSIM the mean of the three. Default: y.")
    private ScoreMode mode;

    @Option(names = "--rounding", paramLabel = "HOW", defaultValue = "official",
            description = "How the network's results become bytes: official "
                    + "truncates as the published code does, nearest rounds. Default: official.")
    private Rounding rounding;

    @ArgGroup
    private Format format = new Format();

    @Mixin
    private PictureOptions engine;

    @ParentCommand
    private DerainCommand derain;

    @Spec
    private CommandSpec spec;

    /** What becomes of a rainy picture. */
    @FunctionalInterface
    private interface Results {

        BufferedImage of(PictureSet set, BufferedImage rainy) throws IOException;
    }

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
        if (result != null && (engine.model().isPresent() || engine.workSize().isPresent())) {
            throw Failure.usage("--result scores finished pictures, no network runs: leave "
                    + (engine.model().isPresent() ? "-m" : "--work-size") + " out.");
        }
        PictureSets sets = PictureSets.find(rain, clean, Optional.ofNullable(result));
        if (sets.sets().isEmpty()) {
            throw Failure.input(rain + ": none of its files has a partner of the same name in "
                    + (result == null ? clean : clean + " and " + result) + ".");
        }
        if (result != null) {
            return evaluate(sets, (set, _) -> READER.read(set.result().orElseThrow()).picture(),
                    Map.of("result", result));
        }
        try (Derainer derainer = engine.open(rounding)) {
            Map<String, Object> subject = new LinkedHashMap<>();
            subject.put("model", derainer.model().name());
            subject.put("engine", derainer.describe());
            subject.put("rounding", rounding.name().toLowerCase(Locale.ROOT));
            engine.workSize().ifPresent(pixels -> subject.put("workSize", pixels));
            return evaluate(sets, (_, rainy) -> derainer.derain(rainy), subject);
        }
    }

    private int evaluate(PictureSets sets, Results results,
            Map<String, ?> subject) {
        PrintWriter out = spec.commandLine().getOut();
        if (format.table()) {
            subject.forEach((what, name) -> out.printf("%s: %s%n", what, name));
            out.println(EvaluationText.heading());
        }
        List<PictureScores> rows = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (PictureSet set : sets.sets()) {
            try {
                PictureScores scores = scores(set, results);
                rows.add(scores);
                if (format.table()) {
                    out.println(EvaluationText.row(scores));
                    out.flush();
                }
            } catch (IOException | RuntimeException e) {
                failures.add(e instanceof Failure || e instanceof PictureFileException
                        ? e.getMessage()
                        : set.rain() + ": " + e);
                derain.errors().print(set.rain().toString(), e);
            }
        }
        Evaluation evaluation = new Evaluation(mode, rows, failures, sets.unmatched());
        if (rows.isEmpty()) {
            throw Failure.input("none of the " + failures.size() + " pictures has scores.");
        }
        if (format.json) {
            out.println(EvaluationJson.of(evaluation, subject));
        } else if (format.csv) {
            out.println(EvaluationCsv.of(evaluation));
        } else {
            out.println(EvaluationText.summary(evaluation));
        }
        out.flush();
        return failures.isEmpty() ? ExitCode.DONE : ExitCode.INPUT_FAILED;
    }

    private PictureScores scores(PictureSet set, Results results) throws IOException {
        BufferedImage rainy = READER.read(set.rain()).picture();
        RgbPicture truth = RgbPicture.of(READER.read(set.clean()).picture());
        Score before = score(set.rain(), rainy, truth);
        Score after = score(set.result().orElse(set.rain()), results.of(set, rainy), truth);
        return new PictureScores(set.rain().getFileName().toString(), before, after);
    }

    private Score score(Path file, BufferedImage picture, RgbPicture truth) {
        RgbPicture bytes = RgbPicture.of(picture);
        if (!bytes.sameSize(truth)) {
            throw Failure.input("%s: is %dx%d, but the clean picture is %dx%d; only equal sizes can be compared."
                    .formatted(file, bytes.width(), bytes.height(), truth.width(), truth.height()));
        }
        if (Math.min(bytes.width(), bytes.height()) < Score.SMALLEST_SIDE) {
            throw Failure.input("%s: is %dx%d, but SSIM needs at least %d pixels each way.".formatted(file,
                    bytes.width(), bytes.height(), Score.SMALLEST_SIDE));
        }
        return Score.of(mode, bytes, truth);
    }
}
