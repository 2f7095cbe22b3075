package org.derain4j.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.derain4j.engine.plan.BandPolicy;
import org.derain4j.kernels.Program;
import org.derain4j.kernels.Shape;
import org.derain4j.kernels.Step;
import org.derain4j.kernels.Window;

/**
 * Where the time of a whole picture goes, by kind of step: {@code LayerTimes NETWORK HEIGHT WIDTH THREADS RUNS [exact]}. Each
 * step runs by itself, without bands, and counts with its best of the runs. Speeds are direct-equivalent: the multiply-adds of a direct convolution over the time.
 */
public final class LayerTimes {

    private LayerTimes() {}

    /** Steps of one kind. */
    private static final class Kind {
        private int steps;
        private double seconds;
        private double flop;
    }

    /**
     * Prints the table.
     *
     * @param args as above
     */
    public static void main(String[] args) {
        boolean exact = args.length > 5 && args[5].equals("exact");
        try (Network network = new Network(args[0], Integer.parseInt(args[1]), Integer.parseInt(args[2]),
                Integer.parseInt(args[3]), exact, BandPolicy.NONE)) {
            System.out.println(network.describe());
            print(network.plan().program(), bestSeconds(network, Integer.parseInt(args[4])));
        }
    }

    private static double[] bestSeconds(Network network, int runs) {
        double[] best = new double[network.plan().program().steps().size()];
        Arrays.fill(best, Double.MAX_VALUE);
        for (int run = 0; run < runs; run++) {
            long start = System.nanoTime();
            long[] last = {start};
            network.run((done, total) -> {
                long now = System.nanoTime();
                best[done - 1] = Math.min(best[done - 1], (now - last[0]) / 1e9);
                last[0] = now;
            });
            System.out.printf(Locale.ROOT, "run %d: %.3f s%n", run, (System.nanoTime() - start) / 1e9);
        }
        return best;
    }

    private static void print(Program program, double[] seconds) {
        Map<String, Kind> kinds = new TreeMap<>();
        for (int i = 0; i < seconds.length; i++) {
            Step step = program.steps().get(i);
            Kind kind = kinds.computeIfAbsent(name(step, program), name -> new Kind());
            kind.steps++;
            kind.seconds += seconds[i];
            kind.flop += 2 * macs(step, program);
        }
        kinds.forEach(
                (name, kind) -> System.out.printf(Locale.ROOT, "%-48s %3d x %9.1f ms %7.1f GFLOP/s%n", name, kind.steps,
                        kind.seconds * 1e3, kind.flop / kind.seconds / 1e9));
        System.out.printf(Locale.ROOT, "sum of the best %.3f s%n", Arrays.stream(seconds).sum());
    }

    private static String name(Step step, Program program) {
        String window = step instanceof Step.Convolution s ? " " + s.window().name().toLowerCase(Locale.ROOT) : "";
        int in = channels(step, program);
        return step.getClass().getSimpleName() + window + " " + in + " to " + shape(step.writes().getLast(), program);
    }

    private static int channels(Step step, Program program) {
        List<Integer> inputs = step instanceof Step.Convolution s ? s.inputs() : step.reads().subList(0, 1);
        return inputs.stream().mapToInt(map -> shape(map, program).channels()).sum();
    }

    /** Live multiply-adds; what is not a convolution counts none. */
    private static double macs(Step step, Program program) {
        Shape out = shape(step.writes().getLast(), program);
        double perPixel = 9.0 * channels(step, program) * out.channels();
        return switch (step) {
            case Step.Convolution s -> {
                Shape small = s.window() == Window.DECONV_STRIDE2 ? shape(s.inputs().getFirst(), program) : out;
                yield perPixel * small.height() * small.width();
            }
            case Step.ConvLstmZeroState _ -> 3 * perPixel * out.height() * out.width();
            case Step.ConvLstm s -> 4 * 9.0 * (channels(step, program) + shape(s.hidden(), program).channels())
                    * out.channels() * out.height() * out.width();
            case Step.BoxDownscale _,Step.ChannelAttention _,Step.Prelu _,Step.Pointwise _,Step.Add _ -> 0;
            case Step.Bands s -> s.steps().stream().mapToDouble(member -> macs(member, program)).sum();
        };
    }

    private static Shape shape(int map, Program program) {
        return program.maps().get(map).shape();
    }
}
