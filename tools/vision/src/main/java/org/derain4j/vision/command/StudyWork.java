package org.derain4j.vision.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.FinishedPage;
import org.derain4j.cli.common.OutputFile;
import org.derain4j.cli.common.Version;
import org.derain4j.engine.Model;
import org.derain4j.vision.study.Analysis;
import org.derain4j.vision.study.Condition;
import org.derain4j.vision.study.Deraining;
import org.derain4j.vision.study.FinishedRain;
import org.derain4j.vision.study.FinishedResults;
import org.derain4j.vision.study.Look;
import org.derain4j.vision.study.MadeRain;
import org.derain4j.vision.study.PictureStore;
import org.derain4j.vision.study.Rain;
import org.derain4j.vision.study.Study;
import org.derain4j.vision.study.StudyCsv;
import org.derain4j.vision.study.StudyJson;
import org.derain4j.vision.study.StudyRun;
import org.derain4j.vision.study.StudyTables;
import org.derain4j.vision.study.Table;
import org.derain4j.vision.study.Task;
import org.derain4j.web.page.Overlay;
import org.derain4j.weights.FileReplacement;

/** What both studies do alike: options, inputs, the run, and what is told of it. */
final class StudyWork {

    private static final String OWN_NAME = "give one of its own, as in NAME=FOLDER";
    private static final int MOST_RESAMPLES = 100_000;
    private static final int MOST_PAGE_PICTURES = 1000;

    /** Beside these, conditions would be called as others are; {@code dry} is a kind of rain, and is none of them. */
    private static final Set<String> NO_RAINS = Set.of(Condition.CLEAN, "rainy");
    private static final Set<String> NO_WAYS = Set.of(Condition.CLEAN, "dry", "rainy");

    /** As reports have it. */
    private record Described(String name, String what) {}

    private final String command;
    private final StudyOptions options;
    private final ErrorLines errors;
    private final PrintWriter out;
    private final List<Rain> rains;
    private final List<Deraining> ways;
    private final Inputs inputs;
    private final List<String> unreadable = new ArrayList<>();

    /** Refuses what is wrong before any work. */
    StudyWork(String command, StudyOptions options, ErrorLines errors, PrintWriter out) throws IOException {
        this.command = command;
        this.options = options;
        this.errors = errors;
        this.out = out;
        Failure.requireWithin("--resamples", options.resamples, 1, MOST_RESAMPLES);
        if (!options.kinds.isEmpty() && !options.rains.isEmpty()) {
            throw Failure.usage("give --make-rain or --rain, not both.");
        }
        if (options.reuse && options.save == null) {
            throw Failure.usage("--reuse takes pictures from the folder of --save; name it.");
        }
        List<NamedFolder> finishedRains = NamedFolder.of("--rain", options.rains);
        List<NamedFolder> results = NamedFolder.of("--result", options.results);
        rains = rains(finishedRains);
        if (!results.isEmpty() && rains.size() != 1) {
            throw Failure.usage("--result is what became of one kind of rain, but there " + (rains.isEmpty()
                    ? "is none; add --rain or --make-rain."
                    : "are " + rains.size() + "; name one."));
        }
        ways = ways(results);
        requireDistinct(options.kinds.isEmpty() ? "--rain" : "--make-rain",
                options.kinds.isEmpty() ? OWN_NAME : "name each kind once", NO_RAINS,
                rains.stream().map(Rain::name).toList());
        requireDistinct("-m and --result",
                "name each model once; give files of the same name other names, and results one as in NAME=FOLDER",
                NO_WAYS, ways.stream().map(Deraining::name).toList());
        Failure.requireWithin("--page-pictures", options.pagePictures, 0, MOST_PAGE_PICTURES);
        OutputFile.createFolder(options.output);
        for (String ending : List.of(".json", ".csv", ".md", ".html")) {
            OutputFile.check(file(ending), ending, options.overwrite);
        }
        inputs = new Inputs(options, finishedRains, results, errors);
    }

    private List<Rain> rains(List<NamedFolder> finished) {
        List<Rain> all = new ArrayList<>();
        for (String kind : options.kinds) {
            try {
                all.add(new MadeRain(kind, options.seed));
            } catch (IllegalArgumentException e) {
                throw Failure.usage("--make-rain: " + e.getMessage());
            }
        }
        finished.forEach(rain -> all.add(new FinishedRain(rain.name(), rain.folder())));
        return all;
    }

