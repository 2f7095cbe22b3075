package org.derain4j.cli.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.derain4j.engine.LayerTime;

/**
 * All steps of the network that do the same work.
 *
 * @param kind
 *            what they do
 * @param steps
 *            how many there are
 * @param milliseconds
 *            of all of them, each at its best
 * @param multiplyAdds
 *            of all of them, as direct convolutions
 * @param mapValues
 *            of all of them, read and written, each map once
 * @param gigaflops
 *            direct-equivalent speed: two operations for a multiply-add
 * @param ofCeiling
 *            that speed over the speed of multiply-adds alone; an algorithm that saves some can be above 1
 */
record LayerKind(String kind, int steps, double milliseconds, long multiplyAdds, long mapValues, double gigaflops,
        double ofCeiling) {

    /** Gathers several runs of the same network, the slowest kind first. */
    static List<LayerKind> of(List<List<LayerTime>> runs, double ceiling) {
        Map<String, List<LayerTime>> kinds = new LinkedHashMap<>();
        for (int step = 0; step < runs.getFirst().size(); step++) {
            int index = step;
            LayerTime best = runs.stream().map(run -> run.get(index))
                    .min(Comparator.comparingDouble(LayerTime::seconds)).orElseThrow();
            kinds.computeIfAbsent(best.kind(), _ -> new ArrayList<>()).add(best);
        }
        return kinds.entrySet().stream().map(kind -> of(kind.getKey(), kind.getValue(), ceiling))
                .sorted(Comparator.comparingDouble(LayerKind::milliseconds).reversed()).toList();
    }

    /** Values of maps per second, in thousands of millions. */
    double gigavalues() {
        return mapValues / milliseconds / 1e6;
    }

    private static LayerKind of(String kind, List<LayerTime> steps, double ceiling) {
        double seconds = steps.stream().mapToDouble(LayerTime::seconds).sum();
        long multiplyAdds = steps.stream().mapToLong(LayerTime::multiplyAdds).sum();
        long mapValues = steps.stream().mapToLong(LayerTime::mapValues).sum();
        double flopPerSecond = 2.0 * multiplyAdds / seconds;
        return new LayerKind(kind, steps.size(), seconds * 1e3, multiplyAdds, mapValues, flopPerSecond / 1e9,
                flopPerSecond / ceiling);
    }
}
