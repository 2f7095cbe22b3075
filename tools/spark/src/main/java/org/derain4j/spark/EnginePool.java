package org.derain4j.spark;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.spark.SparkEnv;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.DerainerBuilder;
import org.derain4j.engine.Model;
import org.derain4j.engine.PictureException;
import org.derain4j.engine.Rounding;

/**
 * The derainers of this JVM, and its memory, for all tasks of all jobs: at most one derainer for each task that runs at a time. They share
 * their model, stay open from task to task, and end with the JVM, whose exit their threads do not hold up. A derainer of other options
 * takes the place of one that rests. A picture for which a task's share is too small has the whole to itself, memory and cores.
 *
 * <p>A task with a thread of its own keeps its core busy, while tasks that share one derainer of all threads wait for each other: of
 * 480x320 pixels two derainers of one thread did 1.25 times as many pictures as one of two threads, of 1440x960 as many.
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

    /** The smallest side whose quarter, too, takes the kernels that large pictures take. */
    private static final int WARM_UP_SIDE = 16;

    private static volatile boolean warm;

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
    private int wantingAll;
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
        private final boolean all;
        private int taken;

        private Lease(Engine engine, boolean all) {
            this.engine = engine;
            this.all = all;
        }

        Derainer derainer() {
            return engine.derainer();
        }

        /** Whether no other picture is worked on. */
        boolean all() {
            return all;
        }

        /** Waits until the memory is there that a picture takes beside its network; all there is will do for any. */
        void enter(long bytes) throws InterruptedException {
            int wanted = Math.clamp(bytes / MB, 1, room);
            memory.acquire(wanted);
            taken = wanted;
        }

        @Override
        public void close() {
            memory.release(taken);
            taken = 0;
            giveBack(this);
        }
    }

    /** Waits while as many as there may be are in use. */
    Lease lease(Weights weights, DerainOptions options) throws InterruptedException {
        Kind kind = Kind.of(weights, options);
        Engine old;
        lock.lockInterruptibly();
        try {
            while (wantingAll > 0 || resting.isEmpty() && open >= share.tasks()) {
                left.await();
            }
            Engine engine = take(kind);
            if (engine != null) {
                return new Lease(engine, false);
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
            return new Lease(new Engine(kind, build(weights, options, 1)), false);
        } catch (RuntimeException | Error e) {
            closed(1);
            throw e;
        }
    }

    /**
     * One with all memory and cores, for a picture of that size; waits until no other is worked on, and others wait until it is done.
     *
     * @throws PictureException if that would not do either
     */
    Lease leaseAll(Weights weights, DerainOptions options, int height, int width) throws InterruptedException {
        Derainer derainer = build(weights, options, share.tasks());
        try {
            derainer.memory(height, width);
            takeAll();
            return new Lease(new Engine(Kind.of(weights, options), derainer), true);
        } catch (InterruptedException | RuntimeException | Error e) {
            derainer.close();
            throw e;
        }
    }

    private void takeAll() throws InterruptedException {
        lock.lockInterruptibly();
        wantingAll++;
        try {
            while (open > resting.size()) {
                left.await();
            }
            resting.forEach(engine -> engine.derainer().close());
            resting.clear();
            open = share.tasks();
        } finally {
            wantingAll--;
            left.signalAll();
            lock.unlock();
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

    /** For as many tasks' share. */
    private Derainer build(Weights weights, DerainOptions options, int shares) {
        DerainerBuilder builder = Derainer.builder().threads(shares * share.threads())
                .memoryBudget(shares * share.network()).strength(options.strength()).exact(options.exact())
                .rounding(options.rounding());
        if (options.workSize() > 0) {
            builder.workSize(options.workSize());
        }
        if (options.tile() > 0) {
            builder.tile(options.tile());
        }
        SparkEnv env = SparkEnv.get();
        if (env != null) {
            LocalFolders.roomiest(System.getenv(), env.conf()).ifPresent(builder::scratch);
        }
        try {
            Derainer derainer = builder.model(model(weights)).build();
            if (!warm) {
                warmUp(derainer);
            }
            return derainer;
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /**
     * Lets the JVM compile the kernels on a tiny picture, in less than a second: met for the first time in a large one, they run
     * interpreted for several. All derainers of the JVM have the same code.
     */
    private static void warmUp(Derainer derainer) {
        try {
            derainer.derain(new BufferedImage(WARM_UP_SIDE, WARM_UP_SIDE, BufferedImage.TYPE_3BYTE_BGR));
            warm = true;
        } catch (PictureException e) {
            // The real picture fails in the same way, and that is told.
        } catch (CancellationException e) { // Spark has given up the task
            derainer.close();
            throw e;
        }
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

    private void giveBack(Lease lease) {
        Engine engine = lease.engine;
        if (!lease.all) {
            lock.lock();
            try {
                if (!replaced) {
                    resting.addFirst(engine);
                    left.signalAll();
                    return;
                }
            } finally {
                lock.unlock();
            }
        }
        engine.derainer().close();
        closed(lease.all ? share.tasks() : 1);
    }

    private void closed(int engines) {
        lock.lock();
        try {
            open -= engines;
            left.signalAll();
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
