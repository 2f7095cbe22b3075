package org.derain4j.cli.view;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.derain4j.cli.eval.RgbPicture;
import org.derain4j.cli.eval.Score;
import org.derain4j.cli.eval.ScoreMode;
import org.derain4j.pictures.PictureFile;
import org.derain4j.pictures.PictureFileException;
import org.derain4j.pictures.PictureReader;
import org.derain4j.web.page.ShownPicture;
import org.derain4j.web.page.Side;

/** Reads the files of a pair, and holds them against the truth. */
final class PairReader {

    /** What a truth takes for a pixel: its samples, and for scores bytes as numbers, planes of doubles, and the sums of SSIM. */
    private static final long SCORING = 160;

    private final ScoreMode mode;
    private final Consumer<String> notes;

    /**
     * A reader.
     *
     * @param mode  what scores compare
     * @param notes takes sentences that the user should know
     */
    PairReader(ScoreMode mode, Consumer<String> notes) {
        this.mode = mode;
        this.notes = notes;
    }

    /**
     * Reads a pair.
     *
     * @param name what the page calls it
     * @throws PictureFileException if one of its files cannot be read, or their sizes differ
     */
    ShownPicture read(ViewPair pair, String name) throws PictureFileException {
        PictureFile before = tell(pair.before(),
                new PictureReader(new PageMemory(pair.truth().isPresent() ? SCORING : 0)).read(pair.before()));
        BufferedImage picture = before.picture();
        PictureFile after = tell(pair.after(), SameSize.read(pair.after(), pair.before(), picture));
        if (pair.truth().isEmpty()) {
            return shown(name, pair, before, after, Optional.empty(), Optional.empty(), Optional.empty());
        }
        Path file = pair.truth().get();
        PictureFile truth = tell(file, SameSize.read(file, pair.before(), picture));
        Optional<Side> side = Optional.of(PicturePage.side(file, truth.picture(), truth, Optional.empty()));
        if (Math.min(picture.getWidth(), picture.getHeight()) < Score.SMALLEST_SIDE) {
            notes.accept("%s: %dx%d is too small for scores, which take %d pixels each way".formatted(pair.before(),
                    picture.getWidth(), picture.getHeight(), Score.SMALLEST_SIDE));
            return shown(name, pair, before, after, side, Optional.empty(), Optional.empty());
        }
        RgbPicture expected = RgbPicture.of(truth.picture());
        return shown(name, pair, before, after, side, score(picture, expected), score(after.picture(), expected));
    }

    private static ShownPicture shown(String name, ViewPair pair, PictureFile before, PictureFile after,
            Optional<Side> truth, Optional<Side.Score> scoreBefore, Optional<Side.Score> scoreAfter) {
        return new ShownPicture(name, PicturePage.side(pair.before(), before.picture(), before, scoreBefore),
                PicturePage.side(pair.after(), after.picture(), after, scoreAfter), Optional.empty(), truth);
    }

    private Optional<Side.Score> score(BufferedImage picture, RgbPicture truth) {
        Score score = Score.of(mode, RgbPicture.of(picture), truth);
        return Optional.of(new Side.Score(score.psnr(), score.ssim(), mode.description()));
    }

    private PictureFile tell(Path file, PictureFile read) {
        read.notes().forEach(note -> notes.accept(file + ": " + note));
        return read;
    }
}
