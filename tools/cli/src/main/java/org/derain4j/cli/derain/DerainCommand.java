package org.derain4j.cli.derain;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.derain4j.cli.common.EngineOptions;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.Existing;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.NamedPlace;
import org.derain4j.cli.common.PictureOptions;
import org.derain4j.cli.common.Reporter;
import org.derain4j.cli.common.StandardStreams;
import org.derain4j.cli.common.Version;
import org.derain4j.cli.inputs.InputOptions;
import org.derain4j.cli.machine.GpuHint;
import org.derain4j.cli.telling.Telling;
import org.derain4j.cli.telling.TellingOptions;
import org.derain4j.cli.video.FilmJob;
import org.derain4j.cli.video.FilmOptions;
import org.derain4j.cli.video.FilmRun;
import org.derain4j.cli.video.FrameJob;
import org.derain4j.cli.video.FrameOptions;
import org.derain4j.cli.video.FrameRun;
import org.derain4j.engine.Rounding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code derain IN... [-o OUT]}: pictures in, the same pictures without rain out. */
@Command(name = "derain", mixinStandardHelpOptions = true, versionProvider = Version.class,
        sortOptions = false, usageHelpWidth = 100,
        synopsisHeading = "Usage:%n",
        customSynopsis = {"  derain IN... [-o OUT] [options]", "  derain COMMAND [options]"},
        description = "%nRemoves rain from photos and films.%n",
        commandListHeading = "%nCommands (`derain COMMAND --help` tells more):%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:some input failed; each is named on the error stream", "2:wrong usage",
            "3:the weights cannot be used",
            "5:memory ran out for some picture, or the disk for its result or scratch file, whatever else failed",
            "70:a bug, please report it", "130, 143:interrupted by Ctrl-C, or asked to end"},
        footerHeading = "%nExamples:%n",
        footer = {"  derain street.jpg                   writes street.derained.jpg beside it",
            "  derain street.jpg -o dry.png        writes dry.png",
            "  derain *.jpg -o dry/ --compare      writes dry/NAME.jpg and dry/NAME.compare.jpg",
            "  derain street.jpg --view            also writes street.view.html, a page before and after",
            "  derain photos -r -o dry/            a whole tree, results in the same tree",
            "  derain - < a.png > dry.png          through pipes",
            "  derain rain.mp4 -o dry.mp4          a film, where an ffmpeg is installed",
            "  derain -m mine.safetensors a.png    with other weights",
            "  derain models                       what -m can name",
            "  derain info                         what runs here and why"})
public final class DerainCommand implements Callable<Integer>, Reporter {

    /** Opens the engine that the options ask for. */
    @FunctionalInterface
    public interface Engines {

        /** Opens it; the caller closes it. */
        RainRemover open(EngineOptions options, Rounding rounding);
    }

    @Parameters(paramLabel = "IN...", hideParamSyntax = true, arity = "0..*",
            description = "Pictures: PNG, JPEG, BMP, WebP or TIFF, told by their content. "
                    + "Of several frames or pages the first is taken. Results are upright, and keep metadata, "
                    + "colour profile and depth. A folder stands for the pictures in it, by their extensions, '*.jpg' in "
                    + "quotes for those it matches. - is a picture from standard input; a file that is called so is ./-. "
                    + "Films are named one by one; they take an ffmpeg on the PATH.")
    private List<String> inputs = List.of();

    @Option(names = {"-o", "--output"}, paramLabel = "OUT", converter = NamedPlace.class,
            description = {"A file, whose extension says the format (.png, .jpg, .webp, .bmp or .tiff), or a folder, "
                    + "existing or ending in a slash, where each result gets its input's name.",
                "Default: NAME.derained.EXT beside each input. Inputs that would have one result are named whole: "
                        + "a.jpg.png beside a.png.png.",
                "- is standard output, and so it is by default for the input -; then the format is the input's own or "
                        + "that of -f, and all that there is to say goes to the error stream."})
    private String output;

    @Option(names = "--compare",
            description = "Also write NAME.compare.EXT beside the result: rain left, result right.")
    private boolean compare;

    @Option(names = "--overwrite", description = "Replace results that exist already, even the input itself.")
    private boolean overwrite;

    @Option(names = "--rounding", paramLabel = "HOW", defaultValue = "nearest",
            description = "nearest, which leaves a dry picture as it was, or official, which truncates as the "
                    + "published code does (up to one level darker). Default: nearest.")
    private Rounding rounding;

    @Mixin
    private InputOptions selection;

    @Mixin
    private OutputOptions outputs;

    @Mixin
    private TellingOptions telling;

    @Mixin
    private FrameOptions frames;

    @Mixin
    private FilmOptions films;

    @Mixin
    private PictureOptions options;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print the stack trace of a failure.")
    private boolean debug;

    @Spec
    private CommandSpec spec;

