package org.derain4j.kernels.opencl;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;

/**
 * What a convolution or an LSTM of a program is on a device.
 *
 * @param geometry its shape
 * @param tile     how it is divided
 * @param out      the shape of its result
 */
record Layer(Geometry geometry, Tile tile, Shape out) {

    /** Those of all steps that are convolutions or LSTMs. */
    static Map<Step.Single, Layer> all(List<Step.Single> steps, Parameters parameters, List<Shape> shapes,
            Tiles tiles) {
        Set<Integer> attended = attended(steps);
        Map<Step.Single, Layer> layers = new HashMap<>();
        for (Step.Single step : steps) {
            Geometry geometry = geometry(step, attended, parameters, shapes);
            if (geometry != null) {
                Shape out = shapes.get(step.writes().getFirst());
                layers.put(step, new Layer(geometry, tiles.of(geometry, out), out));
            }
        }
        return layers;
    }

    /** Maps of which means are taken. */
    private static Set<Integer> attended(List<Step.Single> steps) {
        Set<Integer> maps = new HashSet<>();
        for (Step.Single step : steps) {
            if (step instanceof Step.ChannelAttention attention) {
                maps.add(attention.input());
            }
        }
        return maps;
    }

    private static Geometry geometry(Step.Single step, Set<Integer> attended, Parameters parameters,
            List<Shape> shapes) {
        return switch (step) {
            case Step.Convolution s -> Geometry.of(s, parameters, shapes, attended.contains(s.output()));
            case Step.ConvLstm s -> Geometry.lstm(shapes.get(s.input()).channels(), shapes.get(s.hidden()).channels(),
                    shapes.get(s.newHidden()).channels());
            case Step.ConvLstmZeroState s -> Geometry.lstm(shapes.get(s.input()).channels(), 0,
                    shapes.get(s.output()).channels());
            case Step.BoxDownscale _,Step.ChannelAttention _,Step.Prelu _,Step.Pointwise _,Step.Add _ -> null;
        };
    }

    /** What its packed filter takes. */
    long filterBytes() {
        return PackedFilters.floats(geometry, tile) * tile.operands().bytes();
    }

    /** Groups that each leave a row of sums. */
    int pieces() {
        long[] groups = ConvolutionLaunch.groups(geometry, tile, out);
        return Math.toIntExact(groups[1] * groups[2]);
    }

    /** What the sums that it leaves take. */
    long sumsBytes() {
        return geometry.means() ? (long) pieces() * tile.lanes(geometry) * Float.BYTES : 0;
    }
}
