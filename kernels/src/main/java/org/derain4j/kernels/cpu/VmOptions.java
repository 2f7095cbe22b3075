package org.derain4j.kernels.cpu;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** The options that this JVM runs with, given or not, where it can be asked: a run-time image need not hold the module for that. */
final class VmOptions {

    private static final boolean CAN_BE_ASKED = ModuleLayer.boot().findModule("jdk.management").isPresent();

    private VmOptions() {}

    /** An option's value; nothing where this JVM does not have it or cannot be asked. */
    static Optional<String> value(String name) {
        return CAN_BE_ASKED ? Management.value(name) : Optional.empty();
    }

    /** A class of its own, so that those of the module are only looked for where it is. */
    private static final class Management {

        static Optional<String> value(String name) {
            try {
                return Optional.of(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).getVMOption(name)
                        .getValue());
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }
}
