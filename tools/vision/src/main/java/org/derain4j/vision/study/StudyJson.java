package org.derain4j.vision.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.derain4j.conformance.Json;
import org.derain4j.vision.metrics.Interval;

/** A study for programs: everything. */
public final class StudyJson {

    private StudyJson() {}

    /**
     * Writes it.
     *
     * @param subject members that say what was studied
     * @return JSON, without a line end at its end; what has no meaning is the string "NaN"
     */
    public static String of(Analysis<?> analysis, Map<String, ?> subject) {
        Map<String, Object> members = new LinkedHashMap<>(subject);
        members.put("failures", analysis.study().failures());
        members.put("conditions", conditions(analysis));
        members.put("differences", analysis.differences().stream().map(StudyJson::difference).toList());
        members.put("harm", analysis.harm().stream().map(StudyJson::difference).toList());
        members.put("harmedPictures", analysis.harmedPictures().stream().map(StudyJson::change).toList());
        members.put("pictures", pictures(analysis));
        return Json.write(members);
    }

    private static List<Object> conditions(Analysis<?> analysis) {
        List<Object> all = new ArrayList<>();
        for (Condition condition : analysis.study().conditions()) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("condition", condition.name());
            members.put("rain", condition.rain());
            members.put("kind", condition.kind().name().toLowerCase(Locale.ROOT));
            members.put("derainedBy", condition.way());
            members.put("figures", figures(analysis, condition, Figure.Group.ALL, ""));
            members.put("classes", members(analysis, condition, Figure.Group.CLASS));
            members.put("sizes", members(analysis, condition, Figure.Group.SIZE));
            all.add(members);
        }
        return all;
    }

    private static Map<String, Object> members(Analysis<?> analysis, Condition condition, Figure.Group group) {
        Map<String, Object> all = new LinkedHashMap<>();
        analysis.counts(group).forEach((member, count) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("n", count.things());
            one.put("pictures", count.pictures());
            one.putAll(figures(analysis, condition, group, member));
            all.put(member, one);
        });
        return all;
    }

    private static Map<String, Interval> figures(Analysis<?> analysis, Condition condition, Figure.Group group,
            String member) {
        Map<String, Interval> figures = new LinkedHashMap<>();
        analysis.figures().stream().filter(figure -> figure.group() == group && figure.member().equals(member))
                .forEach(figure -> figures.put(figure.name(), analysis.of(condition, figure)));
        return figures;
    }

    private static Map<String, Object> difference(Difference difference) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("condition", difference.condition().name());
        members.put("group", difference.group());
        members.put("of", difference.of());
        members.put("figure", difference.figure().name());
        members.put("n", difference.count().things());
        members.put("pictures", difference.count().pictures());
        members.put("before", difference.before());
        members.put("after", difference.after());
        members.put("change", difference.change());
        members.put("sure", difference.sure());
        return members;
    }

    private static Map<String, Object> change(PictureChange change) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("condition", change.condition().name());
        members.put("picture", change.sample().name());
        members.put("before", change.before());
        members.put("after", change.after());
        members.put("change", change.change());
        return members;
    }

    private static <E> List<Object> pictures(Analysis<E> analysis) {
        Study<E> study = analysis.study();
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < study.samples().size(); i++) {
            int index = i;
            Map<String, Object> strengths = new LinkedHashMap<>();
            study.strengths().forEach((rain, strength) -> strengths.put(rain, strength.get(index)));
            Map<String, Object> looks = new LinkedHashMap<>();
            study.looks().forEach((condition, seen) -> looks.put(condition.name(), look(analysis, seen.get(index))));
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("picture", study.samples().get(i).picture().getFileName());
            members.put("rainStrength", strengths);
            members.put("conditions", looks);
            all.add(members);
        }
        return all;
    }

    private static <E> Map<String, Object> look(Analysis<E> analysis, Look<E> look) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put(analysis.task().pictureFigure(), analysis.task().pictureFigure(look.seen()));
        members.putAll(analysis.task().details(look.seen()));
        look.score().ifPresent(score -> {
            members.put(Figure.PSNR, score.psnr());
            members.put(WithScores.SSIM, score.ssim());
        });
        return members;
    }
}
