package org.derain4j.video;

import java.util.function.Consumer;

/**
 * Stands between what finds the rain of each frame and what takes it out: may look at several frames to make better rain of each. It
 * gets all frames in their order and hands all of them on in their order, with the same frames and colours, as late as it likes. Called
 * by one thread at a time.
 */
public interface RainFilter {

    /** Hands on what it gets. */
    RainFilter NONE = new RainFilter() {

        @Override
        public void add(Rain rain, Consumer<Rain> next) {
            next.accept(rain);
        }

        @Override
        public void end(Consumer<Rain> next) {
            // nothing is held back
        }
    };

    /**
     * Takes the next frame and hands on those that are done.
     *
     * @param rain the next frame's
     * @param next takes those that are done, in order
     */
    void add(Rain rain, Consumer<Rain> next);

    /**
     * Hands on all that are left: there are no more frames.
     *
     * @param next takes them, in order
     */
    void end(Consumer<Rain> next);

    /**
     * How many frames it holds back at most: they take memory.
     *
     * @return 0 where each frame is handed on at once
     */
    default int delay() {
        return 0;
    }
}