    private final Engines engines;
    private final StandardStreams streams;

    /** With engines of that source, and what {@code -} stands for. */
    public DerainCommand(Engines engines, StandardStreams streams) {
        this.engines = engines;
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (selection.areNone(inputs)) {
            throw Failure.usage("no picture named; for example: derain street.jpg, or derain --help");
        }
        if (selection.isDryRun() && telling.isJson()) {
            throw Failure.usage(
                    "--dry-run prints lines for people, --json objects of what was done; leave one of them out.");
        }
        List<FilmJob> named = films.jobs(inputs, output);
        if (!named.isEmpty()) {
            return derainFilms(named);
        }
        Optional<String> stream = frames.stream(inputs, streams);
        if (stream.isPresent()) {
            return derainFrames(stream.get());
        }
        Results results = outputs.results();
        boolean sent = Pipe.isAsked(inputs, output) && Pipe.isSent(output);
        PrintWriter lines = sent ? errors().stream() : spec.commandLine().getOut();
        try (Jobs jobs = jobs()) {
            if (selection.isDryRun()) {
                return DryRun.of(jobs, lines, errors());
            }
            Telling told = telling.open(lines, errors());
            Optional<Gallery> gallery = jobs.page()
                    .map(page -> new Gallery(page, results.lenient(), told, errors()));
            boolean alone = jobs.count().orElse(2) == 1;
            boolean hinted = !sent && isHintWelcome();
            int exitCode = new Batch(results, streams, told, gallery)
                    .run(jobs, () -> opened(options, hinted && !alone));
            if (hinted && alone && exitCode == ExitCode.DONE) { // the picture is no later for it
                GpuHint.sayOnce(errors());
            }
            return exitCode;
        }
    }

    /** Where people read what is told and what computes is left to us. */
    private boolean isHintWelcome() {
        return telling.isForPeople() && options.isAuto();
    }

    private RainRemover opened(EngineOptions asked, boolean hinted) {
        if (hinted) {
            GpuHint.sayOnce(errors());
        }
        return engines.open(asked, rounding);
    }

    private int derainFilms(List<FilmJob> jobs) {
        outputs.meaninglessToFrames(compare, rounding).ifPresent(option -> {
            throw Failure
                    .usage(option + " is for pictures, and " + jobs.getFirst().input() + " is a film; leave it out.");
        });
        if (outputs.formatName().isPresent()) {
            throw Failure.usage("-f is for pictures and frames; a film is written as the extension of -o says.");
        }
        frames.checkForFilms();
        selection.checkAlone(jobs.getFirst().input().toString());
        Existing existing = selection.existing(overwrite);
        PrintWriter lines = spec.commandLine().getOut();
        FilmRun run = new FilmRun(jobs, films, frames, options, existing, telling.open(lines, errors()));
        return selection.isDryRun() ? run.print(lines) : run.run(asked -> opened(asked, isHintWelcome()));
    }

    private Jobs jobs() throws IOException {
        Destination destination = new Destination(output, compare, outputs.layer(), outputs.view(), outputs.format());
        return Pipe.isAsked(inputs, output)
                ? Jobs.of(selection, piped(destination), destination, overwrite)
                : Jobs.of(selection, inputs, destination, overwrite);
    }

    private int derainFrames(String input) {
        outputs.meaninglessToFrames(compare, rounding).ifPresent(option -> {
            throw Failure.usage(option + " is for pictures, and " + input + " has frames; leave it out.");
        });
        selection.checkAlone(input);
        Existing existing = selection.existing(overwrite);
        FrameJob job = frames.job(input, outputs.formatName(), output, existing != Existing.REFUSED);
        boolean skipped = existing == Existing.SKIPPED && job.isThere();
        PrintWriter lines = job.isSent() ? errors().stream() : spec.commandLine().getOut();
        if (selection.isDryRun()) {
            lines.printf("%s -> %s%s%n", input, job.outputName(), skipped ? "  skipped, exists already" : "");
            return ExitCode.DONE;
        }
        if (job.isSent()) {
            streams.output(); // refuses a terminal
        }
        Telling told = telling.open(lines, errors());
        if (skipped) {
            told.skipped(input, job.outputName().toString());
            return told.ends();
        }
        return new FrameRun(job, frames, options, asked -> engines.open(asked, rounding), streams, told).run();
    }

    /** Refuses a terminal before an engine is opened for what comes from there or goes there. */
    private Job piped(Destination destination) {
        Job job = Pipe.job(inputs, destination, outputs.keepsTimes());
        if (inputs.contains(StandardStreams.NAME)) {
            streams.input();
        }
        if (job.isSent()) {
            streams.output();
        }
        return job;
    }

    @Override
    public ErrorLines errors() {
        return new ErrorLines(spec.commandLine().getErr(), debug);
    }
}
