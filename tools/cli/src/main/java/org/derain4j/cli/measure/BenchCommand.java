package org.derain4j.cli.measure;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.commons.io.FileUtils;
import org.derain4j.cli.common.EngineOptions;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.PictureSize;
import org.derain4j.conformance.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code derain bench}: how fast a model is here, and why. */
@Command(name = "bench", mixinStandardHelpOptions = true, usageHelpWidth = 100, sortOptions = false,
        description = {
            "Measures how fast a model is on this machine: whole pictures, and the layers beside the speed of "
                    + "multiply-adds alone, the ceiling.",
            "Speeds are those of direct convolutions of the same time: Winograd's algorithm, which multiplies less, can be "
                    + "above the ceiling. Other work on the machine makes every figure worse.",
            "A picture's time is the median of up to 9, after others for 2 seconds, so that Java has compiled what runs.",
            "Gvalues/s are values of maps read and written, of 4 bytes (with :half, 2): to be held against a device's copies."})
public final class BenchCommand implements Callable<Integer> {

    @Option(names = "--size", paramLabel = "WxH", defaultValue = "480x320", converter = PictureSize.Converter.class,
            description = "The picture. Default: 480x320.")
    private PictureSize size;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Mixin
    private EngineOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Benchmark benchmark = Benchmark.of(options, size);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(benchmark));
        } else {
            print(benchmark, options.usesDevice(), out);
        }
        out.flush();
        return ExitCode.DONE;
    }

    private static void print(Benchmark b, boolean device, PrintWriter out) {
        row(out, "Java", b.java());
        row(out, "Processor", b.processor());
        row(out, "Engine", b.engine());
        row(out, "Model", "%s, a picture of %s", b.model(), b.size());
        if (device) {
            row(out, "Ceiling", "%.1f GFLOP/s of multiply-adds on the device, %.1f GB/s of copies", b.ceiling(),
                    b.copyBytesPerSecond() / 1e9);
            row(out, "Device memory", "%.1f MB", (double) b.deviceBytes() / FileUtils.ONE_MB);
        } else {
            row(out, "Ceiling", "%.1f GFLOP/s of multiply-adds on 1 thread, %.1f on %d", b.ceilingOneThread(),
                    b.ceiling(), b.threads());
        }
        out.println();
        line(out, "%-44s %5s %9s %8s %10s %9s", "Layers, each step at its best", "steps", "ms", "GFLOP/s", "of ceiling",
                "Gvalues/s");
        for (LayerKind kind : b.layers()) {
            if (kind.multiplyAdds() == 0) {
                line(out, "%-44s %5d %9.2f %8s %10s %9.2f", kind.kind(), kind.steps(), kind.milliseconds(), "", "",
                        kind.gigavalues());
            } else {
                line(out, "%-44s %5d %9.2f %8.1f %10.2f %9.2f", kind.kind(), kind.steps(), kind.milliseconds(),
                        kind.gigaflops(), kind.ofCeiling(), kind.gigavalues());
            }
        }
        out.println();
        row(out, "First picture", "%.2f s, while Java still compiles", b.firstSeconds());
        row(out, "Then", device ? "%.4f s" : "%.2f s", b.seconds());
        if (device) {
            row(out, "On the device", "%.4f s, by its own clock", b.stepsSeconds());
        }
        if (!device) {
            row(out, "On 1 thread", "%.2f s, %.2f times as long", b.oneThreadSeconds(), b.scaling());
        }
        row(out, "Allocated", "%.2f MB per picture, its result included",
                (double) b.allocatedBytes() / FileUtils.ONE_MB);
    }

    private static void row(PrintWriter out, String what, String format, Object... values) {
        line(out, "%-14s %s", what, String.format(Locale.ROOT, format, values));
    }

    private static void line(PrintWriter out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
