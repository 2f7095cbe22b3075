package org.derain4j.engine;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import org.derain4j.engine.graph.Graph;
import org.derain4j.engine.graph.Value;
import org.derain4j.kernels.Backend;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.Shape;
import org.derain4j.kernels.StepListener;

/**
 * Removes rain from pictures of any size, from 1x1.
 *
 * <p>Immutable and thread-safe: calls from several threads are taken one after the other, since one call already uses all of
 * the derainer's threads. The working memory of the last size is kept for the next picture of that size. Results are the
 * same bits for any number of threads.
 */
public final class Derainer implements AutoCloseable {

    /** Three floats of each must fit one array. */
    private static final int MAX_PIXELS = (Integer.MAX_VALUE - 8) / 3;

    private final Model model;
    private final Backend backend;
    private final int threads;
    private final Rounding rounding;

    private final ReentrantLock running = new ReentrantLock();
    private final PreparedNetwork network;

    private Derainer(Model model, Backend backend, int threads, Rounding rounding) {
        this.model = model;
        this.backend = backend;
        this.threads = threads;
        this.rounding = rounding;
        this.network = new PreparedNetwork(model, backend);
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
        private boolean exact;

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
         * @param file a {@code .safetensors} file or a checkpoint prefix
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
         * How results become bytes.
         *
         * @param how nearest unless told
         * @return this
         */
        public Builder rounding(Rounding how) {
            this.rounding = Objects.requireNonNull(how, "rounding");
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
         * Loads and opens.
         *
         * @return a derainer, to be closed by the caller
         * @throws IOException              if the model cannot be read or is no MSPFN
         * @throws IllegalArgumentException if the backend is unknown or the number of threads is below 1
         * @throws IllegalStateException    if a backend asked for by name cannot run here
         */
        public Derainer build() throws IOException {
            Model weights = model != null ? model : path != null ? Model.load(path) : Model.embedded(Model.DEFAULT);
            return new Derainer(weights, Backends.open(backend, threads, exact), threads, rounding);
        }
    }

    /**
     * Removes the rain.
     *
     * @param picture any size and kind; it is not changed
     * @return a new picture of the same size and kind: grey stays grey, alpha stays as it was; palettes and 16 bits become
     *         8-bit channels
     * @throws PictureException      if it is too large, or the result is not finite
     * @throws IllegalStateException if this derainer is closed
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
        Objects.requireNonNull(progress, "progress");
        Picture samples = new Picture(picture);
        return samples.with(derain(samples.network(), samples.height(), samples.width(), progress), rounding);
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
        return derain(bgr, height, width, (done, total) -> true);
    }

    private float[] derain(float[] bgr, int height, int width, Progress progress) {
        requirePixels(bgr, height, width);
        Padding padding = sized(height, width);
        lock();
        try {
            return requireFinite(
                    padding.crop(network.run(padding.pad(bgr), padding.paddedHeight(), padding.paddedWidth(),
                            listener(progress))));
        } finally {
            running.unlock();
        }
    }

    /**
     * Runs the network and copies the named maps, for comparison with other implementations.
     *
     * @param bgr    interleaved B, G, R in [-1, 1], {@code [height * width * 3]}
     * @param height a multiple of 4
     * @param width  a multiple of 4
     * @param names  of {@link #tapNames}
     * @return the maps by name, in the order of the graph
     * @throws IllegalArgumentException if a name is unknown or a side is no multiple of 4
     * @throws PictureException         if it is too large
     */
    public Map<String, Tap> taps(float[] bgr, int height, int width, Set<String> names) {
        requirePixels(bgr, height, width);
        if (!Padding.of(height, width).isNone()) {
            throw new IllegalArgumentException(
                    "maps are only defined for sides that are multiples of 4, not for " + width
                            + "x" + height);
        }
        List<String> known = tapNames();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("the network has no map `" + name + "`");
            }
        }
        Graph graph = model.graph();
        Set<Value> kept = new LinkedHashSet<>();
        for (String name : known) {
            if (names.contains(name)) {
                kept.add(graph.find(name).orElseThrow());
            }
        }
        if (kept.isEmpty()) {
            return Map.of();
        }
        sized(height, width);
        lock();
        try {
            return network.taps(bgr, height, width, kept);
        } finally {
            running.unlock();
        }
    }

    /**
     * Runs the network once, each step by itself, and tells how long it took.
     *
     * @param bgr    interleaved B, G, R in [-1, 1], {@code [height * width * 3]}
     * @param height rows, at least 1
     * @param width  columns, at least 1
     * @return in the order in which they ran
     * @throws IllegalArgumentException if the array has another length
     * @throws PictureException         if it is too large
     * @throws IllegalStateException    if this derainer is closed
     */
    public List<LayerTime> times(float[] bgr, int height, int width) {
        requirePixels(bgr, height, width);
        Padding padding = sized(height, width);
        lock();
        try {
            return network.times(padding.pad(bgr), padding.paddedHeight(), padding.paddedWidth());
        } finally {
            running.unlock();
        }
    }

    /**
     * The maps that {@link #taps} can copy: official scope names without the outer scope.
     *
     * @return in the order of the graph
     */
    public List<String> tapNames() {
        return model.graph().nodes().stream().map(Graph.Node::name).filter(name -> !name.endsWith("/concat")).toList();
    }

    /**
     * The memory that a picture takes while it is worked on, true within a tenth: the weights, what the backend makes of them
     * and of the network for this size, and the picture as floats on the way in and out.
     *
     * @param height rows
     * @param width  columns
     * @return bytes
     * @throws PictureException if no memory would do
     */
    public long memoryBytes(int height, int width) {
        Padding padding = sized(height, width);
        long prepared = network.bytes(padding.paddedHeight(), padding.paddedWidth());
        long weights = model.parameters() * Float.BYTES;
        long pixels = 2L * padding.paddedHeight() * padding.paddedWidth() * 3 * Float.BYTES;
        return prepared + weights + pixels;
    }

    /**
     * The weights.
     *
     * @return the model
     */
    public Model model() {
        return model;
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
        return backend.describe();
    }

    /**
     * The most multiply-adds that the machine, or the device that computes, can do, measured for about a second.
     *
     * @param number of threads
     * @return floating-point operations per second, two for a multiply-add
     * @throws IllegalStateException if this derainer is closed
     */
    public double ceiling(int number) {
        lock();
        try {
            return network.ceiling(number);
        } finally {
            running.unlock();
        }
    }

    /**
     * Frees memory and threads, after the call that is running. Idempotent.
     *
     * @throws IllegalStateException if called by its own progress listener
     */
    @Override
    public void close() {
        lock();
        try {
            network.close();
        } finally {
            running.unlock();
        }
    }

    /** A call from within a call would overwrite the maps in use. */
    private void lock() {
        if (running.isHeldByCurrentThread()) {
            throw new IllegalStateException(
                    "a progress listener called its own derainer; let the listener return first");
        }
        running.lock();
    }

    /** The padded size, if arrays can hold the picture and a row of the widest map. */
    private Padding sized(int height, int width) {
        long widest = Shape.MAX_ROW_FLOATS / (4L * model.architecture().channels()) - 4;
        if (height < 1 || width < 1 || width > widest || (height + 3L) * (width + 3L) > MAX_PIXELS) {
            throw new PictureException(
                    "a picture of %d x %d is beyond what can be held: up to %d columns and %d pixels; cut or"
                            .formatted(width, height, widest, MAX_PIXELS) + " scale it down");
        }
        return Padding.of(height, width);
    }

    private static void requirePixels(float[] bgr, int height, int width) {
        if (height < 1 || width < 1 || bgr.length != (long) height * width * 3) {
            throw new IllegalArgumentException(bgr.length + " values are not " + height + " x " + width + " x 3");
        }
    }

    private static StepListener listener(Progress progress) {
        return (done, total) -> {
            if (!progress.advanced(done, total)) {
                throw new CancellationException("cancelled after step " + done + " of " + total);
            }
        };
    }

    /** A picture is never made of what is no number. */
    private float[] requireFinite(float[] result) {
        for (float value : result) {
            if (!Float.isFinite(value)) {
                throw new PictureException("the network's result is not finite; the weights of " + model.name()
                        + " or the input values are not usable");
            }
        }
        return result;
    }
}
