package org.derain4j.kernels.opencl;

import static org.jocl.CL.clReleaseEvent;
import static org.jocl.CL.clWaitForEvents;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.derain4j.kernels.Executable;
import org.derain4j.kernels.StepListener;
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
    public void write(int map, float[] values) {
        requireOpen();
        maps.write(map, values);
    }

    @Override
    public void run(StepListener listener) {
        requireOpen();
        Deque<cl_event> queued = new ArrayDeque<>();
        try {
            int done = 0;
            for (List<Launch> step : steps) {
                queued.add(enqueue(step));
                if (queued.size() > AHEAD) {
                    await(queued.remove());
                    listener.finished(++done, steps.size());
                }
            }
            while (!queued.isEmpty()) {
                await(queued.remove());
                listener.finished(++done, steps.size());
            }
        } finally {
            queued.forEach(event -> clReleaseEvent(event));
            session.finish();
        }
        maps.requireIntact();
    }

    /** The event of its last launch. */
    private cl_event enqueue(List<Launch> step) {
        step.subList(0, step.size() - 1).forEach(launch -> session.enqueue(launch, null));
        cl_event event = new cl_event();
        session.enqueue(step.getLast(), event);
        session.flush();
        return event;
    }

    private static void await(cl_event event) {
        int code = clWaitForEvents(1, new cl_event[]{event});
        clReleaseEvent(event);
        Cl.check("a step on the device", code);
    }

    @Override
    public float[] read(int map) {
        requireOpen();
        return maps.read(map);
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
