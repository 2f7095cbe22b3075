package org.derain4j.web.load;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.derain4j.web.load.Request.End;

/** Requests of clients that leave at some moment, by closing politely or as who dies, and of those that say they no longer want it. */
final class Cancelled {

    /** To wait for at most, before leaving; the middle of a queue of some pictures. */
    private static final int MOST_MILLIS = 400;

    private Cancelled() {}

    /** Some of the file has been sent. */
    static Request whileUploading(Sample sample, boolean job) {
        return new Request("left while uploading", "", sample.toString(), (target, random) -> {
            try (RawConnection connection = target.connect()) {
                connection.send(head(target, job ? "/jobs" : "/derain", sample));
                int part = random.nextInt(sample.bytes().length);
                connection.send(sample.bytes(), 0, part / 2);
                Thread.sleep(random.nextInt(MOST_MILLIS / 4));
                connection.send(sample.bytes(), part / 2, part);
                leave(connection, random);
            }
            return End.CANCELLED;
        });
    }

    /** It waits for its result. */
    static Request whileWaiting(Sample sample) {
        return new Request("left while waiting", "", sample.toString(), (target, random) -> {
            try (RawConnection connection = target.connect()) {
                connection.send(head(target, "/derain", sample)).send(sample.bytes());
                target.unseen.increment();
                Thread.sleep(random.nextInt(MOST_MILLIS));
                leave(connection, random);
            }
            return End.CANCELLED;
        });
    }

    /** It has sent all, and never reads what comes. */
    static Request withoutReading(Sample sample) {
        return new Request("never reading", "", sample.toString(), (target, random) -> {
            try (RawConnection connection = new RawConnection(target.address(), 1 << 10)) {
                connection.send(head(target, "/derain", sample)).send(sample.bytes());
                target.unseen.increment();
                Thread.sleep(3L * MOST_MILLIS);
                leave(connection, random);
            }
            return End.CANCELLED;
        });
    }

    /** The answer with the job's address never arrives. */
    static Request whileSubmitting(Sample sample) {
        return new Request("left while submitting", "", sample.toString(), (target, random) -> {
            try (RawConnection connection = target.connect()) {
                connection.send(head(target, "/jobs", sample)).send(sample.bytes());
                target.unseen.increment();
                leave(connection, random);
            }
            return End.CANCELLED;
        });
    }

    /** The only watcher of a job goes: it ends all the same, done or cancelled, within a time that is told. */
    static Request whileWatching(Sample sample) {
        return new Request("left while watching", "", sample.toString(), (target, random) -> {
            Reply reply = Whole.submit(target, sample);
            reply.require(202);
            String job = Whole.location(reply);
            try (RawConnection connection = target.connect()) {
                connection.send("GET " + job + "/events HTTP/1.1\r\nHost: " + target.host() + "\r\n\r\n");
                String status = connection.line();
                Check.that(status != null && status.startsWith("HTTP/1.1 200"), status);
                Thread.sleep(random.nextInt(MOST_MILLIS));
                leave(connection, random);
            }
            String state = Whole.await(target, job, random);
            Check.that(List.of("done", "cancelled").contains(state), state);
            if (state.equals("done")) {
                target.done.increment();
                Whole.requireFile(target.get(job + "/result"), (Sample.Expected.File) sample.expected());
            }
            return End.CANCELLED;
        });
    }

    /** By the API. */
    static Request byRequest(Sample sample) {
        return new Request("DELETE /jobs", "", sample.toString(), (target, random) -> {
            Reply reply = Whole.submit(target, sample);
            reply.require(202);
            String job = Whole.location(reply);
            target.unseen.increment();
            Thread.sleep(random.nextInt(MOST_MILLIS / 2));
            target.delete(job).require(204);
            for (String path : List.of("", "/events", "/result", "/before")) {
                target.get(job + path).require(404);
            }
            target.delete(job).require(404);
            return End.CANCELLED;
        });
    }

    private static String head(Target target, String path, Sample sample) {
        return "POST " + path + sample.query() + " HTTP/1.1\r\nHost: " + target.host() + "\r\nContent-Length: "
                + sample.bytes().length + "\r\n\r\n";
    }

    private static void leave(RawConnection connection, Random random) throws IOException {
        if (random.nextBoolean()) {
            connection.cut();
        } else {
            connection.close();
        }
    }
}
