package org.derain4j.web.server;

import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;
import org.derain4j.web.jobs.Job;
import org.derain4j.web.jobs.JobQueue;
import org.derain4j.web.jobs.JobState;

/** {@code POST /derain}: a picture in, the derained picture out, by one request. */
final class DerainRoute {

    private final JobQueue queue;
    private final Orders orders;

    DerainRoute(JobQueue queue, Orders orders) {
        this.queue = queue;
        this.orders = orders;
    }

    void derain(Call call) throws Refusal, IOException, InterruptedException {
        Job job = orders.take(call, false);
        try {
            call.connection().onGone(job::cancel);
            JobState state = job.await();
            call.connection().onGone(null);
            switch (state) {
                case JobState.Done _ -> send(call, job);
                case JobState.Failed failed -> throw Refusal.of(failed.reason(), failed.sentence());
                case JobState.Cancelled _,JobState.Queued _,JobState.Working _ ->
                    throw Refusal.of(JobState.Reason.BUSY, "The work was cancelled; send the picture again.");
            }
        } finally {
            queue.remove(job);
        }
    }

    private static void send(Call call, Job job) throws Refusal, IOException {
        Job.Result result = JobRoutes.result(job);
        call.with("Content-Disposition", Disposition.of("inline", result.name()));
        call.with("Server-Timing", result.milliseconds().entrySet().stream()
                .map(stage -> String.format(Locale.ROOT, "%s;dur=%.1f", stage.getKey(), stage.getValue()))
                .collect(Collectors.joining(", ")));
        result.notes().forEach(note -> call.add("Derain-Note", Percent.encoded(note)));
        call.file(result.format().mediaType(), result.file());
    }
}
