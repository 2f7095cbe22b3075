package org.derain4j.engine;

import java.nio.file.Path;

/**
 * How much memory a picture may take, and where the rest goes.
 *
 * @param bytes  {@link #UNLIMITED} for no budget
 * @param folder of scratch files, or null to choose one
 */
record MemoryBudget(long bytes, Path folder) {

    private static final long UNLIMITED = Long.MAX_VALUE;

    static final MemoryBudget NONE = new MemoryBudget(UNLIMITED, null);

    MemoryBudget {
        if (bytes < 1) {
            throw new IllegalArgumentException("a memory budget of " + bytes + " bytes; give at least 1");
        }
    }

    boolean isUnlimited() {
        return bytes == UNLIMITED;
    }
}
