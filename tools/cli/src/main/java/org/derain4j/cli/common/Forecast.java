package org.derain4j.cli.common;

import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.derain4j.engine.Cost;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Storage;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.backend.DiskSpeed;
import org.derain4j.kernels.backend.ScratchException;

/** How long a picture will take here: from a short run on noise, and from what the scratch file has to read and write. */
public final class Forecast {

    /** Of the noise: fast to run, and large enough that most of it is computed as a large picture is. */
    private static final int SIDE = 128;
    private static final double MEASURING_SECONDS = 1;
    private static final int LEAST_RUNS = 2;

    /** More than a thread has been seen to do, in multiply-adds per second: whether it is worth while to measure. */
    private static final double FASTEST_THREAD = 50e9;

    /** What is not counted, such as decoding, and disks that are not at their best. */
    private static final double ALLOWANCE = 1.1;

    private final Derainer derainer;
    private final ToDoubleFunction<Storage> scratchSeconds;
    private double pixelsPerSecond;

    /** Of a derainer, which stays the caller's. Measures nothing until asked. */
    public Forecast(Derainer derainer) {
        this(derainer, Forecast::scratchSeconds);
    }

    /** With what tells how long reading and writing take; it is asked only where there is a scratch file. */
    Forecast(Derainer derainer, ToDoubleFunction<Storage> scratchSeconds) {
        this.derainer = derainer;
        this.scratchSeconds = scratchSeconds;
    }

    private static double scratchSeconds(Storage storage) {
        try {
            DiskSpeed speed = Backends.scratchSpeed(storage.scratchFolder());
            return storage.writtenBytes() / speed.writtenPerSecond() + storage.readBytes() / speed.readPerSecond();
        } catch (ScratchException e) {
            return 0; // what is wrong with the disk the run will say, if it is
        }
    }

    /**
     * What a run will take.
     *
     * @param computeSeconds of arithmetic
     * @param scratchSeconds of reading and writing, at the same time
     * @param seconds        in all
     */
    public record Time(double computeSeconds, double scratchSeconds, double seconds) {

        private static final int MINUTE = 60;
        private static final int HOUR = 60 * MINUTE;

        /** No more exactly than it is known. */
        @Override
        public String toString() {
            return "about " + (seconds < 1.5 * MINUTE
                    ? rounded(seconds, seconds < 10 ? 1 : 10) + " s"
                    : seconds < 1.5 * HOUR
                            ? rounded(seconds / MINUTE, seconds < 10 * MINUTE ? 1 : 5) + " min"
                            : rounded(seconds / HOUR, 1) + " h");
        }

        private static long rounded(double value, int step) {
            return Math.max(1, Math.round(value / step) * step);
        }
    }

    /** No more than a run can take if the machine is a fast one; for nothing. */
    public double leastSeconds(double pixels) {
        return pixels * Cost.of(derainer.model().architecture()).liveMacsPerPixel()
                / (FASTEST_THREAD * derainer.threads());
    }

    /**
     * For a picture.
     *
     * @param pixels  that the network sees
     * @param storage of the picture
     */
    public Time of(double pixels, Storage storage) {
        if (pixelsPerSecond == 0) {
            pixelsPerSecond = measure();
        }
        double compute = pixels / pixelsPerSecond;
        double scratch = storage.scratchBytes() == 0 ? 0 : scratchSeconds.applyAsDouble(storage);
        return new Time(compute, scratch, ALLOWANCE * Math.max(compute, scratch));
    }

    /** By the fastest of some runs: in the first ones weights are packed, and Java compiles. */
    private double measure() {
        float[] noise = new float[SIDE * SIDE * 3];
        Random random = new Random(1);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = 2 * random.nextFloat() - 1;
        }
        double fastest = Double.POSITIVE_INFINITY;
        long begin = System.nanoTime();
        for (int run = 0; run < LEAST_RUNS || seconds(begin) < MEASURING_SECONDS; run++) {
            long start = System.nanoTime();
            derainer.derain(noise, SIDE, SIDE);
            fastest = Math.min(fastest, seconds(start));
        }
        return SIDE * SIDE / fastest;
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
