package org.derain4j.cli.derain;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Optional;
import org.derain4j.cli.common.EngineOptions;
import org.derain4j.cli.telling.Engine;
import org.derain4j.cli.video.FrameEngine;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Memory;
import org.derain4j.engine.Model;
import org.derain4j.engine.Progress;
import org.derain4j.engine.Separation;
import org.derain4j.pictures.PictureReader;

/** What the picture command needs of an engine. */
public interface RainRemover extends PictureReader.WorkingMemory, FrameEngine {

    /** A new picture of the same size and kind, with 8 or 16 bits. */
    BufferedImage derain(BufferedImage picture, int bits, Progress progress);

    /** The same, and the rain by itself. */
    Separation separate(BufferedImage picture, int bits, Progress progress);

    /** What to tell the user before a picture of that size is worked on, if that takes long. */
    Optional<String> outlook(int height, int width);

    @Override
    void close();

    /** The real one, with what it was opened by; it begins to warm up at once. */
    static RainRemover of(Derainer derainer, EngineOptions options) {
        WarmUp warmUp = new WarmUp(derainer);
        Outlook outlook = new Outlook(derainer, options);
        return new RainRemover() {

            @Override
            public BufferedImage derain(BufferedImage picture, int bits, Progress progress) {
                warmUp.await();
                return cleared(picture, derainer.derain(picture, bits, progress));
            }

            @Override
            public Separation separate(BufferedImage picture, int bits, Progress progress) {
                warmUp.await();
                return cleared(picture, derainer.separate(picture, bits, progress));
            }

            private <T> T cleared(BufferedImage picture, T result) {
                if (derainer.storage(picture.getHeight(), picture.getWidth()).scratchBytes() > 0) {
                    System.gc(); // the pages of the maps go back to the system: encoders take memory of their own
                }
                return result;
            }

            @Override
            public float[] rain(float[] bgr, int height, int width) {
                warmUp.await();
                return derainer.rain(bgr, height, width, (_, _) -> true);
            }

            @Override
            public Memory memory(int height, int width) {
                return derainer.memory(height, width);
            }

            @Override
            public long room() {
                return options.memoryBudget();
            }

            @Override
            public Engine about() {
                Model model = derainer.model();
                return new Engine(model.name(), sha256(model), derainer.describe());
            }

            @Override
            public Optional<String> outlook(int height, int width) {
                warmUp.await();
                return outlook.of(height, width);
            }

            @Override
            public void close() {
                warmUp.close();
                derainer.close();
            }
        };
    }

    /** Null where the file has gone since. */
    private static String sha256(Model model) {
        try {
            return model.sha256();
        } catch (IOException e) {
            return null;
        }
    }
}
