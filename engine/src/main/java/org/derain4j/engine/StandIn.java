package org.derain4j.engine;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.DeviceException;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Program;

/**
 * The backend of the processor, for pictures that do not fit a device's memory: opened at the first, which is told
 * once. {@link #bytes} may be asked by any thread.
 */
final class StandIn implements AutoCloseable {

    private final Supplier<Backend> opener;
    private final Consumer<String> log;
    private Backend opened;
    private boolean told;

    /**
     * Not opened yet.
     *
     * @param log hears one line, when it is first needed
     */
    StandIn(Supplier<Backend> opener, Consumer<String> log) {
        this.opener = opener;
        this.log = log;
    }

    private synchronized Backend backend() {
        if (opened == null) {
            opened = opener.get();
        }
        return opened;
    }

    long bytes(Program program, Parameters parameters) {
        return backend().bytes(program, parameters);
    }

    /** Prepares a program that the device refused, and says so the first time. */
    Executable prepare(Program program, Parameters parameters, DeviceException refusal) {
        if (!told) {
            told = true;
            log.accept(refusal.getMessage() + "; this one, and others like it, are computed by the processor: "
                    + backend().describe());
        }
        return backend().prepare(program, parameters);
    }

    @Override
    public synchronized void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
