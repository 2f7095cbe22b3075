package org.derain4j.kernels.cpu;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * Whether vectors can be used in this JVM, decided without touching a vector class. The property
 * {@value #PROPERTY} (128, 256, 512; 0 switches vectors off) forces a width, for tests and comparisons.
 */
public final class VectorWidth {

    /** Name of the system property. */
    public static final String PROPERTY = "derain4j.vectorBits";

    /** The JDK module with the Vector API. */
    private static final String MODULE = "jdk.incubator.vector";

    private VectorWidth() {}

    /**
     * The width asked for.
     *
     * @return 0, 128, 256 or 512; -1 where nothing was asked for
     * @throws IllegalArgumentException if the property is something else
     */
    public static int requestedBits() {
        String value = System.getProperty(PROPERTY, "");
        return switch (value) {
            case "" -> -1;
            case "0", "128", "256", "512" -> Integer.parseInt(value);
            default -> throw new IllegalArgumentException("-D" + PROPERTY + "=" + value
                    + " is not a vector width; use 128, 256, 512 or 0 for none");
        };
    }

    /**
     * Why vectors cannot be used.
     *
     * @return one sentence with the remedy, or nothing where they can
     */
    public static Optional<String> problem() {
        if (requestedBits() == 0) {
            return Optional.of("vectors are switched off by -D" + PROPERTY + "=0");
        }
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return Optional.of("the module " + MODULE + " is not loaded; start Java with --add-modules " + MODULE);
        }
        if (!isHotSpot()) {
            return Optional.of("this JVM is not HotSpot, whose C2 compiler turns the Vector API into instructions");
        }
        if (!hasFusedMultiplyAdd()) {
            return Optional.of("the processor, or the JVM's option UseFMA, offers no fused multiply-add, without which "
                    + "vectors are slower than plain loops");
        }
        return Optional.empty();
    }

    private static boolean isHotSpot() {
        String name = System.getProperty("java.vm.name", "");
        return name.contains("HotSpot") || name.contains("OpenJDK");
    }

    /** Whether {@link Math#fma} is an instruction here, as far as this JVM says; without one it is very slow. */
    public static boolean hasFusedMultiplyAdd() {
        return isHotSpot() && Boolean.parseBoolean(
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).getVMOption("UseFMA").getValue());
    }
}
