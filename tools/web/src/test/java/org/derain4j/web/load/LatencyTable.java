package org.derain4j.web.load;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.derain4j.web.load.Load.Outcome;
import org.derain4j.web.load.Request.End;

/** How long requests of each kind took, as Markdown. */
final class LatencyTable {

    private LatencyTable() {}

    static String of(Load load) {
        Map<String, List<Outcome>> rows = load.outcomes().stream()
                .collect(Collectors.groupingBy(LatencyTable::row, TreeMap::new, Collectors.toList()));
        String lines = rows.entrySet().stream().map(row -> line(row.getKey(), row.getValue()))
                .collect(Collectors.joining());
        return """
                %d requests in %.1f s, %.1f a second: %d done, %d refused, %d cancelled by their client, %d wrong.

                | request | picture | number | p50 | p90 | p99 | longest |
                |---|---|---|---|---|---|---|
                %s""".formatted(load.outcomes().size(), load.nanos() / 1e9,
                load.outcomes().size() / (load.nanos() / 1e9), load.count(End.DONE), load.count(End.REFUSED),
                load.count(End.CANCELLED), load.faults().size(), lines);
    }

    private static String row(Outcome outcome) {
        return outcome.request().kind() + " | " + outcome.request().size();
    }

    private static String line(String row, List<Outcome> outcomes) {
        double[] millis = outcomes.stream().mapToDouble(outcome -> outcome.nanos() / 1e6).sorted().toArray();
        return Stream.of(quantile(millis, 0.5), quantile(millis, 0.9), quantile(millis, 0.99), quantile(millis, 1))
                .map(value -> "%.0f ms".formatted(value))
                .collect(Collectors.joining(" | ", "| " + row + " | " + millis.length + " | ", " |\n"));
    }

    /** The least that so large a part of them do not exceed. */
    static double quantile(double[] sorted, double part) {
        return sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)];
    }
}
