package org.derain4j.cli.models;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.Failure;
import org.derain4j.engine.Model;
import org.derain4j.engine.graph.Architecture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code derain models [PATH...]}: what there is for {@code -m}. */
@Command(name = "models", mixinStandardHelpOptions = true, usageHelpWidth = 100, sortOptions = false,
        description = {
            "Lists the models to choose from with -m: the embedded ones, or those that a file or folder holds.",
            "Exit code 1 if one of the files named, or in a folder named, is no model; the others are listed."})
public final class ModelsCommand implements Callable<Integer> {

    private static final String SAFETENSORS = ".safetensors";
    private static final String INDEX = ".index";

    @Parameters(paramLabel = "PATH", arity = "0..*",
            description = "Model files, checkpoint prefixes, or folders of them (their own folders are left out).")
    private List<Path> paths = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (paths.isEmpty()) {
            for (String name : Model.embeddedNames()) {
                row(name + (name.equals(Model.DEFAULT) ? " (embedded, the default)" : " (embedded)"),
                        describe(Model.embedded(name)));
            }
            return ExitCode.DONE;
        }
        int refused = 0;
        for (Path path : paths) {
            for (Path model : models(path)) {
                refused += show(model) ? 0 : 1;
            }
        }
        return refused == 0 ? ExitCode.DONE : ExitCode.INPUT_FAILED;
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

    private boolean show(Path path) {
        try {
            row(path.toString(), describe(Model.load(path)));
            return true;
        } catch (IOException e) {
            row(path.toString(), "no model: " + Failure.reason(e));
            return false;
        }
    }

    /** What sort of network the model is, in a line. */
    public static String describe(Model model) {
        Architecture a = model.architecture();
        return String.format(Locale.ROOT, "%s, %d channels, %d fusion blocks, attention %d/%d/%d, %,d parameters",
                a.kind(), a.channels(), a.blocks(), a.attentionQuarter(), a.attentionHalf(), a.attentionFull(),
                model.parameters());
    }

    private void row(String name, String what) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%s%n    %s%n", name, what);
        out.flush();
    }
}
