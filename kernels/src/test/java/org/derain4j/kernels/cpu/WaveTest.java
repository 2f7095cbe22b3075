package org.derain4j.kernels.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WaveTest {

    private static final int ROWS = 45;
    private static final int STRIPS = 3;

    /** Counts how often each row of each strip is made. */
    private record Counting(int rowUnit, AtomicIntegerArray made) implements RowKernel {

        static Counting of(int unit) {
            return new Counting(unit, new AtomicIntegerArray(ROWS * STRIPS));
        }

        @Override
        public int rows() {
            return ROWS;
        }

        @Override
        public int strips() {
            return STRIPS;
        }

        @Override
        public void run(int fromRow, int toRow, int strip, int worker) {
            assertEquals(0, fromRow % rowUnit);
            for (int y = fromRow; y < toRow; y++) {
                made.incrementAndGet(y * STRIPS + strip);
            }
        }
    }

    @Test
    void everyRowOfEveryStripIsMadeOnce() {
        for (int threads = 1; threads <= 3; threads++) {
            try (Workers workers = new Workers(threads)) {
                Counting single = Counting.of(1);
                Counting tiles = Counting.of(8);
                workers.run(List.of(new Wave(threads, false,
                        List.of(new Wave.Rows(single, 3, 30), new Wave.Rows(tiles, 8, ROWS)))), stage -> {
                        });
                for (int y = 0; y < ROWS; y++) {
                    for (int strip = 0; strip < STRIPS; strip++) {
                        assertEquals(y >= 3 && y < 30 ? 1 : 0, single.made.get(y * STRIPS + strip));
                        assertEquals(y >= 8 ? 1 : 0, tiles.made.get(y * STRIPS + strip));
                    }
                }
            }
        }
    }

    @Test
    void rowsThatCutATileAreRefused() {
        Counting tiles = Counting.of(8);
        assertThrows(IllegalStateException.class, () -> new Wave.Rows(tiles, 4, 16));
        assertThrows(IllegalStateException.class, () -> new Wave.Rows(tiles, 8, 20));
    }
}
