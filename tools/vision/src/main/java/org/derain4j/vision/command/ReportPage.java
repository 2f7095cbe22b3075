package org.derain4j.vision.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.derain4j.cli.common.FinishedPage;
import org.derain4j.cli.eval.ScoreMode;
import org.derain4j.vision.page.Panel;
import org.derain4j.vision.page.StudyCase;
import org.derain4j.vision.page.StudyPage;
import org.derain4j.vision.study.Analysis;
import org.derain4j.vision.study.Condition;
import org.derain4j.vision.study.Look;
import org.derain4j.vision.study.PictureChange;
import org.derain4j.vision.study.Study;
import org.derain4j.vision.study.Table;
import org.derain4j.web.page.Overlay;
import org.derain4j.web.page.PageTable;
import org.derain4j.web.page.Side;
import org.derain4j.web.page.ViewPage;

/**
 * The page of a study: every picture in every rain by every way of deraining is a case of it.
 *
 * @param <E>      what the task keeps of a look
 * @param title    of the page
 * @param about    paragraphs
 * @param overlays what is drawn over the picture of a look
 */
record ReportPage<E>(String title, List<String> about, Function<Look<E>, Overlay> overlays) {

    /** Writes it, with so many cases at most. */
    FinishedPage write(Analysis<E> analysis, List<Table> tables, Path file, int mostPictures) throws IOException {
        List<StudyCase> cases = new ArrayList<>();
        for (PictureChange change : analysis.changes()) {
            cases.add(studyCase(analysis, change));
        }
        List<PageTable> shown = tables.stream().map(ReportPage::table).toList();
        StudyPage.Written written = new StudyPage(title, analysis.task().pictureFigure(), about, shown, cases)
                .write(file, mostPictures, ViewPage.USUAL_BYTES);
        return new FinishedPage(file, written.pictures(), written.bytes());
    }

    private StudyCase studyCase(Analysis<E> analysis, PictureChange change) {
        Study<E> study = analysis.study();
        Condition condition = change.condition();
        String rain = condition.rain().isEmpty() ? Condition.CLEAN : condition.rain();
        return new StudyCase(change.sample().name(), rain, condition.way(), change.before(), change.after(),
                panel(analysis, study.looks().get(condition.before().orElseThrow()).get(change.index())),
                panel(analysis, study.looks().get(condition).get(change.index())),
                panel(analysis, study.looks().get(Condition.clean()).get(change.index())));
    }

    private Panel panel(Analysis<E> analysis, Look<E> look) {
        return new Panel(look.picture(),
                look.score().map(score -> new Side.Score(score.psnr(), score.ssim(), ScoreMode.Y.description())),
                () -> figures(analysis, look), () -> overlays.apply(look));
    }

    private List<Side.Figure> figures(Analysis<E> analysis, Look<E> look) {
        String figure = analysis.task().pictureFigure();
        List<Side.Figure> figures = new ArrayList<>(List.of(new Side.Figure(figure,
                shown(analysis.task().pictureFigure(look.seen())))));
        analysis.task().details(look.seen()).forEach((name, value) -> {
            if (value instanceof Double number) { // boxes are counted by the page
                figures.add(new Side.Figure(name, shown(number)));
            }
        });
        return figures;
    }

    private static String shown(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

    private static PageTable table(Table table) {
        List<String> columns = table.columns().stream().map(column -> column.isEmpty() ? "sure" : column).toList();
        return new PageTable(table.title(), table.notes(), columns, table.words(), table.rows());
    }
}
