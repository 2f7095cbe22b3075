package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where tiles lie and what they count, on all lengths up to many tiles. */
class TiledSideTest {

    @ParameterizedTest
    @ValueSource(ints = {64, 68, 72, 100, 128, 256, 260, 512})
    void tilesCoverTheWholeAndTheirWeightsAddUpToOne(int most) {
        for (int length = 4; length <= 12 * most; length += 4) {
            TiledSide side = TiledSide.of(length, most);
            double[] sums = new double[length];
            float[] floats = new float[length];
            for (int i = 0; i < side.count(); i++) {
                float[] weights = side.weights(i);
                assertEquals(side.tile(), weights.length);
                for (int x = 0; x < weights.length; x++) {
                    assertTrue(weights[x] >= 0 && weights[x] <= 1);
                    sums[side.origin(i) + x] += weights[x];
                    floats[side.origin(i) + x] += weights[x] * weights[x] + weights[x] * (1 - weights[x]); // as products do
                }
            }
            for (int x = 0; x < length; x++) {
                assertEquals(1, sums[x]);
                assertEquals(1, floats[x]);
            }
        }
    }

    /** The network's coarsest maps are an eighth of the picture: those of a tile have its phase, at the end, too. */
    @ParameterizedTest
    @ValueSource(ints = {64, 68, 256, 1000})
    void tilesBeginAtEightsAndEndWithThePicture(int most) {
        for (int length = most + 4; length <= 5 * most; length += 4) {
            TiledSide side = TiledSide.of(length, most);
            assertTrue(side.tile() == most || side.tile() == most - 4);
            assertEquals(0, side.origin(0));
            assertEquals(length, side.origin(side.count() - 1) + side.tile());
            assertEquals(length % 8, side.tile() % 8);
            for (int i = 1; i < side.count(); i++) {
                assertEquals(0, side.origin(i) % 8);
                assertTrue(side.origin(i) > side.origin(i - 1));
                assertTrue(side.origin(i - 1) + side.tile() - side.origin(i) >= side.ramp());
            }
        }
    }

    /** Where two tiles have just the ramp in common: one's last pixels count hardly anything. */
    @Test
    void oneTileGivesWayToTheNextByARaisedCosine() {
        TiledSide side = TiledSide.of(256 + 192, 256);
        assertEquals(2, side.count());
        assertEquals(64, side.ramp());
        float[] first = side.weights(0);
        assertEquals(1, first[191]);
        assertEquals(1, first[192], 1e-3);
        assertEquals(Math.pow(Math.cos(Math.PI * 16.5 / 64 / 2), 2), first[192 + 16], 1e-3);
        assertEquals(1, first[192 + 31] + first[192 + 32]);
        assertEquals(0, first[255], 1e-3);
    }

    @Test
    void whatIsNoLongerIsOneTile() {
        for (int length : new int[]{4, 60, 64}) {
            TiledSide side = TiledSide.of(length, 64);
            assertEquals(1, side.count());
            assertEquals(length, side.tile());
        }
        assertEquals(2, TiledSide.of(68, 64).count());
    }
}
