package org.derain4j.kernels.reference;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.cpu.MapView;
import org.derain4j.kernels.cpu.RowKernel;
import org.derain4j.kernels.cpu.SpilledMaps;
import org.derain4j.kernels.cpu.Stage;
import org.derain4j.kernels.cpu.Workspace;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Step;

/** Makes a program's steps ready to run, each by the class that defines it. */
final class Kernels {

    private final Parameters parameters;
    private final Workspace maps;
    private final SpilledMaps spilled;
    private final Cancellation cancellation;

    /** By map of the gates: who has them in double. */
    private final Map<Integer, ChannelAttention> gates = new HashMap<>();

    Kernels(Parameters parameters, Workspace maps, SpilledMaps spilled, Cancellation cancellation) {
        this.parameters = parameters;
        this.maps = maps;
        this.spilled = spilled;
        this.cancellation = cancellation;
    }

    /** By one thread: the means come first. */
    Stage attention(Step.ChannelAttention step) {
        ChannelAttention attention = new ChannelAttention(maps.map(step.input()), step.squeeze(), step.excite(),
                parameters);
        return Stage.of(1, (piece, worker) -> attention.run(maps.map(step.skip()), maps.map(step.output()),
                cancellation));
    }

    RowKernel of(Step.ByRows step) {
        return switch (step) {
            case Step.BoxDownscale s -> {
                MapView in = maps.map(s.input());
                MapView out = maps.map(s.output());
                yield rows(out, y -> Pointwise.boxDownscale(in, s.factor(), out, y));
            }
            case Step.Convolution s ->
                rows(maps.map(s.output()), new Convolution(s, parameters, maps, cancellation)::row);
            case Step.ConvLstm s -> rows(maps.map(s.newHidden()), ConvLstm.of(s, parameters, maps, cancellation)::row);
            case Step.ConvLstmZeroState s ->
                rows(maps.map(s.output()), ConvLstm.of(s, parameters, maps, cancellation)::row);
            case Step.Prelu s -> {
                float[] slope = parameters.get(s.slope()).values();
                yield rows(maps.map(s.output()),
                        y -> Pointwise.prelu(maps.map(s.input()), slope, maps.map(s.output()), y));
            }
            case Step.Pointwise s -> rows(maps.map(s.output()),
                    y -> Pointwise.apply(s.function(), maps.map(s.input()), maps.map(s.output()), y));
            case Step.Add s -> rows(maps.map(s.output()), y -> Pointwise.add(maps.map(s.left()), maps.map(s.right()),
                    s.negated(), maps.map(s.output()), y));
            case Step.ChannelGate s -> gate(s);
            case Step.ChannelScale s -> rows(maps.map(s.output()), y -> gates.get(s.gate()).scale(maps.map(s.input()),
                    maps.map(s.skip()), maps.map(s.output()), y));
            case Step.Fetch s -> spilled.fetch(s);
            case Step.Spill s -> spilled.spill(s);
        };
    }

    private RowKernel gate(Step.ChannelGate step) {
        MapView features = maps.map(step.input());
        ChannelAttention attention = new ChannelAttention(features, step.squeeze(), step.excite(), parameters);
        gates.put(step.output(), attention);
        return new RowKernel() {

            @Override
            public int rows() {
                return features.shape().height();
            }

            @Override
            public void run(int fromRow, int toRow, int strip, int worker) {
                for (int y = fromRow; y < toRow; y++) {
                    cancellation.check();
                    attention.sum(y);
                }
            }

            @Override
            public Runnable end() {
                return () -> {
                    attention.gate();
                    attention.store(maps.map(step.output()));
                };
            }
        };
    }

    private RowKernel rows(MapView out, IntConsumer row) {
        return RowKernel.of(out, cancellation, (y, worker) -> row.accept(y));
    }
}
