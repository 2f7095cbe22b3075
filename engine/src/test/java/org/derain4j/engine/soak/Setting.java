package org.derain4j.engine.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.DerainerBuilder;
import org.derain4j.engine.Model;
import org.derain4j.engine.PictureException;

/**
 * What is soaked.
 *
 * @param mode    which derainer
 * @param model   its weights
 * @param calls   how many, all in all
 * @param callers threads that call at the same time
 * @param rounds  between which all rest and what is held is counted
 * @param longest side of the largest picture
 * @param seed    of the pictures, of what is called and of when it is given up
 * @param plants  faults that are to be found
 */
record Setting(Mode mode, Model model, int calls, int callers, int rounds, int longest, long seed, Set<Plant> plants) {

    private static final int PIXEL_BYTES = 3 * Float.BYTES;

    /** Ways in which a derainer works. */
    enum Mode {

        /** The best backend there is. */
        AUTO,
        /** Without vectors. */
        PORTABLE,
        /** With a memory budget that is too small for the largest pictures: their maps go to a scratch file. */
        SPILLED,
        /** Pictures in tiles. */
        TILES,
        /** Pictures at a work size. */
        REDUCED,
        /** A device. */
        OPENCL
    }

    /** The derainer that all share. */
    Derainer shared(Path scratch) throws IOException {
        return mode == Mode.SPILLED ? spilled(scratch) : builder().build();
    }

    /** With about the least budget in which the largest picture can be done through any door. */
    private Derainer spilled(Path scratch) throws IOException {
        long whole;
        try (Derainer alone = alone()) {
            whole = alone.memory(longest, longest).bytes();
        }
        long floats = 2L * longest * longest * PIXEL_BYTES; // what some doors take beside
        for (int twentieths = 10; twentieths <= 20; twentieths++) {
            long budget = whole * twentieths / 20;
            try (Derainer less = builder().memoryBudget(budget).scratch(scratch).build()) {
                if (!spills(less)) {
                    continue;
                }
            }
            Derainer derainer = builder().memoryBudget(budget + floats).scratch(scratch).build();
            if (spills(derainer)) {
                return derainer;
            }
            derainer.close();
        }
        throw new IllegalStateException("pictures of " + longest + " pixels are too small to be spilled");
    }

    private boolean spills(Derainer derainer) {
        try {
            return derainer.storage(longest, longest).scratchBytes() > 0;
        } catch (PictureException e) {
            return false; // the budget is too small
        }
    }

    /** What gives the same results, for one caller alone and with all the memory there is. */
    Derainer alone() throws IOException {
        return builder().threads(1).build();
    }

    private DerainerBuilder builder() {
        DerainerBuilder builder = Derainer.builder().model(model).threads(2).deviceOnly(true);
        return switch (mode) {
            case AUTO, SPILLED -> builder;
            case PORTABLE -> builder.backend("portable");
            case TILES -> builder.tile(64);
            case REDUCED -> builder.workSize(64);
            case OPENCL -> builder.backend("opencl");
        };
    }
}
