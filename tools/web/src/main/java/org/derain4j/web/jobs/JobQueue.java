package org.derain4j.web.jobs;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.derain4j.web.jobs.JobState.Reason;

/** Takes pictures, has the network work on one at a time, in the order in which they came, and keeps the results for a while. */
public final class JobQueue implements AutoCloseable {

    private static final Logger LOG = System.getLogger(JobQueue.class.getName());

    private static final int ID_BYTES = 16;

    /** How often a queue that rests looks for results that have been kept long enough. */
    private static final Duration SWEEPING = Duration.ofSeconds(30);

    /** For a decoder or encoder to come to its end when all others have; it cannot be interrupted. */
    private static final Duration LAST = Duration.ofSeconds(20);

    private final Limits limits;
    private final LongSupplier clock;
    private final Spool spool;
    private final OpenEngine engine;
    private final Failures failures;
    private final Admission admission;
    private final Counters counters = new Counters();
    private final Stages stages;
    private final SecureRandom random = new SecureRandom();
    private final Thread worker;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final SequencedSet<Job> waiting = new LinkedHashSet<>();
    private final Shelf shelf;
    private Job working;
    private volatile boolean ending;

    /**
     * Begins; opens the default model and warms it up in the background.
     *
     * @param engines where derainers come from
     * @param limits  what is taken
     * @throws IOException if there is no place for its files
     */
    public JobQueue(Engines engines, Limits limits) throws IOException {
        this(engines, limits, Path.of(System.getProperty("java.io.tmpdir")), System::nanoTime);
    }

    /** With a place for its folder, and what tells the time. */
    JobQueue(Engines engines, Limits limits, Path place, LongSupplier clock) throws IOException {
        this.limits = limits;
        this.clock = clock;
        spool = new Spool(place);
        engine = new OpenEngine(engines);
        failures = new Failures(spool, limits.time());
        admission = new Admission(engines, limits, failures);
        shelf = new Shelf(spool, limits, clock);
        stages = new Stages(engine, spool, limits.pixels(), counters);
        worker = Thread.ofPlatform().daemon().name("derain-jobs").start(this::work);
    }

    long now() {
        return clock.getAsLong();
    }

    /**
     * A new name in the queue's own folder, which only this user can read and which is removed in the end.
     *
     * @return where nothing is yet
     */
    public Path newUpload() {
        return spool.next(".upload");
    }

    /**
     * Takes an order, or deletes its upload and refuses it.
     *
     * @param order what is asked for
     * @return the job that it has become
     * @throws RefusedException if the queue is full or ends, the model unknown, the strength out of range, or the file by its first
     *                          bytes is no picture
     */
    public Job submit(Order order) throws RefusedException {
        if (!spool.holds(order.upload())) {
            throw new IllegalArgumentException("not one of newUpload: " + order.upload());
        }
        boolean taken = false;
        try {
            requireRoom();
            counters.uploaded(admission.require(order));
            Job job = new Job(this, id(), order, now());
            take(job);
            taken = true;
            return job;
        } catch (RefusedException e) {
            counters.refused(e);
            throw e;
        } finally {
            if (!taken) {
                spool.delete(order.upload());
            }
        }
    }

    private String id() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void requireRoom() throws RefusedException {
        lock.lock();
        try {
            if (ending) {
                throw new RefusedException(Reason.BUSY, Failures.ENDING);
            }
            if (waiting.size() + (working == null ? 0 : 1) > limits.waiting()) {
                throw new RefusedException(Reason.BUSY,
                        "as many pictures are waiting as are taken, " + limits.waiting() + "; send it again later.");
            }
        } finally {
            lock.unlock();
        }
    }

