package org.derain4j.engine.graph;

import java.util.Objects;
import org.derain4j.kernels.program.Window;

/**
 * MSPFN (Jiang et al., CVPR 2020), written once. Everything else reads the graph made here: planning, variable names and
 * shapes, arithmetic and memory. It follows {@code MODEL.py} of the official repository; the scope names are its own.
 */
public final class Mspfn {

    private final Architecture a;
    private final int c;
    private final Graph.Builder graph = new Graph.Builder();

    private Mspfn(Architecture architecture) {
        this.a = architecture;
        this.c = architecture.channels();
    }

    /**
     * The graph of an architecture. Sizes are left open: they come with the picture.
     *
     * @param architecture widths, depths and names
     * @return the whole network
     */
    public static Graph graph(Architecture architecture) {
        Objects.requireNonNull(architecture, "architecture");
        Mspfn network = new Mspfn(architecture);
        return network.graph.build(network.imitation());
    }

    /** One resolution of the pyramid and how the official names spell it. */
    private enum Scale {

        QUARTER("4", 1), HALF("2", 2), FULL("", 4);

        final String suffix;
        /** LSTM features as a multiple of C. */
        final int features;

        Scale(String suffix, int features) {
            this.suffix = suffix;
            this.features = features;
        }
    }

    private Value imitation() {
        Value rain = graph.put("input", new Op.Input(3));
        Value rain2 = graph.put("down_2", new Op.BoxDownscale(rain, 2));
        Value rain4 = graph.put("down_4", new Op.BoxDownscale(rain, 4));
        Value r1 = transposed("rnn1", rain, c);
        Value r2 = transposed("rnn2", rain2, c);
        Value r4 = transposed("rnn4", rain4, c);

        String memory = "residual_memory/";
        Value m4 = memory(Scale.QUARTER, r4, r4);
        Value u42 = up(memory + "upRMM4_2", m4, r2);
        Value m2 = memory(Scale.HALF, add(memory + "rain2_e", r2, u42), r2);
        Value u41 = up(memory + "upRMM4_1", u42, r1);
        Value u21 = up(memory + "upRMM2_1", m2, r1);
        Value m1 = memory(Scale.FULL, add(memory + "rain1_e", add(memory + "rain1_u21", r1, u21), u41), r1);

        Value s4 = m4;
        Value s2 = m2;
        Value s1 = m1;
        for (int n = 0; n < a.blocks(); n++) {
            String half = block(Scale.HALF, n);
            String full = block(Scale.FULL, n);
            s4 = fuse(Scale.QUARTER, n, s4, s4);
            u42 = up(half + "/up" + a.block() + "4_2_" + n, s4, s2);
            s2 = fuse(Scale.HALF, n, s2, add(half + "/s2_u42", s2, u42));
            u41 = up(full + "/up" + a.block() + "4to1_" + n, u42, s1);
            u21 = up(full + "/up" + a.block() + "2to1_" + n, s2, s1);
            s1 = fuse(Scale.FULL, n, s1, add(full + "/s1_u41_u21", add(full + "/s1_u41", s1, u41), u21));
        }

        Value f4 = transposed("rnn_recon4", concat("rnn_recon4", s4, m4), c);
        Value f2 = transposed("rnn_recon2", concat("rnn_recon2", s2, m2), c);
        Value f1 = transposed("rnn_recon", concat("rnn_recon", s1, m1), c);
        Value up = up("up2_1", concat("up2_1", up("up4_2", f4, f2), f2), f1);
        Value last = transposed("rnn5", concat("rnn5", f1, up), c / 2);
        Value residual = graph.put("residual", new Op.Conv(last, Window.TRANSPOSED, variable("rnn7/weight"), null, 3));
        return graph.put("imitation", new Op.Subtract(rain, residual));
    }

    /** The recurrent memory of one scale: C to C/2, conv-LSTM to F, back to C, plus the skip. */
    private Value memory(Scale scale, Value x, Value skip) {
        String rain = "residual_memory/rain" + scale.suffix;
        String lstm = "residual_memory/lstm_group" + scale.suffix;
        Value narrow = transposed(rain + "_res1", x, c / 2);
        String cell = variable(lstm + "/convLSTM/LSTM_conv/");
        Value h = graph.put(lstm + "/h",
                new Op.ConvLstm(narrow, cell + "weights", cell + "biases", scale.features * c));
        Value wide = transposed(rain + "_res2", h, c);
        return add(rain + "_res2/sum", wide, skip);
    }

    /** One fusion block: the stream, plus what comes of its sum with the coarser scales. */
    private Value fuse(Scale scale, int n, Value stream, Value x) {
        String block = block(scale, n);
        String down = block + "/down" + scale.suffix + "_" + (n + 1);
        Value d = graph.put(block + "/down/conv2d",
                new Op.Conv(x, Window.CONV_STRIDE2, variable(down + "/weight"), null, c));
        d = graph.put(block + "/down", new Op.Prelu(d, variable(down + "/alpha")));
        Value y = d;
        int attentions = switch (scale) {
            case QUARTER -> a.attentionQuarter();
            case HALF -> a.attentionHalf();
            case FULL -> a.attentionFull();
        };
        for (int m = 1; m <= attentions; m++) {
            y = rcab(block + "/RCAB" + m, variable(block + "/group_" + (n + 1) + "_RCAB" + m + "/"), y);
        }
        Value wide = graph.put(block + "/up/concat", new Op.Concat(d, y));
        String up = block + "/up_" + (n + 1);
        Value u = graph.put(block + "/up/conv2d_transpose",
                new Op.TransposedConv(wide, variable(up + "/weight"), c, stream));
        u = graph.put(block + "/up", new Op.Prelu(u, variable(up + "/alpha")));
        return add(block + "/sum", stream, u);
    }

    /** Residual channel attention block, reduction 4. */
    private Value rcab(String name, String scope, Value x) {
        Value f = graph.put(name + "/conv2d",
                new Op.Conv(x, Window.CONV, scope + "conv2d/kernel", scope + "conv2d/bias", c));
        f = graph.put(name + "/prelu", new Op.Prelu(f, scope + "conv2d/alpha"));
        f = graph.put(name + "/conv2d_1",
                new Op.Conv(f, Window.CONV, scope + "conv2d_1/kernel", scope + "conv2d_1/bias", c));
        return graph.put(name,
                new Op.ChannelAttention(f, x, scope + "conv2d_2/kernel", scope + "conv2d_2/bias",
                        scope + "conv2d_2/alpha",
                        scope + "conv2d_3/kernel", scope + "conv2d_3/bias", c / Architecture.REDUCTION));
    }

    private Value transposed(String name, Value x, int channels) {
        Value y = graph.put(name + "/conv2d_transpose",
                new Op.Conv(x, Window.TRANSPOSED, variable(name + "/weight"), null, channels));
        return graph.put(name, new Op.Prelu(y, variable(name + "/alpha")));
    }

    private Value up(String name, Value x, Value sizeOf) {
        Value y = graph.put(name + "/conv2d_transpose",
                new Op.TransposedConv(x, variable(name + "/weight"), c, sizeOf));
        return graph.put(name, new Op.Prelu(y, variable(name + "/alpha")));
    }

    private Value add(String name, Value x, Value y) {
        return graph.put(name, new Op.Add(x, y));
    }

    private Value concat(String reader, Value x, Value y) {
        return graph.put(reader + "/concat", new Op.Concat(x, y));
    }

    private String block(Scale scale, int n) {
        return a.block() + scale.suffix + "_" + n;
    }

    private String variable(String name) {
        return a.scope() + "/" + name;
    }
}
