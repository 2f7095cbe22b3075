package org.derain4j.cli.derain;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.derain4j.cli.common.Ending;
import org.derain4j.cli.common.StandardStreams;
import org.derain4j.cli.telling.Done;
import org.derain4j.cli.telling.Telling;
import org.derain4j.cli.view.PageMemory;

/**
 * Works through the jobs; one that fails does not stop the others. While the network works on one picture, the next ones are decoded and
 * the last ones encoded, as far as there is memory. Results are written, and told of, in the order of the jobs.
 */
final class Batch {

    private final Results results;
    private final StandardStreams streams;
    private final Telling telling;
    private final Optional<Gallery> gallery;

    /**
     * Ready for jobs.
     *
     * @param streams
     *            are read and written where a job says so
     * @param gallery
     *            gets what is done, if there is one; is closed in the end
     */
    Batch(Results results, StandardStreams streams, Telling telling, Optional<Gallery> gallery) {
        this.results = results;
        this.streams = streams;
        this.telling = telling;
        this.gallery = gallery;
    }

    /**
     * Runs all jobs.
     *
     * @param engine
     *            asked for once, and only if a job may run
     * @return the exit code
     */
    int run(Jobs jobs, Supplier<RainRemover> engine) throws InterruptedException {
        jobs.count().ifPresent(number -> telling.expects(number, "picture"));
        try {
            Work first = firstToRun(jobs);
            if (first != null) {
                try (RainRemover remover = engine.get()) {
                    telling.uses(remover::about);
                    run(first, jobs, remover);
                }
            }
            telling.leftOut(jobs.leftOut());
            gallery.ifPresent(Gallery::end);
        } finally {
            gallery.ifPresent(Gallery::close);
        }
        return telling.ends();
    }

    /** Tells of those before it. */
    private Work firstToRun(Jobs jobs) throws InterruptedException {
        for (Jobs.Next next = jobs.next(); next != null; next = jobs.next()) {
            Work work = new Work(next);
            if (work.runs()) {
                return work;
            }
            gallery.filter(_ -> work.isDoneBefore()).ifPresent(shown -> {
                shown.read(work, new PageMemory(0));
                shown.add(work);
                work.release();
            });
            tell(work);
        }
        return null;
    }

    private void run(Work first, Jobs jobs, RainRemover remover) throws InterruptedException {
        if (jobs.count().orElse(2) == 1) {
            Stages alone = new Stages(results, streams, telling, gallery, remover, new MemoryGate(0));
            alone.decode(first);
            alone.derain(first);
            encode(alone, first);
            return;
        }
        Stages stages = new Stages(results, streams, telling, gallery, remover, new MemoryGate(remover.room()));
        Work[] begun = {first};
        new Pipeline<>(() -> {
            Work work = begun[0];
            begun[0] = null;
            return work != null ? work : next(jobs);
        }, stages::decode, stages::derain, work -> encode(stages, work)).run();
    }

    private static Work next(Jobs jobs) throws InterruptedException {
        Jobs.Next next = jobs.next();
        return next == null ? null : new Work(next);
    }

    private void encode(Stages stages, Work work) {
        try {
            stages.encode(work);
            stages.show(work);
            tell(work);
        } finally {
            work.release(); // whatever happens: others wait for its memory
        }
    }

    private void tell(Work work) {
        Job job = work.job();
        String input = job.input().toString();
        switch (work.next.verdict()) {
            case SKIPPED -> telling.skipped(input, job.output().toString());
            case REFUSED -> telling.failed(input, work.next.reason(), null);
            case RUN -> {
                if (work.failure() == null) {
                    telling.done(new Done(input, job.outputs(),
                            work.result.getWidth(), work.result.getHeight(), 1,
                            work.milliseconds, List.copyOf(work.notes)));
                } else if (!Ending.isUnderWay()) {
                    telling.failed(input, sentence(input, work.failure()), work.failure());
                }
            }
        }
    }

    private static String sentence(String input, Throwable failure) {
        return failure instanceof OutOfMemoryError
                ? input + ": not enough memory; scale it down or run on a larger machine."
                : null;
    }
}