    private void take(Job job) throws RefusedException {
        lock.lock();
        try {
            requireRoom();
            waiting.addLast(job);
            shelf.put(job);
            job.become(new JobState.Queued(waiting.size()));
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The job of that id, which is kept for a while from now on.
     *
     * @param id of a job
     * @return empty if it was removed, or has not been asked for in a long time since it ended
     */
    public Optional<Job> find(String id) {
        lock.lock();
        try {
            return shelf.find(id);
        } finally {
            lock.unlock();
        }
    }

    void touch(Job job) {
        lock.lock();
        try {
            shelf.touch(job);
        } finally {
            lock.unlock();
        }
    }

    void cancel(Job job) {
        lock.lock();
        try {
            job.cancelled = true;
            if (waiting.remove(job)) {
                end(job, new JobState.Cancelled());
                tellPlaces();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Cancels it if it waits or runs, and forgets it and its files.
     *
     * @param job one of this queue
     */
    public void remove(Job job) {
        lock.lock();
        try {
            cancel(job);
            shelf.forget(job);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Counters for {@code /metrics}.
     *
     * @return value by name, which has its labels behind it: {@code derain_jobs_total{outcome="done"}}
     */
    public Map<String, Double> counters() {
        Map<String, Double> all = counters.totals();
        lock.lock();
        try {
            all.put("derain_jobs_waiting", (double) waiting.size());
            all.put("derain_jobs_working", working == null ? 0.0 : 1);
            all.put("derain_results_kept", (double) shelf.results());
        } finally {
            lock.unlock();
        }
        return all;
    }

    private void work() {
        try {
            engine.warmUp(admission.defaultModel(), (_, _) -> !ending);
        } catch (CancellationException e) {
            // the queue ends
        } catch (IOException | RuntimeException | Error e) {
            LOG.log(Level.ERROR, "the default model cannot be used", e); // each job will try it again
            engine.close();
        }
        for (Job job = next(); job != null; job = next()) {
            run(job);
        }
        engine.close();
    }

    /** The one whose turn it is; null where the queue ends. */
    private Job next() {
        lock.lock();
        try {
            while (!ending && waiting.isEmpty()) {
                news.await(SWEEPING.toMillis(), TimeUnit.MILLISECONDS);
                shelf.sweep();
                spool.keep();
            }
            if (ending) {
                return null;
            }
            working = waiting.removeFirst();
            working.deadline = now() + limits.time().toNanos();
            working.become(new JobState.Working(0));
            tellPlaces();
            return working;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e); // nobody interrupts
        } finally {
            lock.unlock();
        }
    }

    /** Whatever happens is this job's failure alone. */
    private void run(Job job) {
        JobState state = Failures.unknown(job);
        try {
            state = outcome(job);
        } catch (Throwable e) {
            LOG.log(Level.ERROR, "what has failed cannot even be said", e); // memory is gone once more
        } finally {
            lock.lock();
            try {
                working = null;
                end(job, job.cancelled ? new JobState.Cancelled() : state);
            } finally {
                lock.unlock();
            }
        }
    }

    private JobState outcome(Job job) {
        try {
            double queued = (now() - job.came) / 1e6;
            job.finish(stages.run(job, admission.model(job.order()), queued));
            return new JobState.Done();
        } catch (Throwable e) {
            JobState state = failures.state(job, e);
            if (state instanceof JobState.Failed failed && failed.reason() == Reason.INTERNAL) {
                engine.close(); // a device that is lost comes back only where it is opened anew
            }
            return state;
        }
    }

    private void end(Job job, JobState state) {
        counters.ended(state);
        shelf.end(job, state);
    }

    private void tellPlaces() {
        int place = 0;
        for (Job job : waiting) {
            place++;
            if (!job.state().equals(new JobState.Queued(place))) {
                job.become(new JobState.Queued(place));
            }
        }
    }

    /**
     * Takes no more, fails those that wait, and lets the one in work end within that time or cancels it. Results are kept until this is
     * closed.
     *
     * @param grace for the one in work
     */
    public void end(Duration grace) {
        lock.lock();
        try {
            ending = true;
            for (Job job : List.copyOf(waiting)) {
                waiting.remove(job);
                end(job, new JobState.Failed(Reason.BUSY, job.name() + ": " + Failures.ENDING));
            }
            news.signalAll();
        } finally {
            lock.unlock();
        }
        if (!ended(grace)) {
            lock.lock();
            try {
                if (working != null) {
                    working.cancelled = true;
                }
            } finally {
                lock.unlock();
            }
            if (!ended(LAST)) {
                LOG.log(Level.WARNING, "the picture in work does not come to its end; it is left alone");
            }
        }
    }

    /** Whether the worker is at its end after that time. */
    private boolean ended(Duration time) {
        try {
            return !worker.isAlive() || time.isPositive() && worker.join(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * As {@link #end}, and removes all files.
     *
     * @param grace for the one in work
     */
    public void close(Duration grace) {
        end(grace);
        lock.lock();
        try {
            shelf.forgetAll();
        } finally {
            lock.unlock();
        }
        spool.close();
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }
}
