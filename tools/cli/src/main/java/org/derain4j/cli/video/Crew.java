package org.derain4j.cli.video;

import org.derain4j.video.FrameFormat;

/**
 * How many frames are worked on at a time, and on how many threads each. Threads on one small frame wait for each other, all the more
 * where the machine has other work; frames on a thread each take the memory of all of them. So a thread gets a frame of its own up to
 * 320x480, and a larger frame a thread for each so many pixels. docs/video.md has what was measured.
 *
 * @param frames  at least 1
 * @param threads of each, at least 1
 */
record Crew(int frames, int threads) {

    private static final double PIXELS_A_THREAD = 320 * 480;

    /**
     * The best for a stream.
     *
     * @param threads in all
     * @param each    bytes of memory that a frame takes
     * @param room    bytes for all of them; where it is not enough for one, that one makes do
     */
    static Crew of(FrameFormat format, int threads, long each, long room) {
        double pixels = (double) format.width() * format.height();
        int wanted = Math.clamp(Math.round(pixels / PIXELS_A_THREAD), 1, threads);
        int frames = Math.clamp(room / Math.max(1, each), 1, threads / wanted);
        return new Crew(frames, threads / frames);
    }
}
