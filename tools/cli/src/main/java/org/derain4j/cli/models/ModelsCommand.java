package org.derain4j.cli.models;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.Failure;
import org.derain4j.conformance.Json;
import org.derain4j.engine.Model;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code derain models [PATH...]}: what there is for {@code -m}. */
@Command(name = "models", mixinStandardHelpOptions = true, usageHelpWidth = 100, sortOptions = false,
        description = {
            "Lists the models to choose from with -m, the embedded ones or those that a file or folder holds: what each is "
                    + "for, its licence and scores, as its file says, and what it costs.",
            "Exit code 1 if one of the files named, or in a folder named, is no model; the others are listed."})
public final class ModelsCommand implements Callable<Integer> {

    private static final String SAFETENSORS = ".safetensors";
    private static final String INDEX = ".index";

    @Parameters(paramLabel = "PATH", arity = "0..*",
            description = "Model files, checkpoint prefixes, or folders of them (their own folders are left out).")
    private List<Path> paths = List.of();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<ModelSummary> models = new ArrayList<>();
        Map<String, String> refused = new LinkedHashMap<>();
        double defaultMacs = ModelSummary.defaultMacs();
        if (paths.isEmpty()) {
            for (String name : Model.embeddedNames()) {
                add(ModelSummary.embedded(name, defaultMacs), models);
            }
        }
        for (Path path : paths) {
            for (Path model : models(path)) {
                try {
                    add(ModelSummary.file(model, defaultMacs), models);
                } catch (IOException e) {
                    refused.put(model.toString(), Failure.reason(e));
                    print(model.toString(), List.of("no model: " + Failure.reason(e)));
                }
            }
        }
        if (json) {
            spec.commandLine().getOut().println(Json.write(new Listing(models, refused)));
        }
        return refused.isEmpty() ? ExitCode.DONE : ExitCode.INPUT_FAILED;
    }

    /**
     * What there is.
     *
     * @param models
     *            in the order asked for
     * @param refused
     *            what is no model, and why
     */
    private record Listing(List<ModelSummary> models, Map<String, String> refused) {}

    private void add(ModelSummary model, List<ModelSummary> models) {
        models.add(model);
        String where = model.byDefault() ? " (embedded, the default)" : model.embedded() ? " (embedded)" : "";
        print(model.model() + where,
                model.rows().entrySet().stream().map(row -> "%-10s%s".formatted(row.getKey(), row.getValue()))
                        .toList());
    }

    /** The path itself, or what in the folder looks like a model, in the order of the names; a checkpoint is its prefix. */
    private static List<Path> models(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            List<Path> models = files.filter(file -> isModel(file.getFileName().toString())).map(ModelsCommand::prefix)
                    .sorted().toList();
            if (models.isEmpty()) {
                throw Failure
                        .input(path + ": the folder holds no model, no *" + SAFETENSORS + " and no *" + INDEX + ".");
            }
            return models;
        } catch (IOException e) {
            throw Failure.input(path, e);
        }
    }

    private static boolean isModel(String name) {
        return name.endsWith(SAFETENSORS) || name.endsWith(INDEX);
    }

    private static Path prefix(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(INDEX) ? file.resolveSibling(name.substring(0, name.length() - INDEX.length())) : file;
    }

    /** At once, as the next one may take a while; not where JSON is to come. */
    private void print(String name, List<String> lines) {
        if (!json) {
            PrintWriter out = spec.commandLine().getOut();
            out.printf("%s%n", name);
            lines.forEach(line -> out.printf("    %s%n", line));
            out.flush();
        }
    }
}
