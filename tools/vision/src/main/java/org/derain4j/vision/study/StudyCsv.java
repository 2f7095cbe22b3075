package org.derain4j.vision.study;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.derain4j.vision.metrics.Interval;

/**
 * A study as comma-separated values, one figure a line: first those of each condition, then the changes by deraining, then each picture's.
 * The last column says whether deraining harms, and whether surely.
 */
public final class StudyCsv {

    private static final String HARM = "harm";

    private StudyCsv() {}

    /** The lines, with a heading, without the last line's end. What has no meaning is an empty field. */
    public static String of(Analysis<?> analysis) {
        Stream<String> values = analysis.study().conditions().stream()
                .flatMap(condition -> analysis.figures().stream().filter(figure -> counts(analysis, figure))
                        .map(figure -> line(condition.name(), "value", figure.name(),
                                figure.group().name().toLowerCase(Locale.ROOT), figure.member(),
                                count(analysis, figure),
                                analysis.of(condition, figure), "")));
        Stream<String> changes = analysis.differences().stream()
                .filter(difference -> counts(analysis, difference.figure()))
                .map(difference -> line(difference.condition().name(), "change", difference.figure().name(),
                        difference.group(),
                        difference.strength().isEmpty() ? difference.figure().member() : difference.strength(),
                        difference.count(), difference.change(),
                        !difference.harms() ? "" : difference.sure() ? "surely" : HARM));
        Stream<String> pictures = analysis.study().conditions().stream()
                .flatMap(condition -> pictures(analysis, condition));
        Stream<String> pictureChanges = analysis.changes().stream()
                .map(change -> picture(analysis, change.condition(), "change", change.sample(), change.change(),
                        change.change() < 0 ? HARM : ""));
        return Stream
                .of(Stream.of("condition,what,figure,group,of,n,pictures,value,low,high,harm"), values, changes,
                        pictures,
                        pictureChanges)
                .flatMap(lines -> lines).collect(Collectors.joining("\n"));
    }

    private static <E> Stream<String> pictures(Analysis<E> analysis, Condition condition) {
        List<E> seen = analysis.study().seen(condition);
        return IntStream.range(0, seen.size()).mapToObj(i -> picture(analysis, condition, "picture",
                analysis.study().samples().get(i), analysis.task().pictureFigure(seen.get(i)), ""));
    }

    private static String picture(Analysis<?> analysis, Condition condition, String what, Sample sample, double value,
            String harm) {
        return line(condition.name(), what, analysis.task().pictureFigure(), "picture", sample.name(), new Count(1, 1),
                new Interval(value, Double.NaN, Double.NaN), harm);
    }

    private static boolean counts(Analysis<?> analysis, Figure figure) {
        return figure.group() == Figure.Group.ALL || analysis.counts(figure.group()).containsKey(figure.member());
    }

    private static Count count(Analysis<?> analysis, Figure figure) {
        return figure.group() == Figure.Group.ALL
                ? new Count(analysis.study().samples().size(), analysis.study().samples().size())
                : analysis.counts(figure.group()).get(figure.member());
    }

    private static String line(String condition, String what, String figure, String group, String of, Count count,
            Interval interval, String harm) {
        return String.join(",", quoted(condition), what, quoted(figure), group, quoted(of),
                Integer.toString(count.things()),
                Integer.toString(count.pictures()),
                number(interval.value()), number(interval.low()), number(interval.high()), harm);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6f", value);
    }

    /** RFC 4180. */
    private static String quoted(String text) {
        return text.matches("[^,\"\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
