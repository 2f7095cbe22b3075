package org.derain4j.cli.models;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.derain4j.cli.common.EngineOptions;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.OutputFile;
import org.derain4j.cli.common.PictureSize;
import org.derain4j.engine.Model;
import org.derain4j.onnx.InputSize;
import org.derain4j.onnx.OnnxExporter;
import org.derain4j.onnx.Recurrence;
import org.derain4j.onnx.writer.OnnxFile;
import org.derain4j.weights.FileReplacement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code derain export MODEL -o FILE.onnx}: network and weights for other runtimes. */
@Command(name = "export", mixinStandardHelpOptions = true, usageHelpWidth = 100, sortOptions = false,
        description = {"Writes the network with its weights as an ONNX file.",
            "Its input and its output, called so, are float32 [1, 3, height, width], channels in the order B, G, R, "
                    + "pixels x/127.5-1, height and width multiples of 4."})
public final class ExportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "MODEL",
            description = "The name of an embedded model, a .safetensors file, "
                    + "the prefix of a TensorFlow checkpoint, or its folder.")
    private String model;

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "FILE",
            description = "The file to write, ending in .onnx.")
    private Path output;

    @Option(names = "--as-written",
            description = "Keeps the arithmetic of the official network that cannot change a result: the conv-LSTMs' "
                    + "zero state and forget gate.")
    private boolean asWritten;

    @Option(names = "--size", paramLabel = "WxH", converter = PictureSize.Converter.class,
            description = "Fixes the size of the pictures, for runtimes that want to know it beforehand. "
                    + "Default: any size.")
    private PictureSize size;

    @Option(names = "--overwrite", description = "Replaces the file if it exists.")
    private boolean overwrite;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try {
            return export();
        } catch (OutOfMemoryError e) {
            throw Failure.memory(model, e);
        }
    }

    private int export() throws IOException {
        OutputFile.check(output, ".onnx", overwrite);
        InputSize inputSize = inputSize();
        Model opened = EngineOptions.openModel(model);
        SortedMap<String, String> metadata = new Conversion(opened, StoredType.F32).metadata(sourceHashes(opened));
        OnnxFile file = export(opened, inputSize, metadata);
        try (FileReplacement target = FileReplacement.of(output)) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target.path()))) {
                file.writeTo(out);
            }
            target.commit();
        } catch (IOException e) {
            throw Failure.input("-o " + output, e);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "%s -> %s  %,d nodes, %,d bytes%n", model, output, file.nodes(), file.size());
        out.flush();
        return ExitCode.DONE;
    }

    private InputSize inputSize() {
        try {
            return size == null ? new InputSize.Open() : new InputSize.Fixed(size.height(), size.width());
        } catch (IllegalArgumentException e) {
            throw Failure.usage("--size " + size + ": " + e.getMessage() + ".");
        }
    }

    private Map<String, String> sourceHashes(Model opened) throws IOException {
        if (Model.embeddedNames().contains(model)) {
            return Map.of();
        }
        ModelSources sources = ModelSources.of(Path.of(opened.name()));
        if (sources.contains(output)) {
            throw Failure.usage("-o " + output + ": is what is to be exported; choose another name.");
        }
        return sources.hashes();
    }

    private OnnxFile export(Model opened, InputSize inputSize, Map<String, String> metadata) {
        Recurrence recurrence = asWritten ? Recurrence.AS_WRITTEN : Recurrence.PRUNED;
        try {
            return OnnxExporter.export(opened, recurrence, inputSize, metadata);
        } catch (IllegalArgumentException e) {
            throw Failure.model(model + ": " + e.getMessage() + ".", e);
        }
    }
}
