package org.derain4j.cli.common;

import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What is said of a run in tiles: that it is not exact, and how far off it was measured to be. */
final class TileNote {

    /** Mean and least dB from the exact result by a tile's side, with <i>lite</i>; docs/tiles.md says on which photos. */
    private static final NavigableMap<Integer, double[]> MEASURED = new TreeMap<>(Map.of(
            64, new double[]{0, 0},
            128, new double[]{0, 0},
            256, new double[]{0, 0},
            512, new double[]{0, 0},
            1024, new double[]{0, 0}));

    private TileNote() {}

    /** For a side that the engine accepts: the figures of the largest measured one that is no larger. */
    static String of(int side) {
        Map.Entry<Integer, double[]> nearest = MEASURED.floorEntry(side);
        double[] db = nearest.getValue();
        return String.format(Locale.ROOT,
                "note: --tile %d is not exact: photos of 2 to 4 megapixels in tiles of %d, with the model lite, were %.0f dB "
                        + "from the exact result, at worst %.0f (docs/tiles.md); leave it out for the exact one.",
                side, nearest.getKey(), db[0], db[1]);
    }
}