    private List<Deraining> ways(List<NamedFolder> results) throws IOException {
        List<Deraining> all = new ArrayList<>();
        List<String> models = !options.engine.models().isEmpty() || !results.isEmpty()
                ? options.engine.models()
                : List.of(Model.DEFAULT);
        for (String model : models) {
            all.add(new NetworkDeraining(options.engine, model, all.isEmpty()));
        }
        results.forEach(result -> all.add(new FinishedResults(result.name(), result.folder())));
        return all;
    }

    private static void requireDistinct(String options, String remedy, Set<String> taken, List<String> names) {
        Set<String> seen = new HashSet<>(taken);
        for (String name : names) {
            if (name.matches("\\.{0,2}|.*[/\\\\].*")) {
                throw Failure.usage(options + ": '" + name + "' is no name; " + OWN_NAME + ".");
            }
            if (!seen.add(name)) {
                throw Failure.usage(options + ": '" + name + "' is taken; " + remedy + ".");
            }
        }
    }

    /** What is studied; more may turn out to be lacking. */
    Inputs inputs() {
        return inputs;
    }

    /** Tells of a picture that cannot be read, which is then left out. */
    void unreadable(String name, Exception cause) {
        String subject = inputs.pictures().get(name).toString();
        errors.print(subject, cause);
        unreadable.add(errors.sentence(subject, cause));
        inputs.leaveOut(name);
    }

    /** Does it all, and returns the exit code. */
    <E> int run(Task<E> task, Function<Look<E>, Overlay> overlays) throws IOException {
        try (PictureStore store = options.save == null
                ? PictureStore.temporary()
                : PictureStore.kept(options.save, options.reuse)) {
            StudyProgress progress = new StudyProgress(errors, errors.stream());
            Study<E> study = new StudyRun<>(task, rains, ways, store, progress).run(inputs.samples());
            if (study.samples().isEmpty()) {
                throw Failure.input("none of the pictures can be studied, so there are no tables.");
            }
            Analysis<E> analysis = new Analysis<>(task, study, options.resamples, options.seed,
                    options.engine.threads());
            List<Table> tables = StudyTables.of(analysis);
            tell(analysis, tables);
            FinishedPage page = new ReportPage<>("derain vision " + command, paragraphs(task), overlays).write(analysis,
                    tables, file(".html"), options.pagePictures);
            if (options.format.table()) {
                out.printf("%n%s%n", page);
                out.flush();
            }
            return unreadable.isEmpty() && study.failures().isEmpty() ? ExitCode.DONE : ExitCode.INPUT_FAILED;
        }
    }

    private List<String> paragraphs(Task<?> task) {
        List<String> all = new ArrayList<>();
        task.about().forEach((what, value) -> {
            if (value instanceof String) { // not paths: pages are given to others
                all.add(what + ": " + value);
            }
        });
        rains.forEach(rain -> all.add("rain " + rain.name() + ": " + rain.describe()));
        ways.forEach(way -> all.add("derained by " + way.name() + ": " + way.describe()));
        return all;
    }

    private void tell(Analysis<?> analysis, List<Table> tables) throws IOException {
        String json = StudyJson.of(analysis, subject(analysis)) + "\n";
        String csv = StudyCsv.of(analysis) + "\n";
        String markdown = "# derain vision " + command + "\n\n"
                + tables.stream().map(Table::markdown).collect(Collectors.joining("\n"));
        write(".json", json);
        write(".csv", csv);
        write(".md", markdown);
        out.print(options.format.json
                ? json
                : options.format.csv
                        ? csv
                        : options.format.markdown
                                ? markdown
                                : tables.stream().map(Table::text).collect(Collectors.joining("\n")));
        out.flush();
    }

    private Path file(String ending) {
        return options.output.resolve(command + ending);
    }

    private void write(String ending, String text) throws IOException {
        try (FileReplacement replacement = FileReplacement.of(file(ending))) {
            Files.writeString(replacement.path(), text);
            replacement.commit();
        }
    }

    private Map<String, Object> subject(Analysis<?> analysis) throws IOException {
        Map<String, Object> subject = new LinkedHashMap<>();
        subject.put("command", "derain vision " + command);
        subject.put("version", Version.text());
        subject.put("samples", analysis.study().samples().size());
        subject.put("picturesIn", options.pictures);
        subject.putAll(analysis.task().about());
        subject.put("rains", rains.stream().map(rain -> new Described(rain.name(), rain.describe())).toList());
        subject.put("derainedBy", ways.stream().map(way -> new Described(way.name(), way.describe())).toList());
        subject.put("scores", "PSNR and SSIM of Y (BT.601, 16..235, rounded); of made rain beside its dry picture");
        subject.put("resamples", options.resamples);
        subject.put("seed", options.seed);
        subject.put("leftOut", inputs.leftOut());
        subject.put("unreadable", unreadable);
        return subject;
    }
}
