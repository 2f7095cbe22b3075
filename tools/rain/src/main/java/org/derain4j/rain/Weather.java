package org.derain4j.rain;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The weather of one picture: what has been drawn from its kind.
 *
 * @param wind degrees from the vertical; NaN: layers fall as they like
 * @param tint colour of the light of drops, red, green, blue
 * @param hazeTop    share of haze at the picture's top
 * @param hazeBottom share of haze at its bottom
 */
record Weather(Kind.Light light, List<Fall> layers, double most, double wind, double[] tint, double sky, double dark,
        double lamps, double patchy, double hazeTop, double hazeBottom) {

    /** One layer: its family and how strong it is. */
    record Fall(String family, double strength) {}

    private static final double[] WHITE = {1, 1, 1};

    static Weather of(Kind kind, Ranges ranges, Random random) {
        double overall = kind.overall().draw(random);
        List<Fall> layers = new ArrayList<>();
        for (Kind.Layers sort : kind.layers()) {
            int count = (int) sort.count().draw(random);
            for (int i = 0; i < count; i++) {
                layers.add(new Fall(sort.family().pick(random), overall * sort.strength().draw(random)));
            }
        }
        boolean lit = kind.light() == Kind.Light.SCENE || kind.light() == Kind.Light.LAMPS;
        double[] tint = WHITE;
        if (lit && random.nextDouble() < ranges.tintChance()) {
            tint = new double[3];
            for (int i = 0; i < tint.length; i++) {
                tint[i] = 1 - ranges.tint() * random.nextDouble();
            }
        }
        double wind = kind.wind() == null ? Double.NaN : kind.wind().draw(random);
        double sky = kind.sky().draw(random), dark = kind.dark().draw(random);
        double lamps = kind.lamps().draw(random), patchy = kind.patchy().draw(random);
        double top = 0, bottom = 0;
        if (kind.haze() != null && random.nextDouble() < kind.haze().chance()) {
            top = kind.haze().share().draw(random);
            bottom = top * (1 - kind.haze().ramp().draw(random));
        }
        return new Weather(kind.light(), List.copyOf(layers), kind.most(), wind, tint, sky, dark, lamps, patchy, top,
                bottom);
    }
}
