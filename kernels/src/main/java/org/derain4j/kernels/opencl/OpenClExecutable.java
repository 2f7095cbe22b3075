package org.derain4j.kernels.opencl;

import static org.jocl.CL.clReleaseEvent;

import java.util.ArrayDeque;
import java.util.ArrayList;
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
        Deque<List<cl_event>> queued = new ArrayDeque<>();
        try {
            int done = 0;
            for (List<Launch> step : steps) {
                enqueue(step, queued);
                if (queued.size() > AHEAD) {
                    session.await(queued.remove());
                    listener.finished(++done, steps.size());
                }
            }
            while (!queued.isEmpty()) {
                session.await(queued.remove());
                listener.finished(++done, steps.size());
            }
        } finally {
            queued.forEach(events -> events.forEach(event -> clReleaseEvent(event)));
            if (!session.health().isLost()) { // one that is lost never ends
                session.finish();
            }
        }
        maps.requireIntact();
    }

    /** Adds the events of all its launches: one that fails need not stop those behind it. */
    private void enqueue(List<Launch> step, Deque<List<cl_event>> queued) {
        List<cl_event> events = new ArrayList<>();
        queued.add(events);
        for (Launch launch : step) {
            events.add(session.enqueue(launch));
        }
        session.flush();
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
