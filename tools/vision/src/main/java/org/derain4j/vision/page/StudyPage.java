package org.derain4j.vision.page;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.derain4j.pictures.PictureFile;
import org.derain4j.pictures.PictureReader;
import org.derain4j.web.page.PageSetup;
import org.derain4j.web.page.PageTable;
import org.derain4j.web.page.ShownPicture;
import org.derain4j.web.page.Side;
import org.derain4j.web.page.ViewPage;

/**
 * The page of a study: the cases in which deraining did most harm, those in which it helped most, and the tables. One case at a time is
 * in memory.
 *
 * @param title      of the page
 * @param figure     what cases are compared by, as in a sentence: {@code recall}
 * @param paragraphs what was done
 * @param tables     of the study
 * @param cases      all of them, in any order
 */
public record StudyPage(String title, String figure, List<String> paragraphs, List<PageTable> tables,
        List<StudyCase> cases) {

    /** How many cases are shown, unless told. */
    public static final int USUAL_PICTURES = 24;

    /**
     * What was written.
     *
     * @param pictures cases on it
     * @param bytes    of the file
     */
    public record Written(int pictures, long bytes) {}

    /** A case that is on the page, and why. */
    private record Chosen(StudyCase of, String why) {}

    /**
     * Writes the page.
     *
     * @param file         is replaced if it exists
     * @param mostPictures how many cases it shows at most: half of them the worst, half the best, more of these
     *                     where there are fewer of those
     * @param mostBytes    that it is to have
     * @return what it is
     * @throws IOException if a picture cannot be read, or the page not be written within the bytes
     */
    public Written write(Path file, int mostPictures, long mostBytes) throws IOException {
        List<Chosen> chosen = chosen(mostPictures);
        PageSetup setup = new PageSetup(title, paragraphs, tables);
        try (ViewPage page = ViewPage.create(file, setup, chosen.size(), mostBytes)) {
            for (Chosen one : chosen) {
                page.add(shown(one));
            }
            return new Written(chosen.size(), page.commit());
        }
    }

    /** The worst, the very worst first, then the best, the very best first; what deraining does not change only where it changes none. */
    private List<Chosen> chosen(int most) {
        List<StudyCase> all = cases.stream().filter(StudyCase::hasFigures).sorted(StudyCase.WORST_FIRST).toList();
        List<StudyCase> worse = all.stream().filter(one -> one.gain() < 0).toList();
        List<StudyCase> better = all.reversed().stream().filter(one -> one.gain() > 0).toList();
        int worst = Math.min(worse.size(), Math.max(most - most / 2, most - better.size()));
        int best = Math.min(better.size(), most - worst);
        List<Chosen> chosen = new ArrayList<>();
        IntStream.range(0, worst).forEach(i -> chosen.add(why("Worst", i, worse, all.size())));
        IntStream.range(0, best).forEach(i -> chosen.add(why("Best", i, better, all.size())));
        if (worse.isEmpty() && better.isEmpty()) {
            IntStream.range(0, Math.min(most, all.size()))
                    .forEach(i -> chosen.add(why("Unchanged", i, all, all.size())));
        }
        return chosen;
    }

    private Chosen why(String end, int place, List<StudyCase> ordered, int all) {
        StudyCase of = ordered.get(place);
        return new Chosen(of, String.format(Locale.ROOT, "%s %d of %d: %s %.2f → %.2f, %s, %s", end, place + 1, all,
                figure, of.before(), of.after(), of.rain(), of.model()));
    }

    /** A picture that had no rain is not there twice. */
    private static ShownPicture shown(Chosen chosen) throws IOException {
        StudyCase of = chosen.of();
        String name = "%s, %s, %s".formatted(of.picture(), of.rain(), of.model());
        boolean hasRain = !of.rainy().picture().equals(of.clean().picture());
        Optional<Side> clean = hasRain ? Optional.of(side(of.clean(), name)) : Optional.empty();
        return new ShownPicture(name, side(of.rainy(), name), side(of.derained(), name), Optional.empty(), clean,
                new ShownPicture.Captions(hasRain ? "Rainy" : "Clean", "Derained", "Clean"), Optional.of(chosen.why()));
    }

    /** Its file is the study's own, so there is nothing to tell of it. */
    private static Side side(Panel panel, String name) throws IOException {
        PictureFile read = new PictureReader().read(panel.picture());
        return new Side(name, OptionalLong.empty(), read.picture(), read, panel.score(), panel.figures().get(),
                Optional.of(panel.overlay().get()));
    }
}
