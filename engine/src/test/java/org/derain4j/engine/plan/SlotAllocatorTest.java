package org.derain4j.engine.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.derain4j.kernels.program.Epilogue;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;
import org.derain4j.kernels.program.Window;
import org.junit.jupiter.api.Test;

/** Map 0 is the input; every step writes the next map. */
class SlotAllocatorTest {

    private static final Shape SMALL = new Shape(2, 3, 1);
    private static final Shape LARGE = new Shape(4, 6, 8);

    private static Step convolution(int input, int output) {
        return new Step.Convolution(List.of(input), Window.CONV, "filter", Epilogue.NONE, output);
    }

    private static Step convolutionAdded(int input, int addend, int output) {
        return new Step.Convolution(List.of(input), Window.CONV, "filter", new Epilogue(null, null, addend, false),
                output);
    }

    private static int[] assign(List<Step> steps, Integer output, Shape... shapes) {
        int[] rows = Arrays.stream(shapes).mapToInt(Shape::height).toArray();
        return SlotAllocator.assign(List.of(shapes), rows, steps, List.of(output));
    }

    @Test
    void convolutionsInARowTakeTurnsInTwoSlots() {
        int[] slots = assign(List.of(convolution(0, 1), convolution(1, 2), convolution(2, 3)), 3, LARGE, LARGE, LARGE,
                LARGE);
        assertArrayEquals(new int[]{0, 1, 0, 1}, slots);
    }

    @Test
    void whatGoesValueByValueStaysInItsPlace() {
        int[] slots = assign(List.of(new Step.Prelu(0, "slope", 1), new Step.Prelu(1, "slope", 2)), 2, LARGE, LARGE,
                LARGE);
        assertArrayEquals(new int[]{0, 0, 0}, slots);
    }

    @Test
    void aSumTakesThePlaceOfWhatItIsAddedToAtItsLastUse() {
        int[] slots = assign(List.of(convolution(0, 1), convolutionAdded(1, 0, 2)), 2, LARGE, LARGE, LARGE);
        assertEquals(slots[0], slots[2]);
        slots = assign(List.of(convolution(0, 1), convolutionAdded(1, 0, 2), new Step.Add(0, 2, false, 3)), 3, LARGE,
                LARGE, LARGE, LARGE);
        assertTrue(slots[0] != slots[2], "map 0 is still needed: " + Arrays.toString(slots));
    }

    @Test
    void anOutputKeepsItsSlotToTheEnd() {
        int[] slots = assign(List.of(convolution(0, 1), convolution(1, 2), convolution(2, 3)), 1, LARGE, LARGE, LARGE,
                LARGE);
        assertEquals(1, Arrays.stream(slots).filter(slot -> slot == slots[1]).count(), Arrays.toString(slots));
    }

    /** When map 3 comes, the slots of maps 1 and 2 are free, and map 0 is still needed. */
    @Test
    void aSmallMapTakesTheSmallestSlotThatIsFree() {
        int[] slots = assign(List.of(convolution(0, 1), convolution(1, 2), convolution(0, 3)), 3, LARGE,
                new Shape(4, 6, 4), new Shape(4, 6, 2), SMALL);
        assertArrayEquals(new int[]{0, 1, 2, 2}, slots);
    }

    /** A map held in a few rows is as small as those: here the whole one in the middle is the largest. */
    @Test
    void rowsHeldCountAndNotThoseOfTheWholeMap() {
        int[] slots = SlotAllocator.assign(List.of(LARGE, LARGE, LARGE), new int[]{1, 4, 1},
                List.of(convolution(0, 1), convolution(1, 2)), List.of(2));
        assertArrayEquals(new int[]{1, 0, 1}, slots);
    }

    /** A program refuses slots whose maps are in each other's way: any order of steps must pass it. */
    @Test
    void noMapIsOverwrittenBeforeItsLastUse() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            List<Step> steps = new ArrayList<>();
            int count = 1 + random.nextInt(20);
            for (int map = 1; map <= count; map++) {
                int a = random.nextInt(map);
                int b = random.nextInt(map);
                steps.add(switch (random.nextInt(4)) {
                    case 0 -> convolution(a, map);
                    case 1 -> convolutionAdded(a, b, map);
                    case 2 -> new Step.Add(a, b, true, map);
                    default -> new Step.Prelu(a, "slope", map);
                });
            }
            List<Integer> outputs = List.of(random.nextInt(count + 1), count);
            List<Shape> shapes = Collections.nCopies(count + 1, LARGE);
            int[] rows = new int[count + 1];
            Arrays.fill(rows, LARGE.height());
            int[] slots = SlotAllocator.assign(shapes, rows, steps, outputs);
            List<FeatureMap> maps = new ArrayList<>();
            for (int map = 0; map <= count; map++) {
                maps.add(new FeatureMap("map" + map, LARGE, slots[map]));
            }
            new Program(maps, steps, List.of(0), outputs);
        }
    }
}
