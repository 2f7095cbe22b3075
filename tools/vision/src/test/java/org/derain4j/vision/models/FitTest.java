package org.derain4j.vision.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.derain4j.vision.labels.Box;
import org.junit.jupiter.api.Test;

/** Where pictures lie on their canvas, by hand, and the way back. */
class FitTest {

    @Test
    void letterboxesAsYoloxDoes() {
        // 0.65 times 640 x 426 is 416 x 276.9
        assertEquals(new Placing(640, 426, 0, 0, 416, 276, 416, 416), Fit.TOP_LEFT.place(640, 426, 416, 416));
        assertEquals(new Placing(100, 200, 0, 0, 208, 416, 416, 416), Fit.TOP_LEFT.place(100, 200, 416, 416));
    }

    @Test
    void letterboxesAsUltralyticsDoes() {
        // 276.9 is 277 there; of the 139 rows left 69 are above
        assertEquals(new Placing(640, 426, 0, 69, 416, 277, 416, 416), Fit.LETTERBOX.place(640, 426, 416, 416));
        assertEquals(new Placing(100, 200, 160, 0, 320, 640, 640, 640), Fit.LETTERBOX.place(100, 200, 640, 640));
    }

    @Test
    void aLineKeepsAPixel() {
        assertEquals(1, Fit.TOP_LEFT.place(1, 5000, 416, 416).width());
        assertEquals(1, Fit.LETTERBOX.place(5000, 1, 416, 416).height());
    }

    @Test
    void stretchesOrLeavesAlone() {
        assertEquals(new Placing(30, 20, 0, 0, 64, 48, 64, 48), Fit.STRETCH.place(30, 20, 64, 48));
        assertEquals(new Placing(30, 20, 0, 0, 30, 20, 32, 32), Fit.OWN.place(30, 20, 32, 32));
    }

    @Test
    void theWayBackIsExact() {
        Placing placing = new Placing(200, 100, 0, 16, 64, 32, 64, 64);
        assertEquals(new Box(25, 50, 50, 25), placing.inPicture(new Box(8, 32, 16, 8)));
        assertEquals(new Box(0, 0, 200, 100), placing.inPicture(new Box(-5, -5, 500, 500)));
        assertEquals(0, placing.inPicture(new Box(0, 0, 20, 10)).height());
        for (Fit fit : Fit.values()) {
            Placing odd = fit == Fit.OWN ? fit.place(333, 77, 352, 96) : fit.place(333, 77, 416, 320);
            assertEquals(new Box(0, 0, 333, 77),
                    odd.inPicture(new Box(odd.left(), odd.top(), odd.width(), odd.height())));
        }
    }
}
