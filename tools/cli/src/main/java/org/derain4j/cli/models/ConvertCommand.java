package org.derain4j.cli.models;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.derain4j.cli.common.EngineOptions;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.OutputFile;
import org.derain4j.engine.Model;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code derain convert CHECKPOINT -o FILE}: a TensorFlow checkpoint as one safetensors file. */
@Command(name = "convert", mixinStandardHelpOptions = true, usageHelpWidth = 100, sortOptions = false,
        description = "Writes the network of a TensorFlow checkpoint (or of another safetensors file) "
                + "as one safetensors file, under the official names. Training state is left out.")
public final class ConvertCommand implements Callable<Integer> {

    @Parameters(paramLabel = "CHECKPOINT",
            description = "The checkpoint's prefix or its .index file, its folder, or a .safetensors file.")
    private Path checkpoint;

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "FILE",
            description = "The file to write, ending in .safetensors.")
    private Path output;

    @Option(names = "--dtype", paramLabel = "TYPE", defaultValue = "f32",
            description = "f32, f16 or bf16. Default: f32, which keeps every bit.")
    private StoredType type;

    @Option(names = "--verify",
            description = "Reads the file back and compares it bit for bit with what it should hold.")
    private boolean verify;

    @Option(names = "--overwrite", description = "Replaces the file if it exists.")
    private boolean overwrite;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try {
            return convert();
        } catch (OutOfMemoryError e) {
            throw Failure.memory(checkpoint, e);
        }
    }

    private int convert() throws IOException {
        OutputFile.check(output, ".safetensors", overwrite);
        // An absolute path is never taken for the name of an embedded model.
        Model model = EngineOptions.openModel(checkpoint.toAbsolutePath().toString());
        ModelSources sources = ModelSources.of(Path.of(model.name()));
        if (sources.contains(output)) {
            throw Failure.usage("-o " + output + ": is what is to be converted; choose another name.");
        }
        Conversion conversion = new Conversion(model, type);
        conversion.write(output, sources.hashes());
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "%s -> %s  %d variables, %,d parameters as %s%n", source(model), output,
                model.variables().size(), model.parameters(), type);
        if (!model.leftAside().isEmpty()) {
            out.println("left out: " + model.leftAside().size() + " tensors of training state");
        }
        if (verify) {
            Conversion.LargestError error = conversion.verify(output);
            out.println(error.distance() == 0
                    ? "verified: every value kept, bit for bit"
                    : String.format(Locale.ROOT, "verified: every value rounded to nearest, by at most %.3g (%s)",
                            error.distance(), error.variable()));
        }
        out.flush();
        return ExitCode.DONE;
    }

    /** As it was named, but for a folder, which stands for a checkpoint in it. */
    private String source(Model model) {
        boolean itself = checkpoint.toAbsolutePath().toString().startsWith(model.name());
        return itself ? checkpoint.toString() : model.name();
    }
}
