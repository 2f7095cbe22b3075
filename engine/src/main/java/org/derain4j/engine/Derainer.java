package org.derain4j.engine;

import java.awt.image.BufferedImage;
import java.util.Objects;
import java.util.concurrent.CancellationException;

/**
 * Removes rain from pictures of any size, from 1x1.
 *
 * <p>Immutable and thread-safe: calls from several threads are taken one after the other, in the order in which they came, since
 * one call already uses all of the derainer's threads. The working memory of the last size is kept for the next picture of that
 * size; {@link #trim} or an {@linkplain DerainerBuilder#idle idle time} gives it back. Results are the same bits for any number of
 * threads.
 *
 * <p>An interrupt of the calling thread ends its call within a tenth of a second, whether it works or waits for its turn: by
 * {@link CancellationException}, with the interrupt status still set. A call by a thread that is interrupted already ends so at
 * once. What is waited for is the step in flight on a device, its compiler, and whatever stops all threads, such as a garbage
 * collection. The derainer stays usable. So a deadline needs no more than a {@link java.util.concurrent.Future}:
 *
 * {@snippet class="org.derain4j.examples.Deadline" region="interrupt" :
 * static BufferedImage derain(Derainer derainer, BufferedImage picture, Duration most, ExecutorService threads)
 *         throws InterruptedException, ExecutionException, TimeoutException {
 *     Future<BufferedImage> future = threads.submit(() -> derainer.derain(picture));
 *     try {
 *         return future.get(most.toMillis(), TimeUnit.MILLISECONDS);
 *     } finally {
 *         future.cancel(true); // an interrupt, where it still runs or waits for its turn
 *     }
 * }
 * }
 *
 * <p>A {@link java.util.concurrent.CompletableFuture} interrupts nobody. Here the {@link Progress} asks it at every step: whatever
 * completes it, {@code cancel} and {@code orTimeout} too, ends the run.
 *
 * {@snippet class="org.derain4j.examples.Background" region="future" :
 * static CompletableFuture<BufferedImage> derain(Derainer derainer, BufferedImage picture, Executor executor) {
 *     var future = new CompletableFuture<BufferedImage>();
 *     return future.completeAsync(() -> derainer.derain(picture, (done, total) -> !future.isDone()), executor);
 * }
 * }
 *
 * <p>The network gives grey some colour. A picture in which red, green and blue are the same at every pixel comes out so, too:
 * with the mean of the network's three channels, rounded once, however it is stored and whatever the rounding. Floats by
 * {@link #derain(float[], int, int)} are the network's own, whatever the strength, and never reduced to a work size.
 *
 * <p>The network is given a picture's values as they are stored, and none is converted by a profile; the result's are meant in
 * the same colour space. Only CMYK and what else is neither grey nor RGB becomes sRGB.
 */
public final class Derainer implements AutoCloseable {

    private final PictureWork work;
    private final int threads;

    Derainer(PictureWork work, int threads) {
        this.work = work;
        this.threads = threads;
    }

    /**
     * A derainer to be configured; as it is, it has the embedded model, the best backend and all cores.
     *
     * @return a new builder
     */
    public static DerainerBuilder builder() {
        return new DerainerBuilder();
    }

    /**
     * The same derainer with another strength: model, backend, threads and memory are shared, so that it costs nothing, and calls
     * to either are taken one after the other. Nobody owns the one without the other: closing either closes both.
     *
     * @param strength as for {@link DerainerBuilder#strength}
     * @return gives the same bytes as one that was built with that strength
     * @throws IllegalArgumentException for another than 0 to 1.5
     */
    public Derainer withStrength(double strength) {
        return new Derainer(new PictureWork(work.runners(), work.rounding(), PictureWork.requireStrength(strength),
                work.longest()), threads);
    }

    /**
     * Removes the rain.
     *
     * @param picture any size and kind; it is not changed
     * @return a new picture of the same size and kind, in the same colour space: grey stays grey, also where it is stored as
     *         colour, alpha stays as it was, 16 bits stay 16; what is none of the kinds of {@link StandardPixels}, such as a
     *         palette, becomes one, and a picture of up to 8 bits gives 8, one of more 16
     * @throws CancellationException if the calling thread is interrupted, or this is closed meanwhile
     * @throws PictureException      if it is too large, the scratch file fails, or the result is not finite
     * @throws IllegalStateException if this derainer is closed, or the device it computes on failed: then it can only be closed
     */
    public BufferedImage derain(BufferedImage picture) {
        Objects.requireNonNull(picture, "picture");
        return derain(picture, (done, total) -> true);
    }

