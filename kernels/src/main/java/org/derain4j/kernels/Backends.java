package org.derain4j.kernels;

import java.util.List;
import java.util.Optional;
import org.derain4j.kernels.cpu.VectorWidth;
import org.derain4j.kernels.reference.ReferenceBackend;
import org.derain4j.kernels.tiled.TiledBackend;
import org.derain4j.kernels.vector.VectorArithmetic;

/** The backends of this JVM and the one chooser. */
public final class Backends {

    /** Chooses the fastest that can run. */
    public static final String AUTO = "auto";
    /** The Vector API. */
    public static final String VECTOR = "vector";
    /** Plain loops in double. */
    public static final String REFERENCE = "reference";

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
     * Every backend, in the order in which {@link #AUTO} tries them.
     *
     * @return names and reasons
     */
    public static List<Availability> list() {
        Optional<String> noVectors = VectorWidth.problem();
        return List.of(
                new Availability(VECTOR, noVectors.isEmpty(), noVectors.orElseGet(VectorArithmetic::describeWidth)),
                new Availability(REFERENCE, true, "plain loops in double, the slow definition"));
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
            case AUTO -> noVectors.isEmpty()
                    ? new TiledBackend(VectorArithmetic.create(), threads, exact)
                    : new ReferenceBackend(threads, noVectors.get());
            case VECTOR -> {
                if (noVectors.isPresent()) {
                    throw new IllegalStateException("the vector backend cannot run: " + noVectors.get());
                }
                yield new TiledBackend(VectorArithmetic.create(), threads, exact);
            }
            case REFERENCE -> new ReferenceBackend(threads, "");
            default ->
                throw new IllegalArgumentException("there is no backend `" + name + "`; use " + AUTO + ", " + VECTOR
                        + " or " + REFERENCE);
        };
    }
}
