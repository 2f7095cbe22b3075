package org.derain4j.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Model;
import org.derain4j.engine.Rounding;

/**
 * The derainers of this JVM, and its memory, for all tasks of all jobs: at most one derainer for each task that runs at a time, since one
 * works on one picture at a time. They share their model, stay open from task to task, and end with the JVM, whose exit their threads
 * do not hold up. A derainer of other options takes the place of one that rests.
 */
final class EnginePool {

    /** What tells derainers apart. */
    private record Kind(String sha256, double strength, int workSize, int tile, boolean exact,
            Rounding rounding) {

        static Kind of(Weights weights, DerainOptions options) {
            return new Kind(weights.sha256(), options.strength(), options.workSize(), options.tile(), options.exact(),
                    options.rounding());
        }
    }

    private record Engine(Kind kind, Derainer derainer) {}

    private static final int MB = 1 << 20;

    private static EnginePool current;

    /** By SHA-256; given up where the heap is short and no derainer has it. */
    private static final Map<String, SoftReference<Model>> MODELS = new ConcurrentHashMap<>();

    private final Share share;
    private final int room;
    private final Semaphore memory;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private final Deque<Engine> resting = new ArrayDeque<>();
    private int open;
    private boolean replaced;

    EnginePool(Share share) {
        this.share = share;
        this.room = (int) Math.max(1, share.own() / MB);
        this.memory = new Semaphore(room, true); // who needs much is not overtaken for ever
    }

    /** This JVM's; another one once Spark was begun anew with other cores. */
    static synchronized EnginePool of(Share share) {
        if (current == null || !current.share.equals(share)) {
            if (current != null) {
                current.close();
            }
            current = new EnginePool(share);
        }
        return current;
    }

    /** A derainer in use by one task. */
    final class Lease implements AutoCloseable {

        private final Engine engine;
        private int taken;

        private Lease(Engine engine) {
            this.engine = engine;
        }

        Derainer derainer() {
            return engine.derainer();
        }

        /** Waits until the memory is there that a picture takes beside its network; all there is will do for any. */
        void enter(long bytes) throws InterruptedException {
            leave();
            int wanted = Math.clamp(bytes / MB, 1, room);
            memory.acquire(wanted);
            taken = wanted;
        }

        /** Waits until no other picture is worked on. */
        void enterAlone() throws InterruptedException {
            enter(Long.MAX_VALUE);
        }

        /** Gives up the memory. */
        void leave() {
            memory.release(taken);
            taken = 0;
        }

        @Override
        public void close() {
            leave();
            giveBack(engine);
        }
    }

    /** Waits while as many as there may be are in use. */
    Lease lease(Weights weights, DerainOptions options) throws InterruptedException {
        Kind kind = Kind.of(weights, options);
        Engine old;
        lock.lockInterruptibly();
        try {
            while (resting.isEmpty() && open >= share.tasks()) {
                left.await();
            }
            Engine engine = take(kind);
            if (engine != null) {
                return new Lease(engine);
            }
            old = open < share.tasks() ? null : resting.removeLast(); // that has rested longest
            open += old == null ? 1 : 0;
        } finally {
            lock.unlock();
        }
        try {
            if (old != null) {
                old.derainer().close();
            }
            return new Lease(new Engine(kind, build(weights, options)));
        } catch (IOException e) {
            closed();
            throw new UncheckedIOException(e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            closed();
            throw e;
        }
    }

    /** One that rests. */
    private Engine take(Kind kind) {
        for (Iterator<Engine> engines = resting.iterator(); engines.hasNext();) {
            Engine engine = engines.next();
            if (engine.kind().equals(kind)) {
                engines.remove();
                return engine;
            }
        }
        return null;
    }

    private Derainer build(Weights weights, DerainOptions options) throws IOException {
        Derainer.Builder builder = Derainer.builder().model(model(weights)).threads(share.threads())
                .memoryBudget(share.network()).strength(options.strength()).exact(options.exact())
                .rounding(options.rounding());
        if (options.workSize() > 0) {
            builder.workSize(options.workSize());
        }
        if (options.tile() > 0) {
            builder.tile(options.tile());
        }
        return builder.build();
    }

    private static synchronized Model model(Weights weights) throws IOException {
        SoftReference<Model> known = MODELS.get(weights.sha256());
        Model model = known == null ? null : known.get();
        if (model == null) {
            model = weights.open();
            MODELS.put(weights.sha256(), new SoftReference<>(model));
        }
        return model;
    }

    private void giveBack(Engine engine) {
        lock.lock();
        try {
            if (!replaced) {
                resting.addFirst(engine);
                left.signal();
                return;
            }
        } finally {
            lock.unlock();
        }
        engine.derainer().close();
    }

    private void closed() {
        lock.lock();
        try {
            open--;
            left.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Those in use are closed when they are given back. */
    private void close() {
        lock.lock();
        try {
            replaced = true;
            resting.forEach(engine -> engine.derainer().close());
            resting.clear();
        } finally {
            lock.unlock();
        }
    }
}
