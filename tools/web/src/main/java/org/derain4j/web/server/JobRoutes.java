package org.derain4j.web.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.derain4j.conformance.Json;
import org.derain4j.web.jobs.Job;
import org.derain4j.web.jobs.JobQueue;
import org.derain4j.web.jobs.JobState;

/** {@code /jobs}: pictures that somebody watches on their way. */
final class JobRoutes {

    /** Between two events: more often nobody sees. */
    private static final long PACE_MILLIS = 50;

    private final JobQueue queue;
    private final Orders orders;
    private final Audience audience;
    private final Duration keepAlive;

    JobRoutes(JobQueue queue, Orders orders, Audience audience, Duration keepAlive) {
        this.queue = queue;
        this.orders = orders;
        this.audience = audience;
        this.keepAlive = keepAlive;
    }

    void create(Call call) throws Refusal, IOException {
        Job job = orders.take(call, true);
        call.connection().onGone(() -> queue.remove(job)); // nobody would know its id
        call.connection().onGone(null);
        call.with("Location", "/jobs/" + job.id()).json(202, JobView.of(job, job.state()));
    }

    void state(Call call) throws Refusal, IOException {
        Job job = job(call);
        call.json(200, JobView.of(job, job.state()));
    }

    void remove(Call call) throws Refusal, IOException {
        queue.remove(job(call));
        call.empty(204);
    }

    void result(Call call) throws Refusal, IOException {
        Job.Result result = result(job(call));
        call.with("Content-Disposition", Disposition.of("attachment", result.name()));
        call.file(result.format().mediaType(), result.file());
    }

    /** One of the previews. */
    void preview(Call call, String which) throws Refusal, IOException {
        Job.Preview preview = result(job(call)).previews().get(which);
        if (preview == null) {
            throw new Refusal(404, "There is no picture '" + which + "' of this one; look at its result.");
        }
        call.file(preview.mediaType(), preview.file());
    }

    /** The job that the path names. */
    private Job job(Call call) throws Refusal {
        call.query();
        return queue.find(call.part()).orElseThrow(
                () -> new Refusal(404, "There is no such picture, or not any more; send it again."));
    }

    static Job.Result result(Job job) throws Refusal {
        Optional<Job.Result> result = job.result();
        if (result.isEmpty()) {
            throw new Refusal(404,
                    "There is no result of this picture, or not yet, or not any more; ask for its state.");
        }
        return result.get();
    }

    /** As server-sent events: the state that it is in, and each that comes, the latest where several came. */
    void events(Call call) throws Refusal, IOException, InterruptedException {
        Job job = job(call);
        call.with("X-Accel-Buffering", "no"); // a proxy that collects answers would hold them back
        BlockingQueue<Optional<JobState>> latest = new ArrayBlockingQueue<>(1);
        try (OutputStream out = call.stream("text/event-stream")) {
            if (out == null) {
                return;
            }
            audience.came(job);
            AutoCloseable watching = job.watch(state -> put(latest, Optional.of(state)));
            call.connection().onGone(() -> put(latest, Optional.empty()));
            try {
                tell(job, latest, out);
            } finally {
                audience.left(job);
                close(watching);
            }
        } catch (IOException e) {
            throw new ClientGoneException(e);
        }
    }

    private void tell(Job job, BlockingQueue<Optional<JobState>> latest, OutputStream out)
            throws IOException, InterruptedException {
        boolean ended = false;
        while (!ended) {
            Optional<JobState> state = latest.poll(keepAlive.toMillis(), TimeUnit.MILLISECONDS);
            if (state == null) {
                write(out, ": keep-alive\n\n");
            } else if (state.isEmpty()) {
                return; // gone
            } else {
                // One line, which its only line ends within are those that set it in.
                String line = Json.write(JobView.of(job, state.get())).replaceAll("\n *", "");
                write(out, "event: state\ndata: " + line + "\n\n");
                ended = state.get().isFinal();
                Thread.sleep(ended ? 0 : PACE_MILLIS);
            }
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void put(BlockingQueue<Optional<JobState>> latest, Optional<JobState> state) {
        while (!latest.offer(state)) {
            latest.poll();
        }
    }

    private static void close(AutoCloseable watching) {
        try {
            watching.close();
        } catch (Exception e) {
            throw new IllegalStateException(e); // it throws none
        }
    }

    /** For {@code /metrics}. */
    Map<String, Double> counters() {
        return Map.of("derain_watchers", (double) audience.size());
    }
}
