package org.derain4j.conformance;

import java.util.List;
import java.util.Optional;

/** What became of one case. */
public sealed interface CaseResult {

    /**
     * The case.
     *
     * @return its name
     */
    String name();

    /**
     * A case that was run and compared.
     *
     * @param name the case
     * @param height rows of the picture
     * @param width columns of the picture
     * @param seconds how long the network took for the result, maps on the way not kept
     * @param max the largest distance of a result value from the reference; infinite if a value is not finite
     * @param rms the root of the mean squared distance; infinite likewise
     * @param bytes the result's bytes beside the official ones
     * @param maps every map on the way that both sides have, in the network's order
     * @param departure the first of these maps that is beyond tolerance
     * @param failures a sentence for everything beyond tolerance; empty means passed
     */
    record Compared(String name, int height, int width, double seconds, double max, double rms, ByteDifference bytes,
            List<MapDifference> maps, Optional<Departure> departure, List<String> failures)
            implements CaseResult {

        /** Copies the lists. */
        public Compared {
            maps = List.copyOf(maps);
            failures = List.copyOf(failures);
        }

        /**
         * The verdict.
         *
         * @return true if nothing is beyond tolerance
         */
        public boolean passed() {
            return failures.isEmpty();
        }
    }

    /**
     * A case that could not be compared, which is a failure.
     *
     * @param name the case
     * @param reason why, naming the file
     */
    record Broken(String name, String reason) implements CaseResult {}

    /**
     * A case that was not run: it lacks a file, or was not asked for.
     *
     * @param name the case
     * @param reason why
     */
    record LeftOut(String name, String reason) implements CaseResult {}
}
