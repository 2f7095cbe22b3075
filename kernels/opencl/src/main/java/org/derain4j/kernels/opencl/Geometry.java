package org.derain4j.kernels.opencl;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.derain4j.kernels.program.Axis;
import org.derain4j.kernels.program.Epilogue;
import org.derain4j.kernels.program.Gate;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;
import org.derain4j.kernels.program.Window;

/**
 * What never changes of a convolution, whatever the size of its maps: the macros of {@code convolution.cl} that the host says.
 *
 * @param inA    channels of the first input
 * @param inB    channels of the second input, or 0
 * @param out    channels of the result; of an LSTM its features
 * @param kernel taps down and across, 1 or 3
 * @param window stride and direction
 * @param padY   zeros before the first row
 * @param padX   zeros before the first column
 * @param bias   whether there is one
 * @param slope  whether there is one
 * @param addend 1 for a sum with another map, -1 for a difference, 0 for neither
 * @param gates  how many an LSTM has, fewer from the zero state; else 0
 * @param means  whether means of the result follow, for which sums are left
 */
record Geometry(int inA, int inB, int out, int kernel, Window window, int padY, int padX, boolean bias, boolean slope,
        int addend, int gates, boolean means) {

    private static final int LSTM_KERNEL = 3;

    static Geometry of(Step.Convolution s, Parameters parameters, List<Shape> shapes, boolean means) {
        int kernel = parameters.get(s.filter()).shape().getFirst();
        Shape in = shapes.get(s.inputs().getFirst());
        Shape out = shapes.get(s.output());
        Shape larger = s.window().larger(in, out);
        Epilogue e = s.epilogue();
        return new Geometry(in.channels(), s.inputs().size() > 1 ? shapes.get(s.inputs().get(1)).channels() : 0,
                out.channels(), kernel, s.window(), s.window().padBefore(kernel, larger.height()),
                s.window().padBefore(kernel, larger.width()), e.bias() != null, e.slope() != null,
                !e.hasAddend() ? 0 : e.negated() ? -1 : 1, 0, means);
    }

    /** A conv-LSTM; hidden has no channels for the zero state. */
    static Geometry lstm(int input, int hidden, int features) {
        return new Geometry(input, hidden, features, LSTM_KERNEL, Window.CONV, 1, 1, true, false, 0,
                (hidden == 0 ? Gate.ZERO_STATE : Gate.WITH_STATE).size(), false);
    }

    /** An LSTM's gates in the order of their sums. */
    List<Gate> gateOrder() {
        return gates == Gate.ZERO_STATE.size() ? Gate.ZERO_STATE : Gate.WITH_STATE;
    }

    int in() {
        return inA + inB;
    }

    boolean transposedStride2() {
        return window == Window.TRANSPOSED_STRIDE2;
    }

    /** The phases of the rows, those with more taps first: the order in which the kernel makes them. */
    List<Axis> rows() {
        return phases(padY);
    }

    /** The phases of the columns, in the same order. */
    List<Axis> columns() {
        return phases(padX);
    }

    private List<Axis> phases(int pad) {
        return Axis.phases(window, kernel, pad).stream()
                .sorted(Comparator.comparingInt(axis -> -axis.taps().size())).toList();
    }

    /** Inputs between neighbouring positions. */
    int step() {
        return rows().getFirst().inputStep();
    }

    /** Outputs between neighbouring positions. */
    int outStep() {
        return rows().getFirst().step();
    }

    /** Sums that are formed: channels, or gates times features. */
    int sums() {
        return gates == 0 ? out : gates * out;
    }

    /** A step's kind, for which one tile is found by measuring: at stride 1 both directions are the same work. */
    String kind() {
        if (gates != 0) {
            return "lstm";
        }
        return switch (window) {
            case CONV, TRANSPOSED -> "stride1";
            case CONV_STRIDE2 -> "stride2";
            case TRANSPOSED_STRIDE2 -> "transposed";
        };
    }

    Map<String, Integer> macros() {
        Map<String, Integer> macros = new TreeMap<>();
        macros.put("IN_A", inA);
        macros.put("IN_B", inB);
        macros.put("OUT", out);
        macros.put("KERNEL", kernel);
        macros.put("STRIDE", step());
        macros.put("TRANSPOSED", transposedStride2() ? 1 : 0);
        macros.put("PAD_Y", padY);
        macros.put("PAD_X", padX);
        macros.put("HAS_BIAS", bias ? 1 : 0);
        macros.put("HAS_SLOPE", slope ? 1 : 0);
        macros.put("ADDEND", addend);
        macros.put("GATES", gates);
        macros.put("SUMS", means ? 1 : 0);
        return macros;
    }
}
