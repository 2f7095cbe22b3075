package org.derain4j.spark;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.sql.SparkSession;
import org.derain4j.engine.PictureException;
import org.derain4j.pictures.PictureFileException;
import org.derain4j.pictures.PictureFormat;

/**
 * What tasks call for each picture. Made on the driver, which opens the model; travels to executors, whose tasks share derainers, by
 * closures of any kind.
 */
public final class Deraining implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = System.getLogger(Deraining.class.getName());

    private static final String MORE = " (a larger spark.executor.memory helps)";

    /** How. */
    private final DerainOptions options;
    /** What the driver has opened. */
    private final Weights weights;

    Deraining(DerainOptions options, Weights weights) {
        this.options = options;
        this.weights = weights;
    }

    /**
     * Opens the model, on the driver.
     *
     * @param spark   whose executors will derain
     * @param options how
     * @return for closures
     * @throws IOException if the model cannot be read, is damaged, or is no MSPFN
     */
    public static Deraining of(SparkSession spark, DerainOptions options) throws IOException {
        return new Deraining(Objects.requireNonNull(options, "options"), Weights.of(spark, options.model()));
    }

    /**
     * Removes the rain. What is wrong with a picture is told by the outcome and never thrown.
     *
     * @param content a picture file; null and empty ones fail
     * @param name    what messages call it
     * @param format  of the result; where it is empty, that of the options, else the picture's own
     * @return what became of it
     * @throws UncheckedIOException                 if this executor cannot open the model, or has another one than the driver
     * @throws TaskKilledException                  if Spark has given up the task
     */
    public Outcome derain(byte[] content, String name, Optional<PictureFormat> format) {
        return derain(content, name, format, EnginePool.of(Share.here()));
    }

    Outcome derain(byte[] content, String name, Optional<PictureFormat> format, EnginePool pool) {
        if (content == null || content.length == 0) {
            String what = content == null
                    ? "there is no content; leave it out"
                    : "the file is empty; get a whole copy of it";
            return new Outcome(null, name + ": " + what + ".", 0, 0, 0);
        }
        Optional<PictureFormat> wanted = format.or(options::resultFormat);
        PictureWork work = new PictureWork(options);
        try {
            byte[] result = attempt(work, pool, lease -> work.run(lease, content, wanted));
            return new Outcome(result, String.join(" ", work.notes()), work.width(), work.height(),
                    work.milliseconds());
        } catch (CancellationException | TaskKilledException | UncheckedIOException e) {
            throw e; // which is no failure of the picture
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            return new Outcome(null, name + ": " + sentence(name, e), work.width(), work.height(),
                    work.milliseconds(), lacksRoom(e));
        }
    }

    /**
     * The same for a picture that is decoded already, and stays so.
     *
     * @param picture any size and kind; it is not changed
     * @param bits    of a channel of the result, 8 or 16
     * @return a new picture of the same size
     * @throws PictureException                     if it is too large, or the result is not finite
     * @throws UncheckedIOException                 if this executor cannot open the model, or has another one than the driver
     * @throws TaskKilledException                  if Spark has given up the task
     */
    public BufferedImage derain(BufferedImage picture, int bits) {
        PictureWork work = new PictureWork(options);
        try {
            return attempt(work, EnginePool.of(Share.here()), lease -> work.run(lease, picture, bits));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a derainer is wanted for. */
    @FunctionalInterface
    private interface Attempt<T> {

        T with(EnginePool.Lease lease) throws IOException, InterruptedException;
    }

    /** With a task's share of memory and, where that is too little, with all. */
    private <T> T attempt(PictureWork work, EnginePool pool, Attempt<T> attempt) throws IOException {
        try {
            try (EnginePool.Lease lease = pool.lease(weights, options)) {
                return attempt.with(lease);
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                if (!lacksRoom(e) || work.height() == 0) {
                    throw e;
                }
            }
            try (EnginePool.Lease lease = pool.leaseAll(weights, options, work.height(), work.width())) {
                return attempt.with(lease);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled();
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            if (e instanceof CancellationException || Thread.currentThread().isInterrupted()) {
                throw cancelled();
            }
            throw e;
        }
    }

    /** A task that Spark has given up ends as Spark wants it to. */
    private static CancellationException cancelled() {
        TaskContext task = TaskContext.get();
        if (task != null) {
            task.killTaskIfInterrupted();
        }
        return new CancellationException("the work on a picture was interrupted");
    }

    private static boolean lacksRoom(Throwable failure) {
        return failure instanceof OutOfMemoryError || failure instanceof PictureException e && e.lacksRoom()
                || failure instanceof PictureFileException && failure.getCause() instanceof PictureException cause
                        && cause.lacksRoom();
    }

    /** Without the name. */
    private static String sentence(String name, Throwable failure) {
        return switch (failure) {
            case OutOfMemoryError _ -> "not enough memory; scale it down" + MORE + ".";
            case PictureFileException e -> ended(e.sentence(), lacksRoom(e));
            case IOException e -> ended(PictureFileException.reason(e), lacksRoom(e));
            case PictureException e -> ended(e.getMessage(), e.lacksRoom());
            default -> {
                LOG.log(Level.ERROR, name, failure);
                yield "internal error (" + failure + "), please report it with the executor's log.";
            }
        };
    }

    private static String ended(String words, boolean lacksRoom) {
        String sentence = words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
        return sentence + (lacksRoom ? MORE : "") + ".";
    }

    /**
     * The model by its bytes.
     *
     * @return the SHA-256 of its file, 64 hexadecimal digits
     */
    public String sha256() {
        return weights.sha256();
    }

    /**
     * The model by its name.
     *
     * @return embedded name, path or URI
     */
    public String modelName() {
        return weights.name();
    }
}
