package org.derain4j.cli.machine;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.Version;
import org.derain4j.cli.models.ModelSummary;
import org.derain4j.engine.Model;
import org.derain4j.kernels.Backends;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code derain info}: what this machine offers and what would run on it. No driver of a device is asked. */
@Command(name = "info", mixinStandardHelpOptions = true, usageHelpWidth = 100,
        description = "Shows the Java, the machine with its GPU as far as files tell of one, the backends (and for each missing one "
                + "why) and the embedded models. Asks no driver; `derain devices` does.")
public final class InfoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        row(out, "derain", Version.text());
        row(out, "Java", Machine.java());
        row(out, "System", Machine.system());
        row(out, "Processor", Machine.processor());
        row(out, "Memory", Machine.memory());
        GpuHint.sentence().ifPresent(sentence -> row(out, "GPU", sentence));
        out.println("Backends, the fastest first");
        for (Backends.Availability backend : backends()) {
            row(out, "  " + backend.name(), (backend.available() ? "yes  " : "no   ") + backend.reason());
        }
        row(out, "  " + Backends.OPENCL, "?    only by name; `derain devices` asks the drivers what there is");
        out.println("Embedded models");
        for (String name : Model.embeddedNames()) {
            row(out, "  " + name, ModelSummary.describe(Model.embedded(name)));
        }
        out.flush();
        return ExitCode.DONE;
    }

    /** A property that makes no sense is the caller's mistake, not ours. */
    private static List<Backends.Availability> backends() {
        try {
            return Backends.ofCpu();
        } catch (IllegalArgumentException e) {
            throw Failure.usage(e.getMessage());
        }
    }

    private static void row(PrintWriter out, String name, String value) {
        out.printf("%-12s %s%n", name, value);
    }
}
