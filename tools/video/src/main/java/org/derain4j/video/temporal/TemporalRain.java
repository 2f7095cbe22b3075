package org.derain4j.video.temporal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.derain4j.video.Rain;
import org.derain4j.video.RainFilter;

/**
 * Rain compared over several frames where the picture is still: ours, not MSPFN's, which sees one frame at a time. What the network
 * left of a streak, or guessed behind one, is mended from the frames in which that place was dry; and what it takes away in all frames
 * alike is given back, since rain does not stay where it is. Where anything moves, and across a cut, the network's rain comes out as it
 * came in, bit for bit.
 *
 * <p>That a drop brightens a pixel for one frame alone, and that what is behind it is seen in the frames around, is what removing rain from
 * films began with (K. Garg and S. K. Nayar, <i>Detection and removal of rain from videos</i>, CVPR 2004); they find rain by it in the film itself,
 * this compares what a network has found. What is still is told by the differences of the results from their median over time, measured by the
 * contrast around, and by the drift that would explain the differences of successive results (B. D. Lucas and T. Kanade, <i>An iterative image
 * registration technique with an application to stereo vision</i>, IJCAI 1981): rain that was left does not look like a drift, a scene that moves does.
 *
 * <p>The time is linear in the pixels and in the frames compared. Memory: of each frame compared the ten floats a pixel of
 * {@link Seen} with its {@link Rain}, and twenty more for the work.
 */
public final class TemporalRain implements RainFilter {

    /** The least number of frames to compare. */
    public static final int LEAST = 3;

    /** The largest number of frames to compare. */
    public static final int MOST = 15;

    private static final int FLOATS_A_FRAME = 10;
    private static final int FLOATS_TO_WORK = 20;
    private static final int FLOATS_ON_THE_WAY = 8;

    private final int half;
    private final Motion motion;
    private final SteadyRain steady;

    /** Of the frames around the next to be handed on. */
    private final List<Seen> window = new ArrayList<>();

    /** Where in the window the next to be handed on is. */
    private int at;

    /**
     * Configures a filter for one stream at a time.
     *
     * @param frames to compare, odd: the one in the middle and as many before as behind it, or fewer at the stream's ends
     * @param height rows of each
     * @param width  columns of each
     */
    public TemporalRain(int frames, int height, int width) {
        if (!possible(frames)) {
            throw new IllegalArgumentException(
                    "rain is compared over an odd number of frames, " + LEAST + " to " + MOST + ", not " + frames);
        }
        this.half = frames / 2;
        this.motion = new Motion(height, width);
        this.steady = new SteadyRain(height, width);
    }

    /**
     * Whether rain can be compared over so many frames.
     *
     * @param frames their number
     * @return whether it is odd and within the bounds
     */
    public static boolean possible(int frames) {
        return frames >= LEAST && frames <= MOST && frames % 2 == 1;
    }

    @Override
    public void add(Rain rain, Consumer<Rain> next) {
        window.add(motion.seen(rain, window.isEmpty() ? null : window.getLast()));
        if (window.size() - at > half) {
            handOn(next);
        }
    }

    @Override
    public void end(Consumer<Rain> next) {
        while (at < window.size()) {
            handOn(next);
        }
        window.clear();
        at = 0;
    }

    private void handOn(Consumer<Rain> next) {
        Rain rain = window.get(at).rain();
        next.accept(new Rain(rain.frame(), rain.bgr(), steady.rain(window, at)));
        if (at == half) {
            window.removeFirst();
        } else {
            at++;
        }
    }

    /**
     * What it holds, in frames of eight floats a pixel: those it has seen, with what it knows of each, and the planes it works on.
     *
     * @return more than the frames that it holds back
     */
    @Override
    public int delay() {
        int floats = FLOATS_A_FRAME * (2 * half + 1) + FLOATS_TO_WORK;
        return Math.ceilDiv(floats, FLOATS_ON_THE_WAY);
    }
}
