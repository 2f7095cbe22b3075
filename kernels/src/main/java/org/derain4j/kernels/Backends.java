package org.derain4j.kernels;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import org.derain4j.kernels.cpu.VectorWidth;
import org.derain4j.kernels.plain.PlainArithmetic;
import org.derain4j.kernels.reference.ReferenceBackend;
import org.derain4j.kernels.tiled.TiledBackend;
import org.derain4j.kernels.vector.VectorArithmetic;

/** The backends of this JVM and the one chooser. */
public final class Backends {

    /** {@link #VECTOR} where it can run, otherwise {@link #PORTABLE}, with one line in the log that says why. */
    public static final String AUTO = "auto";
    /** The Vector API. */
    public static final String VECTOR = "vector";
    /** The same algorithms in plain float loops, for a JVM without the Vector API. */
    public static final String PORTABLE = "portable";
    /** Plain loops in double: the definition, never chosen by {@link #AUTO}. */
    public static final String REFERENCE = "reference";

    private static final Logger LOG = System.getLogger(Backends.class.getName());

    private Backends() {}

    /**
     * One backend and whether this JVM can run it.
     *
     * @param name      as {@link #open} takes it
     * @param available whether it can run
     * @param reason    what it runs on; or why it is missing, and the remedy
     */
    public record Availability(String name, boolean available, String reason) {}

    /**
     * Every backend, the fastest first.
     *
     * @return names and reasons
     */
    public static List<Availability> list() {
        Optional<String> noVectors = VectorWidth.problem();
        return List.of(
                new Availability(VECTOR, noVectors.isEmpty(), noVectors.orElseGet(VectorArithmetic::describeWidth)),
                new Availability(PORTABLE, true, PlainArithmetic.describe()),
                new Availability(REFERENCE, true, "plain loops in double, the slow definition; only by name"));
    }

    /**
     * Opens a backend.
     *
     * @param name    {@link #AUTO}, or one by name, which then runs or fails
     * @param threads threads to work with, the caller's included
     * @param exact   true for direct convolutions only; false also for faster algorithms that round a little more
     * @return the backend, to be closed by the caller
     * @throws IllegalArgumentException if there is no such backend or threads is below 1
     * @throws IllegalStateException    if a backend asked for by name cannot run here; one sentence with the remedy
     */
    public static Backend open(String name, int threads, boolean exact) {
        Optional<String> noVectors = VectorWidth.problem();
        return switch (name) {
            case AUTO -> {
                noVectors.ifPresent(problem -> LOG.log(Level.WARNING,
                        "using the portable backend, which is several times slower than vectors: " + problem));
                yield open(noVectors.isEmpty() ? VECTOR : PORTABLE, threads, exact);
            }
            case VECTOR -> {
                if (noVectors.isPresent()) {
                    throw new IllegalStateException("the vector backend cannot run: " + noVectors.get());
                }
                yield new TiledBackend(VectorArithmetic.create(), threads, exact);
            }
            case PORTABLE -> new TiledBackend(PlainArithmetic.create(), threads, exact);
            case REFERENCE -> new ReferenceBackend(threads);
            default ->
                throw new IllegalArgumentException("there is no backend `" + name + "`; use " + AUTO + ", " + VECTOR
                        + ", " + PORTABLE + " or " + REFERENCE);
        };
    }
}
