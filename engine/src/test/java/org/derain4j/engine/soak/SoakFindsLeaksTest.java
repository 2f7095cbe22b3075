package org.derain4j.engine.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.derain4j.engine.ChildJvm;
import org.junit.jupiter.api.Test;

/** The soak can fail: soaks with one fault each. */
class SoakFindsLeaksTest {

    @Test
    void everyFaultIsFound() throws Exception {
        ChildJvm soak = SoakTest.soak("--calls", "360", "--longest", "64", "--plant",
                "heap,native,threads,files,litter,classes,result,silence");
        assertEquals(1, soak.code(), soak.output());
        for (String fault : List.of("heap after collection, MB: ", "memory outside the heap, MB: ", "threads: ",
                "open files: ", "temporary files: ", "classes: ",
                "WHOLE: java.lang.AssertionError: WHOLE \\d+: a result that differs from the first one",
                "STOPPED: java.lang.AssertionError: a listener gave up, and there is a result")) {
            assertTrue(soak.output().lines().anyMatch(line -> line.matches("WRONG: (call \\d+, )?" + fault + ".*")),
                    fault + " is not among\n" + soak.output());
        }
    }

    @Test
    void aCallThatDoesNotReturnIsFoundAndShown() throws Exception {
        ChildJvm soak = SoakTest.soak("--calls", "60", "--longest", "64", "--plant", "hang", "--patience", "5");
        assertEquals(1, soak.code(), soak.output());
        assertTrue(soak.output().contains("WRONG: a call hangs") && soak.output().contains("Plant.waitForEver"),
                soak.output());
    }

    private static List<Footprint> rounds(LongStream heap) {
        return heap.mapToObj(bytes -> new Footprint(bytes, -1, -1, 10, 20, 0, 1000)).toList();
    }

    @Test
    void whatGrowsWhileItWarmsUpOrGoesUpAndDownIsFlat() {
        assertEquals(List.of(), new Flatness(rounds(LongStream.of(10, 40, 60, 61, 61, 60, 60, 62, 61)
                .map(mega -> mega << 20))).faults());
        assertEquals(List.of(), new Flatness(rounds(LongStream.of(60, 61, 62, 60, 61, 90, 60, 91, 61)
                .map(mega -> mega << 20))).faults());
    }

    @Test
    void whatGrowsALittleWithEveryRoundIsNot() {
        List<String> faults = new Flatness(rounds(LongStream.range(0, 9).map(round -> (100 + round) << 20))).faults();
        assertEquals(List.of("heap after collection, MB: 104.0 have become 107.0, and 1.5 more are allowed"), faults);
        List<Footprint> threads = new ArrayList<>(rounds(LongStream.generate(() -> 50 << 20).limit(9)));
        threads.set(7, new Footprint(50 << 20, -1, -1, 12, 20, 0, 1000));
        threads.set(8, threads.get(7));
        assertEquals(1, new Flatness(threads).faults().size());
    }

    @Test
    void fewRoundsTellNothing() {
        assertThrows(IllegalArgumentException.class,
                () -> new Flatness(rounds(LongStream.generate(() -> 1).limit(5))));
    }
}
