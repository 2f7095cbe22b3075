package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Layouts: what the usual ones are, and which are refused. */
class PixelLayoutTest {

    @Test
    void theUsualOnes() {
        assertEquals(new PixelLayout(4, 5, ChannelOrder.RGBA, 0, 20, 4, 1),
                PixelLayout.interleaved(4, 5, ChannelOrder.RGBA));
        assertEquals(new PixelLayout(4, 5, ChannelOrder.RGBA, 0, 32, 4, 1),
                PixelLayout.interleaved(4, 5, ChannelOrder.RGBA, 32));
        assertEquals(new PixelLayout(4, 5, ChannelOrder.BGR, 0, 5, 1, 20),
                PixelLayout.planar(4, 5, ChannelOrder.BGR));
        assertEquals(new PixelLayout(4, 5, ChannelOrder.BGR, 0, 8, 1, 32),
                PixelLayout.planar(4, 5, ChannelOrder.BGR, 8));
        assertEquals(new PixelLayout(4, 5, ChannelOrder.GREY, 7, 5, 1, 1),
                PixelLayout.interleaved(4, 5, ChannelOrder.GREY).at(7));
        assertEquals(new PixelLayout(4, 5, ChannelOrder.RGB, 48, -16, 3, 1),
                PixelLayout.interleaved(4, 5, ChannelOrder.RGB, 16).bottomUp());
        assertEquals(new PixelLayout(4, 5, ChannelOrder.RGB, 0, 16, 3, 1),
                PixelLayout.interleaved(4, 5, ChannelOrder.RGB, 16).bottomUp().bottomUp());
        assertEquals(new PixelLayout(2, 1, ChannelOrder.RGB, 1 * 15 + 3 * 3, 15, 3, 1),
                PixelLayout.interleaved(4, 5, ChannelOrder.RGB).region(1, 3, 2, 1));
    }

    @Test
    void theLeastMemory() {
        assertEquals(4 * 5 * 4, PixelLayout.interleaved(4, 5, ChannelOrder.RGBA).samples());
        assertEquals(3 * 32 + 20, PixelLayout.interleaved(4, 5, ChannelOrder.RGBA, 32).samples());
        assertEquals(4 * 5 * 3 + 9, PixelLayout.planar(4, 5, ChannelOrder.RGB).at(9).samples());
        assertEquals(4 * 5 * 3, PixelLayout.planar(4, 5, ChannelOrder.RGB).bottomUp().samples());
        assertEquals(3L << 40, PixelLayout.planar(1 << 20, 1 << 20, ChannelOrder.RGB).samples());
    }

    /** Strides at random, beside the set of places that they give: what is taken has one for each sample, none below 0. */
    @Test
    void noTwoSamplesShareAPlace() {
        Random random = new Random(2);
        int taken = 0;
        int overlapping = 0;
        for (int i = 0; i < 20_000; i++) {
            int height = 1 + random.nextInt(4);
            int width = 1 + random.nextInt(4);
            ChannelOrder channels = ChannelOrder.values()[random.nextInt(8)];
            int[] strides = random.ints(3, -20, 21).toArray();
            int offset = random.nextInt(60);
            Set<Integer> places = new HashSet<>();
            int most = 0;
            for (int s = 0; s < height * width * channels.count(); s++) {
                int place = offset + s / channels.count() / width * strides[0]
                        + s / channels.count() % width * strides[1] + s % channels.count() * strides[2];
                places.add(place);
                most = Math.max(most, place);
            }
            boolean good = places.size() == height * width * channels.count() && places.stream().allMatch(p -> p >= 0);
            overlapping += places.size() == height * width * channels.count() ? 0 : 1;
            try {
                long samples = new PixelLayout(height, width, channels, offset, strides[0], strides[1], strides[2])
                        .samples();
                assertTrue(good, places.toString());
                assertEquals(most + 1, samples);
                taken++;
            } catch (IllegalArgumentException e) {
                assertTrue(e.getMessage().contains(" overlap in ") || e.getMessage().contains(" reach "),
                        e.getMessage());
            }
        }
        assertTrue(taken > 2000 && overlapping > 2000, taken + ", " + overlapping);
    }

    @Test
    void whatIsRefusedIsNamed() {
        refused("a picture of 0 rows and 5 columns; give at least 1 each",
                () -> PixelLayout.interleaved(0, 5, ChannelOrder.RGB));
        refused("a picture of 4 rows and -5 columns; give at least 1 each",
                () -> PixelLayout.planar(4, -5, ChannelOrder.RGB, 8));
        refused("a picture of 0 rows and 5 columns; give at least 1 each",
                () -> PixelLayout.planar(0, 5, ChannelOrder.RGB));
        refused("a picture of -4 rows and 5 columns; give at least 1 each",
                () -> PixelLayout.planar(-4, 5, ChannelOrder.RGB));
        refused("a picture of 0 rows and 2 columns; give at least 1 each",
                () -> PixelLayout.planar(4, 5, ChannelOrder.RGB).region(1, 1, 0, 2));
        refused("rows of stride 14, pixels of 3 and channels of 1 overlap in 5 x 4 pixels of 3 channels; give strides in"
                + " samples, each larger than what the smaller ones reach",
                () -> PixelLayout.interleaved(4, 5, ChannelOrder.RGB, 14));
        refused("rows of stride 4, pixels of 1 and channels of 16 overlap in 5 x 4 pixels of 3 channels; give strides in"
                + " samples, each larger than what the smaller ones reach",
                () -> PixelLayout.planar(4, 5, ChannelOrder.RGB, 4));
        refused("an offset of 44 samples, and strides that reach 45 back from there; give at least as much",
                () -> PixelLayout.interleaved(4, 5, ChannelOrder.RGB).bottomUp().at(44));
        refused("an offset of -1 samples, and strides that reach 0 back from there; give at least as much",
                () -> PixelLayout.interleaved(4, 5, ChannelOrder.RGB).at(-1));
        refused("2 rows from 3 and 5 columns from 0 are not within 5 x 4 pixels",
                () -> PixelLayout.interleaved(4, 5, ChannelOrder.RGB).region(3, 0, 2, 5));
        refused("2147483647 rows from 1 and 5 columns from 0 are not within 5 x 4 pixels",
                () -> PixelLayout.interleaved(4, 5, ChannelOrder.RGB).region(1, 0, Integer.MAX_VALUE, 5));
        refused("a row stride of 9223372036854775807 samples is beyond any memory",
                () -> PixelLayout.planar(4, 5, ChannelOrder.RGB, Long.MAX_VALUE));
        refused("a pixel stride of -9223372036854775808 samples is beyond any memory",
                () -> new PixelLayout(4, 5, ChannelOrder.RGB, 0, 15, Long.MIN_VALUE, 1));
        assertEquals("channels", assertThrows(NullPointerException.class, () -> PixelLayout.interleaved(4, 5, null))
                .getMessage());
    }

    private static void refused(String sentence, Runnable call) {
        assertEquals(sentence, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }
}
