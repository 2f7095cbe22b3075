package org.derain4j.engine.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.derain4j.kernels.program.BandPolicy;
import org.derain4j.kernels.program.BandSchedule;
import org.derain4j.kernels.program.Epilogue;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;
import org.derain4j.kernels.program.Window;
import org.junit.jupiter.api.Test;

/** Map 0 is the input; all maps have one shape. */
class BandFinderTest {

    private static final Shape SHAPE = new Shape(64, 16, 4);
    private static final long MAP_BYTES = SHAPE.floats() * Float.BYTES;

    /** Bands for all maps, as low as they can be. */
    private static final BandPolicy ALL = new BandPolicy(MAP_BYTES, 0);

    private static Step.ByRows convolution(int input, int output) {
        return new Step.Convolution(List.of(input), Window.CONV, "filter", Epilogue.NONE, output);
    }

    /** Channel attention reads its whole input first: it never goes by rows. */
    private static Step attention(int input, int output) {
        return new Step.ChannelAttention(input, new Step.Dense("w1", "b1", "slope"), new Step.Dense("w2", "b2", null),
                input, output);
    }

    private static List<Step> group(BandPolicy policy, List<Integer> outputs, Step... steps) {
        int maps = 1 + Arrays.stream(steps).mapToInt(step -> Collections.max(step.writes())).max().orElse(0);
        return BandFinder.group(List.of(steps), Collections.nCopies(maps, SHAPE), outputs, policy);
    }

    private static void requireUngrouped(BandPolicy policy, List<Integer> outputs, Step... steps) {
        assertEquals(List.of(steps), group(policy, outputs, steps));
    }

    private static Step.Bands requireOneGroup(List<Step> steps) {
        assertEquals(1, steps.size(), steps.toString());
        return assertInstanceOf(Step.Bands.class, steps.getFirst());
    }

    @Test
    void aLargeMapBetweenTwoStepsIsNotMadeWhole() {
        Step.Bands bands = requireOneGroup(group(ALL, List.of(2), convolution(0, 1), convolution(1, 2)));
        assertEquals(List.of(convolution(0, 1), convolution(1, 2)), bands.steps());
        assertEquals(List.of(1), bands.transients());
        assertEquals(List.of(2), bands.results());
    }

    @Test
    void aMapBelowTheSizeIs() {
        requireUngrouped(new BandPolicy(MAP_BYTES + 1, 0), List.of(2), convolution(0, 1), convolution(1, 2));
        requireUngrouped(BandPolicy.NONE, List.of(2), convolution(0, 1), convolution(1, 2));
    }

    @Test
    void anOutputIs() {
        requireUngrouped(ALL, List.of(1, 2), convolution(0, 1), convolution(1, 2));
    }

    @Test
    void whatAnAttentionReadsIs() {
        requireUngrouped(ALL, List.of(2), convolution(0, 1), attention(1, 2));
        requireUngrouped(ALL, List.of(3), convolution(0, 1), attention(1, 2), convolution(2, 3));
    }

    /** Map 1 is read at both ends of a chain, which must be a group before it can join. */
    @Test
    void aResidualSumJoinsTheChainBeforeIt() {
        Step.Bands bands = requireOneGroup(group(ALL, List.of(4), convolution(0, 1), convolution(1, 2),
                convolution(2, 3), new Step.Add(1, 3, false, 4)));
        assertEquals(4, bands.steps().size());
        assertEquals(List.of(1, 2, 3), bands.transients());
    }

    /** The attention needs map 2 before the sum can be made, so none of the steps around it can be a group with the sum. */
    @Test
    void aResultThatAnotherNeedsBeforeTheLastStepKeepsAGroupFromBeing() {
        requireUngrouped(ALL, List.of(4), convolution(0, 1), convolution(1, 2), attention(2, 3),
                new Step.Add(1, 3, false, 4));
    }

    /** The group takes the place of its last step: what stood between its steps comes first. */
    @Test
    void othersBetweenTheStepsOfAGroupComeBeforeIt() {
        List<Step> steps = group(ALL, List.of(2, 3), convolution(0, 1), attention(0, 2), convolution(1, 3));
        assertEquals(attention(0, 2), steps.getFirst());
        assertInstanceOf(Step.Bands.class, steps.getLast());
        assertEquals(2, steps.size());
    }

    @Test
    void aSecondResultThatIsNeededLaterIsWhole() {
        Step.Bands bands = requireOneGroup(group(ALL, List.of(1, 3),
                new Step.ConvLstm(0, 0, 0, "filter", "bias", 1, 2), convolution(2, 3)));
        assertEquals(List.of(1, 3), bands.results());
        assertEquals(List.of(2), bands.transients());
    }

    @Test
    void bandsAreAsHighAsTheRowsHeldMayBe() {
        Step[] steps = {convolution(0, 1), convolution(1, 2)};
        List<Shape> shapes = Collections.nCopies(3, SHAPE);
        Step.Bands lowest = requireOneGroup(group(ALL, List.of(2), steps));
        assertEquals(BandSchedule.rowUnit(convolution(1, 2)), lowest.bandRows());
        int before = lowest.bandRows();
        for (int rows : new int[]{24, 40, 64}) {
            long most = (long) rows * SHAPE.rowFloats() * Float.BYTES;
            Step.Bands bands = requireOneGroup(group(new BandPolicy(MAP_BYTES, most), List.of(2), steps));
            assertTrue(BandSchedule.of(bands, shapes).rowsHeld(1) <= rows, bands.toString());
            Step.Bands higher = new Step.Bands(bands.steps(), bands.results(), 2 * bands.bandRows());
            assertTrue(bands.bandRows() >= SHAPE.height() || BandSchedule.of(higher, shapes).rowsHeld(1) > rows,
                    bands + " could be higher");
            assertTrue(bands.bandRows() >= before);
            before = bands.bandRows();
        }
        assertTrue(before > lowest.bandRows());
    }
}
