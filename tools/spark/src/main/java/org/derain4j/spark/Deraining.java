package org.derain4j.spark;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Serializable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.spark.TaskContext;
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

    private static final String MORE = " (a larger spark.executor.memory helps, or fewer tasks at a time)";

    private final DerainOptions options;
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
     * @throws java.io.UncheckedIOException         if this executor cannot open the model, or has another one than the driver
     * @throws org.apache.spark.TaskKilledException if Spark has given up the task
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
        try (EnginePool.Lease lease = pool.lease(weights, options)) {
            Outcome outcome = derain(content, name, wanted, lease, false);
            return outcome != null ? outcome : derain(content, name, wanted, lease, true);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Null where the heap was too full and another try by itself may do. */
    private Outcome derain(byte[] content, String name, Optional<PictureFormat> format, EnginePool.Lease lease,
            boolean alone) {
        PictureWork work = new PictureWork(options, lease, alone);
        long start = System.nanoTime();
        byte[] result = null;
        Throwable failure = null;
        try {
            result = work.run(content, format);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            failure = e;
        } finally {
            lease.leave();
        }
        if (failure != null) {
            endIfKilled();
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted(); // which is no failure of the picture
            }
            if (!alone && lacksRoom(failure)) {
                return null;
            }
        }
        double milliseconds = (System.nanoTime() - start - work.waited()) / 1e6;
        return failure == null
                ? new Outcome(result, String.join(" ", work.notes()), work.width(), work.height(), milliseconds)
                : new Outcome(null, name + ": " + sentence(name, failure), work.width(), work.height(), milliseconds,
                        lacksRoom(failure));
    }

    /**
     * The same for a picture that is decoded already, and stays so.
     *
     * @param picture any size and kind; it is not changed
     * @param bits    of a channel of the result, 8 or 16
     * @return a new picture of the same size
     * @throws PictureException                     if it is too large, or the result is not finite
     * @throws java.io.UncheckedIOException         if this executor cannot open the model, or has another one than the driver
     * @throws org.apache.spark.TaskKilledException if Spark has given up the task
     */
    public BufferedImage derain(BufferedImage picture, int bits) {
        try (EnginePool.Lease lease = EnginePool.of(Share.here()).lease(weights, options)) {
            return new PictureWork(options, lease, false).run(picture, bits);
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (CancellationException e) {
            endIfKilled();
            throw e;
        }
    }

    private static CancellationException interrupted() {
        Thread.currentThread().interrupt();
        endIfKilled();
        return new CancellationException("the work on a picture was interrupted");
    }

    private static void endIfKilled() {
        TaskContext task = TaskContext.get();
        if (task != null) {
            task.killTaskIfInterrupted();
        }
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
            case IOException e -> ended(rest(PictureFileException.reason(e)), lacksRoom(e));
            case PictureException e -> ended(e.getMessage(), e.lacksRoom());
            default -> {
                LOG.log(Level.ERROR, name, failure);
                yield "internal error (" + failure + "), please report it with the executor's log.";
            }
        };
    }

    private static String rest(String message) {
        String begin = PictureWork.NAME + ": ";
        return message.startsWith(begin) ? message.substring(begin.length()) : message;
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