    /**
     * Removes the rain and says how far it has come.
     *
     * @param picture  any size and kind; it is not changed
     * @param progress told after every step; it may cancel
     * @return a new picture, as in {@link #derain(BufferedImage)}
     * @throws CancellationException if progress cancelled, the calling thread is interrupted, or this is closed meanwhile
     * @throws PictureException      if it is too large, the scratch file fails, or the result is not finite
     * @throws IllegalStateException if this derainer is closed, the device it computes on failed, or this is called by its own
     *                               progress listener
     */
    public BufferedImage derain(BufferedImage picture, Progress progress) {
        Objects.requireNonNull(picture, "picture");
        return ListenerFailure
                .passing(progress, told -> work.derained(picture, PictureResult.OWN_DEPTH, false, told)).picture();
    }

    /**
     * The same to a depth: the network sees all bits of the picture in any case, and its result is rounded once, to these.
     *
     * @param picture  any size and kind; it is not changed
     * @param bits     of a channel of the result, 8 or 16
     * @param progress told after every step; it may cancel
     * @return a new picture, or a failure, as in {@link #derain(BufferedImage, Progress)}
     * @throws IllegalArgumentException for other bits
     */
    public BufferedImage derain(BufferedImage picture, int bits, Progress progress) {
        Objects.requireNonNull(picture, "picture");
        Objects.requireNonNull(progress, "progress");
        StandardPixels.requireDepth(bits);
        return ListenerFailure.passing(progress, told -> work.derained(picture, bits, false, told)).picture();
    }

    /**
     * Removes the rain from a picture in memory: as {@link #derain(PixelBuffer, PixelBuffer, Progress)}, which also says what is
     * thrown.
     *
     * @param from any size, channels and type; it is not changed, unless the result has its memory
     * @param to   takes the result
     */
    public void derain(PixelBuffer from, PixelBuffer to) {
        derain(from, to, (done, total) -> true);
    }

    /**
     * Removes the rain from a picture in memory, and says how far it has come. The samples of 8 and of 16 bits are those that the
     * same picture as a {@link BufferedImage} gives, with all that this derainer does to pictures: strength, rounding, work size,
     * tiles, budget; each is rounded once, to the type of the result. Floats are neither rounded nor clipped.
     *
     * <p>The result may have other channels, strides and type than the picture: alpha stays as it was, is left out where the result
     * has none, and opaque where the picture has none; grey becomes three equal channels where the result has colours. Nothing but
     * its samples is written. In place: the result may have the picture's own memory, if it has its type and strides and no row of
     * the one covers another row of the other; the order of channels may be another.
     *
     * @param from     any size, channels and type; it is not changed, unless the result has its memory
     * @param to       takes the result; of the same size, and with colours unless the picture is grey. After a failure, or if
     *                 progress cancelled, some of its rows may have been written
     * @param progress told after every step; it may cancel
     * @throws IllegalArgumentException if the result does not fit, is read-only, or overlaps the picture otherwise; nothing was done
     * @throws CancellationException    if progress cancelled, the calling thread is interrupted, or this is closed meanwhile; the
     *                                  result may have some of its rows then
     * @throws PictureException         if it is too large, the scratch file fails, or the result is not finite
     * @throws IllegalStateException    if this derainer or the memory's arena is closed, the device it computes on failed, or this
     *                                  is called by its own progress listener
     * @throws WrongThreadException     if the memory is confined to another thread
     */
    public void derain(PixelBuffer from, PixelBuffer to, Progress progress) {
        ListenerFailure.passing(progress, told -> {
            work.derain(from, to, told);
            return null;
        });
    }

    /**
     * Takes a picture apart, by one run of the network: what {@link #derain(BufferedImage, int, Progress)} gives, and the rain.
     *
     * @param picture  any size and kind; it is not changed
     * @param bits     of a channel of what stays, 8 or 16
     * @param progress told after every step; it may cancel
     * @return two new pictures of the same size, or a failure, as in {@link #derain(BufferedImage, Progress)}
     * @throws IllegalArgumentException for other bits
     */
    public Separation separate(BufferedImage picture, int bits, Progress progress) {
        Objects.requireNonNull(picture, "picture");
        Objects.requireNonNull(progress, "progress");
        StandardPixels.requireDepth(bits);
        PictureResult result = ListenerFailure.passing(progress, told -> work.derained(picture, bits, true, told));
        return new Separation(result.picture(), result.rain());
    }

