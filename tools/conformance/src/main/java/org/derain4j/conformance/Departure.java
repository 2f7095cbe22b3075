package org.derain4j.conformance;

import java.util.ArrayList;
import java.util.List;
import org.derain4j.engine.Tap;

/**
 * Where the first map beyond tolerance departs most, and what surrounds the place in the same channel.
 *
 * @param map the map's official scope name
 * @param y row of the value that is farthest off
 * @param x its column
 * @param channel its channel
 * @param beyond how many of the map's values are beyond tolerance
 * @param total how many values the map has
 * @param top row of the grids' first line
 * @param left column of the grids' first value
 * @param got our values around the place, line by line
 * @param expected the reference's values, likewise
 */
public record Departure(String map, int y, int x, int channel, int beyond, int total, int top, int left,
        List<List<Double>> got, List<List<Double>> expected) {

    /** Rows and columns shown on each side of the place, where the map reaches that far. */
    private static final int REACH = 2;

    static Departure of(Tap got, ReferenceMap expected, int worst, double allowed) {
        int channel = worst % expected.channels();
        int x = worst / expected.channels() % expected.width();
        int y = worst / expected.channels() / expected.width();
        int beyond = 0;
        for (int i = 0; i < expected.values().length; i++) {
            // Negated, so that a NaN counts as beyond.
            beyond += Math.abs(got.values()[i] - expected.values()[i]) <= allowed ? 0 : 1;
        }
        int top = Math.max(0, y - REACH);
        int left = Math.max(0, x - REACH);
        int bottom = Math.min(expected.height() - 1, y + REACH);
        int right = Math.min(expected.width() - 1, x + REACH);
        List<List<Double>> ours = new ArrayList<>();
        List<List<Double>> theirs = new ArrayList<>();
        for (int row = top; row <= bottom; row++) {
            List<Double> our = new ArrayList<>();
            List<Double> their = new ArrayList<>();
            for (int column = left; column <= right; column++) {
                int i = (row * expected.width() + column) * expected.channels() + channel;
                our.add((double) got.values()[i]);
                their.add(expected.values()[i]);
            }
            ours.add(our);
            theirs.add(their);
        }
        return new Departure(expected.name(), y, x, channel, beyond, expected.values().length, top, left, ours, theirs);
    }
}
