package org.derain4j.engine.plan;

import java.util.Map;
import java.util.Objects;
import org.derain4j.engine.graph.Value;
import org.derain4j.kernels.program.Program;

/**
 * A program for one size of picture, and where the network's maps are in it.
 *
 * @param program what a backend runs
 * @param input   the map to fill with the picture
 * @param kept    the maps asked for, in the program's outputs
 */
public record Plan(Program program, int input, Map<Value, Integer> kept) {

    /** Refuses null. */
    public Plan {
        Objects.requireNonNull(program, "program");
        Objects.requireNonNull(kept, "kept");
    }
}
