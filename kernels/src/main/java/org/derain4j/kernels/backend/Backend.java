package org.derain4j.kernels.backend;

import java.nio.file.Path;
import java.util.Objects;
import org.derain4j.kernels.program.BandPolicy;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Program;

/**
 * Something that runs programs: plain loops, SIMD, a GPU. Thread-safe. A backend prepares a whole program and never
 * re-plans it.
 */
public interface Backend extends AutoCloseable {

    /**
     * The backend in a few words: name, width or device, threads.
     *
     * @return for example {@code vector, 256 bits, 2 threads}
     */
    String describe();

    /**
     * Which maps a planner should have made in bands, for programs that run here.
     *
     * @return none unless the backend gains by it
     */
    default BandPolicy bands() {
        return BandPolicy.NONE;
    }

    /**
     * Allocates the program's slots and packs its filters. Parameters already packed for an earlier program are used again.
     *
     * @param program what to run
     * @param parameters its parameters
     * @return the program, ready to run; the caller closes it before the backend
     * @throws IllegalArgumentException if a parameter is missing or does not fit its step, or the program has bands where
     *                                  {@link #bands} gives none
     * @throws DeviceException if a device has not the memory, or does not work
     */
    default Executable prepare(Program program, Parameters parameters) {
        return prepare(program, parameters, null, Cancellation.NONE);
    }

    /**
     * The same for a program that may have spilled maps, on a backend that has {@link #bands}; and it may be ended early.
     *
     * @param program      what to run
     * @param parameters   its parameters
     * @param scratch      folder of the file for what is spilled; null to choose one, never empty
     * @param cancellation ends the preparation; what it throws reaches the caller, and nothing of what was taken is kept but
     *                     packed parameters
     * @return the program, ready to run; the caller closes it before the backend
     * @throws IllegalArgumentException as without spilled maps, and for spilled maps where {@link #bands} gives none
     */
    Executable prepare(Program program, Parameters parameters, Path scratch, Cancellation cancellation);

    /**
     * The memory that {@link #prepare} would take beside the parameters, without taking it: the slots and, where the backend
     * keeps more, its packed filters and scratch.
     *
     * @param program what would run
     * @param parameters its parameters
     * @return true within a tenth
     */
    default Room room(Program program, Parameters parameters) {
        Objects.requireNonNull(program, "program");
        Objects.requireNonNull(parameters, "parameters");
        return Room.ofHost(program.slotBytes());
    }

    /**
     * The memory between maps and a scratch file, part of {@link #room} for a program that needs one.
     *
     * @return bytes
     */
    default long scratchBuffers() {
        return 0;
    }

    /**
     * The most multiply-adds that what this backend runs on can do, measured: what a kernel that never waits for memory would
     * reach.
     *
     * @param threads that compute at the same time; a device of OpenCL has its own
     * @return floating-point operations per second, two for a multiply-add
     */
    double ceiling(int threads);

    /**
     * How fast a device copies within its own memory, measured.
     *
     * @return bytes per second, those read and those written; 0 where there is no device
     */
    default double copyBytesPerSecond() {
        return 0;
    }

    /** Ends the backend's threads and frees what it holds. Idempotent. */
    @Override
    void close();
}
