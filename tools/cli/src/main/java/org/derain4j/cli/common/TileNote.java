package org.derain4j.cli.common;

import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What is said of a run in tiles: that it is not exact, and how far off it was measured to be. */
final class TileNote {

    /** Mean and least dB from the exact result by a tile's side, with <i>lite</i>; docs/tiles.md says on which photos. */
    private static final NavigableMap<Integer, int[]> MEASURED = new TreeMap<>(Map.of(
            64, new int[]{36, 35},
            128, new int[]{42, 36},
            256, new int[]{44, 36},
            512, new int[]{48, 42},
            1024, new int[]{52, 45}));

    private TileNote() {}

    /** For a side that the engine accepts: the figures of the largest measured one that is no larger. */
    static String of(int side) {
        Map.Entry<Integer, int[]> nearest = MEASURED.floorEntry(side);
        int[] db = nearest.getValue();
        return String.format(Locale.ROOT,
                "note: --tile %d is not exact: photos of 0.4 to 4 megapixels in tiles of %d, with the model lite, were %d dB "
                        + "from the exact result, at worst %d (docs/tiles.md); leave it out for the exact one.",
                side, nearest.getKey(), db[0], db[1]);
    }
}
