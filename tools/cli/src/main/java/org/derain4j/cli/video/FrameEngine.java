package org.derain4j.cli.video;

import org.derain4j.cli.common.EngineOptions;
import org.derain4j.cli.telling.Engine;
import org.derain4j.engine.Memory;
import org.derain4j.video.RainFinder;

/** What finds the rain of frames. */
public interface FrameEngine extends RainFinder, AutoCloseable {

    /** Opens one. */
    @FunctionalInterface
    interface Source {

        /** Opens it; the caller closes it. */
        FrameEngine open(EngineOptions options);
    }

    /** What a frame takes while it is worked on. */
    Memory memory(int height, int width);

    /** Bytes of memory for all that are worked on at a time. */
    long room();

    /** What it is. */
    Engine about();

    @Override
    void close();
}
