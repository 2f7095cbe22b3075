package org.derain4j.cli.derain;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * Three stages that all items go through in their order, at the same time with different items. The middle one runs on the caller's
 * thread; the others on threads that no exit of the program waits for.
 *
 * @param <T> of the items
 */
final class Pipeline<T> {

    /** Where the items come from. */
    @FunctionalInterface
    interface Source<T> {

        /** The next one; null behind the last. */
        T next() throws InterruptedException;
    }

    /** Items that wait between two stages, at most: enough for one stage to go on while another has a large one. */
    private static final int WAITING = 2;

    private final Source<T> source;
    private final Consumer<T> first;
    private final Consumer<T> middle;
    private final Consumer<T> last;
    private final BlockingQueue<Optional<T>> begun = new ArrayBlockingQueue<>(WAITING);
    private final BlockingQueue<Optional<T>> nearlyDone = new ArrayBlockingQueue<>(WAITING);

    /** Stages deal with the failures of items themselves; what they throw is a bug. */
    Pipeline(Source<T> source, Consumer<T> first, Consumer<T> middle, Consumer<T> last) {
        this.source = source;
        this.first = first;
        this.middle = middle;
        this.last = last;
    }

    /** Returns when all items are through. */
    void run() throws InterruptedException {
        FutureTask<Void> beginning = started("derain-decode", this::begin);
        FutureTask<Void> ending = started("derain-encode", this::end);
        try {
            for (Optional<T> item = begun.take(); item.isPresent(); item = begun.take()) {
                middle.accept(item.get());
                nearlyDone.put(item);
            }
        } finally {
            nearlyDone.put(Optional.empty());
        }
        finish(ending);
        finish(beginning);
    }

    private Void begin() throws InterruptedException {
        try {
            for (T item = source.next(); item != null; item = source.next()) {
                first.accept(item);
                begun.put(Optional.of(item));
            }
        } finally {
            begun.put(Optional.empty());
        }
        return null;
    }

    /** Goes on after a bug, as the stages before must not wait for ever. */
    private Void end() throws InterruptedException {
        Throwable bug = null;
        for (Optional<T> item = nearlyDone.take(); item.isPresent(); item = nearlyDone.take()) {
            try {
                last.accept(item.get());
            } catch (RuntimeException | Error e) {
                bug = e;
            }
        }
        if (bug != null) {
            throw new IllegalStateException(bug);
        }
        return null;
    }

    private static FutureTask<Void> started(String name, Callable<Void> work) {
        FutureTask<Void> task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().name(name).start(task);
        return task;
    }

    private static void finish(FutureTask<Void> task) throws InterruptedException {
        try {
            task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException bug) {
                throw bug;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
