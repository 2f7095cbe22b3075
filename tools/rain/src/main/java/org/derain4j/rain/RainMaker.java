package org.derain4j.rain;

import java.awt.image.BufferedImage;
import java.util.List;
import org.derain4j.engine.StandardPixels;

/**
 * Puts rain on pictures: the weather that the networks were trained in, for whole pictures of any size. What rain falls
 * depends on its kind, the seed, the picture's name and its size, and on nothing else: not on the order of pictures, on
 * threads, or on the machine, to the last bit.
 *
 * <p>Rain, haze and the light of the night come from {@code rain.json}, which the trainer reads, too. What the trainer changes
 * in its scenes besides (things drawn on them that look like rain, grey, gamma, enlarging) is left out: kind {@code dry} gives
 * a picture back as it is. Instances can be used by many threads at once.
 */
public final class RainMaker {

    private final Kind kind;
    private final String name;
    private final long seed;
    private final boolean camera;

    /**
     * Rain of one kind.
     *
     * @param kind one of {@link #kinds}
     * @param seed whatever the rain is to be told apart by: another seed, other rain
     * @throws IllegalArgumentException for a kind that there is not
     */
    public RainMaker(String kind, long seed) {
        this(kind, seed, false);
    }

    private RainMaker(String kind, long seed, boolean camera) {
        this.kind = kind(kind);
        this.name = kind;
        this.seed = seed;
        this.camera = camera;
    }

    /**
     * The same rain, photographed or not.
     *
     * @param photographed whether a camera takes rainy and dry pictures alike, as the trainer's do: exposure, tone, sharpening,
     *                     noise and JPEG, each as often as {@code rain.json} has it; else (so it is at first) rain changes
     *                     nothing but what it falls on
     * @return another maker of the same kind and seed
     */
    public RainMaker withCamera(boolean photographed) {
        return new RainMaker(name, seed, photographed);
    }

    /**
     * The kinds of rain.
     *
     * @return their names, in the order of the ranges' file
     */
    public static List<String> kinds() {
        return List.copyOf(Ranges.OWN.kinds().keySet());
    }

    /**
     * What a kind is.
     *
     * @param kind one of {@link #kinds}
     * @return a few words
     * @throws IllegalArgumentException for a kind that there is not
     */
    public static String about(String kind) {
        return kind(kind).about();
    }

    private static Kind kind(String name) {
        Kind kind = Ranges.OWN.kinds().get(name);
        if (kind == null) {
            throw new IllegalArgumentException("there is no rain of the kind \"" + name + "\"; the kinds are "
                    + String.join(", ", kinds()));
        }
        return kind;
    }

    /**
     * A picture in the rain.
     *
     * @param picture any kind and size of picture; it is not changed. Alpha stays as it is
     * @param picturesName what tells its rain from that of other pictures; {@code derain add-rain} and {@code derain vision} take its
     *                     file's name without the ending, behind the folders that it lies in
     * @return the picture in the rain, the same without it, and the rain
     * @throws org.derain4j.engine.PictureException for whole-numbered samples of more than 16 bits
     */
    public RainyScene make(BufferedImage picture, String picturesName) {
        BufferedImage dry = StandardPixels.of(picture), rainy = StandardPixels.of(dry);
        Field field = Field.of(dry.getWidth(), dry.getHeight());
        Weather weather = Weather.of(kind, Ranges.OWN, Draws.of(seed, picturesName, name));
        float[] rain = Rain.of(weather, Ranges.OWN, field, i -> Draws.of(seed, picturesName, name + " layer " + i));
        Scenery scenery = new Scenery(dry, weather, rain, Draws.of(seed, picturesName, name + " lamps"));
        if (camera) {
            Camera shot = Camera.of(Ranges.OWN.camera(), Draws.of(seed, picturesName, name + " camera"));
            long grains = Draws.of(seed, picturesName, name + " noise").nextLong();
            for (BufferedImage to : List.of(rainy, dry)) {
                float[][] planes = scenery.light(to, to == rainy);
                shot.take(planes, to.getWidth(), to.getHeight(), grains);
                scenery.write(planes, to);
            }
        } else if (!weather.layers().isEmpty() || scenery.isLit()) {
            scenery.see(dry, rainy);
        }
        return new RainyScene(rainy, dry, layer(rain, field));
    }

    private static BufferedImage layer(float[] rain, Field field) {
        BufferedImage layer = new BufferedImage(field.width(), field.height(), BufferedImage.TYPE_BYTE_GRAY);
        int[] row = new int[field.width()];
        for (int y = 0; y < field.height(); y++) {
            for (int x = 0; x < row.length; x++) {
                row[x] = Rain.level(rain[y * row.length + x]);
            }
            layer.getRaster().setPixels(0, y, row.length, 1, row);
        }
        return layer;
    }
}
