package org.derain4j.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Where what a picture takes lies while it is worked on.
 *
 * @param memoryBytes  of this process: all that {@link Memory} counts
 * @param scratchBytes of the scratch file; 0 without one
 * @param scratchFolder where it is; null without one
 * @param readBytes    read from it in one run
 * @param writtenBytes written to it in one run
 * @param maps         the network's maps; one that is spilled and comes back is there more than once, under one name
 */
public record Storage(long memoryBytes, long scratchBytes, Path scratchFolder, long readBytes, long writtenBytes,
        List<Place> maps) {

    /** Copies the list. */
    public Storage {
        Objects.requireNonNull(maps, "maps");
        maps = List.copyOf(maps);
    }

    /**
     * Where one map lies.
     *
     * @param name        its official name
     * @param height      rows
     * @param width       columns
     * @param channels    of it
     * @param slot        which piece of memory, or of memory and file, it is in: maps with the same number take each other's place
     * @param kind        how it is held
     * @param memoryBytes of it in memory at a time
     * @param fileBytes   of it in the scratch file
     */
    public record Place(String name, int height, int width, int channels, int slot, Kind kind, long memoryBytes,
            long fileBytes) {

        /** Refuses null. */
        public Place {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(kind, "kind");
        }
    }

    /** How a map is held. */
    public enum Kind {
        /** All of it in memory. */
        WHOLE,
        /** Some rows at a time, between the steps that make and read them. */
        ROWS,
        /** In the scratch file, or as much of it as memory has no room for. */
        SCRATCH
    }
}
