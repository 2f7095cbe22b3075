package org.derain4j.kernels.cpu;

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

    /** What C2 compiles at in tiered compilation. */
    private static final int C2_LEVEL = 4;

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
        if (isJvmciInUse()) {
            return Optional.of("a JVMCI compiler such as Graal takes the place of C2, which turns the Vector API into "
                    + "instructions; start Java with -XX:-UseJVMCICompiler");
        }
        if (isC2Off()) {
            return Optional
                    .of("the C2 compiler, which turns the Vector API into instructions, is switched off by -Xint, "
                            + "-XX:TieredStopAtLevel, -XX:CompilationMode or the like; start Java without that option");
        }
        if (!hasFusedMultiplyAdd()) {
            return Optional.of("the CPU, or the JVM's option UseFMA, offers no fused multiply-add, without which "
                    + "vectors are slower than plain loops");
        }
        return Optional.empty();
    }

    private static boolean isHotSpot() {
        String name = System.getProperty("java.vm.name", "");
        return name.contains("HotSpot") || name.contains("OpenJDK");
    }

    /** Where the JVM cannot be asked, by the module that comes with such a compiler. */
    private static boolean isJvmciInUse() {
        return VmOptions.value("UseJVMCICompiler").map(Boolean::parseBoolean)
                .orElseGet(() -> ModuleLayer.boot().findModule("jdk.internal.vm.ci").isPresent());
    }

    /** The JVM's description tells of most ways, and its options, where it can be asked, of all. */
    private static boolean isC2Off() {
        String info = System.getProperty("java.vm.info", "");
        return info.contains("interpreted") || info.contains("emulated-client") || isOption("UseCompiler", "false")
                || isOption("TieredCompilation", "true")
                        && VmOptions.value("TieredStopAtLevel").map(Integer::parseInt).orElse(C2_LEVEL) < C2_LEVEL;
    }

    private static boolean isOption(String name, String value) {
        return VmOptions.value(name).filter(value::equals).isPresent();
    }

    /** Whether {@link Math#fma} is an instruction here: as the JVM says or, where it cannot be asked, as measured. */
    public static boolean hasFusedMultiplyAdd() {
        return isHotSpot() && VmOptions.value("UseFMA").map(Boolean::parseBoolean).orElseGet(FusedMultiplyAdd::isFast);
    }
}
