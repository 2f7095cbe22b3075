package org.derain4j.web.jobs;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The jobs that can be found: those on their way, and for a while those that have ended. To be used under the queue's lock. */
final class Shelf {

    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Spool spool;
    private final Limits limits;
    private final LongSupplier clock;

    Shelf(Spool spool, Limits limits, LongSupplier clock) {
        this.spool = spool;
        this.limits = limits;
        this.clock = clock;
    }

    void put(Job job) {
        sweep();
        jobs.put(job.id(), job);
    }

    /** One that is there is kept for a while from now on. */
    Optional<Job> find(String id) {
        sweep();
        Optional<Job> job = Optional.ofNullable(jobs.get(id));
        job.ifPresent(this::touch);
        return job;
    }

    void touch(Job job) {
        sweep();
        job.asked = clock.getAsLong();
    }

    /** In a state that is final, which is told last. */
    void end(Job job, JobState state) {
        job.asked = clock.getAsLong();
        if (!isDone(state) || !jobs.containsKey(job.id())) {
            deleteFiles(job);
        }
        job.become(state);
        pushOut();
    }

    /** Its files go with it, unless it is being worked on: then they go when it ends. */
    void forget(Job job) {
        jobs.remove(job.id());
        if (job.state().isFinal()) {
            deleteFiles(job);
        }
    }

    void forgetAll() {
        List.copyOf(jobs.values()).forEach(this::forget);
    }

    /** Forgets those that have ended and were not asked for in a long time. */
    void sweep() {
        List.copyOf(jobs.values()).stream()
                .filter(job -> job.state().isFinal() && clock.getAsLong() - job.asked > limits.keeping().toNanos())
                .forEach(this::forget);
    }

    /** Results are not pushed out by failures, nor the other way round: there can be as many of these. */
    private void pushOut() {
        for (boolean done : new boolean[]{true, false}) {
            List<Job> ended = jobs.values().stream()
                    .filter(job -> job.state().isFinal() && isDone(job.state()) == done)
                    .sorted(Comparator.comparingLong(job -> job.asked)).toList();
            ended.subList(0, Math.max(0, ended.size() - limits.kept())).forEach(this::forget);
        }
    }

    long results() {
        sweep();
        return jobs.values().stream().filter(job -> isDone(job.state())).count();
    }

    private static boolean isDone(JobState state) {
        return state instanceof JobState.Done;
    }

    private void deleteFiles(Job job) {
        spool.delete(job.order().upload());
        job.forget().forEach(spool::delete);
    }
}
