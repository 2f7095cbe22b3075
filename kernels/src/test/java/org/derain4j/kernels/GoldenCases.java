package org.derain4j.kernels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.derain4j.kernels.program.Epilogue;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;
import org.derain4j.kernels.program.Window;
import org.derain4j.weights.TensorFile;

/**
 * Single operations as TensorFlow 2.18 computed them in float64, one file each in {@code ops/} of the test resources.
 */
public final class GoldenCases {

    private GoldenCases() {}

    public static List<OpCase> all() {
        try (Stream<Path> files = Files
                .list(Path.of(System.getProperty("derain4j.root"), "kernels/src/test/resources/ops"))) {
            List<OpCase> cases = new ArrayList<>();
            for (Path file : files.filter(f -> f.toString().endsWith(".safetensors")).sorted().toList()) {
                cases.addAll(read(file));
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<OpCase> read(Path path) throws IOException {
        try (TensorFile file = TensorFile.open(path)) {
            String name = path.getFileName().toString().replace(".safetensors", "");
            return switch (file.metadata().get("op")) {
                case "conv2d" -> List.of(convolution(name, file, file.metadata().get("stride").equals("1")
                        ? Window.CONV
                        : Window.CONV_STRIDE2));
                case "conv2d_transpose" -> List.of(convolution(name, file, file.metadata().get("stride").equals("1")
                        ? Window.TRANSPOSED
                        : Window.TRANSPOSED_STRIDE2));
                case "box_downscale" -> {
                    OpCase c = new OpCase(name);
                    yield List.of(c.step(new Step.BoxDownscale(input(c, file, "input"),
                            Integer.parseInt(file.metadata().get("factor")), output(c, file, "expected_f64"))));
                }
                case "prelu" -> {
                    OpCase c = new OpCase(name);
                    yield List.of(c.step(new Step.Prelu(input(c, file, "input"), filter(c, file, "alpha"),
                            output(c, file, "expected_f64"))));
                }
                case "sigmoid", "tanh" -> {
                    OpCase c = new OpCase(name);
                    yield List.of(c.step(new Step.Pointwise(input(c, file, "input"),
                            Step.Function.valueOf(name.toUpperCase(java.util.Locale.ROOT)),
                            output(c, file, "expected_f64"))));
                }
                case "rcab" -> rcab(name, file);
                case "conv_lstm" -> lstm(name, file);
                default -> throw new IllegalStateException("no case for " + path);
            };
        }
    }

    private static OpCase convolution(String name, TensorFile file, Window window) throws IOException {
        OpCase c = new OpCase(name);
        return c.step(new Step.Convolution(List.of(input(c, file, "input")), window, filter(c, file, "filter"),
                Epilogue.NONE, output(c, file, "expected_f64")));
    }

    /** The whole attention block needs two convolutions first; the reference backend makes their result in float. */
    private static List<OpCase> rcab(String name, TensorFile file) throws IOException {
        OpCase first = new OpCase(name + " first convolution");
        int x = input(first, file, "input");
        Shape shape = first.shape(x);
        int activated = first.output(shape, null);
        first.step(new Step.Convolution(List.of(x), Window.CONV, filter(first, file, "conv2d/kernel"), new Epilogue(
                filter(first, file, "conv2d/bias"), filter(first, file, "conv2d/alpha"), Epilogue.NO_MAP, false),
                activated));
        OpCase second = new OpCase(name + " second convolution");
        int y = second.input(shape, narrow(first.expected().get(activated)));
        int features = second.output(shape, null);
        second.step(new Step.Convolution(List.of(y), Window.CONV, filter(second, file, "conv2d_1/kernel"), new Epilogue(
                filter(second, file, "conv2d_1/bias"), null, Epilogue.NO_MAP, false), features));
        OpCase attention = new OpCase(name);
        int f = attention.input(shape, narrow(second.expected().get(features)));
        int skip = input(attention, file, "input");
        attention.step(new Step.ChannelAttention(f,
                new Step.Dense(filter(attention, file, "conv2d_2/kernel"), filter(attention, file, "conv2d_2/bias"),
                        filter(attention, file, "conv2d_2/alpha")),
                new Step.Dense(filter(attention, file, "conv2d_3/kernel"), filter(attention, file, "conv2d_3/bias"),
                        null),
                skip, output(attention, file, "expected_f64")));
        return List.of(first, second, attention);
    }

    /** Every step of the sequence, each from TensorFlow's own state before it. */
    private static List<OpCase> lstm(String name, TensorFile file) throws IOException {
        List<OpCase> cases = new ArrayList<>();
        int steps = Integer.parseInt(file.metadata().get("steps"));
        for (int i = 0; i < steps; i++) {
            OpCase c = new OpCase(name + " step " + i);
            int x = input(c, file, "x_" + i);
            int h = input(c, file, i == 0 ? "h_start" : "h_" + (i - 1) + "_f64");
            int cell = input(c, file, i == 0 ? "c_start" : "c_" + (i - 1) + "_f64");
            cases.add(c.step(new Step.ConvLstm(x, h, cell, filter(c, file, "weights"), filter(c, file, "biases"),
                    output(c, file, "c_" + i + "_f64"), output(c, file, "h_" + i + "_f64"))));
        }
        return cases;
    }

    private static int input(OpCase c, TensorFile file, String tensor) throws IOException {
        return c.input(shape(file, tensor), file.floats(tensor));
    }

    private static int output(OpCase c, TensorFile file, String tensor) throws IOException {
        return c.output(shape(file, tensor), file.doubles(tensor));
    }

    private static String filter(OpCase c, TensorFile file, String tensor) throws IOException {
        List<Integer> shape = file.tensors().get(tensor).shape().stream().map(Math::toIntExact).toList();
        return c.filter(tensor, shape, file.floats(tensor));
    }

    private static Shape shape(TensorFile file, String tensor) {
        List<Long> s = file.tensors().get(tensor).shape();
        return new Shape(Math.toIntExact(s.get(1)), Math.toIntExact(s.get(2)), Math.toIntExact(s.get(3)));
    }

    private static float[] narrow(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
