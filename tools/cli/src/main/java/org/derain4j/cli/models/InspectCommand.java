package org.derain4j.cli.models;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.derain4j.cli.common.EngineOptions;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.MemoryOptions;
import org.derain4j.cli.common.PictureSize;
import org.derain4j.conformance.Json;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.DerainerBuilder;
import org.derain4j.engine.Model;
import org.derain4j.weights.PrintableText;
import org.derain4j.engine.graph.Architecture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code derain inspect MODEL}: what a weight file holds and what it costs to run. */
@Command(name = "inspect", mixinStandardHelpOptions = true, usageHelpWidth = 100, sortOptions = false,
        description = "Shows a model's architecture, size, arithmetic and memory, and what its file says of itself.")
public final class InspectCommand implements Callable<Integer> {

    /** Names of training state shown without --variables: enough to see of what kind they are. */
    private static final int SHOWN_ASIDE = 3;
    /** Recipes and lists of data run to some lines. */
    private static final int LONGEST_SAYING = 4000;

    @Parameters(paramLabel = "MODEL",
            description = "The name of an embedded model, a .safetensors file, "
                    + "the prefix of a TensorFlow checkpoint, or its folder.")
    private String model;

    @Option(names = "--variables",
            description = "Also lists every variable with its shape, and everything left aside.")
    private boolean variables;

    @Option(names = "--size", paramLabel = "WxH", defaultValue = "480x320", converter = PictureSize.Converter.class,
            description = "The picture that the memory is stated for. Default: 480x320. With --memory also what lies in the "
                    + "scratch file then, and how long it takes here, which is measured for a second.")
    private PictureSize size;

    @Mixin
    private MemoryOptions memory = new MemoryOptions();

    @Option(names = "--verbose", description = "With --memory, lists every map, not only those in the scratch file.")
    private boolean verbose;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Model opened = EngineOptions.openModel(model);
        DerainerBuilder builder = Derainer.builder().model(opened);
        memory.configure(builder, false);
        memory.note().ifPresent(new ErrorLines(spec.commandLine().getErr(), false)::print);
        try (Derainer derainer = builder.build()) {
            Inspection inspection = Inspection.of(derainer, size, variables, memory.areGiven());
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(Json.write(inspection));
            } else {
                print(inspection, out);
            }
            out.flush();
        }
        return ExitCode.DONE;
    }

    private void print(Inspection i, PrintWriter out) {
        Architecture a = i.architecture();
        row(out, "Model", "%s", PrintableText.of(i.model()));
        row(out, "Graph", "MSPFN, %s (scope %s, blocks %s)", i.graph(), a.scope(), a.block());
        row(out, "Channels C", "%d", a.channels());
        row(out, "Fusion blocks M", "%d", a.blocks());
        row(out, "Attention N", "%d, %d, %d at quarter, half and full size", a.attentionQuarter(), a.attentionHalf(),
                a.attentionFull());
        row(out, "Variables", "%,d", i.variables());
        row(out, "Parameters", "%,d stored, %,d live", i.parameters(), i.liveParameters());
        row(out, "Microkernels", "%,.0f multiply-adds per pixel as written, %,.0f live", i.cost().writtenMacsPerPixel(),
                i.cost().liveMacsPerPixel());
        row(out, "Memory", "%,.1f MiB for a picture of %s, model included", i.memoryBytes() / 1048576.0, i.size());
        i.storage().ifPresent(storage -> storage.rows().forEach((what, value) -> row(out, what, "%s", value)));
        i.metadata().forEach((key, value) -> row(out, "Says of itself", "%s = %s", PrintableText.of(key),
                PrintableText.of(value, LONGEST_SAYING)));
        if (!i.leftAside().isEmpty()) {
            row(out, "Left aside", "%,d tensors of training state: %s", i.leftAside().size(),
                    PrintableText.list(i.leftAside(), variables ? i.leftAside().size() : SHOWN_ASIDE));
        }
        i.storage().ifPresent(storage -> storage.lines(verbose).forEach(out::println));
        i.shapes().forEach(variable -> out.println(PrintableText.of(variable.name()) + "  " + shape(variable)));
    }

    private static void row(PrintWriter out, String what, String format, Object... values) {
        out.printf(Locale.ROOT, "%-16s %s%n", what, String.format(Locale.ROOT, format, values));
    }

    private static String shape(Model.Variable variable) {
        return variable.shape().stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
}
