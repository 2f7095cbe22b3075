package org.derain4j.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One number that a fork found out.
 *
 * @param group     what was measured
 * @param contender who
 * @param metric    what the number means
 * @param fork      in which JVM
 * @param round     in which round of it
 * @param value     the number
 */
record Sample(String group, String contender, Metric metric, int fork, int round, double value) {

    /** What can be found out. */
    enum Metric {
        /** Time of one run. */
        SECONDS,
        /** Largest distance from the yardstick as a share of what is allowed. */
        DISTANCE,
        /** Direct-equivalent speed, or that of the ceiling. */
        GFLOP_PER_SECOND,
        /** Bytes allocated by one run beyond its result. */
        BYTES,
        /** Bytes that a picture of 3840x2160 is said to take. */
        PLANNED_BYTES
    }

    private static final String SEPARATOR = "\t";

    /** One line of a file, which {@link #read} reads. */
    String line() {
        return String.join(SEPARATOR, group, contender, metric.name(), Integer.toString(fork), Integer.toString(round),
                Double.toString(value));
    }

    static List<Sample> read(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(Sample::parse).toList();
    }

    private static Sample parse(String line) {
        String[] parts = line.split(SEPARATOR);
        return new Sample(parts[0], parts[1], Metric.valueOf(parts[2]), Integer.parseInt(parts[3]),
                Integer.parseInt(parts[4]), Double.parseDouble(parts[5]));
    }
}
