package org.derain4j.engine.plan;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.derain4j.kernels.program.LstmShape;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;

/**
 * One step of the network as it runs.
 *
 * @param kind         operation, window, input channels and shape of the result; the same for steps of the same work
 * @param multiplyAdds of a direct convolution without the parts that a zero state makes dead; none for what is no convolution
 * @param mapValues    read and written, each map once
 */
public record Layer(String kind, long multiplyAdds, long mapValues) {

    /** Refuses null. */
    public Layer {
        Objects.requireNonNull(kind, "kind");
    }

    /**
     * The steps of a program.
     *
     * @param program a plan
     * @return in the order in which they run
     */
    public static List<Layer> of(Program program) {
        Objects.requireNonNull(program, "program");
        return program.steps().stream()
                .map(step -> new Layer(kind(step, program), multiplyAdds(step, program), mapValues(step, program)))
                .toList();
    }

    private static String kind(Step step, Program program) {
        if (step instanceof Step.Bands bands) {
            return "Bands of " + bands.steps().size() + " to " + shape(step.writes().getLast(), program);
        }
        String window = step instanceof Step.Convolution s ? " " + s.window().name().toLowerCase(Locale.ROOT) : "";
        return step.getClass().getSimpleName() + window + " " + inputChannels(step, program) + " to "
                + shape(step.writes().getLast(), program);
    }

    private static int inputChannels(Step step, Program program) {
        List<Integer> inputs = step instanceof Step.Convolution s ? s.inputs() : step.reads().subList(0, 1);
        return inputs.stream().mapToInt(map -> shape(map, program).channels()).sum();
    }

    private static long multiplyAdds(Step step, Program program) {
        Shape out = shape(step.writes().getLast(), program);
        return switch (step) {
            case Step.Convolution s -> {
                Shape in = shape(s.inputs().getFirst(), program);
                yield 9L * inputChannels(step, program) * out.channels() * s.window().smaller(in, out).pixels();
            }
            case Step.ConvLstm _ -> lstm(step, program).macs() * out.pixels();
            case Step.ConvLstmZeroState _ -> lstm(step, program).liveMacs() * out.pixels();
            case Step.Bands s -> s.steps().stream().mapToLong(member -> multiplyAdds(member, program)).sum();
            case Step.BoxDownscale _,Step.ChannelAttention _,Step.Prelu _,Step.Pointwise _,Step.Add _,Step.InBands _ ->
                0;
        };
    }

    private static LstmShape lstm(Step step, Program program) {
        return new LstmShape(inputChannels(step, program), shape(step.writes().getLast(), program).channels());
    }

    private static long mapValues(Step step, Program program) {
        return Stream.concat(step.reads().stream(), step.writes().stream())
                .mapToLong(map -> shape(map, program).floats()).sum();
    }

    private static Shape shape(int map, Program program) {
        return program.maps().get(map).shape();
    }
}
