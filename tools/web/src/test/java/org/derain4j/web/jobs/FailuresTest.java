package org.derain4j.web.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.derain4j.engine.PictureException;
import org.derain4j.web.jobs.JobState.Cancelled;
import org.derain4j.web.jobs.JobState.Failed;
import org.derain4j.web.jobs.JobState.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of failures that no file of a test brings about. */
class FailuresTest {

    private static final String OURS = "a.png: this server has failed at it; send it once more, and tell who runs the "
            + "server, whose log says why.";

    @TempDir
    Path folder;

    private JobState state(Throwable failure, boolean cancelled) throws IOException {
        try (Spool spool = new Spool(folder)) {
            Job job = new Job(null, "1",
                    new Order(spool.next(".upload"), "a.png", Optional.empty(), 1, Optional.empty(),
                            false),
                    0);
            job.cancelled = cancelled;
            return new Failures(spool, Duration.ofMinutes(10)).state(job, failure);
        }
    }

    @Test
    void memoryThatRunsOutIsForThePicturesSize() throws IOException {
        assertEquals(new Failed(Reason.TOO_LARGE, "a.png: there is not enough memory for it; scale it down."),
                state(new OutOfMemoryError("Java heap space"), false));
        assertEquals(new Failed(Reason.TOO_LARGE, "a.png: 9 x 9 pixels take much; scale it down."),
                state(PictureException.ofRoom("9 x 9 pixels take much; scale it down", null), false));
    }

    @Test
    void whatEndsBetweenTwoStepsWasCancelledOrTookTooLong() throws IOException {
        assertEquals(new Cancelled(), state(new CancellationException(), true));
        assertEquals(new Failed(Reason.TOO_LONG,
                "a.png: the work on it took longer than the 10 min that it may; scale it down."),
                state(new CancellationException(), false));
    }

    /** The log has the rest. */
    @Test
    void faultsOfOursSayNoMoreThanThat() throws IOException {
        assertEquals(new Failed(Reason.INTERNAL, OURS), state(new IllegalStateException("/home/me: a device"), false));
        assertEquals(new Failed(Reason.INTERNAL, OURS), state(new StackOverflowError(), false));
        assertEquals(new Failed(Reason.INTERNAL, OURS), state(new PictureException("not finite"), false));
        assertEquals(new Failed(Reason.INTERNAL,
                "a.png: the result cannot be stored here; tell who runs this server, whose log says why."),
                state(new Failures.StoreFailure(new IOException("/tmp/x: no space left")), false));
    }

    @ParameterizedTest
    @CsvSource({"PT0.05S, 0.05 s", "PT1S, 1 s", "PT90S, 90 s", "PT2M, 2 min", "PT1H, 60 min"})
    void timesAreSaidInWords(Duration time, String words) throws IOException {
        try (Spool spool = new Spool(folder)) {
            Job job = new Job(null, "1", new Order(spool.next(".upload"), "", Optional.empty(), 1, Optional.empty(),
                    false), 0);
            assertEquals(new Failed(Reason.TOO_LONG,
                    "the picture: the work on it took longer than the " + words + " that it may; scale it down."),
                    new Failures(spool, time).state(job, new CancellationException()));
        }
    }
}
