package org.derain4j.vision.study;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Optional;
import org.derain4j.rain.RainMaker;
import org.derain4j.rain.RainyScene;

/** Rain of a kind, made from a seed. */
public final class MadeRain implements Rain {

    private final String kind;
    private final long seed;
    private final RainMaker maker;

    /**
     * Of a kind.
     *
     * @throws IllegalArgumentException in a sentence, if there is no such kind
     */
    public MadeRain(String kind, long seed) {
        this.kind = kind;
        this.seed = seed;
        maker = new RainMaker(kind, seed);
    }

    @Override
    public String name() {
        return kind;
    }

    @Override
    public String describe() {
        return "made: kind " + kind + ", seed " + seed;
    }

    @Override
    public Optional<Path> file(Sample sample) {
        return Optional.empty();
    }

    @Override
    public Scene of(Sample sample, BufferedImage clean) {
        RainyScene scene = maker.make(clean, sample.name());
        return new Scene(scene.rainy(), Optional.of(scene.dry()), Optional.of(scene.strength()));
    }
}
