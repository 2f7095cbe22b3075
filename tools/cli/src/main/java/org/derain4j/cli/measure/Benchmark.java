package org.derain4j.cli.measure;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.derain4j.cli.common.EngineOptions;
import org.derain4j.cli.common.PictureSize;
import org.derain4j.cli.machine.Machine;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.LayerTime;
import org.derain4j.engine.Pixels;
import org.derain4j.engine.Probe;

/**
 * What a model does on this machine.
 *
 * @param java
 *            the JVM
 * @param processor
 *            and its cores
 * @param engine
 *            the backend
 * @param model
 *            its name
 * @param size
 *            of the picture
 * @param threads
 *            that the layers and {@code seconds} are for
 * @param ceilingOneThread
 *            GFLOP/s of multiply-adds alone, on one thread; or those of the device
 * @param ceiling
 *            the same, on all of them
 * @param copyBytesPerSecond
 *            copies within the device's memory, bytes read and written; 0 without one
 * @param deviceBytes
 *            that the picture takes in the device's memory; 0 without one
 * @param layers
 *            the network's steps by kind, the slowest first
 * @param stepsSeconds
 *            all steps of a run, by the device's clock where there is one: without the picture's way in and out
 * @param firstSeconds
 *            the first picture, while the JVM still compiles
 * @param seconds
 *            a picture once it has: the median of up to nine, after two seconds of others
 * @param oneThreadSeconds
 *            the same on one thread
 * @param scaling
 *            one thread's time over that of all of them
 * @param allocatedBytes
 *            per picture once warm, its result included
 */
record Benchmark(String java, String processor, String engine, String model, PictureSize size, int threads,
        double ceilingOneThread, double ceiling, double copyBytesPerSecond, long deviceBytes, List<LayerKind> layers,
        double stepsSeconds, double firstSeconds, double seconds,
        double oneThreadSeconds, double scaling, long allocatedBytes) {
    private static final int RUNS = 9;
    private static final int LAYER_RUNS = 3;

    /**
     * Before any picture is counted: on a GPU the loops that turn bytes into values and back are otherwise
     * measured half interpreted.
     */
    private static final double WARM_UP_SECONDS = 2;

    /** No more for the warm-up of the smallest pictures. */
    private static final int WARM_UP_RUNS = 200;

    /** No further run begins after that. */
    private static final double PATIENCE_SECONDS = 5;

    /** Measures. */
    static Benchmark of(EngineOptions options, PictureSize size) {
        BufferedImage picture = noise(size);
        try (Derainer derainer = options.openToMeasure()) {
            Probe probe = Probe.of(derainer);
            int threads = options.usesDevice() ? 1 : derainer.threads();
            double first = seconds(() -> derainer.derain(picture));
            warmUp(() -> derainer.derain(picture), options.usesDevice() ? 0 : first);
            ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = memory.getTotalThreadAllocatedBytes();
            List<Double> all = times(() -> derainer.derain(picture), RUNS);
            long allocated = (memory.getTotalThreadAllocatedBytes() - before) / all.size();
            List<List<LayerTime>> layers = new ArrayList<>();
            float[] pixels = Pixels.network(picture);
            times(() -> layers.add(probe.times(pixels, size.height(), size.width())), LAYER_RUNS);
            double one = threads == 1 ? median(all) : oneThreadSeconds(options, picture);
            double ceilingOneThread = probe.ceiling(1);
            double ceiling = threads == 1 ? ceilingOneThread : probe.ceiling(threads);
            return new Benchmark(Machine.java(), Machine.processor(), derainer.describe(), derainer.model().name(),
                    size,
                    threads, ceilingOneThread / 1e9, ceiling / 1e9, probe.copyBytesPerSecond(),
                    derainer.memory(size.height(), size.width()).deviceBytes(), LayerKind.of(layers, ceiling),
                    median(layers.stream().map(run -> run.stream().mapToDouble(LayerTime::seconds).sum()).toList()),
                    first, median(all),
                    one, one / median(all), allocated);
        }
    }

    private static double oneThreadSeconds(EngineOptions options, BufferedImage picture) {
        try (Derainer derainer = options.onThreads(1).openToMeasure()) {
            derainer.derain(picture); // maps and packed filters are its own
            return median(times(() -> derainer.derain(picture), RUNS));
        }
    }

    /** The first picture counts, but not on a device: there it is spent on compiling for the device. */
    private static void warmUp(Supplier<?> work, double spent) {
        double sum = spent;
        for (int run = 0; run < WARM_UP_RUNS && sum < WARM_UP_SECONDS; run++) {
            sum += seconds(work);
        }
    }

    private static List<Double> times(Supplier<?> work, int most) {
        List<Double> times = new ArrayList<>();
        double sum = 0;
        while (times.isEmpty() || times.size() < most && sum < PATIENCE_SECONDS) {
            times.add(seconds(work));
            sum += times.getLast();
        }
        return times;
    }

    private static double seconds(Supplier<?> work) {
        long start = System.nanoTime();
        work.get();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(List<Double> times) {
        List<Double> sorted = times.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }

    /** The time does not depend on what is in the picture, as long as it is not all the same. */
    private static BufferedImage noise(PictureSize size) {
        BufferedImage picture = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_3BYTE_BGR);
        new Random(1).nextBytes(((DataBufferByte) picture.getRaster().getDataBuffer()).getData());
        return picture;
    }
}
