package org.derain4j.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.derain4j.engine.plan.Layer;
import org.derain4j.kernels.Backends;

/**
 * Where the time of a whole picture goes, by kind of step, on random weights ({@code derain bench} does it for weights that
 * there are): {@code LayerTimes NETWORK HEIGHT WIDTH THREADS RUNS [BACKEND [exact]]}. Each step runs by itself, without bands, and counts
 * with its best of the runs. Speeds are direct-equivalent: the multiply-adds of a direct convolution over the time.
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
        String backend = args.length > 5 ? args[5] : Backends.VECTOR;
        boolean exact = args.length > 6 && args[6].equals("exact");
        try (Network network = new Network(args[0], Integer.parseInt(args[1]), Integer.parseInt(args[2]),
                Integer.parseInt(args[3]), backend, exact, false)) {
            System.out.println(network.describe());
            print(Layer.of(network.plan().program()), bestSeconds(network, Integer.parseInt(args[4])));
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

    private static void print(List<Layer> layers, double[] seconds) {
        Map<String, Kind> kinds = new TreeMap<>();
        for (int i = 0; i < seconds.length; i++) {
            Kind kind = kinds.computeIfAbsent(layers.get(i).kind(), name -> new Kind());
            kind.steps++;
            kind.seconds += seconds[i];
            kind.flop += 2.0 * layers.get(i).multiplyAdds();
        }
        kinds.forEach(
                (name, kind) -> System.out.printf(Locale.ROOT, "%-48s %3d x %9.1f ms %7.1f GFLOP/s%n", name, kind.steps,
                        kind.seconds * 1e3, kind.flop / kind.seconds / 1e9));
        System.out.printf(Locale.ROOT, "sum of the best %.3f s%n", Arrays.stream(seconds).sum());
    }
}
