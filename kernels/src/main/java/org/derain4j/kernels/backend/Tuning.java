package org.derain4j.kernels.backend;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What {@link DeviceBackends#tune} measures.
 *
 * @param device     its number
 * @param seconds    for each kind of step and precision, after which nothing further is tried
 * @param precisions of {@link #PRECISIONS}; those that the device has not are left out
 * @param kinds      of {@link #KINDS}
 */
public record Tuning(int device, double seconds, List<String> precisions, List<String> kinds) {

    /** As in a backend's name, and {@code single}. */
    public static final List<String> PRECISIONS = Stream.of(Precision.values()).map(Precision::word).toList();

    /** Convolutions by their stride, transposed ones of stride 2, conv-LSTMs; and each on maps too small for many groups. */
    public static final List<String> KINDS = List.of("stride1", "stride2", "transposed", "lstm", "stride1.small",
            "stride2.small", "transposed.small", "lstm.small");

    /**
     * Refuses what is not there.
     *
     * @throws IllegalArgumentException naming it
     */
    public Tuning {
        Objects.requireNonNull(precisions, "precisions");
        Objects.requireNonNull(kinds, "kinds");
        precisions = List.copyOf(precisions);
        kinds = List.copyOf(kinds);
        requireAmong(PRECISIONS, precisions);
        requireAmong(KINDS, kinds);
    }

    private static void requireAmong(List<String> known, List<String> given) {
        for (String word : given) {
            if (!known.contains(word)) {
                throw new IllegalArgumentException(
                        "there is no `" + word + "` to tune; there is " + String.join(", ", known));
            }
        }
    }
}
