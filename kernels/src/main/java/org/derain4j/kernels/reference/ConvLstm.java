package org.derain4j.kernels.reference;

import java.util.List;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.cpu.MapView;
import org.derain4j.kernels.cpu.Workspace;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Parameters.Parameter;
import org.derain4j.kernels.program.Step;
import org.derain4j.kernels.program.Window;

/** One step of the convolutional LSTM, with or without a state to start from. */
final class ConvLstm {

    private static final double FORGET_BIAS = 1;

    private final MapView cell;
    private final MapView newCell;
    private final MapView newHidden;
    private final int features;
    private final float[] bias;
    private final Sums gates;
    private final Cancellation cancellation;

    private ConvLstm(List<MapView> inputs, MapView cell, Parameter filter, Parameter bias, MapView newCell,
            MapView newHidden, Cancellation cancellation) {
        this.cancellation = cancellation;
        this.cell = cell;
        this.newCell = newCell;
        this.newHidden = newHidden;
        this.features = newHidden.shape().channels();
        this.bias = bias.values();
        this.gates = new Sums(inputs, Window.CONV, filter, newHidden.shape());
    }

    static ConvLstm of(Step.ConvLstm s, Parameters parameters, Workspace maps, Cancellation cancellation) {
        return new ConvLstm(List.of(maps.map(s.input()), maps.map(s.hidden())), maps.map(s.cell()),
                parameters.get(s.filter()),
                parameters.get(s.bias()), maps.map(s.newCell()), maps.map(s.newHidden()), cancellation);
    }

    static ConvLstm of(Step.ConvLstmZeroState s, Parameters parameters, Workspace maps, Cancellation cancellation) {
        return new ConvLstm(List.of(maps.map(s.input())), null, parameters.get(s.filter()), parameters.get(s.bias()),
                null,
                maps.map(s.output()), cancellation);
    }

    void row(int y) {
        for (int x = 0; x < newHidden.shape().width(); x++) {
            cancellation.check();
            for (int c = 0; c < features; c++) {
                double state = Pointwise.sigmoid(gate(0, y, x, c)) * Math.tanh(gate(1, y, x, c));
                if (cell != null) {
                    state += cell.get(y, x, c) * Pointwise.sigmoid(gate(2, y, x, c) + FORGET_BIAS);
                    newCell.set(y, x, c, (float) state);
                }
                newHidden.set(y, x, c, (float) (Math.tanh(state) * Pointwise.sigmoid(gate(3, y, x, c))));
            }
        }
    }

    /** Gate 0 to 3 is i, j, f, o. Without a state the filter's rows for h are never reached: the inputs end before them. */
    private double gate(int gate, int y, int x, int feature) {
        int channel = gate * features + feature;
        return gates.at(y, x, channel) + bias[channel];
    }
}
