package org.derain4j.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.derain4j.engine.Tap;
import org.derain4j.weights.TensorFile;

/** The maps on the way beside the reference's. */
record MapComparison(List<MapDifference> differences, Optional<Departure> departure, List<String> failures) {

    static final MapComparison NONE = new MapComparison(List.of(), Optional.empty(), List.of());

    /** Compares every map of the file, in the network's order; a map that the network does not know is a failure. */
    static MapComparison of(Subject subject, float[] input, int height, int width, TensorFile file, double tolerance)
            throws IOException {
        List<String> known = subject.tapNames().stream().filter(file.tensors()::containsKey).toList();
        List<String> failures = new ArrayList<>(unknown(file, known));
        Map<String, Tap> taps = subject.taps(input, height, width, Set.copyOf(known));
        List<MapDifference> differences = new ArrayList<>();
        int beyond = 0;
        Departure first = null;
        for (String name : known) {
            ReferenceMap expected = ReferenceMap.read(file, name);
            Tap got = taps.get(name);
            if (!sameShape(got, expected)) {
                failures.add(String.format("map %s is %dx%dx%d, the reference's is %s", name, got.height(),
                        got.width(), got.channels(), expected.shape()));
                continue;
            }
            Deviation deviation = Deviation.between(got.values(), expected.values());
            MapDifference difference = MapDifference.of(expected, deviation);
            differences.add(difference);
            if (difference.relative() > tolerance) {
                beyond++;
                if (first == null) {
                    first = Departure.of(got, expected, deviation.worst(), tolerance * difference.magnitude());
                }
            }
        }
        if (beyond > 0) {
            failures.add(String.format(Locale.ROOT,
                    "%d of %d maps are more than %.0e of their largest magnitude off, the first is %s", beyond,
                    known.size(), tolerance, first.map()));
        }
        return new MapComparison(differences, Optional.ofNullable(first), failures);
    }

    private static List<String> unknown(TensorFile file, List<String> known) {
        Set<String> unknown = new TreeSet<>(file.tensors().keySet());
        known.forEach(unknown::remove);
        return unknown.stream().map(name -> "the network has no map " + name).toList();
    }

    private static boolean sameShape(Tap got, ReferenceMap expected) {
        return got.height() == expected.height() && got.width() == expected.width()
                && got.channels() == expected.channels();
    }
}
