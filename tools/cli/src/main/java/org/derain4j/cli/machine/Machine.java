package org.derain4j.cli.machine;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/** Facts of the machine, one line each. */
public final class Machine {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Machine() {}

    public static String java() {
        return "%s, %s, %s".formatted(Runtime.version(), System.getProperty("java.vm.name"),
                System.getProperty("java.home"));
    }

    static String system() {
        return "%s %s, %s".formatted(System.getProperty("os.name"), System.getProperty("os.version"),
                System.getProperty("os.arch"));
    }

    /** Linux tells the model; elsewhere the architecture has to do. */
    public static String processor() {
        return "%s, %d cores".formatted(model(), Runtime.getRuntime().availableProcessors());
    }

    static String memory() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return String.format(Locale.ROOT, "%.1f GB, of which Java may use %.1f GB",
                gigabytes(system.getTotalMemorySize()),
                gigabytes(Runtime.getRuntime().maxMemory()));
    }

    private static double gigabytes(long bytes) {
        return (double) bytes / FileUtils.ONE_GB;
    }

    private static String model() {
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst().orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
