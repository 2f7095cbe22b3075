package org.derain4j.kernels.tiled;

import java.util.Arrays;
import java.util.List;

/**
 * Calls every inner loop on invented data, again and again and in every way that its branches can go, so that a JVM that has
 * been told to compile them early has done so before the first map is there.
 */
public final class LoopWarmUp {

    /** Enough for a compilation threshold of a hundredth of the usual one, and nearly nothing where it is the usual one. */
    private static final int CALLS = 400;

    private static final int STEPS = 4;
    private static final int PITCHES = 10;

    private final Microkernels microkernels;
    private final int lanes;

    /** Floats from one point, row or pixel to the next. */
    private final int pitch;

    private LoopWarmUp(Microkernels microkernels) {
        this.microkernels = microkernels;
        this.lanes = microkernels.lanes();
        this.pitch = STEPS * Math.max(microkernels.channels(), lanes);
    }

    /**
     * The parts, each of which may run on a thread of its own.
     *
     * @param microkernels the loops
     */
    public static List<Runnable> parts(Microkernels microkernels) {
        LoopWarmUp warmUp = new LoopWarmUp(microkernels);
        return List.of(warmUp::tiles, warmUp::stride1, warmUp::stride2, warmUp::epilogues, warmUp::elements,
                warmUp::gates);
    }

    private float[] floats() {
        float[] floats = new float[PITCHES * (pitch + lanes)];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = i % 7 - 3;
        }
        return floats;
    }

    private void tiles() {
        float[] in = floats();
        float[] sums = new float[2 * microkernels.pixels() * microkernels.channels()];
        for (int call = 0; call < CALLS; call++) {
            microkernels.tiles().accumulate(in, 0, 1, in, 0, STEPS, sums, 0, microkernels.channels(), sums, 0,
                    microkernels.channels(), (1 + call % 2) * microkernels.pixels());
        }
    }

    private void stride1() {
        float[] from = floats();
        float[] to = floats();
        WinogradLoops winograd = microkernels.winograd();
        for (int call = 0; call < CALLS; call++) {
            int runs = 1 + call % 2;
            winograd.input3(from, 0, pitch, to, 0, pitch, 2 * lanes, runs, lanes, lanes);
            winograd.output3(from, 0, pitch, to, 0, pitch, 2 * lanes, runs, lanes, lanes);
        }
    }

    private void stride2() {
        float[] from = floats();
        float[] to = floats();
        WinogradLoops winograd = microkernels.winograd();
        for (int call = 0; call < CALLS; call++) {
            int runs = 1 + call % 2;
            winograd.input2(from, 0, pitch, pitch, to, 0, pitch, 2 * lanes, runs, lanes, lanes);
            winograd.output2Sum(from, 0, pitch, to, 0, pitch, 2 * lanes, runs, lanes, lanes);
            winograd.output2Interleaved(from, 0, pitch, to, 0, pitch, 2 * lanes, runs, lanes, lanes);
        }
    }

    /** Two vectors of parameters, so that they begin again; whole vectors, and some left over. */
    private void epilogues() {
        float[] x = floats();
        float[] to = floats();
        float[] perChannel = Arrays.copyOf(x, 2 * lanes);
        ElementLoops.Parameters parameters = new ElementLoops.Parameters(perChannel, perChannel, 1);
        for (int call = 0; call < CALLS; call++) {
            microkernels.elements().finish(parameters, 0, x, 0, to, 0, values(call));
            microkernels.elements().finishAndAdd(parameters, 0, x, 0, x, 0, to, 0, values(call));
        }
    }

    private void elements() {
        float[] x = floats();
        float[] to = floats();
        float[] perChannel = Arrays.copyOf(x, 2 * lanes);
        ElementLoops elements = microkernels.elements();
        for (int call = 0; call < CALLS; call++) {
            elements.add(x, 0, x, 0, 1, to, 0, values(call));
            elements.scaleAdd(x, 0, perChannel, x, 0, to, 0, values(call));
            elements.sum(x, 0, values(call), perChannel);
            elements.prelu(x, 0, perChannel, to, 0, values(call));
        }
    }

    private int values(int call) {
        return STEPS * lanes - (call % 2 == 0 ? 0 : 1);
    }

    private void gates() {
        float[] sums = floats();
        float[] state = floats();
        float[] bias = new float[2 * lanes];
        float[] scale = new float[2 * lanes];
        Arrays.fill(scale, GateLoops.SIGMOID);
        GateLoops gates = microkernels.gates();
        for (int call = 0; call < CALLS; call++) {
            gates.exponentials(sums, 0, pitch, bias, scale, 0, 2 * lanes, STEPS);
            gates.sigmoidTimesTanh(sums, 0, lanes, pitch, sums, 0, pitch, lanes, STEPS);
            gates.addState(sums, 0, lanes, state, pitch, lanes, STEPS);
            gates.sigmoid(sums, 0, 2 * lanes);
            gates.tanh(sums, 0, 2 * lanes);
        }
    }
}
