package org.derain4j.cli.common;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this JVM and the machine have to spare for pictures. Maps are arrays too large for the young generation: what the old one
 * can hold is what counts.
 */
final class SpareMemory {

    /**
     * The launcher says by it how many MB of the heap are the young generation's. The JVM's beans know that, too, but take a
     * twentieth of a second, which every picture would wait for.
     */
    private static final String YOUNG = "derain.young";

    /** For what is in the old generation beside pictures. */
    private static final long ASIDE = 32L << 20;

    /** Of the machine, for the JVM itself and for others. */
    private static final long MARGIN = 256L << 20;

    private static final String AVAILABLE = "MemAvailable:";
    private static final Path MEMORY_INFO = Path.of("/proc/meminfo");

    private SpareMemory() {}

    /** A budget by which any picture completes: what can be had without others having to give theirs up. */
    static long budget() {
        return budget(heap(), available());
    }

    /** What others take is no reason to have next to nothing: a quarter of the heap stays. */
    static long budget(long heap, long available) {
        return Math.max(Math.min(heap, available - MARGIN), heap / 4);
    }

    /** The most that may be asked for. */
    static long most() {
        return Math.min(heap(), system().getTotalMemorySize());
    }

    /** What the heap can hold of large arrays. */
    static long heap() {
        Long young = Long.getLong(YOUNG);
        long old = young != null ? Runtime.getRuntime().maxMemory() - (young << 20) : oldGeneration();
        return old - Math.min(ASIDE, old / 8);
    }

    /** Whatever the collector calls it, it is the largest. */
    private static long oldGeneration() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getUsage).mapToLong(MemoryUsage::getMax).max()
                .orElseGet(() -> Runtime.getRuntime().maxMemory());
    }

    /** Linux counts what its caches would give up; elsewhere that may look taken, and half of the machine has to do. */
    private static long available() {
        try {
            for (String line : Files.readAllLines(MEMORY_INFO)) {
                if (line.startsWith(AVAILABLE)) { // as in `MemAvailable:    4321 kB`
                    String kilobytes = line.substring(AVAILABLE.length(), line.length() - " kB".length()).strip();
                    return Long.parseLong(kilobytes) << 10;
                }
            }
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            // as if there were no such line
        }
        return Math.max(system().getFreeMemorySize(), system().getTotalMemorySize() / 2);
    }

    private static OperatingSystemMXBean system() {
        return (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    }
}
