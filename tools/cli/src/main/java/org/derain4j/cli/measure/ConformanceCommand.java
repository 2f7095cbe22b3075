package org.derain4j.cli.measure;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.derain4j.cli.common.EngineOptions;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.Failure;
import org.derain4j.conformance.CaseResult;
import org.derain4j.conformance.Conformance;
import org.derain4j.conformance.JsonReport;
import org.derain4j.conformance.ReferenceCase;
import org.derain4j.conformance.ReferenceDirectory;
import org.derain4j.conformance.Report;
import org.derain4j.conformance.Subject;
import org.derain4j.conformance.TextReport;
import org.derain4j.conformance.Tolerances;
import org.derain4j.engine.Derainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code derain conformance DIR}: the network beside what TensorFlow computed in double precision. */
@Command(name = "conformance", mixinStandardHelpOptions = true, usageHelpWidth = 100, sortOptions = false,
        description = {
            "Runs the network over the cases of a reference folder and compares the results, their bytes and, where "
                    + "the reference has them, the maps on the way. Exit code 1 if anything is beyond tolerance.",
            "Allowed: results 5e-6 from float64, maps 1e-5 of their largest magnitude, "
                    + "0.05 %% of the bytes one level off."})
public final class ConformanceCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR",
            description = "A reference folder: CASE_input.png, CASE_imitation_f64.safetensors, "
                    + "CASE_output.png and possibly CASE_taps.safetensors for each case, "
                    + "and mostly the model, which -m replaces.")
    private Path directory;

    @Option(names = "--case", paramLabel = "NAME", arity = "1..*", description = "Runs only these cases.")
    private Set<String> chosen = Set.of();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Mixin
    private EngineOptions engine;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ReferenceDirectory reference = ReferenceDirectory.read(directory);
        refuseUnknownCases(reference);
        if (engine.model().isEmpty()) {
            engine.useModel(reference.model()
                    .orElseThrow(() -> Failure.usage(directory + " holds no model: name one with -m.")).toString());
        }
        try (Derainer derainer = engine.openToMeasure()) {
            Report report = json ? printJson(reference, derainer) : printTable(reference, derainer);
            return report.conforms() ? ExitCode.DONE : ExitCode.INPUT_FAILED;
        }
    }

    private Report printTable(ReferenceDirectory reference, Derainer derainer) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%s, model %s, %s%n", directory, derainer.model().name(), derainer.describe());
        out.println(TextReport.heading());
        Report report = conformance(derainer).run(reference, wanted(), result -> {
            out.println(TextReport.row(result));
            out.flush();
        });
        out.println(TextReport.summary(report));
        out.flush();
        return report;
    }

    private Report printJson(ReferenceDirectory reference, Derainer derainer) {
        Map<String, Object> subject = new LinkedHashMap<>();
        subject.put("directory", directory);
        subject.put("model", derainer.model().name());
        subject.put("engine", derainer.describe());
        Report report = conformance(derainer).run(reference, wanted(), _ -> {});
        spec.commandLine().getOut().println(JsonReport.of(report, Tolerances.PROMISED, subject));
        spec.commandLine().getOut().flush();
        return report;
    }

    private static Conformance conformance(Derainer derainer) {
        return new Conformance(Subject.of(derainer), Tolerances.PROMISED);
    }

    private Predicate<String> wanted() {
        return chosen.isEmpty() ? _ -> true : chosen::contains;
    }

    private void refuseUnknownCases(ReferenceDirectory reference) {
        List<String> known = Stream.concat(reference.cases().stream().map(ReferenceCase::name),
                reference.incomplete().stream().map(CaseResult.LeftOut::name)).sorted().toList();
        Set<String> unknown = new TreeSet<>(chosen);
        known.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw Failure.usage("--case: " + directory + " has no case " + String.join(", ", unknown) + "; it has "
                    + String.join(", ", known) + ".");
        }
    }
}
