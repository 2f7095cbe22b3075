package org.derain4j.bench.peers;

import com.sun.management.ThreadMXBean;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.derain4j.engine.Derainer;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.bench.peers.Sample.Metric;

/** One JVM's share of the measurements: {@code Fork NUMBER SAMPLES [OPTION...]}. {@link PairedBench} starts it. */
final class Fork {

    /** In place of a contender. */
    static final String CEILING = "FMA ceiling";

    private static final int RUNS_FOR_ALLOCATION = 3;

    private final int number;
    private final Options options;
    private final BufferedWriter samples;
    private final Map<Library, Optional<Peer>> peers = new EnumMap<>(Library.class);

    private Fork(int number, Options options, BufferedWriter samples) {
        this.number = number;
        this.options = options;
        this.samples = samples;
    }

    /**
     * Measures all groups.
     *
     * @param args as above
     */
    public static void main(String[] args) {
        try {
            run(Integer.parseInt(args[0]), Path.of(args[1]),
                    Options.parse(Arrays.asList(args).subList(2, args.length)));
        } catch (IOException | UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        // libraries leave threads behind that do not end by themselves
        System.exit(0);
    }

    private static void run(int number, Path file, Options options) throws IOException {
        try (BufferedWriter samples = Files.newBufferedWriter(unfinished(file))) {
            Fork fork = new Fork(number, options, samples);
            for (Group group : Groups.of(options, new Models(options.model()))) {
                fork.measure(group);
            }
        }
        Files.move(unfinished(file), file);
    }

    /** Where the samples are until all are there. */
    static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + ".unfinished");
    }

    private void measure(Group group) throws IOException {
        System.out.println(group.name());
        Work work = group.work().get();
        Yardstick yardstick = Yardstick.of(work, options, group.threads());
        System.out.println("  yardstick: " + yardstick.name());
        if (yardstick.judge() != null && yardstick.judge().library() == Library.REFERENCE) {
            write(group, Contender.of(Library.REFERENCE, group.threads()).label(), Metric.SECONDS, 0,
                    yardstick.judge().seconds());
        }
        List<Entrant> entrants = new ArrayList<>();
        try {
            for (Contender contender : group.contenders()) {
                Optional<Peer> peer = peers.computeIfAbsent(contender.library(), Fork::open);
                if (peer.isPresent()) {
                    admit(group, contender, peer.get(), work, yardstick).ifPresent(entrants::add);
                }
            }
            for (Entrant entrant : entrants) {
                entrant.warmUp();
            }
            rounds(group, work, entrants);
            for (Entrant entrant : entrants) {
                if (work instanceof Network network && entrant.contender().library() == Library.OURS) {
                    weigh(group, network, entrant);
                }
            }
        } finally {
            entrants.forEach(Entrant::close);
        }
        samples.flush();
    }

    private static Optional<Peer> open(Library library) {
        try {
            Peer peer = library.open();
            System.out.println("  " + peer.describe());
            return Optional.of(peer);
        } catch (IllegalStateException e) {
            System.out.println("  " + e.getMessage());
            return Optional.empty();
        }
    }

    /** The gate: who is too far from the yardstick is not timed. */
    private Optional<Entrant> admit(Group group, Contender contender, Peer peer, Work work, Yardstick yardstick)
            throws IOException {
        Peer.Prepared prepared = peer.prepare(work, contender.form(), contender.threads(), yardstick.input());
        prepared.run();
        double distance = yardstick.distance(prepared.output());
        boolean passed = distance <= yardstick.allowed();
        System.out.printf(Locale.ROOT, "  %-32s %.1e from it, %.1e allowed%s%n", contender.label(), distance,
                yardstick.allowed(), passed ? "" : ": NOT TIMED");
        write(group, contender.label(), Metric.DISTANCE, 0, distance / yardstick.allowed());
        if (!passed) {
            prepared.close();
            return Optional.empty();
        }
        return Optional.of(new Entrant(contender, prepared));
    }

    private static double ceiling(int threads) {
        try (Backend best = Backends.open(Backends.AUTO, 1, false)) {
            return best.ceiling(threads);
        }
    }

    /** Each round takes everyone once, beginning with another each time, and the ceiling. */
    private void rounds(Group group, Work work, List<Entrant> entrants) throws IOException {
        for (int round = 0; round < options.rounds(); round++) {
            write(group, CEILING, Metric.GFLOP_PER_SECOND, round, ceiling(group.threads()) / 1e9);
            for (int i = 0; i < entrants.size(); i++) {
                Entrant entrant = entrants.get((i + round) % entrants.size());
                if (entrant.sitsOut(round)) {
                    continue;
                }
                double seconds = entrant.seconds();
                write(group, entrant.contender().label(), Metric.SECONDS, round, seconds);
                write(group, entrant.contender().label(), Metric.GFLOP_PER_SECOND, round,
                        2 * work.liveMacs() / seconds / 1e9);
                System.out.printf(Locale.ROOT, "  round %d: %-32s %10.2f ms%n", round + 1, entrant.contender().label(),
                        seconds * 1e3);
            }
        }
    }

    private void weigh(Group group, Network network, Entrant entrant) throws IOException {
        write(group, entrant.contender().label(), Metric.BYTES, 0, allocated(network, entrant));
        if (group.name().startsWith(Groups.M17N1)) {
            try (Derainer derainer = Derainer.builder().model(network.model()).build()) {
                write(group, entrant.contender().label(), Metric.PLANNED_BYTES, 0,
                        derainer.memory(Comparison.LARGE_HEIGHT, Comparison.LARGE_WIDTH).bytes());
            }
        }
    }

    /** Bytes of one run beyond the array that it returns, of all threads. */
    private static double allocated(Work work, Entrant entrant) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getTotalThreadAllocatedBytes();
        for (int run = 0; run < RUNS_FOR_ALLOCATION; run++) {
            entrant.prepared().run();
        }
        double perRun = (double) (threads.getTotalThreadAllocatedBytes() - before) / RUNS_FOR_ALLOCATION;
        return perRun - work.outputShape().floats() * Float.BYTES;
    }

    private void write(Group group, String contender, Metric metric, int round, double value) throws IOException {
        samples.write(new Sample(group.name(), contender, metric, number, round, value).line());
        samples.newLine();
    }
}
