package org.derain4j.vision.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The tables of a study, for people. */
public final class StudyTables {

    private static final int MOST_HARM = 40;
    private static final int MOST_PICTURES = 20;

    private StudyTables() {}

    /** All of them, in the order in which they are read. */
    public static List<Table> of(Analysis<?> analysis) {
        List<Table> tables = new ArrayList<>(List.of(conditions(analysis)));
        analysis.study().derained().forEach(condition -> tables.add(changes(analysis, condition)));
        scenes(analysis).forEach(scene -> {
            tables.add(members(analysis, scene, Figure.Group.CLASS));
            tables.add(members(analysis, scene, Figure.Group.SIZE));
        });
        if (!analysis.study().derained().isEmpty()) {
            tables.add(harm(analysis));
            tables.add(pictures(analysis));
        }
        return tables.stream().filter(table -> !table.rows().isEmpty() || table.title().startsWith("Where")).toList();
    }

    private static String pictures(int count) {
        return count == 1 ? "1 picture" : count + " pictures";
    }

    private static Table conditions(Analysis<?> analysis) {
        List<String> columns = new ArrayList<>(List.of("condition"));
        columns.addAll(analysis.columns());
        List<List<String>> rows = new ArrayList<>();
        for (Condition condition : analysis.study().conditions()) {
            List<String> row = new ArrayList<>(List.of(condition.name()));
            analysis.columns().forEach(
                    name -> row.add(Numbers.twoLines(name, analysis.of(condition, Figure.ofAll(name)))));
            rows.add(row);
        }
        return new Table("All conditions, " + pictures(analysis.study().samples().size()),
                List.of("Below each figure between what it lies in 95 % of " + analysis.resamples()
                        + " sets of pictures drawn from these."),
                columns, 1, rows);
    }

    private static Table changes(Analysis<?> analysis, Condition condition) {
        String before = condition.before().orElseThrow().name();
        List<List<String>> rows = differences(analysis, condition)
                .filter(difference -> difference.figure().group() == Figure.Group.ALL
                        && difference.strength().isEmpty())
                .map(difference -> row(difference, List.of(difference.figure().name()))).toList();
        return new Table("From " + before + " to " + condition.name(),
                List.of("Differences on the same pictures; * where the interval leaves 0 out, with " + Count.ENOUGH
                        + " pictures at least."),
                List.of("figure", "before", "after", "change", "95 % interval", ""), 1, rows);
    }

    private static Stream<Difference> differences(Analysis<?> analysis, Condition condition) {
        return analysis.differences().stream().filter(difference -> difference.condition().equals(condition));
    }

    private static List<String> row(Difference difference, List<String> words) {
        String figure = difference.figure().name();
        List<String> row = new ArrayList<>(words);
        row.addAll(List.of(Numbers.of(figure, difference.before().value()),
                Numbers.of(figure, difference.after().value()),
                Numbers.signed(figure, difference.change().value()), Numbers.signedRange(figure, difference.change()),
                difference.sure() ? "*" : ""));
        return row;
    }

    /** The clean pictures, and each rain. */
    private static List<String> scenes(Analysis<?> analysis) {
        return analysis.study().conditions().stream().map(Condition::rain).distinct().toList();
    }

    private static Table members(Analysis<?> analysis, String rain, Figure.Group group) {
        List<Condition> conditions = analysis.study().conditions().stream()
                .filter(condition -> condition.rain().equals(rain)).toList();
        boolean classes = group == Figure.Group.CLASS;
        List<String> columns = new ArrayList<>(List.of(classes ? "class" : "size", analysis.task().counted()));
        conditions.forEach(condition -> columns.add(condition.name().substring(condition.name().indexOf('/') + 1)));
        String figure = analysis.figures().stream().filter(any -> any.group() == group).map(Figure::name)
                .filter(name -> !classes || name.equals(analysis.task().classFigure())).findFirst().orElse("");
        List<List<String>> rows = new ArrayList<>();
        for (Map.Entry<String, Count> member : analysis.counts(group).entrySet()) {
            List<String> row = new ArrayList<>(List.of(member.getKey(), Integer.toString(member.getValue().things())));
            conditions.forEach(condition -> row.add(Numbers.of(figure,
                    analysis.of(condition, new Figure(figure, group, member.getKey())).value())));
            rows.add(row);
        }
        return new Table("%s by %s, %s".formatted(figure, classes ? "class" : "size",
                rain.isEmpty() ? Condition.CLEAN : rain), List.of(), columns, 1, rows);
    }

    private static Table harm(Analysis<?> analysis) {
        List<Difference> all = analysis.harm();
        List<List<String>> rows = all.stream().limit(MOST_HARM)
                .map(difference -> row(difference, List.of(difference.condition().name(), difference.of(),
                        difference.figure().name(), Integer.toString(difference.count().things()),
                        Integer.toString(difference.count().pictures()))))
                .toList();
        List<String> notes = new ArrayList<>();
        if (all.isEmpty()) {
            notes.add("Nowhere: no figure of any class, size or strength of rain is lower after than before.");
        } else {
            notes.add("%d of %d figures are lower after than before, %d of them surely (*)."
                    .formatted(all.size(), analysis.compared(), all.stream().filter(Difference::sure).count()));
            notes.add("Among many figures that do not change, one interval in twenty leaves 0 out by chance. n: "
                    + (analysis.task().counted().equals("pictures")
                            ? "pictures"
                            : "pictures, or objects of a class or size")
                    + "; in: pictures that have any, " + Count.ENOUGH + " at least for a *.");
        }
        if (all.size() > MOST_HARM) {
            notes.add("The first " + MOST_HARM + ":");
        }
        return new Table("Where deraining harms", notes,
                List.of("condition", "of", "figure", "n", "in", "before", "after", "change", "95 % interval", ""), 3,
                rows);
    }

    private static Table pictures(Analysis<?> analysis) {
        String figure = analysis.task().pictureFigure();
        List<PictureChange> all = analysis.harmedPictures();
        List<List<String>> rows = all.stream().limit(MOST_PICTURES)
                .map(change -> List.of(change.condition().name(), change.sample().name(),
                        Numbers.of(figure, change.before()), Numbers.of(figure, change.after()),
                        Numbers.signed(figure, change.change())))
                .toList();
        List<String> notes = new ArrayList<>();
        for (Condition condition : analysis.study().derained()) {
            List<PictureChange> of = analysis.changes().stream().filter(change -> change.condition().equals(condition))
                    .toList();
            notes.add("%s: %d of %s worse, %d better".formatted(condition.name(),
                    of.stream().filter(change -> change.change() < 0).count(), pictures(of.size()),
                    of.stream().filter(change -> change.change() > 0).count()));
        }
        return new Table("Where deraining harms: single pictures, " + figure, notes,
                List.of("condition", "picture", "before", "after", "change"), 2, rows);
    }
}
