package org.derain4j.kernels.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.program.Parameters.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said to be live from the zero state is what the definition's result hangs on, and nothing else is. */
class LstmShapeTest {

    private static final int INPUTS = 2;
    private static final int FEATURES = 3;
    private static final int SIDE = 3; // every tap meets a pixel
    private static final LstmShape LSTM = new LstmShape(INPUTS, FEATURES);

    private final Random random = new Random(5);
    private final float[] x = values(SIDE * SIDE * INPUTS);
    private final float[] filter = values(9 * (INPUTS + FEATURES) * 4 * FEATURES);
    private final float[] bias = values(4 * FEATURES);

    private float[] values(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian() / 4;
        }
        return values;
    }

    @Test
    void shapesAreTheOfficialOnes() {
        assertEquals(List.of(3, 3, 5, 12), LSTM.filter());
        assertEquals(List.of(12), LSTM.bias());
        assertEquals(List.of(3, 3, 2, 9), LSTM.liveFilter());
        assertEquals(List.of(9), LSTM.liveBias());
        assertEquals(9 * 5 * 12, LSTM.macs());
        assertEquals(9 * 2 * 9, LSTM.liveMacs());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsLiveDecidesTheResultAndNothingElse(boolean withState) {
        try (Backend reference = Backends.open(Backends.REFERENCE, 1, true)) {
            float[] result = run(reference, withState);
            List<Integer> live = new ArrayList<>();
            for (int i = 0; i < filter.length; i++) {
                if (changes(reference, withState, filter, i, result)) {
                    live.add(i);
                }
            }
            List<Integer> liveBias = new ArrayList<>();
            for (int i = 0; i < bias.length; i++) {
                if (changes(reference, withState, bias, i, result)) {
                    liveBias.add(i);
                }
            }
            assertEquals(liveIndices(), live);
            assertEquals(liveChannels(), liveBias);
            assertEquals(LSTM.liveMacs(), live.size());
            assertEquals(LSTM.liveBias(), List.of(liveBias.size()));
        }
    }

    private static List<Integer> liveIndices() {
        List<Integer> indices = new ArrayList<>();
        for (int tap = 0; tap < 9; tap++) {
            for (int in = 0; in < LSTM.inputs(); in++) {
                for (int channel : liveChannels()) {
                    indices.add((tap * LSTM.filter().get(2) + in) * LSTM.filter().get(3) + channel);
                }
            }
        }
        return indices;
    }

    private static List<Integer> liveChannels() {
        List<Integer> channels = new ArrayList<>();
        for (Gate gate : Gate.ZERO_STATE) {
            for (int feature = 0; feature < FEATURES; feature++) {
                channels.add(gate.channel(feature, FEATURES));
            }
        }
        return channels;
    }

    private boolean changes(Backend backend, boolean withState, float[] values, int index, float[] before) {
        float kept = values[index];
        values[index] += 1;
        float[] after = run(backend, withState);
        values[index] = kept;
        return !Arrays.equals(before, after);
    }

    /** h' from the zero state: by the step for it, or by the general one whose h and c are zero. */
    private float[] run(Backend backend, boolean withState) {
        Shape state = new Shape(SIDE, SIDE, FEATURES);
        List<FeatureMap> maps = List.of(new FeatureMap("x", new Shape(SIDE, SIDE, INPUTS), 0),
                new FeatureMap("h", state, 1), new FeatureMap("c", state, 2), new FeatureMap("c'", state, 3),
                new FeatureMap("h'", state, 4));
        Step step = withState
                ? new Step.ConvLstm(0, 1, 2, "filter", "bias", 3, 4)
                : new Step.ConvLstmZeroState(0, "filter", "bias", 4);
        Parameters parameters = new Parameters(Map.of("filter", new Parameter(LSTM.filter(), filter.clone()), "bias",
                new Parameter(LSTM.bias(), bias.clone())));
        try (Executable run = backend.prepare(new Program(maps, List.of(step), List.of(0, 1, 2), List.of(4)),
                parameters)) {
            run.write(0, x);
            run.write(1, new float[(int) state.floats()]);
            run.write(2, new float[(int) state.floats()]);
            run.run(StepListener.NONE);
            return run.read(4);
        }
    }
}
