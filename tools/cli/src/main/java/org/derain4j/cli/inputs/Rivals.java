package org.derain4j.cli.inputs;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Inputs of which one file would be made. */
public final class Rivals {

    private final Map<Path, Path> makers = new HashMap<>();
    private final Map<Path, Path> rivals = new LinkedHashMap<>();

    /** Says what is made of an input; the place is the same by whatever path it was named. */
    public void add(Path place, Path input) {
        Path other = makers.putIfAbsent(place, input);
        if (other != null) {
            rivals.putIfAbsent(other, input);
            rivals.put(input, other);
        }
    }

    /** Another input that has a file in common with this one, or itself where two of its files are one; null if there is none. */
    public Path of(Path input) {
        return rivals.get(input);
    }

    /** All that have one. */
    public Set<Path> all() {
        return rivals.keySet();
    }
}
