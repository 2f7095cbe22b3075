package org.derain4j.cli.eval;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.derain4j.cli.eval.FigureKind.Column;
import org.derain4j.conformance.Json;
import org.derain4j.weights.PrintableText;

/**
 * What an evaluation without clean pictures found.
 *
 * @param kind what the figures are
 * @param rows the figures of each picture, at least one
 * @param failures a sentence for each picture that has none
 * @param unmatched files that lack a partner in another folder
 */
public record FigureTable(FigureKind kind, List<FigureRow> rows, List<String> failures, List<Path> unmatched)
        implements EvaluationReport {

    /** What a picture without rain must reach, in dB. */
    private static final double DRY_ENOUGH = 45;

    /** Copies the lists. */
    public FigureTable {
        rows = List.copyOf(rows);
        failures = List.copyOf(failures);
        unmatched = List.copyOf(unmatched);
    }

    /**
     * The table's first line.
     *
     * @param kind what the figures are
     * @return the names of the columns of {@link #line}
     */
    public static String heading(FigureKind kind) {
        return kind.columns().stream().map(column -> "%14s".formatted(column.heading()))
                .collect(Collectors.joining(" ", "%-28s ".formatted("picture"), ""));
    }

    /**
     * A picture's line in the table.
     *
     * @param kind what the figures are
     * @param row the picture's figures
     * @return one line, without its end
     */
    public static String line(FigureKind kind, FigureRow row) {
        return IntStream.range(0, kind.columns().size())
                .mapToObj(i -> shown(kind.columns().get(i), row.figures().get(i)))
                .collect(Collectors.joining(" ", "%-28s ".formatted(PrintableText.of(row.picture())), ""));
    }

    @Override
    public String summary() {
        String mean = line(kind, mean("mean of " + rows.size()));
        return mean + "\n" + String.join("\n", remarks()) + EvaluationText.leftOut(unmatched);
    }

    @Override
    public String csv() {
        String heading = kind.columns().stream().map(Column::key).collect(Collectors.joining(",", "picture,", ""));
        return Stream.concat(Stream.of(heading), Stream.concat(rows.stream(), Stream.of(mean("mean")))
                .map(FigureTable::csvLine)).collect(Collectors.joining("\n"));
    }

    @Override
    public String json(Map<String, ?> subject) {
        Map<String, Object> members = new LinkedHashMap<>(subject);
        members.put("pictures", rows.stream().map(row -> members(row, Map.of("picture", row.picture()))).toList());
        members.put("mean", members(mean("mean"), Map.of()));
        if (kind == FigureKind.DRY) {
            members.put("worst", worst().picture());
            members.put("reached45dB", dry());
        }
        members.put("failures", failures);
        members.put("unmatched", unmatched);
        return Json.write(members);
    }

    private List<String> remarks() {
        if (kind == FigureKind.NO_TRUTH) {
            return List.of(
                    "Streaks left: bright near-vertical ridges after, in percent of before; the scene's own are among them.",
                    "Texture kept: 100 less the percentage of all ridges harmed. Score, the higher the better: streaks removed,",
                    "less three quarters of the ridges harmed, in percent of the streaks before; 0 is doing nothing.");
        }
        List<String> remarks = new ArrayList<>();
        long same = rows.stream().filter(row -> Double.isInfinite(psnr(row))).count();
        if (same > 0) {
            remarks.add(same + " of the results equal the picture (PSNR inf) and are not in the mean PSNR.");
        }
        remarks.add(
                "Worst: " + PrintableText.of(worst().picture()) + ", " + EvaluationText.psnr(psnr(worst())) + " dB.");
        remarks.add("%d of %d reach %.0f dB.".formatted(dry(), rows.size(), DRY_ENOUGH));
        return remarks;
    }

    private FigureRow worst() {
        return rows.stream().min(Comparator.comparingDouble(FigureTable::psnr)).orElseThrow();
    }

    private long dry() {
        return rows.stream().filter(row -> psnr(row) >= DRY_ENOUGH).count();
    }

    private static double psnr(FigureRow row) {
        return row.figures().getFirst();
    }

    /** Of each figure the mean over the pictures where it is finite; infinite if there is none. */
    private FigureRow mean(String name) {
        return new FigureRow(name,
                IntStream.range(0, kind.columns().size()).mapToObj(i -> rows.stream()
                        .mapToDouble(row -> row.figures().get(i)).filter(Double::isFinite).average()
                        .orElse(Double.POSITIVE_INFINITY)).toList());
    }

    private Map<String, Object> members(FigureRow row, Map<String, ?> first) {
        Map<String, Object> members = new LinkedHashMap<>(first);
        for (int i = 0; i < kind.columns().size(); i++) {
            members.put(kind.columns().get(i).key(), row.figures().get(i));
        }
        return members;
    }

    private static String csvLine(FigureRow row) {
        return row.figures().stream().map(EvaluationCsv::number)
                .collect(Collectors.joining(",", EvaluationCsv.quoted(row.picture()) + ",", ""));
    }

    private static String shown(Column column, double value) {
        return "%14s".formatted(EvaluationText.number(value, column.decimals()));
    }
}
