package org.derain4j.kernels;

import java.util.List;
import org.derain4j.kernels.tiled.LoopWarmUp;

/**
 * For a launcher that has told its JVM to compile the kernels at their first calls, as {@code tools/bin/derain} does: has it
 * done while the program is still reading its first picture. Nobody else needs it.
 */
public final class KernelWarmUp {

    private KernelWarmUp() {}

    /**
     * Calls every inner loop of the backend that {@link Backends#AUTO} opens.
     *
     * @return parts that do not depend on each other, to be run on as many threads as there are cores for it
     */
    public static List<Runnable> parts() {
        return LoopWarmUp.parts(Backends.microkernels());
    }
}
