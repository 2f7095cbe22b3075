package org.derain4j.engine.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;

/** Decides how much of each spilled map stays in memory. */
final class Residence {

    private Residence() {}

    /**
     * Fills the memory that the other maps leave with the first rows of spilled ones, those first that go back and forth most
     * often, since each row in memory saves as much; of those alike the smaller first.
     *
     * @param slots   by map
     * @param spilled maps
     * @param rows    by map, held at a time; those of spilled ones are set
     */
    static void fill(List<Step> steps, List<Shape> shapes, int[] slots, Collection<Integer> spilled, int[] rows,
            long bytes) {
        Map<Integer, Long> held = new HashMap<>();
        Map<Integer, Integer> transfers = new HashMap<>();
        Map<Integer, Shape> kinds = new HashMap<>();
        Set<Integer> stored = new HashSet<>(spilled);
        for (int map = 0; map < slots.length; map++) {
            if (!stored.contains(map)) {
                held.merge(slots[map], (long) rows[map] * shapes.get(map).rowFloats() * Float.BYTES, Math::max);
            } else {
                kinds.put(slots[map], shapes.get(map));
                transfers.merge(slots[map], 0, Integer::sum);
            }
        }
        for (Step step : steps) {
            Stream.concat(step.reads().stream(), step.writes().stream()).filter(stored::contains)
                    .forEach(map -> transfers.merge(slots[map], 1, Integer::sum));
        }
        long left = bytes - held.values().stream().mapToLong(Long::longValue).sum();
        Map<Integer, Integer> resident = new HashMap<>();
        List<Integer> order = kinds.keySet().stream()
                .sorted(Comparator.<Integer>comparingInt(slot -> -transfers.get(slot))
                        .thenComparingLong(slot -> kinds.get(slot).floats()).thenComparingInt(slot -> slot))
                .toList();
        for (int slot : order) {
            long rowBytes = (long) kinds.get(slot).rowFloats() * Float.BYTES;
            int fit = Math.clamp(left / rowBytes, 0, kinds.get(slot).height());
            resident.put(slot, fit);
            left -= fit * rowBytes;
        }
        stored.forEach(map -> rows[map] = resident.get(slots[map]));
    }
}
