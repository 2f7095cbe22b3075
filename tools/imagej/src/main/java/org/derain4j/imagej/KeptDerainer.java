package org.derain4j.imagej;

import ij.Prefs;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Model;
import org.derain4j.engine.PictureException;
import org.derain4j.engine.Progress;

/**
 * The one derainer, opened for the first picture and kept while ImageJ runs; another model, or another number of threads in Edit >
 * Options > Memory & Threads, opens another in its place. It keeps what the last picture was worked in, too; where that is much of
 * Java's memory it is given back after a run.
 *
 * <p>What ImageJ's images leave of Java's memory changes all the time. The derainer's budget is most of what there was when it was
 * opened; a picture that would go beyond it, or beyond what is left by now, has it opened anew. What does not fit then goes through
 * a scratch file, with the same result.
 */
final class KeptDerainer {

    /** The part of Java's memory that is kept after a run, at most: an eighth. */
    private static final int MOST_KEPT = 8;

    private static String asked;
    private static long stamp;
    private static Model model;
    private static int threads;
    private static Derainer derainer;

    /** What the last picture took. */
    private static long bytes;

    private KeptDerainer() {}

    /**
     * Removes the rain. One picture at a time: others wait.
     *
     * @param picture  of 8 or 16 bits
     * @param settings model and strength
     * @param progress may cancel
     * @return the picture without rain, and the rain where the settings want it, else null
     * @throws IOException      if the model cannot be read, in one sentence
     * @throws PictureException if there is no room, in one sentence
     */
    static synchronized DryPicture derain(BufferedImage picture, Settings settings, Progress progress)
            throws IOException {
        open(settings.model());
        Derainer fitting = fitting(picture).withStrength(settings.strength());
        bytes = fitting.memory(picture.getHeight(), picture.getWidth()).bytes();
        return settings.layer()
                ? DryPicture.of(fitting.separate(picture, picture.getColorModel().getComponentSize(0), progress))
                : new DryPicture(fitting.derain(picture, progress), null);
    }

    /**
     * Reads a model, unless it is the one that is open.
     *
     * @param name an embedded one, or a file
     * @throws IOException if it cannot be read, in one sentence
     */
    static synchronized void open(String name) throws IOException {
        long now = stamp(name);
        if (!name.equals(asked) || now != stamp) {
            close();
            asked = null;
            model = Model.open(name);
            asked = name;
            stamp = now;
        }
    }

    /** A file that was written anew is another model. */
    private static long stamp(String name) {
        try {
            return Files.getLastModifiedTime(Path.of(name)).toMillis();
        } catch (IOException | InvalidPathException _) {
            return 0; // embedded, or a checkpoint of several files
        }
    }

    private static Derainer fitting(BufferedImage picture) throws IOException {
        if (derainer == null || threads != Prefs.getThreads() || !fits(picture)) {
            close();
            threads = Prefs.getThreads();
            derainer = Derainer.builder().model(model).threads(threads).memoryBudget(spare()).build();
        }
        return derainer;
    }

    private static boolean fits(BufferedImage picture) {
        try {
            derainer.memory(picture.getHeight(), picture.getWidth()).require();
            return derainer.storage(picture.getHeight(), picture.getWidth()).scratchBytes() == 0;
        } catch (PictureException _) {
            return false;
        }
    }

    /** Most of what Java's heap has beside what is in use. */
    private static long spare() {
        System.gc();
        Runtime java = Runtime.getRuntime();
        return Math.max(1, (java.maxMemory() - java.totalMemory() + java.freeMemory()) / 5 * 4);
    }

    /**
     * Gives working memory back that others may want: beside a picture of that size it costs little to take it anew, beside a small one
     * it would cost more than the picture.
     */
    static synchronized void giveBack() {
        if (bytes > Runtime.getRuntime().maxMemory() / MOST_KEPT) {
            close();
        }
    }

    private static void close() {
        if (derainer != null) {
            derainer.close();
            derainer = null;
        }
    }
}
