package org.derain4j.kernels.opencl;

import static org.jocl.CL.CL_PROFILING_COMMAND_END;
import static org.jocl.CL.CL_PROFILING_COMMAND_START;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.program.Program;
import org.jocl.cl_event;

/** A program on a device: its maps, and the launches of every step. */
final class OpenClExecutable implements Executable {

    /** Steps queued beyond the one that is waited for: the device never waits for the host, and a run can still be stopped. */
    private static final int AHEAD = 16;

    private final Session session;
    private final DeviceMaps maps;
    private final List<List<Launch>> steps;
    private final Handles handles;
    private boolean closed;

    /**
     * Joins what the backend has prepared.
     *
     * @param handles everything that belongs to this program alone
     */
    OpenClExecutable(Session session, DeviceMaps maps, List<List<Launch>> steps, Handles handles) {
        this.session = session;
        this.maps = maps;
        this.steps = List.copyOf(steps);
        this.handles = handles;
    }

    @Override
    public Program program() {
        return maps.program();
    }

    @Override
    public void write(int map, int fromRow, int rows, float[] values) {
        requireOpen();
        maps.write(map, fromRow, rows, values);
    }

    @Override
    public void run(StepListener listener) {
        run(session::enqueue, _ -> {
        }, listener);
    }

    /** By the device's own clock: that of the host is late by what a wait takes to end. */
    @Override
    public double[] times() {
        List<Double> seconds = new ArrayList<>();
        long[] last = {-1};
        run(session::enqueueMeasured, events -> {
            long end = session.nanos(events.getLast(), CL_PROFILING_COMMAND_END);
            long begin = last[0] >= 0 ? last[0] : session.nanos(events.getFirst(), CL_PROFILING_COMMAND_START);
            seconds.add((end - begin) / 1e9);
            last[0] = end;
        }, StepListener.NONE);
        return seconds.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private void run(Function<Launch, cl_event> queue, Consumer<List<cl_event>> ended, StepListener listener) {
        requireOpen();
        Deque<List<cl_event>> queued = new ArrayDeque<>();
        try {
            int done = 0;
            for (List<Launch> step : steps) {
                enqueue(step, queue, queued);
                if (queued.size() > AHEAD) {
                    await(queued, ended);
                    listener.finished(++done, steps.size());
                }
            }
            while (!queued.isEmpty()) {
                await(queued, ended);
                listener.finished(++done, steps.size());
            }
        } finally {
            queued.forEach(Session::release);
            if (!session.health().isLost()) { // one that is lost never ends
                session.finish();
            }
        }
        maps.requireIntact();
    }

    /** Keeps the events of all launches: one that fails need not stop those behind it. */
    private void enqueue(List<Launch> step, Function<Launch, cl_event> queue, Deque<List<cl_event>> queued) {
        List<cl_event> events = new ArrayList<>();
        queued.add(events);
        for (Launch launch : step) {
            events.add(queue.apply(launch));
        }
        session.flush();
    }

    /** Waits for the oldest step. */
    private void await(Deque<List<cl_event>> queued, Consumer<List<cl_event>> ended) {
        session.await(queued.getFirst());
        ended.accept(queued.getFirst());
        Session.release(queued.remove());
    }

    @Override
    public void read(int map, int fromRow, int rows, float[] values) {
        requireOpen();
        maps.read(map, fromRow, rows, values);
    }

    @Override
    public void close() {
        closed = true;
        handles.close();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this executable is closed");
        }
    }
}
