package org.derain4j.kernels.opencl;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A search for fast candidates, one value after the other. What is faster is kept at once, and its value moved on in the same
 * direction, so that a search that is cut off has found something. Where no neighbour is faster, values two steps away are
 * tried, then three: some are worth nothing in part, such as padding. Not thread-safe.
 *
 * @param <K> names values
 */
final class HillClimb<K> {

    /** Less is noise. */
    static final double WORTH_A_MOVE = 1.03;

    /** What is searched, by the names of its values. */
    interface Candidates<K> {

        /** Equal for candidates of which only one need be measured; empty for one that is not worth measuring. */
        Optional<?> identity(Map<K, Integer> values);

        /** By measuring; 0 for one that cannot be used. */
        double speed(Map<K, Integer> values);
    }

    private final Map<K, List<Integer>> space;
    private final Candidates<K> candidates;
    private final BooleanSupplier timeIsLeft;
    private final Set<Object> tried = new HashSet<>();
    private Map<K, Integer> best;
    private double fastest;

    /**
     * A search.
     *
     * @param space      values to try by name, ascending; those that tell most come first
     * @param timeIsLeft asked before each measurement
     */
    HillClimb(Map<K, List<Integer>> space, Candidates<K> candidates, BooleanSupplier timeIsLeft) {
        this.space = space;
        this.candidates = candidates;
        this.timeIsLeft = timeIsLeft;
    }

    /**
     * The fastest found from the fastest of some candidates, until no change helps or time is up.
     *
     * @param starts the first of which is the result if nothing else is faster; it need be no candidate itself
     */
    Map<K, Integer> from(List<Map<K, Integer>> starts) {
        best = starts.getFirst();
        fastest = 0;
        tried.clear();
        if (timeIsLeft.getAsBoolean()) {
            candidates.identity(best).ifPresent(tried::add);
            fastest = candidates.speed(best);
        }
        starts.stream().skip(1).forEach(this::replacesBest);
        int farthest = space.values().stream().mapToInt(List::size).max().orElse(0);
        for (int away = 1; away <= farthest;) {
            away = anyMoves(away) ? 1 : away + 1;
        }
        return best;
    }

    private boolean anyMoves(int away) {
        boolean moved = false;
        for (K name : space.keySet()) {
            moved |= moves(name, away, true) || moves(name, away, false);
        }
        return moved;
    }

    /** As long as it helps. */
    private boolean moves(K name, int away, boolean up) {
        boolean moved = false;
        while (isFaster(name, moved ? 1 : away, up)) {
            moved = true;
        }
        return moved;
    }

    private boolean isFaster(K name, int away, boolean up) {
        int value = best.get(name);
        List<Integer> next = space.get(name).stream().filter(other -> up ? other > value : other < value).toList();
        if (next.size() < away) {
            return false;
        }
        Map<K, Integer> candidate = new LinkedHashMap<>(best);
        candidate.put(name, next.get(up ? away - 1 : next.size() - away));
        return replacesBest(candidate);
    }

    private boolean replacesBest(Map<K, Integer> candidate) {
        Optional<?> identity = candidates.identity(candidate);
        if (identity.isEmpty() || !timeIsLeft.getAsBoolean() || !tried.add(identity.get())) {
            return false;
        }
        double speed = candidates.speed(candidate);
        if (speed <= fastest * WORTH_A_MOVE) {
            return false;
        }
        best = candidate;
        fastest = speed;
        return true;
    }
}
