package org.derain4j.cli.rain;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.derain4j.cli.common.Ending;
import org.derain4j.cli.telling.Done;
import org.derain4j.cli.telling.Telling;

/** Works through a plan, several pictures at a time; what is told, and the table, are in the plan's order. */
final class RainRun {

    private record Pending(RainPlan.Next next, Optional<Future<RainWork.Made>> made) {}

    private final RainWork work;
    private final Telling telling;
    private final RainTable table;

    RainRun(RainWork work, Telling telling, RainTable table) {
        this.work = work;
        this.telling = telling;
        this.table = table;
    }

    /** Returns when all is done; one that fails does not stop the others. */
    void run(RainPlan plan, int threads) throws InterruptedException {
        telling.expects(plan.count(), "picture");
        try (ExecutorService workers = Executors.newFixedThreadPool(threads,
                Thread.ofPlatform().daemon().name("derain-rain-", 0).factory())) {
            Queue<Pending> pending = new ArrayDeque<>();
            for (RainPlan.Next next = plan.next(); next != null; next = plan.next()) {
                RainJob job = next.job();
                pending.add(new Pending(next,
                        next.runs() ? Optional.of(workers.submit(() -> work.make(job))) : Optional.empty()));
                if (pending.size() > 2 * threads) {
                    finish(pending.remove());
                }
            }
            while (!pending.isEmpty()) {
                finish(pending.remove());
            }
        }
        telling.leftOut(plan.leftOut());
    }

    private void finish(Pending pending) throws InterruptedException {
        RainJob job = pending.next.job();
        String input = job.input().toString();
        if (pending.next.refusal().isPresent()) {
            telling.failed(input, pending.next.refusal().get(), null);
        } else if (pending.next.skipped()) {
            telling.skipped(input, job.files().getFirst().toString());
        } else {
            telling.advanced(input, 0);
            try {
                done(job, pending.made.orElseThrow().get());
            } catch (ExecutionException e) {
                failed(input, e.getCause());
            }
        }
    }

    private void done(RainJob job, RainWork.Made made) {
        String input = job.input().toString();
        made.notes().forEach(note -> telling.note(input, note));
        made.rows().forEach(table::add);
        telling.done(new Done(input, job.files(), made.width(), made.height(), 1, made.milliseconds(),
                List.copyOf(made.notes())));
    }

    private void failed(String input, Throwable cause) {
        if (!Ending.isUnderWay()) {
            telling.failed(input, cause instanceof OutOfMemoryError
                    ? input + ": not enough memory; take fewer --threads, or scale it down."
                    : null, cause);
        }
    }
}
