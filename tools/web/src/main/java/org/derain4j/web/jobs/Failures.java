package org.derain4j.web.jobs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.derain4j.engine.PictureException;
import org.derain4j.pictures.PictureFileException;
import org.derain4j.web.jobs.JobState.Failed;
import org.derain4j.web.jobs.JobState.Reason;

/** What became of a job by what was thrown: one sentence for its sender, without a path of ours. The log has the rest. */
final class Failures {

    private static final Logger LOG = System.getLogger(Failures.class.getName());

    /** What those hear who are not taken any more. */
    static final String ENDING = "the server is ending; send it again when it has been started anew.";

    private static final String UNKNOWN = "this server has failed at it; send it once more, and tell who runs the server, whose "
            + "log says why.";

    private final Spool spool;
    private final Duration time;

    /** For files in that folder, and work that may take that long. */
    Failures(Spool spool, Duration time) {
        this.spool = spool;
        this.time = time;
    }

    /** A failure of the model, not of the picture. */
    static final class ModelFailure extends Exception {

        private static final long serialVersionUID = 1L;

        ModelFailure(Throwable cause) {
            super(cause);
        }
    }

    /** A result that cannot be stored here. */
    static final class StoreFailure extends Exception {

        private static final long serialVersionUID = 1L;

        StoreFailure(Throwable cause) {
            super(cause);
        }
    }

    /** The state that it ends in. */
    JobState state(Job job, Throwable failure) {
        return switch (failure) {
            case CancellationException _ when job.cancelled -> new JobState.Cancelled();
            case CancellationException _ -> failed(Reason.TOO_LONG, job,
                    "the work on it took longer than the " + words() + " that it may; scale it down.");
            case OutOfMemoryError _ ->
                failed(Reason.TOO_LARGE, job, "there is not enough memory for it; scale it down.");
            case PictureFileException e when e.getCause() instanceof PictureException -> failed(Reason.TOO_LARGE, job,
                    rest(e));
            case PictureFileException e when !isOfOurDisk(e.getCause()) -> failed(
                    Reason.NO_PICTURE, job, rest(e));
            case PictureException e when e.lacksRoom() -> failed(Reason.TOO_LARGE, job, e.getMessage() + ".");
            case ModelFailure e -> ours(job, e, "the model that was asked for cannot be opened here; ask for another, "
                    + "and tell who runs this server, whose log says why.");
            case StoreFailure e -> ours(job, e,
                    "the result cannot be stored here; tell who runs this server, whose log says why.");
            default -> ours(job, failure, UNKNOWN);
        };
    }

    private static Failed ours(Job job, Throwable failure, String rest) {
        LOG.log(Level.ERROR, "job " + job.id() + ", " + job.name() + ", has failed", failure);
        return failed(Reason.INTERNAL, job, rest);
    }

    /** For lack of anything better. */
    static Failed unknown(Job job) {
        return failed(Reason.INTERNAL, job, UNKNOWN);
    }

    private static Failed failed(Reason reason, Job job, String rest) {
        return new Failed(reason, job.name() + ": " + rest);
    }

    /** Why an upload is not taken that cannot be read as a picture, or not at all. */
    RefusedException refusal(String name, IOException failure) {
        if (failure instanceof PictureFileException e && !isOfOurDisk(e.getCause())) {
            return new RefusedException(Reason.NO_PICTURE, name + ": " + rest(e));
        }
        LOG.log(Level.ERROR, "an upload cannot be read", failure);
        return new RefusedException(Reason.INTERNAL,
                name + ": it cannot be stored here; tell who runs this server, whose log says why.");
    }

    private static boolean isOfOurDisk(Throwable cause) {
        return cause instanceof FileSystemException || cause instanceof FileNotFoundException;
    }

    /** What is wrong with the picture, without the name that it has here. */
    private String rest(PictureFileException failure) {
        String message = spool.withoutPaths(failure.getMessage(), Names.NONE);
        String begin = Names.NONE + ": ";
        String rest = message.startsWith(begin) ? message.substring(begin.length()) : message;
        return rest.endsWith(".") ? rest : rest + ".";
    }

    private String words() {
        long seconds = time.toSeconds();
        return !time.equals(Duration.ofSeconds(seconds))
                ? time.toMillis() / 1e3 + " s"
                : seconds % 60 == 0 && seconds > 0 ? time.toMinutes() + " min" : seconds + " s";
    }
}
