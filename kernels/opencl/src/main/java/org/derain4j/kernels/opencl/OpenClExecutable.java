package org.derain4j.kernels.opencl;

import static org.jocl.CL.CL_PROFILING_COMMAND_END;
import static org.jocl.CL.CL_PROFILING_COMMAND_START;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.LevelTransfer;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.program.Program;
import org.jocl.cl_event;

/** A program on a device: its maps, and the launches of every step. */
final class OpenClExecutable implements Executable {

    /** Steps queued at most when the host goes on, so that the device never waits for it. */
    private static final int AHEAD = 16;

    /**
     * What they may take together: a run that is to end early waits for all that is queued. Steps that are longer than this by
     * themselves are queued one by one; to them, what passes until the next one comes is nothing.
     */
    private static final long AHEAD_NANOS = 20_000_000;

    /** The part of a long step's time that each one after it takes off: the first launch of a kernel may be a slow one. */
    private static final int FORGOTTEN = 16;

    private final Session session;
    private final DeviceMaps maps;
    private final List<List<Launch>> steps;
    private final Function<Runnable, LevelTransfer> opener;
    private final Handles handles;
    private LevelTransfer levels;
    private boolean closed;

    /**
     * Joins what the backend has prepared.
     *
     * @param opener  gives a way for bytes, which asks before each use whether the program is closed
     * @param handles everything that belongs to this program alone
     */
    OpenClExecutable(Session session, DeviceMaps maps, List<List<Launch>> steps,
            Function<Runnable, LevelTransfer> opener, Handles handles) {
        this.session = session;
        this.maps = maps;
        this.steps = List.copyOf(steps);
        this.opener = opener;
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
    public void run(StepListener listener, Cancellation cancellation) {
        run(session::enqueue, _ -> {
        }, listener, cancellation, AHEAD_NANOS);
    }

    /** By the device's own clock: that of the host is late by what a wait takes to end. */
    @Override
    public double[] times(Cancellation cancellation) {
        List<Double> seconds = new ArrayList<>();
        long[] last = {-1};
        run(session::enqueueMeasured, events -> {
            long end = session.nanos(events.getLast(), CL_PROFILING_COMMAND_END);
            long begin = last[0] >= 0 ? last[0] : session.nanos(events.getFirst(), CL_PROFILING_COMMAND_START);
            seconds.add((end - begin) / 1e9);
            last[0] = end;
        }, StepListener.NONE, cancellation, Long.MAX_VALUE);
        return seconds.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private void run(Function<Launch, cl_event> queue, Consumer<List<cl_event>> ended, StepListener listener,
            Cancellation cancellation, long aheadNanos) {
        requireOpen();
        Deque<List<cl_event>> queued = new ArrayDeque<>();
        try {
            int done = 0;
            long typical = aheadNanos; // of the longer steps; as long as nothing is known, two are in hand
            long last = System.nanoTime();
            while (done < steps.size()) {
                int begun = done + queued.size();
                if (begun < steps.size() && queued.size() <= Math.min(AHEAD, aheadNanos / typical)) {
                    cancellation.check();
                    enqueue(steps.get(begun), queue, queued);
                } else {
                    await(queued, ended);
                    long now = System.nanoTime();
                    long known = done == 0 ? 1 : typical - typical / FORGOTTEN;
                    typical = Math.max(known, now - last);
                    last = now;
                    listener.finished(++done, steps.size());
                }
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

    /** What that takes is taken by who first asks for it: pictures go by it, floats do not. */
    @Override
    public Optional<LevelTransfer> levels() {
        requireOpen();
        if (levels == null) {
            levels = opener.apply(this::requireOpen);
        }
        return Optional.of(levels);
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
