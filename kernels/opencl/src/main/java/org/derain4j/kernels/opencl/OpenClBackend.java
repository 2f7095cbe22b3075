package org.derain4j.kernels.opencl;

import java.nio.file.Path;
import java.util.List;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.Device;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.LevelTransfer;
import org.derain4j.kernels.backend.Room;
import org.derain4j.kernels.program.BandPolicy;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Step;
import org.derain4j.kernels.program.StepCheck;

/** Runs programs on one device. All convolutions are direct sums. */
final class OpenClBackend implements Backend {

    private final Session session;
    private final Numerics numerics;
    private final Tiles tiles;
    private final ResidentFilters resident;
    private final MemoryLimit limit;
    private boolean closed;

    OpenClBackend(Session session, Numerics numerics, Tiles tiles, MemoryLimit limit) {
        this.session = session;
        this.numerics = numerics;
        this.tiles = tiles;
        this.resident = new ResidentFilters(session);
        this.limit = limit;
    }

    @Override
    public String describe() {
        Device device = session.device().device();
        return "opencl:%d, %s, driver %s, %s, tiles %s%s".formatted(device.number(), device.name(), device.driver(),
                numerics.describe(), tiles.origin(), numerics.equals(Numerics.EXACT) ? ", exact" : "");
    }

    /** A device of thousands of work-items has nothing to gain from a few rows at a time: every step is one launch, or a few. */
    @Override
    public BandPolicy bands() {
        return BandPolicy.NONE;
    }

    @Override
    public synchronized Executable prepare(Program program, Parameters parameters, Path scratch,
            Cancellation cancellation) {
        if (closed) {
            throw new IllegalStateException("this backend is closed");
        }
        StepCheck.check(program, parameters);
        List<Step.Single> steps = program.singleSteps();
        room(program, parameters).require();
        Handles handles = new Handles();
        try {
            DeviceMaps maps = new DeviceMaps(session, program, numerics.precision(), handles, cancellation);
            StepLaunches launches = new StepLaunches(new LaunchParts(session, resident, parameters, program.shapes(),
                    maps.buffers(), numerics.precision(), handles), tiles);
            return new OpenClExecutable(session, maps, launches.of(steps, cancellation),
                    open -> levels(maps, open, handles), handles);
        } catch (RuntimeException | OutOfMemoryError e) {
            handles.close();
            throw e;
        }
    }

    /** Compiles, as preparing does: not two at a time. */
    private synchronized LevelTransfer levels(DeviceMaps maps, Runnable open, Handles handles) {
        return new DeviceLevels(session, maps, open, handles);
    }

    /** The maps, sums for means, each filter packed as often as its steps differ, and what pixels come and go by. */
    @Override
    public Room room(Program program, Parameters parameters) {
        return limit.room(DeviceMaps.bytes(program, numerics.precision()),
                StepLaunches.bytes(program.singleSteps(), parameters, program.shapes(), tiles)
                        + DeviceLevels.bytes(program));
    }

    @Override
    public synchronized double ceiling(int threads) {
        return DeviceCeiling.flopPerSecond(session);
    }

    @Override
    public synchronized double copyBytesPerSecond() {
        return DeviceCeiling.copyBytesPerSecond(session);
    }

    /** For a backend that does not own its session, whose executables are closed. */
    void releaseFilters() {
        resident.close();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            releaseFilters();
            session.close();
        }
    }
}
