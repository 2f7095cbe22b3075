package org.derain4j.kernels.opencl;

import java.util.ArrayList;
import java.util.List;
import org.derain4j.kernels.Backend;
import org.derain4j.kernels.Device;
import org.derain4j.kernels.Executable;
import org.derain4j.kernels.Filters;
import org.derain4j.kernels.Program;
import org.derain4j.kernels.Step;
import org.derain4j.kernels.cpu.StepCheck;

/** Runs programs on one device. All convolutions are direct sums. */
final class OpenClBackend implements Backend {

    private final Session session;
    private final Numerics numerics;
    private final Tiles tiles;
    private final ResidentFilters resident;
    private boolean closed;

    OpenClBackend(Session session, Numerics numerics, Tiles tiles) {
        this.session = session;
        this.numerics = numerics;
        this.tiles = tiles;
        this.resident = new ResidentFilters(session);
    }

    @Override
    public String describe() {
        Device device = session.device().device();
        return "opencl:%d, %s, driver %s, %s, tiles %s%s".formatted(device.number(), device.name(), device.driver(),
                numerics.describe(), tiles.origin(), numerics.equals(Numerics.EXACT) ? ", exact" : "");
    }

    @Override
    public synchronized Executable prepare(Program program, Filters filters) {
        if (closed) {
            throw new IllegalStateException("this backend is closed");
        }
        StepCheck.check(program, filters);
        SlotPlan plan = SlotPlan.of(program);
        Handles handles = new Handles();
        try {
            DeviceMaps maps = new DeviceMaps(session, program, plan, numerics.precision(), handles);
            StepLaunches launches = new StepLaunches(session, resident, tiles, filters, program.shapes(),
                    maps.buffers(), numerics.precision().macros(), handles);
            List<List<Launch>> steps = new ArrayList<>();
            for (Step step : plan.steps()) {
                steps.add(launches.of(step));
            }
            return new OpenClExecutable(session, maps, steps, handles);
        } catch (RuntimeException e) {
            handles.close();
            throw e;
        }
    }

    /** The maps, and each filter packed as often as its steps differ. */
    @Override
    public long bytes(Program program, Filters filters) {
        SlotPlan plan = SlotPlan.of(program);
        long bytes = DeviceMaps.bytes(plan, numerics.precision());
        for (Step step : plan.steps()) {
            bytes += StepLaunches.filterBytes(step, filters, program.shapes(), tiles);
        }
        return bytes;
    }

    @Override
    public synchronized double ceiling(int threads) {
        return DeviceCeiling.flopPerSecond(session);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            resident.close();
            session.close();
        }
    }
}
