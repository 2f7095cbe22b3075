package org.derain4j.vision.espnet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.derain4j.weights.DType;
import org.derain4j.weights.SafetensorsWriter;

/**
 * A small ESPNet of random weights, evaluated by the paper. A weight comes into being when it is read first, so that one walk through
 * the network both writes its file and computes what it makes.
 */
final class RandomEspNet {

    private final int first;
    private final int second;
    private final int third;
    private final int classes;
    private final int p;
    private final int q;
    /** Whether the decoder's last layer sees the map that the picture is joined to. */
    private final boolean joined;
    private final Random random = new Random(7);
    final Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    private final Map<String, float[]> weights = new LinkedHashMap<>();

    RandomEspNet(int first, int second, int third, int classes, int p, int q, boolean joined) {
        this.first = first;
        this.second = second;
        this.third = third;
        this.classes = classes;
        this.p = p;
        this.q = q;
        this.joined = joined;
    }

    /** All tensors that have been read, each name behind a prefix. */
    void write(Path file, String prefix) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter(Map.of("licence", "none", "source", "random"));
        shapes.forEach((name, shape) -> {
            int elements = shape.stream().reduce(1, Math::multiplyExact);
            float[] values = weights.getOrDefault(name, new float[0]);
            writer.add(prefix + name, DType.F32, shape, values.length == elements ? values : new float[elements]);
        });
        writer.write(file);
    }

    /** Logits of a picture, which is normalised already. */
    Maps logits(Maps picture) {
        Maps half = picture.halved();
        Maps level1 = cbr("encoder.level1", picture, first, 2);
        Maps cat1 = br("encoder.b1", level1.beside(half));
        Maps down2 = br("encoder.level2_0", fused("encoder.level2_0", cat1, second, 3, 2));
        Maps level2 = down2;
        for (int i = 0; i < p; i++) {
            level2 = esp("encoder.level2." + i, level2, second, true);
        }
        Maps cat2 = br("encoder.b2", level2.beside(down2).beside(half.halved()));
        Maps down3 = br("encoder.level3_0", fused("encoder.level3_0", cat2, third, 3, 2));
        Maps level3 = down3;
        for (int i = 0; i < q; i++) {
            level3 = esp("encoder.level3." + i, level3, third, true);
        }
        Maps cat3 = br("encoder.b3", down3.beside(level3));
        Maps coarse = bn("br", conv("encoder.classifier", cat3, classes, 1, 1, 1));
        Maps both = br("combine_l2_l3.0", conv("level3_C", cat2, classes, 1, 1, 1).beside(up("up_l3.0", coarse)));
        Maps up2 = br("up_l2.1", up("up_l2.0", esp("combine_l2_l3.1", both, classes, false)));
        return up("classifier", cbr("conv", up2.beside(joined ? cat1 : level1), classes, 1));
    }

    private Maps esp(String name, Maps x, int out, boolean residual) {
        Maps fused = fused(name, x, out, 1, 1);
        return br(name + ".bn", residual ? fused.plus(x) : fused);
    }

    private Maps fused(String name, Maps x, int out, int window, int stride) {
        int n = out / 5;
        Maps reduced = conv(name + ".c1", x, n, window, stride, 1);
        Maps result = conv(name + ".d1", reduced, out - 4 * n, 3, 1, 1);
        Maps sum = null;
        for (int dilation : new int[]{2, 4, 8, 16}) {
            Maps branch = conv(name + ".d" + dilation, reduced, n, 3, 1, dilation);
            sum = sum == null ? branch : sum.plus(branch);
            result = result.beside(sum);
        }
        return result;
    }

    private Maps cbr(String name, Maps x, int out, int stride) {
        return br(name, conv(name, x, out, 3, stride, 1));
    }

    private Maps br(String name, Maps x) {
        return bn(name + ".bn", x).activated(weight(name + ".act.weight", -0.5f, 1.5f, x.channels()));
    }

    private Maps bn(String name, Maps x) {
        int c = x.channels();
        return x.normalised(weight(name + ".weight", 0.5f, 1.5f, c), weight(name + ".bias", -0.5f, 0.5f, c),
                weight(name + ".running_mean", -0.5f, 0.5f, c), weight(name + ".running_var", 0.001f, 1, c));
    }

    private Maps conv(String name, Maps x, int out, int window, int stride, int dilation) {
        float range = 1 / (float) Math.sqrt(x.channels() * window * window);
        return x.convolved(weight(name + ".conv.weight", -range, range, out, x.channels(), window, window), out, window,
                stride, dilation);
    }

    private Maps up(String name, Maps x) {
        return x.doubled(weight(name + ".weight", -0.5f, 0.5f, x.channels(), classes, 2, 2), classes);
    }

    private float[] weight(String name, float least, float most, int... shape) {
        List<Integer> extents = new ArrayList<>();
        for (int extent : shape) {
            extents.add(extent);
        }
        shapes.put(name, Collections.unmodifiableList(extents));
        return weights.computeIfAbsent(name, _ -> {
            float[] values = new float[extents.stream().reduce(1, Math::multiplyExact)];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat(least, most);
            }
            return values;
        });
    }
}
