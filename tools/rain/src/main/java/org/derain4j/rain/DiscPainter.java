package org.derain4j.rain;

import java.util.Random;

/** Draws drops out of focus: discs with a brighter rim, drawn out by their fall. */
final class DiscPainter {

    private DiscPainter() {}

    static Layer drawn(Family.Discs f, Random random, Field field, double degrees) {
        double scale = f.size().draw(random) * field.unit();
        double radius = f.radius().draw(random) * scale, spread = f.radiusSpread().draw(random);
        double fall = f.fall().draw(random), soft = f.soft().draw(random), rim = f.rim().draw(random);
        double falloff = f.falloff().draw(random), angle = StrictMath.toRadians(degrees);
        double cos = StrictMath.cos(angle), sin = StrictMath.sin(angle);
        double fieldWidth = field.fullWidth(), fieldHeight = field.fullHeight();
        double left = random.nextDouble() * (fieldWidth - field.width()) - 1;
        double top = random.nextDouble() * (fieldHeight - field.height()) - 1;
        Layer layer = new Layer(field, 1);
        double density = f.density().draw(random);
        int count = 1 + Draws.count(random, density * fieldWidth * fieldHeight / 1000 / (scale * scale));
        for (int i = 0; i < count; i++) {
            double r = radius * Draws.factor(random, spread);
            double x = random.nextDouble() * fieldWidth - left, y = random.nextDouble() * fieldHeight - top;
            double half = r * fall * random.nextDouble() / 2;
            double level = f.faintest() + (1 - f.faintest()) * StrictMath.pow(random.nextDouble(), falloff);
            double reach = r + half + 2;
            int right = (int) Math.min(layer.width - 1, x + reach), low = (int) Math.min(layer.height - 1, y + reach);
            for (int v = (int) Math.max(0, y - reach); v <= low; v++) {
                for (int u = (int) Math.max(0, x - reach); u <= right; u++) {
                    double along = (v - y) * cos + (u - x) * sin, across = (u - x) * cos - (v - y) * sin;
                    double beyond = along - Math.clamp(along, -half, half);
                    double away = Math.sqrt(beyond * beyond + across * across) / r;
                    if (away < 1) {
                        layer.values[v * layer.width + u] += (float) (level * Math.min(1, (1 - away) / soft)
                                * (1 - rim + rim * away * away * away));
                    }
                }
            }
        }
        return layer;
    }
}