    /**
     * The lower door: float pixels.
     *
     * @param bgr    interleaved B, G, R in [-1, 1], {@code [height * width * 3]}; not changed
     * @param height rows, at least 1
     * @param width  columns, at least 1
     * @return the picture minus the rain, in the same layout, not clipped
     * @throws IllegalArgumentException if a side is below 1, or the array has another length
     * @throws CancellationException    if the calling thread is interrupted, or this is closed meanwhile
     * @throws PictureException         if it is too large, the scratch file fails, or the result is not finite
     * @throws IllegalStateException    if this derainer is closed, or the device it computes on failed
     */
    public float[] derain(float[] bgr, int height, int width) {
        Objects.requireNonNull(bgr, "bgr");
        return work.derained(bgr, height, width);
    }

    /**
     * The rain that the network finds in float pixels, seen as pictures are, at the work size and in tiles where the derainer has
     * them: what it was given minus what it made of it. All of it, whatever the {@linkplain DerainerBuilder#strength strength}.
     *
     * @param bgr      interleaved B, G, R in [-1, 1], {@code [height * width * 3]}; not changed
     * @param height   rows, at least 1
     * @param width    columns, at least 1
     * @param progress told after every step; it may cancel
     * @return what to take from each value, in the same layout, or a failure, as in {@link #derain(BufferedImage, Progress)}
     * @throws IllegalArgumentException if a side is below 1, or the array has another length
     */
    public float[] rain(float[] bgr, int height, int width, Progress progress) {
        Objects.requireNonNull(bgr, "bgr");
        return ListenerFailure.passing(progress, told -> work.rain(bgr, height, width, told));
    }

    /**
     * The memory that a picture takes while it is worked on: what {@code derain} asks before it takes any, for who has to read
     * the picture first. The samples of the result come on top, up to 4 bytes a pixel of 8 bits, 8 of 16 and 12 as floats; and
     * as many for a picture that is brought to {@link StandardPixels} first. With a {@link PixelBuffer} for the result, nothing does.
     *
     * @param height rows, at least 1
     * @param width  columns, at least 1
     * @return bytes, true within a tenth
     * @throws IllegalArgumentException if a side is below 1
     * @throws CancellationException    if the calling thread is interrupted while this is found out, the first time for a size
     * @throws PictureException         if no memory would do
     */
    public Memory memory(int height, int width) {
        return work.memory(height, width);
    }

    /**
     * Where what a picture takes would lie.
     *
     * @param height rows, at least 1
     * @param width  columns, at least 1
     * @return in memory, in rows, in the scratch file, and what goes back and forth
     * @throws IllegalArgumentException if a side is below 1
     * @throws CancellationException    if the calling thread is interrupted while this is found out, the first time for a size
     * @throws PictureException         if no memory would do, or more than the budget is needed
     */
    public Storage storage(int height, int width) {
        return work.storage(height, width);
    }

    /**
     * The weights.
     *
     * @return the model
     */
    public Model model() {
        return work.runners().model();
    }

    /**
     * The threads that work, the caller's included.
     *
     * @return at least 1
     */
    public int threads() {
        return threads;
    }

    /**
     * Which backend runs, and where it is not the fastest, why.
     *
     * @return for example {@code vector, 256 bits, 2 threads}
     */
    public String describe() {
        return work.runners().backend().describe();
    }

    /**
     * Gives the working memory of the last size back: at once if no call is running, else when that one ends. Never waits. What
     * stays is the model, also as the backend reads it. The next picture takes its memory anew.
     *
     * @see DerainerBuilder#idle
     */
    public void trim() {
        work.runners().trim();
    }

    /**
     * Stops the call that is running, which ends with {@link CancellationException}, and frees memory and threads; returns when
     * that is done, even if interrupted. So a progress listener must not wait for the thread that closes, such as that of a
     * window's events. Calls that wait for their turn, and later ones, end with {@link IllegalStateException}. Idempotent.
     *
     * @throws IllegalStateException if called by its own progress listener
     */
    @Override
    public void close() {
        work.runners().close();
    }

    /** For {@link Probe}. */
    Runners runners() {
        return work.runners();
    }
}
