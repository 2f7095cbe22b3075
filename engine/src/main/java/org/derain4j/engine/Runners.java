package org.derain4j.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.derain4j.engine.graph.Value;
import org.derain4j.engine.Plans.Planned;
import org.derain4j.engine.plan.Plan;
import org.derain4j.engine.plan.Planner;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.DeviceException;
import org.derain4j.kernels.backend.DeviceException.Reason;
import org.derain4j.kernels.backend.Room;
import org.derain4j.kernels.backend.ScratchException;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.program.BandPolicy;

/**
 * Who runs the network: the backend asked for and, picture by picture, another one where that is a device without the memory.
 * Thread-safe: one call at a time.
 */
final class Runners implements AutoCloseable {

    private final CallQueue calls;
    private final Model model;
    private final Runner first;
    private final Supplier<Backend> opener;
    private final Consumer<String> log;
    private final MemoryBudget budget;
    private final int tile;

    /** Opened for the first picture that needs it, which is told. */
    private volatile Runner second;
    private boolean told;

    /** Why the device is of no use any more; null while it is. */
    private DeviceException loss;

    /** For a backend alone, which is closed with this: what does not fit its device fails. */
    Runners(Model model, Backend backend) {
        this(model, backend, null, null, MemoryBudget.NONE);
    }

    /**
     * For a backend and another.
     *
     * @param fallback opens the other one; null to fail
     * @param log      hears one line, when it is first needed
     * @param budget   of every picture
     */
    Runners(Model model, Backend backend, Supplier<Backend> fallback, Consumer<String> log, MemoryBudget budget) {
        this(model, backend, fallback, log, budget, Tiles.NONE, null);
    }

    /**
     * The same for pictures that the network sees in tiles.
     *
     * @param tile the side of a tile; {@link Tiles#NONE} for whole pictures
     * @param idle time without a call after which the working memory is given up; null for never
     */
    Runners(Model model, Backend backend, Supplier<Backend> fallback, Consumer<String> log, MemoryBudget budget,
            int tile, Duration idle) {
        this.calls = new CallQueue(this::release, idle);
        this.model = model;
        this.first = new Runner(model, backend, budget.folder());
        this.opener = fallback;
        this.log = log;
        this.budget = budget;
        this.tile = tile;
    }

    Model model() {
        return model;
    }

    /** The one asked for. */
    Backend backend() {
        return first.backend();
    }

    private synchronized Runner second() {
        if (second == null) {
            second = new Runner(model, opener.get(), budget.folder());
        }
        return second;
    }

    /**
     * What a picture takes beside its samples; from any thread.
     *
     * @param samples bytes of the picture and its result
     * @throws PictureException if no memory would do, or the budget is below the least that does
     */
    Memory memory(int height, int width, long samples) {
        Padding padding = sized(height, width);
        Tiles tiles = new Tiles(padding, tile);
        Planned planned = planned(tiles, samples);
        long device = first.plan(tiles.height(), tiles.width(), limit(samples + tiles.bytes())).room().deviceBytes();
        Memory memory = memory(padding, planned.room().hostBytes(), device).plus(tiles.bytes());
        if (!planned.fits()) {
            throw PictureException.ofRoom(
                    "%s at least, samples included, and the budget is %s; raise it or scale the picture down"
                            .formatted(memory.plus(samples).demand(), Memory.words(budget.bytes())),
                    null);
        }
        return memory;
    }

    /** By who will run it. */
    private Planned planned(Tiles tiles, long samples) {
        long limit = limit(samples + tiles.bytes());
        Planned asked = first.plan(tiles.height(), tiles.width(), limit);
        return asked.room().isThere() || opener == null ? asked : second().plan(tiles.height(), tiles.width(), limit);
    }

    /** Of bytes that a plan may take when prepared: what the weights and the samples leave of the budget. */
    private long limit(long beside) {
        return budget.isUnlimited() ? budget.bytes() : budget.bytes() - weightBytes() - beside;
    }

    private long weightBytes() {
        return model.parameters() * Float.BYTES;
    }

    /** Where what a picture takes would lie; from any thread. */
    Storage storage(int height, int width, long samples) {
        long bytes = memory(height, width, samples).bytes() + samples;
        Tiles tiles = new Tiles(sized(height, width), tile);
        return Placement.of(planned(tiles, samples).plan().program(), tiles.count(), bytes, this::scratchFolder);
    }

    private Path scratchFolder() {
        try {
            return budget.folder() == null ? Backends.scratchFolder() : budget.folder();
        } catch (ScratchException e) {
            throw PictureException.ofRoom(e.getMessage(), e);
        }
    }

    /** With the weights. */
    private Memory memory(Padding padding, long prepared, long deviceBytes) {
        Runner other = second;
        long held = first.heldBytes() + (other == null ? 0 : other.heldBytes());
        return new Memory(padding.height(), padding.width(), weightBytes() + prepared, weightBytes() + held,
                deviceBytes);
    }

