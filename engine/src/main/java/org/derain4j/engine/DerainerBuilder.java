package org.derain4j.engine;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.backend.Backend;

/**
 * Options of a {@link Derainer}. Not thread-safe. What a call refuses changes nothing; a builder may build several. With at
 * most so much memory a picture, for instance, and what is beyond it in a file of that folder:
 *
 * {@snippet class="org.derain4j.examples.LargePicture" region="budget" :
 * return Derainer.builder().memoryBudget(bytes).scratch(folder).build();
 * }
 */
public final class DerainerBuilder {

    private static final Logger LOG = System.getLogger(Derainer.class.getName());

    private Model model;
    private Path path;
    private String backend = Backends.AUTO;
    private int threads = Math.min(Runtime.getRuntime().availableProcessors(), Backends.MOST_THREADS);
    private Rounding rounding = Rounding.NEAREST;
    private float strength = 1;
    private int workSize = WorkSize.ANY;
    private int tile = Tiles.NONE;
    private MemoryBudget budget = MemoryBudget.NONE;
    private Duration idle;
    private boolean exact;
    private boolean deviceOnly;

    DerainerBuilder() {}

    /** The empty path stands for the current folder, and is mostly a name that somebody forgot. */
    private static Path requireNamed(Path path, String parameter) {
        Objects.requireNonNull(path, parameter);
        if (path.toString().isEmpty()) {
            throw new IllegalArgumentException(parameter + " is empty; name one");
        }
        return path;
    }

    /**
     * The weights.
     *
     * @param model loaded by the caller
     * @return this
     */
    public DerainerBuilder model(Model model) {
        this.model = Objects.requireNonNull(model, "model");
        this.path = null;
        return this;
    }

    /**
     * The weights, loaded by {@link #build}.
     *
     * @param file a path as for {@link Model#load}
     * @return this
     * @throws IllegalArgumentException if it is empty
     */
    public DerainerBuilder model(Path file) {
        this.path = requireNamed(file, "file");
        this.model = null;
        return this;
    }

    /**
     * Who computes.
     *
     * @param name {@code auto}, {@code vector}, {@code portable}, {@code reference}, or {@code opencl}, {@code opencl:N} for
     *             a device of OpenCL, for which the artefact {@code derain4j-opencl} must be on the class path; one that there is
     *             not is refused by {@link #build}
     * @return this
     */
    public DerainerBuilder backend(String name) {
        this.backend = Objects.requireNonNull(name, "name");
        return this;
    }

    /**
     * Threads to work with, the caller's included. More than there are processors would only wait for each other, so no more
     * are at work: {@link Derainer#threads} says how many. As many as there are processors unless this is called.
     *
     * @param threads 1 to 1024
     * @return this
     * @throws IllegalArgumentException for another
     */
    public DerainerBuilder threads(int threads) {
        this.threads = Backends.threads(threads);
        return this;
    }

    /**
     * How results become samples.
     *
     * @param rounding nearest unless told
     * @return this
     */
    public DerainerBuilder rounding(Rounding rounding) {
        this.rounding = Objects.requireNonNull(rounding, "rounding");
        return this;
    }

    /**
     * How much of the rain that the network finds is taken out of pictures: the result is the network's times this plus the
     * picture times the rest, in float, before the one rounding.
     *
     * @param strength 0, which gives every sample back as it was, whatever the rounding, to 1.5; 1 unless told
     * @return this
     * @throws IllegalArgumentException for another
     */
    public DerainerBuilder strength(double strength) {
        this.strength = PictureWork.requireStrength(strength);
        return this;
    }

    /**
     * The longest side at which the network sees a picture. This is no part of MSPFN: training knows rain of pictures up
     * to some 2,000 pixels, and in larger ones rain is larger, too. A picture with a longer side is reduced to it, each
     * pixel the mean of an area; what the network takes out of that copy, unrounded, is enlarged and taken out of the
     * picture itself, whose fine detail stays. It costs the time and memory of the reduced picture. Others are
     * seen as they are, and so are all unless this is called.
     *
     * @param longerSide pixels, at least 64
     * @return this
     * @throws IllegalArgumentException if it is less
     */
    public DerainerBuilder workSize(int longerSide) {
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
    public DerainerBuilder tile(int side) {
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
    public DerainerBuilder memoryBudget(long bytes) {
        this.budget = new MemoryBudget(bytes, budget.folder());
        return this;
    }

    /**
     * Where scratch files go.
     *
     * @param folder on a disk with room; one is chosen unless this is called, never in memory
     * @return this
     * @throws IllegalArgumentException if it is empty
     */
    public DerainerBuilder scratch(Path folder) {
        this.budget = new MemoryBudget(budget.bytes(), requireNamed(folder, "folder"));
        return this;
    }

    /**
     * Has the derainer {@linkplain Derainer#trim give its working memory back} by itself when no call has come for a while. The
     * next call takes it anew, which costs a tenth of a second or so for a picture of some megapixels. It keeps no thread and
     * no process alive, nor, once the derainer is closed, a class loader.
     *
     * @param time since the last call ended, above zero; memory is kept for the next call unless this is called
     * @return this
     * @throws IllegalArgumentException for another
     */
    public DerainerBuilder idle(Duration time) {
        Objects.requireNonNull(time, "time");
        if (!time.isPositive()) {
            throw new IllegalArgumentException("an idle time of " + time + "; give one above zero");
        }
        this.idle = time;
        return this;
    }

    /**
     * Whether convolutions are direct sums only. Otherwise the vector backend also uses Winograd's algorithm, more than
     * twice as fast where it applies; both stay within 5e-6 of float64 on the reference networks.
     *
     * @param exact true for direct sums
     * @return this
     */
    public DerainerBuilder exact(boolean exact) {
        this.exact = exact;
        return this;
    }

    /**
     * Whether a picture that does not fit the memory of a device of OpenCL fails. Otherwise it is computed by the CPU,
     * and the first one is told in the log; later ones that fit go to the device again.
     *
     * @param deviceOnly true to fail: for measurements and comparisons, which must not be of the CPU unawares
     * @return this
     */
    public DerainerBuilder deviceOnly(boolean deviceOnly) {
        this.deviceOnly = deviceOnly;
        return this;
    }

    /**
     * Loads and opens.
     *
     * @return a derainer, to be closed by the caller
     * @throws IOException              if the model cannot be read, also as the calling thread is interrupted, or is no MSPFN
     * @throws IllegalArgumentException if the backend is unknown
     * @throws IllegalStateException    if a backend asked for by name cannot run here
     */
    public Derainer build() throws IOException {
        Model weights = model != null ? model : path != null ? Model.load(path) : Model.embedded(Model.DEFAULT);
        Backend asked = Backends.open(backend, threads, exact);
        Supplier<Backend> fallback = deviceOnly ? null : () -> Backends.open(Backends.AUTO, threads, exact);
        Runners runners = new Runners(weights, asked, fallback, line -> LOG.log(Level.WARNING, line), budget, tile,
                idle);
        return new Derainer(new PictureWork(runners, rounding, strength, workSize), threads);
    }
}
