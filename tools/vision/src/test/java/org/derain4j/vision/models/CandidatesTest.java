package org.derain4j.vision.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.derain4j.vision.labels.Box;
import org.junit.jupiter.api.Test;

/** Non-maximum suppression by hand, and boxes that are none. */
class CandidatesTest {

    @Test
    void suppressesWithinAClassAndTheSurestFirst() {
        Candidates found = new Candidates(0.1);
        found.add(0, 0.5, 0, 0, 10, 10);
        found.add(0, 0.9, 1, 0, 11, 10);
        found.add(1, 0.7, 0, 0, 10, 10);
        found.add(0, 0.4, 20, 20, 30, 30);
        assertEquals(List.of(
                new Detection(0, 0.9, new Box(1, 0, 10, 10)), new Detection(1, 0.7, new Box(0, 0, 10, 10)),
                new Detection(0, 0.4, new Box(20, 20, 10, 10))), found.suppressed(0.65, 300));
        assertEquals(4, found.suppressed(1, 300).size());
        assertEquals(2, found.suppressed(0.65, 2).size());
    }

    /** 10 x 10 moved by 5: a third is shared, and a third is not more than a third. */
    @Test
    void theLimitItselfIsNotAbove() {
        Candidates found = new Candidates(0);
        found.add(0, 0.9, 0, 0, 10, 10);
        found.add(0, 0.8, 5, 0, 15, 10);
        assertEquals(2, found.suppressed(50.0 / 150, 10).size());
        assertEquals(1, found.suppressed(0.33, 10).size());
    }

    /** What a suppressed box would have suppressed stays. */
    @Test
    void onlyKeptBoxesSuppress() {
        Candidates found = new Candidates(0);
        found.add(0, 0.9, 0, 0, 10, 10);
        found.add(0, 0.8, 4, 0, 14, 10);
        found.add(0, 0.7, 8, 0, 18, 10);
        assertEquals(List.of(0.9, 0.7), found.suppressed(0.4, 10).stream().map(Detection::score).toList());
    }

    /** So many that not all are held: the surest are, whenever they come. */
    @Test
    void theSurestOfVeryManyAreKept() {
        Candidates found = new Candidates(0);
        for (int i = 0; i < 200_000; i++) {
            found.add(i % 7, i == 5 || i == 199_000 ? 0.9 : 0.3 * i / 200_000, i, 0, i + 1, 1);
        }
        List<Detection> kept = found.suppressed(0.5, 3);
        assertEquals(List.of(5.0, 199_000.0, 199_999.0), kept.stream().map(each -> each.box().x()).toList());
    }

    @Test
    void nonsenseIsLeftOut() {
        Candidates found = new Candidates(0.01);
        double infinite = Double.POSITIVE_INFINITY;
        found.add(0, Double.NaN, 0, 0, 1, 1);
        found.add(0, infinite, 0, 0, 1, 1);
        found.add(0, 0.009, 0, 0, 1, 1);
        found.add(0, -1, 0, 0, 1, 1);
        found.add(-1, 0.5, 0, 0, 1, 1);
        found.add(Double.NaN, 0.5, 0, 0, 1, 1);
        found.add(infinite, 0.5, 0, 0, 1, 1);
        found.add(0, 0.5, 1, 0, 0, 1);
        found.add(0, 0.5, 0, 1, 1, 1);
        found.add(0, 0.5, Double.NaN, 0, 1, 1);
        found.add(0, 0.5, 0, 0, infinite, 1);
        found.add(0, 0.5, -infinite, 0, 1, 1);
        found.addCentred(0, 0.5, 0, 0, -3, -3);
        found.addCentred(0, 0.5, 0, 0, 1e200, 1e200);
        assertEquals(List.of(), found.suppressed(0.5, 10));
        found.add(0, 1.5, 0, 0, 1, 1);
        assertEquals(1, found.suppressed(0.5, 10).getFirst().score());
    }
}
