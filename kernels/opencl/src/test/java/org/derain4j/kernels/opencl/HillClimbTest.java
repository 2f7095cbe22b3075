package org.derain4j.kernels.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The tuner's search on made-up speeds: what it finds, what it asks for, and what it has when it is cut off. */
class HillClimbTest {

    private static final Map<String, List<Integer>> SPACE = space(Map.entry("HIGH", List.of(1, 2, 4, 8)),
            Map.entry("WIDE", List.of(1, 2, 4, 8)), Map.entry("PAD", List.of(0, 1, 4)));

    private final List<Map<String, Integer>> asked = new ArrayList<>();

    @SafeVarargs
    private static Map<String, List<Integer>> space(Map.Entry<String, List<Integer>>... entries) {
        Map<String, List<Integer>> space = new LinkedHashMap<>();
        for (Map.Entry<String, List<Integer>> entry : entries) {
            space.put(entry.getKey(), entry.getValue());
        }
        return space;
    }

    private static Map<String, Integer> at(int high, int wide, int pad) {
        return Map.of("HIGH", high, "WIDE", wide, "PAD", pad);
    }

    /** The best of a search that may ask so many times. */
    private Map<String, Integer> climbed(Map<String, Integer> start, int most, Predicate<Map<String, Integer>> allowed,
            ToDoubleFunction<Map<String, Integer>> speed) {
        HillClimb.Candidates<String> candidates = new HillClimb.Candidates<>() {

            @Override
            public Optional<?> identity(Map<String, Integer> values) {
                return Optional.of(values).filter(allowed);
            }

            @Override
            public double speed(Map<String, Integer> values) {
                asked.add(values);
                return speed.applyAsDouble(values);
            }
        };
        return new HillClimb<>(SPACE, candidates, () -> asked.size() < most).from(List.of(start));
    }

    private Map<String, Integer> climbed(Map<String, Integer> start, ToDoubleFunction<Map<String, Integer>> speed) {
        return climbed(start, Integer.MAX_VALUE, _ -> true, speed);
    }

    /** Of one summit: the farther from it, the slower. */
    private static ToDoubleFunction<Map<String, Integer>> summit(int high, int wide, int pad) {
        return v -> 100 / (1 + Math.abs(Math.log(1.0 * v.get("HIGH") / high)) + Math.abs(Math.log(1.0 * v.get("WIDE")
                / wide)) + Math.abs(v.get("PAD") - pad));
    }

    @Test
    void everySummitIsReachedFromEverywhere() {
        for (int high : SPACE.get("HIGH")) {
            for (int wide : SPACE.get("WIDE")) {
                for (int pad : SPACE.get("PAD")) {
                    assertEquals(at(high, wide, pad), climbed(at(2, 4, 1), summit(high, wide, pad)));
                    assertEquals(at(high, wide, pad), climbed(at(8, 1, 0), summit(high, wide, pad)));
                }
            }
        }
    }

    @Test
    void whatHelpsIsTakenAtOnceAndCarriedOn() {
        assertEquals(at(8, 1, 0), climbed(at(1, 1, 0), 4, _ -> true, summit(8, 8, 0)));
        assertEquals(List.of(at(1, 1, 0), at(2, 1, 0), at(4, 1, 0), at(8, 1, 0)), asked);
    }

    @Test
    void downwardsToo() {
        assertEquals(at(1, 4, 0), climbed(at(8, 4, 0), 4, _ -> true, summit(1, 4, 0)));
    }

    @Test
    void nothingIsAskedForTwice() {
        climbed(at(2, 2, 1), summit(8, 1, 4));
        assertEquals(asked.size(), new HashSet<>(asked).size());
        assertTrue(asked.size() < 4 * 4 * 3 / 2, asked.toString());
    }

    @Test
    void lessThanTheMarginIsNoise() {
        assertEquals(at(1, 1, 0), climbed(at(1, 1, 0), v -> v.get("HIGH") == 1 ? 100 : 102.9));
        assertEquals(at(2, 1, 0), climbed(at(1, 1, 0), v -> v.get("HIGH") == 1 ? 100 : 103.1));
    }

    /** A pad of one value may cost and one of four gain. */
    @Test
    void aValleyIsCrossedWhereNothingNearHelps() {
        assertEquals(at(8, 1, 4),
                climbed(at(1, 1, 0), v -> v.get("HIGH") * List.of(10, 5, 0, 0, 20).get(v.get("PAD"))));
    }

    @Test
    void whatIsNotWorthMeasuringIsNotMeasuredAndPassedOver() {
        assertEquals(at(4, 1, 0), climbed(at(1, 1, 0), Integer.MAX_VALUE, v -> v.get("HIGH") == 4,
                v -> v.get("HIGH")));
        assertTrue(asked.subList(1, asked.size()).stream().allMatch(v -> v.get("HIGH") == 4), asked.toString());
    }

    @Test
    void aStartBetweenTheValuesOrOfNoUseIsLeft() {
        assertEquals(at(8, 1, 0), climbed(at(3, 1, 0), summit(8, 1, 0)));
        assertEquals(at(2, 2, 0), climbed(at(1, 2, 0), v -> v.get("HIGH") == 2 && v.get("WIDE") == 2 ? 1 : 0));
    }

    @Test
    void withoutTimeTheStartStays() {
        assertEquals(at(2, 2, 1), climbed(at(2, 2, 1), 0, _ -> true, summit(8, 8, 0)));
        assertEquals(List.of(), asked);
    }
}
