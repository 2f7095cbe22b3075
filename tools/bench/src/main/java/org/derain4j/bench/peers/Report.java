package org.derain4j.bench.peers;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.derain4j.conformance.Json;

/**
 * All that is said in the end.
 *
 * @param machine processor, cores, Java
 * @param date    of the run
 * @param forks   JVMs
 * @param rounds  in each
 * @param rows    this engine beside its peers
 * @param figures beside itself and beside bounds
 * @param samples every measurement
 */
record Report(String machine, String date, int forks, int rounds, List<Row> rows, List<Figure> figures,
        List<Sample> samples) {

    private static final String ROW = "%-54s %-16s %9s %8s %8s  %-28s %10s  %-18s %8s %5s  %s%n";
    private static final String FIGURE = "%-38s %12.2f  %-10s %-10s %-7s %s%n";

    static Report of(Options options, Samples samples) {
        Comparison comparison = new Comparison(samples);
        return new Report(describeMachine(), LocalDate.now().toString(), options.forks(), options.rounds(),
                comparison.rows(),
                comparison.figures(), samples.all());
    }

    private static String describeMachine() {
        return "%s, %d cores, load %.1f, Java %s".formatted(processor(), Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(), Runtime.version());
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name")).findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).trim()).orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    String json() {
        return Json.write(this);
    }

    /** The table. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(machine).append(", ").append(date).append(", ").append(forks).append(" forks x ").append(rounds)
                .append(" rounds; medians over forks, ratios paired within rounds\n\n");
        text.append(ROW.formatted("work", "ours", "ms", "GFLOP/s", "ceiling", "peer", "ms", "ratio (min..max)",
                "at least", "aim", ""));
        for (Row row : rows) {
            text.append(line(row));
        }
        text.append('\n');
        for (Figure figure : figures) {
            text.append(String.format(Locale.ROOT, FIGURE, figure.name(), figure.value(), figure.atLeast(),
                    figure.aim(), figure.verdict(), figure.detail()));
        }
        return text.toString();
    }

    private static String line(Row row) {
        Optional<Demand> demand = row.demand();
        return String.format(Locale.ROOT, ROW, row.work(), row.ours(), decimal(row.milliseconds(), 1),
                decimal(row.gflopPerSecond(), 0), decimal(100 * row.ofCeiling(), 0) + " %", row.peer(),
                decimal(row.peerMilliseconds(), 1), "%s (%s..%s)".formatted(decimal(row.ratio().median(), 2),
                        decimal(row.ratio().least(), 2), decimal(row.ratio().most(), 2)),
                demand.map(asked -> decimal(asked.atLeast(), 2)).orElse(""),
                demand.map(asked -> decimal(asked.aim(), 2)).orElse(""), row.verdict());
    }

    private static String decimal(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
