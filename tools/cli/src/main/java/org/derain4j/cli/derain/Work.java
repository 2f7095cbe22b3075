package org.derain4j.cli.derain;

import java.awt.image.BufferedImage;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.derain4j.pictures.PictureFile;

/** A job on its way through the stages; used by one thread at a time. */
final class Work {

    /** A stage of it. */
    @FunctionalInterface
    interface Step {

        void run() throws Exception;
    }

    final Jobs.Next next;
    final Map<String, Double> milliseconds = new LinkedHashMap<>();
    final List<String> notes = new ArrayList<>();
    BasicFileAttributes times;
    PictureFile rain;
    int bits;

    /** How its own are stored. */
    Results results;
    BufferedImage result;

    /** The result that an earlier run has made, where it is shown again; else null. */
    PictureFile earlier;

    /** The rain by itself; null where nobody asks for it. */
    BufferedImage layer;

    /** Null until it may be decoded. */
    MemoryGate.Share share;

    /** What it has waited for memory. */
    long waitedNanos;

    private Throwable failure;

    Work(Jobs.Next next) {
        this.next = next;
    }

    Job job() {
        return next.job();
    }

    /** Null unless it has failed. */
    Throwable failure() {
        return failure;
    }

    /** Whether it is to run, and has not failed. */
    boolean runs() {
        return next.verdict() == Jobs.Verdict.RUN && failure == null;
    }

    /** Whether an earlier run has done it. */
    boolean isDoneBefore() {
        return next.verdict() == Jobs.Verdict.SKIPPED;
    }

    /** Runs a stage, unless it has failed before; whatever that throws is this picture's failure alone. */
    void step(String name, Step step) {
        if (!runs()) {
            return;
        }
        long start = System.nanoTime() - waitedNanos;
        try {
            step.run();
            milliseconds.put(name, (System.nanoTime() - start - waitedNanos) / 1e6);
        } catch (Throwable e) {
            release();
            failure = e;
        }
    }

    /** Lets go of all that takes memory. */
    void release() {
        rain = null;
        result = null;
        layer = null;
        earlier = null;
        if (share != null) {
            share.close();
            share = null;
        }
    }
}
