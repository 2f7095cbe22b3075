package org.derain4j.cli.machine;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.commons.io.FileUtils;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.Failure;
import org.derain4j.conformance.Json;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.backend.Device;
import org.derain4j.kernels.backend.Devices;
import org.derain4j.kernels.backend.Precision;
import org.derain4j.kernels.backend.Tuning;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code derain devices}: what {@code --backend opencl:N} can run on, or what is missing. */
@Command(name = "devices", mixinStandardHelpOptions = true, usageHelpWidth = 100,
        description = "Shows the devices of OpenCL that --backend opencl:N takes, or says what is missing.")
public final class DevicesCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Option(names = "--tune", paramLabel = "N",
            description = "First measures which kernels' shapes are fastest on opencl:N and keeps them for later runs; then, if single is "
                    + "among the precisions, one picture there and on the CPU, for `derain info`.")
    private Integer tuned;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "20",
            description = "After which --tune tries nothing further, for each kind of step and precision. Default: 20.")
    private double seconds;

    @Option(names = "--precisions", paramLabel = "P", split = ",", defaultValue = "single,tf32,half",
            description = "What --tune measures: single, tf32, half. Default: all that the device has.")
    private List<String> precisions;

    @Option(names = "--kinds", paramLabel = "K", split = ",",
            description = "What --tune measures: stride1, stride2, transposed, lstm, and for small maps each of them with "
                    + ".small behind it. Default: all eight.")
    private List<String> kinds = Tuning.KINDS;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (tuned != null) {
            if (tuned < 0) {
                throw Failure.usage("--tune is " + tuned + "; give a device's number, from 0.");
            }
            Consumer<String> log = json ? _ -> {
            } : line -> {
                out.println(line);
                out.flush();
            };
            Tuning tuning = tuning();
            Backends.tune(tuning, log);
            if (tuning.precisions().contains(Precision.SINGLE.word())) {
                measureGain(log);
            }
        }
        Devices devices = Backends.devices();
        if (json) {
            out.println(Json.write(devices));
        } else if (devices.problem() != null) {
            out.println("No device: " + devices.problem() + ".");
        } else {
            devices.found().forEach(device -> print(device, out));
        }
        out.flush();
        return ExitCode.DONE;
    }

    /** That it cannot be kept costs the hint, never the command. */
    private void measureGain(Consumer<String> log) {
        Device device = Backends.devices().found().get(tuned);
        try {
            Gain.measure(device, GpuDrivers.here().found())
                    .ifPresent(gain -> log.accept("opencl:" + tuned + ": " + gain.times()));
        } catch (IOException e) {
            log.accept("what opencl:" + tuned + " brings is not kept: " + Failure.reason(e));
        }
    }

    private Tuning tuning() {
        try {
            return new Tuning(tuned, seconds, precisions, kinds);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(e.getMessage() + ".");
        }
    }

    private static void print(Device device, PrintWriter out) {
        out.printf("opencl:%d      %s, %s%n", device.number(), device.name(), device.kind());
        row(out, "Platform", device.platform() + ", " + device.version());
        row(out, "Driver", device.driver());
        row(out, "Memory", String.format(Locale.ROOT, "%.1f GB, a map of up to %.1f GB",
                (double) device.memoryBytes() / FileUtils.ONE_GB, (double) device.mapBytes() / FileUtils.ONE_GB));
        row(out, "Units", Integer.toString(device.computeUnits()));
        row(out, "Usable", device.refusal() == null ? "yes" : "no: " + device.refusal());
    }

    private static void row(PrintWriter out, String name, String value) {
        out.printf("  %-10s %s%n", name, value);
    }
}
