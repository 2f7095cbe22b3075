package org.derain4j.cli.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SpareMemoryTest {

    private static final long GB = 1L << 30;
    private static final long MB = 1L << 20;

    @Test
    void whatThereIsHereIsWithinTheHeap() {
        long heap = SpareMemory.heap();
        assertTrue(heap > 0 && heap < Runtime.getRuntime().maxMemory(), heap + " bytes");
        assertTrue(SpareMemory.most() <= heap);
        long budget = SpareMemory.budget();
        assertTrue(budget > 0 && budget <= heap, budget + " bytes of " + heap);
    }

    @Test
    void theHeapAndTheMachineBothBound() {
        assertEquals(4 * GB, SpareMemory.budget(4 * GB, 16 * GB));
        assertEquals(3 * GB - 256 * MB, SpareMemory.budget(4 * GB, 3 * GB));
    }

    @Test
    void aCrowdedMachineLeavesAQuarterOfTheHeap() {
        assertEquals(GB, SpareMemory.budget(4 * GB, 900 * MB));
        assertEquals(GB, SpareMemory.budget(4 * GB, 0));
    }

    @Test
    void theLauncherSaysWhatIsYoung() {
        System.setProperty("derain.young", "48");
        try {
            assertEquals(Runtime.getRuntime().maxMemory() - 48 * MB - 32 * MB, SpareMemory.heap());
        } finally {
            System.clearProperty("derain.young");
        }
    }
}
