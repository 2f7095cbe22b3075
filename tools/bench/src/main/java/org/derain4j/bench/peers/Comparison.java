package org.derain4j.bench.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.derain4j.bench.peers.Sample.Metric;

/** Rows and figures, made of the samples of all forks. */
final class Comparison {

    private static final double MEGABYTE = 1e6;
    /** 3840 x 2160. */
    static final int LARGE_HEIGHT = 2160;
    static final int LARGE_WIDTH = 3840;
    private static final double BYTES_PER_PIXEL = 1200;
    private static final double BYTES_PER_PIXEL_AIM = 900;

    private final Samples samples;

    Comparison(Samples samples) {
        this.samples = samples;
    }

    /** Every peer beside each of our settings in its group. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (String group : samples.groups()) {
            for (String ours : samples.timed(group)) {
                for (String peer : samples.timed(group)) {
                    if (isOurs(ours) && !isOurs(peer)) {
                        samples.ratio(group, ours, peer).ifPresent(ratio -> rows.add(row(group, ours, peer, ratio)));
                    }
                }
            }
        }
        return rows;
    }

    private static boolean isOurs(String contender) {
        return contender.startsWith(Library.OURS.label());
    }

    private Row row(String group, String ours, String peer, Ratio ratio) {
        double speed = median(group, ours, Metric.GFLOP_PER_SECOND).orElseThrow();
        double ceiling = median(group, Fork.CEILING, Metric.GFLOP_PER_SECOND).orElseThrow();
        Optional<Demand> demand = Demands.of(group, ours, peer);
        return new Row(group, ours, 1e3 * median(group, ours, Metric.SECONDS).orElseThrow(), speed, speed / ceiling,
                peer, 1e3 * median(group, peer, Metric.SECONDS).orElseThrow(), ratio, demand,
                demand.map(asked -> asked.verdict(ratio.median())).orElse(""));
    }

    private OptionalDouble median(String group, String contender, Metric metric) {
        return samples.median(group, contender, metric);
    }

    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        scaling().ifPresent(figures::add);
        floor().ifPresent(figures::add);
        for (String group : samples.groups()) {
            for (String contender : samples.timed(group)) {
                median(group, contender, Metric.BYTES)
                        .ifPresent(bytes -> figures.add(allocation(group, contender, bytes)));
            }
        }
        samples.all().stream().filter(sample -> sample.metric() == Metric.PLANNED_BYTES).findFirst()
                .ifPresent(sample -> figures.add(memory(sample.value())));
        return figures;
    }

    private Optional<Figure> scaling() {
        return samples.ratio(Groups.scaling(), Contender.of(Library.OURS, 2).label(),
                Contender.of(Library.OURS, 1).label())
                .map(ratio -> figure("two threads over one, M17N1 320x480", ratio, "times as fast", Demands.SCALING));
    }

    /**
     * The network's live arithmetic at the best speed that anyone's direct convolution reached in the same fork. Our own
     * default counts as no direct convolution: it may be another algorithm.
     */
    private Optional<Figure> floor() {
        String network = Groups.name(Groups.M17N1 + " " + Groups.MAIN_SIZE, Demands.THREADS);
        Map<Integer, Double> ours = samples.byFork(network, Contender.of(Library.OURS, Demands.THREADS).label(),
                Metric.GFLOP_PER_SECOND);
        List<Double> ratios = new ArrayList<>();
        String best = "";
        double fastest = 0;
        for (Map.Entry<Integer, Double> fork : ours.entrySet()) {
            double bestHere = 0;
            for (NetworkLayer layer : Groups.CONVOLUTIONS) {
                String group = Groups.name(layer.label(), Demands.THREADS);
                for (String contender : samples.timed(group)) {
                    Double speed = samples.byFork(group, contender, Metric.GFLOP_PER_SECOND).get(fork.getKey());
                    if (speed == null || contender.equals(Contender.of(Library.OURS, Demands.THREADS).label())) {
                        continue;
                    }
                    bestHere = Math.max(bestHere, speed);
                    if (speed > fastest) {
                        fastest = speed;
                        best = format("%s at %.0f GFLOP/s in %s", contender, speed, layer.label());
                    }
                }
            }
            if (bestHere > 0) {
                ratios.add(fork.getValue() / bestHere);
            }
        }
        String source = best;
        return ratios.isEmpty()
                ? Optional.empty()
                : Optional.of(figure("M17N1 320x480 vs the floor", Ratio.of(ratios), "times as fast; best direct: "
                        + source, Demands.FLOOR));
    }

    private static Figure figure(String name, Ratio ratio, String detail, Demand demand) {
        return new Figure(name, ratio.median(), format("%s (%.2f..%.2f)", detail, ratio.least(), ratio.most()),
                format("%.2f", demand.atLeast()), format("%.2f", demand.aim()), demand.verdict(ratio.median()));
    }

    private static String format(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }

    private static Figure allocation(String group, String contender, double bytes) {
        return new Figure("allocation per image, warm", bytes, "bytes beyond the result: " + group + ", " + contender,
                "1 MB", "0", bytes <= 0 ? "aim" : bytes < MEGABYTE ? "met" : "MISSED");
    }

    private static Figure memory(double bytes) {
        double perPixel = bytes / ((double) LARGE_HEIGHT * LARGE_WIDTH);
        return new Figure("planned memory of M17N1, 3840x2160", perPixel,
                format("bytes per pixel, %.1f GB with the weights", bytes / 1e9), "1200", "900",
                perPixel <= BYTES_PER_PIXEL_AIM ? "aim" : perPixel <= BYTES_PER_PIXEL ? "met" : "MISSED");
    }
}
