package org.derain4j.engine;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.derain4j.engine.graph.Value;
import org.derain4j.engine.plan.Plan;
import org.derain4j.engine.plan.Planner;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Room;
import org.derain4j.kernels.program.BandPolicy;

/**
 * Chooses the plan for a size of picture: with all maps in memory if that takes no more than allowed, else one that spills. The
 * plans made last are kept: a picture's memory is asked for before it is run, maybe while another one is. Thread-safe.
 */
final class Plans {

    private static final int KEPT = 4;

    /** Of what a plan may take, for the words around arrays. */
    private static final long SLACK = 64 << 10;

    private final Model model;
    private final Backend backend;
    private volatile List<Planned> recent = List.of();

    /**
     * A plan without taps.
     *
     * @param rows    of the network's input
     * @param columns of the network's input
     * @param limit   of bytes that it was made for
     * @param room    that it takes
     */
    record Planned(int rows, int columns, long limit, Plan plan, Room room) {

        boolean isFor(int height, int width, long bytes) {
            return rows == height && columns == width && (limit == bytes || !spills() && room.hostBytes() <= bytes);
        }

        boolean spills() {
            return plan.program().maps().stream().anyMatch(map -> map.spilled());
        }

        boolean fits() {
            return room.hostBytes() <= limit;
        }
    }

    Plans(Model model, Backend backend) {
        this.model = model;
        this.backend = backend;
    }

    /**
     * The plan for a size; made, unless the calling thread is interrupted, if it is none of the last.
     *
     * @param limit of bytes that it may take when prepared; if there is none, the one that takes least
     */
    Planned plan(int rows, int columns, long limit) {
        for (Planned known : recent) {
            if (known.isFor(rows, columns, limit)) {
                return new Planned(rows, columns, limit, known.plan, known.room);
            }
        }
        Planned planned = make(rows, columns, limit);
        keep(planned);
        return planned;
    }

    private Planned make(int rows, int columns, long limit) {
        Set<Value> result = Set.of(model.graph().output());
        Plan whole = Planner.plan(model.graph(), rows, columns, result, backend.bands(), Interrupts::check);
        Interrupts.check();
        Room room = room(whole);
        if (room.hostBytes() <= limit || backend.bands().equals(BandPolicy.NONE)) {
            return new Planned(rows, columns, limit, whole, room);
        }
        long beside = room.hostBytes() - whole.program().slotBytes();
        Interrupts.check();
        Plan plan = Planner.plan(model.graph(), rows, columns, result, backend.bands(),
                limit - beside - backend.scratchBuffers() - SLACK, Interrupts::check);
        Interrupts.check();
        Room spilled = room(plan);
        return spilled.hostBytes() <= limit || spilled.hostBytes() < room.hostBytes()
                ? new Planned(rows, columns, limit, plan, spilled)
                : new Planned(rows, columns, limit, whole, room);
    }

    /** What a plan takes when prepared. */
    Room room(Plan plan) {
        return backend.room(plan.program(), model.weights());
    }

    private synchronized void keep(Planned planned) {
        List<Planned> others = recent.subList(0, Math.min(recent.size(), KEPT - 1));
        recent = Stream.concat(Stream.of(planned), others.stream()).toList();
    }
}
