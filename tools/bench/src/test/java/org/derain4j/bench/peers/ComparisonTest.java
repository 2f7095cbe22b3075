package org.derain4j.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.derain4j.bench.peers.Sample.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of samples. */
class ComparisonTest {

    private static final String LAYER = Groups.name(NetworkLayer.CONV.label(), 2);
    private static final String NETWORK = Groups.name("M17N1 320x480", 2);
    private static final String OURS = Contender.of(Library.OURS, 2).label();
    private static final String DIRECT = Contender.of(Library.OURS_DIRECT, 2).label();
    private static final String ONNX = Contender.of(Library.ONNX_RUNTIME, 2).label();

    private final List<Sample> samples = new ArrayList<>();

    @Test
    void pairsWithinRoundsAndTakesMediansOverForks() {
        // a fork whose machine slows down from round to round, one that is quick, one with an outlier
        times(0, new double[]{1, 2, 3}, new double[]{2, 4, 6});
        times(1, new double[]{0.25, 0.25, 0.25}, new double[]{0.75, 0.75, 0.75});
        times(2, new double[]{1, 1, 1}, new double[]{2.5, 90, 2.5});
        Row row = rows().getFirst();
        assertEquals(new Ratio(2.5, 2, 3), row.ratio());
        assertEquals(1000, row.milliseconds());
        assertEquals(2500, row.peerMilliseconds());
        assertEquals("aim", row.verdict());
    }

    @Test
    void leavesOutRoundsThatOneSatOut() {
        times(0, new double[]{1, 1, 50}, new double[]{1.75, 2});
        Row row = rows().getFirst();
        assertEquals(1.875, row.ratio().median());
        assertEquals("met", row.verdict());
    }

    @Test
    void saysWhatIsMissed() {
        times(0, new double[]{1}, new double[]{1.79});
        assertEquals("MISSED", rows().getFirst().verdict());
        assertEquals(0.5, rows().getFirst().ofCeiling());
    }

    /** The default setting counts as another algorithm, and so does what ran in another fork. */
    @Test
    void takesTheFloorFromTheFastestDirectLayer() {
        for (int fork = 0; fork < 2; fork++) {
            add(LAYER, OURS, fork, 500);
            add(LAYER, DIRECT, fork, 100);
            add(LAYER, ONNX, fork, 80 + 40 * fork);
            add(NETWORK, OURS, fork, 150);
        }
        Figure floor = new Comparison(new Samples(samples)).figures().getFirst();
        assertEquals((1.5 + 1.25) / 2, floor.value());
        assertEquals("met", floor.verdict());
    }

    @Test
    void writesSamplesThatItReads(@TempDir Path folder) throws IOException {
        times(3, new double[]{0.1, 1e-7}, new double[]{2, Double.POSITIVE_INFINITY});
        Path file = folder.resolve("samples.tsv");
        Files.write(file, samples.stream().map(Sample::line).toList());
        assertEquals(samples, Sample.read(file));
    }

    private List<Row> rows() {
        return new Comparison(new Samples(samples)).rows();
    }

    private void times(int fork, double[] ours, double[] peer) {
        samples.add(new Sample(LAYER, Fork.CEILING, Metric.GFLOP_PER_SECOND, fork, 0, 20));
        for (int round = 0; round < ours.length; round++) {
            samples.add(new Sample(LAYER, OURS, Metric.SECONDS, fork, round, ours[round]));
            samples.add(new Sample(LAYER, OURS, Metric.GFLOP_PER_SECOND, fork, round, 10));
        }
        for (int round = 0; round < peer.length; round++) {
            samples.add(new Sample(LAYER, ONNX, Metric.SECONDS, fork, round, peer[round]));
        }
    }

    private void add(String group, String contender, int fork, double speed) {
        samples.add(new Sample(group, Fork.CEILING, Metric.GFLOP_PER_SECOND, fork, 0, 200));
        samples.add(new Sample(group, contender, Metric.SECONDS, fork, 0, 1 / speed));
        samples.add(new Sample(group, contender, Metric.GFLOP_PER_SECOND, fork, 0, speed));
    }
}
