package org.derain4j.bench.peers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.derain4j.engine.graph.Op;
import org.derain4j.engine.graph.Value;
import org.derain4j.kernels.program.Gate;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Window;
import org.derain4j.onnx.GateWeights;
import org.derain4j.onnx.Recurrence;
import org.derain4j.onnx.writer.Tensor;

/**
 * A work as TorchScript: the text of {@code forward} and the buffers that it names. Maps are {@code [1, channels, height,
 * width]}.
 *
 * <p>PyTorch pads both sides alike, TensorFlow's SAME at stride 2 pads an even map only below and to the right. There the
 * convolution is given two zeros on every side and its first row and column, which then are one too many, are left out; of
 * the transposed convolution's rows and columns the last are. Leaving out is a view: it copies nothing.
 */
final class TorchScript {

    private static final int KERNEL = 3;

    private final Work work;
    private final Recurrence form;
    private final StringBuilder body = new StringBuilder("def forward(self, v0):\n");
    private final Map<String, Tensor> buffers = new LinkedHashMap<>();

    TorchScript(Work work, Recurrence form) {
        this.work = work;
        this.form = form;
        for (int i = 1; i < work.graph().nodes().size(); i++) {
            operation(new Value(i), work.graph().nodes().get(i).op());
        }
        body.append("    return ").append(name(work.graph().output())).append('\n');
    }

    String source() {
        return body.toString();
    }

    /** Weights by the name that the text gives them. */
    Map<String, Tensor> buffers() {
        return buffers;
    }

    private static String name(Value value) {
        return "v" + value.index();
    }

    /** Appends {@code name = format}. */
    private String line(String name, String format, Object... arguments) {
        body.append("    ").append(name).append(" = ").append(String.format(Locale.ROOT, format, arguments))
                .append('\n');
        return name;
    }

    private String buffer(Tensor tensor) {
        String name = "w" + buffers.size();
        buffers.put(name, tensor);
        return "self." + name;
    }

    private void operation(Value value, Op op) {
        String v = name(value);
        switch (op) {
            case Op.Input _ -> throw new IllegalStateException("a work has one input, and it comes first");
            case Op.BoxDownscale o -> line(v, "torch.avg_pool2d(%s, [%d, %d])", name(o.x()), o.factor(), o.factor());
            case Op.Conv o -> convolution(v, o);
            case Op.TransposedConv o -> upsample(v, o, work.shape(value));
            case Op.Prelu o -> line(v, "torch.prelu(%s, %s)", name(o.x()), buffer(work.tensor(o.slope())));
            case Op.ConvLstm o -> {
                switch (form) {
                    case PRUNED -> liveStep(v, o);
                    case AS_WRITTEN -> wholeStep(v, o, work.shape(value));
                }
            }
            case Op.ChannelAttention o -> attention(v, o);
            case Op.Concat o -> line(v, "torch.cat([%s, %s], 1)", name(o.a()), name(o.b()));
            case Op.Add o -> line(v, "%s + %s", name(o.a()), name(o.b()));
            case Op.Subtract o -> line(v, "%s - %s", name(o.a()), name(o.b()));
        }
    }

    private void convolution(String v, Op.Conv o) {
        Tensor filter = work.tensor(o.filter());
        String weights = buffer(o.window().transposed()
                ? filter.flip(0).flip(1).permute(2, 3, 0, 1)
                : filter.permute(3, 2, 0, 1));
        String bias = o.bias() == null ? "None" : buffer(work.tensor(o.bias()));
        Shape x = work.shape(o.x());
        if (o.window() != Window.CONV_STRIDE2) {
            line(v, "torch.conv2d(%s, %s, %s, [1, 1], [1, 1], [1, 1], 1)", name(o.x()), weights, bias);
            return;
        }
        int top = o.window().padBefore(KERNEL, x.height());
        int left = o.window().padBefore(KERNEL, x.width());
        line(v, "torch.conv2d(%s, %s, %s, [2, 2], [%d, %d], [1, 1], 1)%s", name(o.x()), weights, bias, 2 - top,
                2 - left, top == 1 && left == 1 ? "" : "[:, :, %d:, %d:]".formatted(1 - top, 1 - left));
    }

    private void upsample(String v, Op.TransposedConv o, Shape out) {
        int top = Window.TRANSPOSED_STRIDE2.padBefore(KERNEL, out.height());
        int left = Window.TRANSPOSED_STRIDE2.padBefore(KERNEL, out.width());
        line(v, "torch.conv_transpose2d(%s, %s, None, [2, 2], [%d, %d], [0, 0], 1, [1, 1])%s", name(o.x()),
                buffer(work.tensor(o.filter()).permute(3, 2, 0, 1)), top, left, top == 1 && left == 1
                        ? ""
                        : "[:, :, :%d, :%d]".formatted(out.height(), out.width()));
    }

    private void liveStep(String v, Op.ConvLstm o) {
        List<String> sums = new ArrayList<>();
        for (Gate each : Gate.ZERO_STATE) {
            GateWeights gate = GateWeights.of(each, work.tensor(o.filter()), work.tensor(o.bias()), o.features());
            sums.add(line(v + "_" + sums.size(), "torch.conv2d(%s, %s, %s, [1, 1], [1, 1], [1, 1], 1)", name(o.x()),
                    buffer(gate.filter().permute(3, 2, 0, 1)), buffer(gate.bias())));
        }
        line(v, "torch.tanh(torch.sigmoid(%s) * torch.tanh(%s)) * torch.sigmoid(%s)", sums.toArray());
    }

    private void wholeStep(String v, Op.ConvLstm o, Shape shape) {
        String zero = line(v + "_zero", "torch.zeros([1, %d, %d, %d])", o.features(), shape.height(), shape.width());
        line(v + "_both", "torch.cat([%s, %s], 1)", name(o.x()), zero);
        line(v + "_gates", "torch.conv2d(%s_both, %s, %s, [1, 1], [1, 1], [1, 1], 1)", v,
                buffer(work.tensor(o.filter()).permute(3, 2, 0, 1)), buffer(work.tensor(o.bias())));
        line(v + "_i, %1$s_j, %1$s_f, %1$s_o".formatted(v), "torch.chunk(%s_gates, 4, 1)", v);
        line(v + "_c", "%2$s * torch.sigmoid(%1$s_f + 1) + torch.sigmoid(%1$s_i) * torch.tanh(%1$s_j)", v, zero);
        line(v, "torch.tanh(%1$s_c) * torch.sigmoid(%1$s_o)", v);
    }

    private void attention(String v, Op.ChannelAttention o) {
        line(v + "_mean", "torch.mean(%s, [2, 3], True)", name(o.f()));
        dense(v + "_squeezed", v + "_mean", o.squeeze(), o.squeezeBias());
        line(v + "_bent", "torch.prelu(%s_squeezed, %s)", v, buffer(work.tensor(o.squeezeSlope())));
        dense(v + "_excited", v + "_bent", o.excite(), o.exciteBias());
        line(v, "%s + %s * torch.sigmoid(%s_excited)", name(o.skip()), name(o.f()), v);
    }

    private void dense(String v, String x, String filter, String bias) {
        line(v, "torch.conv2d(%s, %s, %s)", x, buffer(work.tensor(filter).permute(3, 2, 0, 1)),
                buffer(work.tensor(bias)));
    }
}
