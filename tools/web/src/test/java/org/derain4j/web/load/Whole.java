package org.derain4j.web.load;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.web.load.Request.End;
import org.derain4j.web.load.Sample.Expected;

/** Requests that wait for their result, and hold it against what must come. */
final class Whole {

    static final List<String> FINAL = List.of("done", "failed", "cancelled");
    private static final List<Integer> REFUSALS = List.of(400, 413, 415);
    private static final Pattern EXTENSION = Pattern.compile("filename=\"[^\"]*\\.(\\w+)\"");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Whole() {}

    /** A picture in, a picture out; the body's length is told before, or not. */
    static Request derain(Sample sample) {
        return new Request("POST /derain", sample.size(), sample.toString(), (target, random) -> {
            boolean chunked = random.nextInt(4) == 0;
            Reply reply = patiently(() -> target.send(target.request("/derain" + sample.query())
                    .POST(chunked
                            ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(sample.bytes()))
                            : BodyPublishers.ofByteArray(sample.bytes()))),
                    target);
            return switch (sample.expected()) {
                case Expected.File file -> {
                    requireFile(reply, file);
                    requireTimes(reply);
                    target.done.increment();
                    yield End.DONE;
                }
                case Expected.Refusal _ -> refused(reply);
            };
        });
    }

    /** A job that is asked for its state until it ends. */
    static Request polled(Sample sample) {
        return new Request("POST /jobs, asked", sample.size(), sample.toString(), (target, random) -> {
            Reply reply = submit(target, sample);
            if (reply.status() != 202) {
                return refusedAtOnce(reply, sample);
            }
            String job = location(reply);
            String state = await(target, job, random);
            return ended(target, job, state, sample);
        });
    }

    /** A job whose events are followed until it ends. */
    static Request followed(Sample sample) {
        return new Request("POST /jobs, events", sample.size(), sample.toString(), (target, _) -> {
            Reply reply = submit(target, sample);
            if (reply.status() != 202) {
                return refusedAtOnce(reply, sample);
            }
            String job = location(reply);
            return ended(target, job, Events.follow(target, job), sample);
        });
    }

    static Reply submit(Target target, Sample sample) throws IOException, InterruptedException {
        return patiently(() -> target.post("/jobs" + sample.query(), sample.bytes()), target);
    }

    /** A request that may have to be repeated. */
    @FunctionalInterface
    interface Sending {

        Reply send() throws IOException, InterruptedException;
    }

    /** Where the server is busy it says so and when to come again; here everybody comes a little earlier. */
    static Reply patiently(Sending sending, Target target) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Reply reply = sending.send();
            if (reply.status() != 503) {
                return reply;
            }
            reply.requireSentence();
            Check.that(reply.header("Retry-After").matches("[1-9][0-9]*"), "503 without Retry-After");
            Check.that(System.nanoTime() < end, "still busy after " + PATIENCE);
            target.busy.increment();
            Thread.sleep(100 + ThreadLocalRandom.current().nextInt(200));
        }
    }

    static String location(Reply reply) {
        String location = reply.header("Location");
        Check.that(location.matches("/jobs/[A-Za-z0-9_-]{16,}"), "Location: " + location);
        Check.same(Optional.of(location.substring("/jobs/".length())), Reply.member(reply.text(), "id"), "id");
        return location;
    }

    /** Asks until it ends. */
    static String await(Target target, String job, Random random) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Reply reply = target.get(job);
            reply.require(200);
            String state = Reply.member(reply.text(), "state").orElse("none");
            if (FINAL.contains(state)) {
                return state;
            }
            Thread.sleep(20 + random.nextInt(60));
        }
        throw new AssertionError(job + " has not ended after " + PATIENCE);
    }

    private static End ended(Target target, String job, String state, Sample sample)
            throws IOException, InterruptedException {
        End end = switch (sample.expected()) {
            case Expected.File file -> {
                Check.same("done", state, target.get(job).text() + " for " + sample);
                target.done.increment();
                requireFile(target.get(job + "/result"), file);
                for (String side : List.of("/before", "/after", "/rain")) {
                    Reply preview = target.get(job + side);
                    preview.require(200);
                    Check.that(preview.header("Content-Type").matches("image/(png|jpeg)"), side);
                    Check.that(preview.body().length > 0, side);
                }
                yield End.DONE;
            }
            case Expected.Refusal _ -> {
                String text = target.get(job).text();
                Check.same("failed", state, text + " for " + sample);
                String sentence = Reply.member(text, "error").orElse("");
                Check.that(sentence.endsWith("."), text);
                Reply.requireNoInsides(sentence);
                target.get(job + "/result").requireSentence();
                yield End.REFUSED;
            }
        };
        target.delete(job).require(204);
        target.get(job).require(404);
        return end;
    }

    private static End refusedAtOnce(Reply reply, Sample sample) {
        Check.that(sample.expected() instanceof Expected.Refusal, reply.status() + " " + reply.start());
        return refused(reply);
    }

    private static End refused(Reply reply) {
        Check.that(REFUSALS.contains(reply.status()),
                reply.status() + ", not one of " + REFUSALS + " " + reply.start());
        reply.requireSentence();
        return End.REFUSED;
    }

    static void requireFile(Reply reply, Expected.File file) {
        reply.require(200);
        reply.requireHeader("Content-Type", type(file.format()));
        int differs = Arrays.mismatch(file.bytes(), reply.body());
        Check.that(differs < 0, () -> "%d bytes, not the %d that must come; the first other one is number %d"
                .formatted(reply.body().length, file.bytes().length, differs));
        reply.requireHeader("X-Content-Type-Options", "nosniff");
        Check.that(reply.header("Content-Security-Policy").contains("default-src 'none'"), "no policy");
        String disposition = reply.header("Content-Disposition");
        Matcher extension = EXTENSION.matcher(disposition);
        Check.that(extension.find() && PictureFormat.called(extension.group(1)).equals(Optional.of(file.format())),
                disposition);
    }

    private static String type(PictureFormat format) {
        return switch (format) {
            case PNG -> "image/png";
            case JPEG -> "image/jpeg";
            case BMP -> "image/bmp";
            case TIFF -> "image/tiff";
            case WEBP -> "image/webp";
        };
    }

    private static void requireTimes(Reply reply) {
        for (String stage : List.of("queue", "decode", "network", "encode")) {
            Check.that(reply.header("Server-Timing").matches(".*\\b" + stage + ";dur=\\d+(\\.\\d+)?\\b.*"),
                    "Server-Timing: " + reply.header("Server-Timing"));
        }
    }
}