    private Padding sized(int height, int width) {
        return Padding.within(height, width, model.architecture().channels());
    }

    /**
     * From pixels of any size to the network's result, whole or in tiles.
     *
     * @param samples bytes of the picture and its result, which are part of the budget
     */
    void run(PixelSource from, int height, int width, PixelSink to, long samples, Progress progress) {
        Padding padding = sized(height, width);
        StepListener listener = CarrierBreaks.around((done, total) -> {
            if (!progress.advanced(done, total)) {
                throw new CancellationException("cancelled after step " + done + " of " + total);
            }
        });
        Tiles tiles = new Tiles(padding, tile);
        long limit = limit(samples + tiles.bytes());
        calls.run(cancellation -> {
            releaseUnlessFor(tiles, limit);
            tiles.run(from, to, (source, part, sink, told) -> run(source, part, sink, limit, told, cancellation),
                    listener, cancellation);
            return null;
        });
    }

    /**
     * Takes memory for a picture beside the network's. What the last size has left is given up first, if this one has no use for
     * it and no call is in hand; where the heap is short all the same, all is, once no call needs it.
     *
     * @param samples    as {@link #run} will be told
     * @param allocation reads at most; it may come twice
     * @throws OutOfMemoryError if it is not enough
     */
    <T> T allocate(WorkSize size, long samples, Supplier<T> allocation) {
        Tiles tiles = new Tiles(sized(size.height(), size.width()), tile);
        calls.runIfFree(() -> releaseUnlessFor(tiles, limit(samples + tiles.bytes())));
        try {
            return allocation.get();
        } catch (OutOfMemoryError e) {
            return calls.run(_ -> {
                release();
                return allocation.get();
            });
        }
    }

    /** In turn. */
    private void releaseUnlessFor(Tiles tiles, long limit) {
        first.releaseUnlessFor(tiles.height(), tiles.width(), limit);
        if (second != null) {
            second.releaseUnlessFor(tiles.height(), tiles.width(), limit);
        }
    }

    private void run(PixelSource from, Padding padding, PixelSink to, long limit, StepListener listener,
            Cancellation cancellation) {
        try {
            attempt(() -> {
                first.run(from, padding, to, limit, listener, cancellation);
                return null;
            });
            if (second != null) {
                second.release(); // only one size is kept
            }
        } catch (DeviceException e) {
            if (e.reason() != Reason.MEMORY || opener == null) {
                throw e;
            }
            Runner other = second();
            if (!told) {
                told = true;
                log.accept(e.getMessage() + "; this one, and others like it, are computed by the CPU: "
                        + other.backend().describe());
            }
            other.run(from, padding, to, limit, listener, cancellation);
        }
    }

    /**
     * Something else than a picture, with a plan of its own, by the backend asked for.
     *
     * @param kept what is read after it
     * @throws PictureException if the heap has no room for it
     */
    <T> T once(float[] bgr, int height, int width, Set<Value> kept, BandPolicy bands,
            Runner.Work<T> work) {
        Padding padding = sized(height, width);
        Plan plan = Planner.plan(model.graph(), padding.paddedHeight(), padding.paddedWidth(), kept, bands,
                Interrupts::check);
        Room room = first.room(plan);
        long copies = plan.kept().values().stream()
                .mapToLong(map -> plan.program().maps().get(map).shape().floats() * Float.BYTES).sum();
        return memory(padding, room.hostBytes() + copies, room.deviceBytes())
                .guard(() -> calls.run(cancellation -> {
                    release();
                    return attempt(
                            () -> first.once(plan, new PixelArray(bgr, width), padding, work, cancellation));
                }));
    }

    /** What the backend asked for knows by itself. */
    <T> T ask(Function<Backend, T> question) {
        return calls.run(_ -> attempt(() -> question.apply(first.backend())));
    }

    /** Where a device fails, what it holds is given up; where it is lost, it is closed for good. */
    private <T> T attempt(Supplier<T> work) {
        if (loss != null) {
            throw new DeviceException(Reason.LOST, loss.getMessage());
        }
        try {
            return work.get();
        } catch (DeviceException e) {
            first.release();
            if (e.reason() == Reason.LOST) {
                loss = e;
                first.close();
            }
            throw e;
        }
    }

    private void release() {
        first.release();
        if (second != null) {
            second.release();
        }
    }

    /** Gives up the working memory as soon as no call needs it. Never waits. */
    void trim() {
        calls.trim();
    }

    /** Ends the call that is running. Idempotent. */
    @Override
    public void close() {
        calls.close(() -> {
            first.close();
            if (second != null) {
                second.close();
            }
        });
    }
}
