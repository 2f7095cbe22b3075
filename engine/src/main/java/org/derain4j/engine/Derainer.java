package org.derain4j.engine;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.backend.Backend;

/**
 * Removes rain from pictures of any size, from 1x1.
 *
 * <p>Immutable and thread-safe: calls from several threads are taken one after the other, since one call already uses all of
 * the derainer's threads. The working memory of the last size is kept for the next picture of that size. Results are the
 * same bits for any number of threads.
 *
 * <p>The network gives grey some colour. A picture in which red, green and blue are the same at every pixel comes out so, too:
 * with the mean of the network's three channels, rounded once, however it is stored and whatever the rounding. Floats by
 * {@link #derain(float[], int, int)} are the network's own, whatever the strength, and never reduced to a work size.
 *
 * <p>The network is given a picture's values as they are stored, and none is converted by a profile; the result's are meant in
 * the same colour space. Only CMYK and what else is neither grey nor RGB becomes sRGB.
 */
public final class Derainer implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Derainer.class.getName());

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
    public static Builder builder() {
        return new Builder();
    }

    /** Options of a {@link Derainer}. */
    public static final class Builder {

        private Model model;
        private Path path;
        private String backend = Backends.AUTO;
        private int threads = Runtime.getRuntime().availableProcessors();
        private Rounding rounding = Rounding.NEAREST;
        private float strength = 1;
        private int workSize = WorkSize.ANY;
        private int tile = Tiles.NONE;
        private MemoryBudget budget = MemoryBudget.NONE;
        private boolean exact;
        private boolean deviceOnly;

        private Builder() {}

        /**
         * The weights.
         *
         * @param loaded a model
         * @return this
         */
        public Builder model(Model loaded) {
            this.model = loaded;
            this.path = null;
            return this;
        }

        /**
         * The weights, loaded by {@link #build}.
         *
         * @param file a path as for {@link Model#load}
         * @return this
         */
        public Builder model(Path file) {
            this.path = file;
            this.model = null;
            return this;
        }

        /**
         * Who computes.
         *
         * @param name {@code auto}, {@code vector}, {@code portable}, {@code reference}, or {@code opencl}, {@code opencl:N} for
         *             a device of OpenCL, whose bindings (JOCL) must be on the class path
         * @return this
         */
        public Builder backend(String name) {
            this.backend = Objects.requireNonNull(name, "backend");
            return this;
        }

        /**
         * Threads to work with, the caller's included.
         *
         * @param number at least 1
         * @return this
         */
        public Builder threads(int number) {
            this.threads = number;
            return this;
        }

        /**
         * How results become samples.
         *
         * @param how nearest unless told
         * @return this
         */
        public Builder rounding(Rounding how) {
            this.rounding = Objects.requireNonNull(how, "rounding");
            return this;
        }

        /**
         * How much of the rain that the network finds is taken out of pictures: the result is the network's times this plus the
         * picture times the rest, in float, before the one rounding.
         *
         * @param part 0, which gives every sample back as it was, whatever the rounding, to 1.5; 1 unless told
         * @return this
         * @throws IllegalArgumentException for another
         */
        public Builder strength(double part) {
            this.strength = PictureWork.requireStrength(part);
            return this;
        }

        /**
         * The longest side at which the network sees a picture. This is ours, not MSPFN's: training knows rain of pictures up
         * to some 2,000 pixels, and in larger ones rain is larger, too. A picture with a longer side is reduced to it, each
         * pixel the mean of an area; what the network takes out of that copy, unrounded, is enlarged and taken out of the
         * picture itself, whose fine detail stays. It costs the time and memory of the reduced picture. Others are
         * seen as they are, and so are all unless this is called.
         *
         * @param longerSide pixels, at least 64
         * @return this
         * @throws IllegalArgumentException if it is less
         */
        public Builder workSize(int longerSide) {
            this.workSize = WorkSize.requireLonger(longerSide);
            return this;
        }

        /**
         * The side of tiles in which the network sees a picture that is larger, for who has no time or memory for the whole. <b>The
         * result is not exact</b>: the network's channel attention averages over a tile instead of the picture. Tiles overlap by a
         * quarter, at most 64 pixels, and are blended there. Memory is that of one tile. Never chosen by itself.
         *
         * @param side pixels, a multiple of 4, at least 64
         * @return this
         * @throws IllegalArgumentException for another
         */
        public Builder tile(int side) {
            this.tile = Tiles.requireSide(side);
            return this;
        }

        /**
         * The most memory that a picture may take: maps, packed weights, scratch of the kernels and the picture's samples, in
         * and out. What does not fit lives in a scratch file, so that any picture completes, with the same bits. Without a
         * budget, a picture that the heap has no room for is refused.
         *
         * @param bytes at least 1; what is too little is refused picture by picture, with the least that works
         * @return this
         * @throws IllegalArgumentException if it is less
         */
        public Builder memoryBudget(long bytes) {
            this.budget = new MemoryBudget(bytes, budget.folder());
            return this;
        }

        /**
         * Where scratch files go.
         *
         * @param folder on a disk with room; one is chosen unless this is called, never in memory
         * @return this
         */
        public Builder scratch(Path folder) {
            this.budget = new MemoryBudget(budget.bytes(), Objects.requireNonNull(folder, "folder"));
            return this;
        }

        /**
         * Whether convolutions are direct sums only. Otherwise the vector backend also uses Winograd's algorithm, more than
         * twice as fast where it applies; both stay within 5e-6 of float64 on the reference networks.
         *
         * @param only true for direct sums
         * @return this
         */
        public Builder exact(boolean only) {
            this.exact = only;
            return this;
        }

        /**
         * Whether a picture that does not fit the memory of a device of OpenCL fails. Otherwise it is computed by the CPU,
         * and the first one is told in the log; later ones that fit go to the device again.
         *
         * @param only true to fail: for measurements and comparisons, which must not be of the CPU unawares
         * @return this
         */
        public Builder deviceOnly(boolean only) {
            this.deviceOnly = only;
            return this;
        }

        /**
         * Loads and opens.
         *
         * @return a derainer, to be closed by the caller
         * @throws IOException              if the model cannot be read or is no MSPFN
         * @throws IllegalArgumentException if the backend is unknown or the number of threads is below 1
         * @throws IllegalStateException    if a backend asked for by name cannot run here
         */
        public Derainer build() throws IOException {
            Model weights = model != null ? model : path != null ? Model.load(path) : Model.embedded(Model.DEFAULT);
            Backend asked = Backends.open(backend, threads, exact);
            Supplier<Backend> fallback = deviceOnly ? null : () -> Backends.open(Backends.AUTO, threads, exact);
            Runners runners = new Runners(weights, asked, fallback, line -> LOG.log(Level.WARNING, line), budget, tile);
            return new Derainer(new PictureWork(runners, rounding, strength, workSize), threads);
        }
    }

    /**
     * The same derainer with another strength: model, backend, threads and memory are shared, so that it costs nothing, and calls
     * to either are taken one after the other. Nobody owns the one without the other: closing either closes both.
     *
     * @param part as for {@link Builder#strength}
     * @return gives the same bytes as one that was built with that strength
     * @throws IllegalArgumentException for another than 0 to 1.5
     */
    public Derainer withStrength(double part) {
        float strength = PictureWork.requireStrength(part);
        return new Derainer(new PictureWork(work.runners(), work.rounding(), strength, work.longest()), threads);
    }

    /**
     * Removes the rain.
     *
     * @param picture any size and kind; it is not changed
     * @return a new picture of the same size and kind, in the same colour space: grey stays grey, also where it is stored as
     *         colour, alpha stays as it was, 16 bits stay 16; what is none of the kinds of {@link StandardPixels}, such as a
     *         palette, becomes one, and a picture of up to 8 bits gives 8, one of more 16
     * @throws PictureException      if it is too large, the scratch file fails, or the result is not finite
     * @throws IllegalStateException if this derainer is closed, or the device it computes on failed: then it can only be closed
     */
    public BufferedImage derain(BufferedImage picture) {
        return derain(picture, (done, total) -> true);
    }

    /**
     * Removes the rain and says how far it has come.
     *
     * @param picture  any size and kind; it is not changed
     * @param progress told after every step; it may cancel
     * @return a new picture, as in {@link #derain(BufferedImage)}
     * @throws CancellationException if progress cancelled; the derainer stays usable
     * @throws PictureException      if it is too large, or the result is not finite
     * @throws IllegalStateException if this derainer is closed, or this is called by its own progress listener
     */
    public BufferedImage derain(BufferedImage picture, Progress progress) {
        return work.derained(picture, PictureResult.OWN_DEPTH, false, progress).picture();
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
        StandardPixels.requireDepth(bits);
        return work.derained(picture, bits, false, progress).picture();
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
        StandardPixels.requireDepth(bits);
        PictureResult result = work.derained(picture, bits, true, progress);
        return new Separation(result.picture(), result.rain());
    }

    /**
     * The lower door: float pixels.
     *
     * @param bgr    interleaved B, G, R in [-1, 1], {@code [height * width * 3]}; not changed
     * @param height rows, at least 1
     * @param width  columns, at least 1
     * @return the picture minus the rain, in the same layout, not clipped
     * @throws IllegalArgumentException if the array has another length
     * @throws PictureException         if it is too large, or the result is not finite
     * @throws IllegalStateException    if this derainer is closed
     */
    public float[] derain(float[] bgr, int height, int width) {
        return work.derained(bgr, height, width);
    }

    /**
     * The rain that the network finds in float pixels, seen as pictures are, at the work size and in tiles where the derainer has
     * them: what it was given minus what it made of it. All of it, whatever the {@linkplain Builder#strength strength}.
     *
     * @param bgr      interleaved B, G, R in [-1, 1], {@code [height * width * 3]}; not changed
     * @param height   rows, at least 1
     * @param width    columns, at least 1
     * @param progress told after every step; it may cancel
     * @return what to take from each value, in the same layout, or a failure, as in {@link #derain(BufferedImage, Progress)}
     * @throws IllegalArgumentException if the array has another length
     */
    public float[] rain(float[] bgr, int height, int width, Progress progress) {
        return work.rain(bgr, height, width, progress);
    }

    /**
     * The memory that a picture takes while it is worked on: what {@link #derain} asks before it takes any, for who has to read
     * the picture first. The samples of the result come on top, up to 4 bytes a pixel of 8 bits, 8 of 16 and 12 as floats; and
     * as many for a picture that is brought to {@link StandardPixels} first.
     *
     * @param height rows
     * @param width  columns
     * @return true within a tenth
     * @throws PictureException if no memory would do
     */
    public Memory memory(int height, int width) {
        return work.memory(height, width);
    }

    /**
     * Where what a picture takes would lie.
     *
     * @param height rows
     * @param width  columns
     * @return in memory, in rows, in the scratch file, and what goes back and forth
     * @throws PictureException if no memory would do, or more than the budget is needed
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
     * Frees memory and threads, after the call that is running. Idempotent.
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
