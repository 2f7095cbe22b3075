package org.derain4j.conformance;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report for people: a line for each case, then what departs and where. */
public final class TextReport {

    private static final String ROW = "%-16s %9s %9s %9s %14s %9s  %-7s %s";

    private TextReport() {}

    /**
     * The table's first line.
     *
     * @return the names of the columns of {@link #row}
     */
    public static String heading() {
        return line(ROW, "case", "size", "max", "rms", "bytes off", "time", "verdict", "maps on the way");
    }

    /**
     * A case's line in the table.
     *
     * @param result what became of the case
     * @return one line, without its end
     */
    public static String row(CaseResult result) {
        return switch (result) {
            case CaseResult.Compared c -> line(ROW, c.name(), c.width() + "x" + c.height(), exponent(c.max()),
                    exponent(c.rms()), c.bytes().different() + " of " + c.bytes().total(), line("%.2f s", c.seconds()),
                    c.passed() ? "ok" : "FAILED", maps(c.maps())).stripTrailing();
            case CaseResult.Broken broken -> line("%-16s FAILED: %s", broken.name(), broken.reason());
            case CaseResult.LeftOut leftOut -> line("%-16s left out: %s", leftOut.name(), leftOut.reason());
        };
    }

    /**
     * What follows the table: for each failed case its failures and the first map that departs with its surroundings,
     * then the counts.
     *
     * @param report the results
     * @return several lines, without the last line's end
     */
    public static String summary(Report report) {
        StringBuilder text = new StringBuilder();
        for (CaseResult result : report.results()) {
            if (result instanceof CaseResult.Compared compared && !compared.passed()) {
                text.append(compared.name()).append(":\n");
                compared.failures().forEach(failure -> text.append("  ").append(failure).append('\n'));
                compared.departure().ifPresent(departure -> describe(departure, text));
            }
        }
        return text.append(line("%d cases: %d passed, %d failed, %d left out.", report.results().size(),
                report.passed(), report.failed(), report.leftOut())).toString();
    }

    private static String maps(List<MapDifference> maps) {
        return maps.stream().max(Comparator.comparingDouble(MapDifference::relative))
                .map(worst -> line("%d, worst %s: %s", maps.size(), exponent(worst.relative()), worst.name()))
                .orElse("");
    }

    private static void describe(Departure departure, StringBuilder text) {
        text.append(
                line("  map %s departs most at row %d, column %d, channel %d (%d of %d values are beyond tolerance)\n",
                        departure.map(), departure.y(), departure.x(), departure.channel(), departure.beyond(),
                        departure.total()));
        text.append(line("  from row %d, column %d, got / expected:\n", departure.top(), departure.left()));
        for (int row = 0; row < departure.got().size(); row++) {
            text.append("   ").append(values(departure.got().get(row))).append("  / ")
                    .append(values(departure.expected().get(row))).append('\n');
        }
    }

    private static String values(List<Double> values) {
        return values.stream().map(value -> line(" %12.6g", value)).collect(Collectors.joining());
    }

    private static String exponent(double value) {
        return line("%.1e", value);
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
