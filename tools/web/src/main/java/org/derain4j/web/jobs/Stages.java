package org.derain4j.web.jobs;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Memory;
import org.derain4j.engine.PictureException;
import org.derain4j.engine.Storage;
import org.derain4j.pictures.PictureFile;
import org.derain4j.pictures.PictureFileException;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.pictures.PictureReader;
import org.derain4j.pictures.PictureWriter;
import org.derain4j.web.page.EncodedImage;
import org.derain4j.web.page.RainImage;

/**
 * What is done to a picture: it is decoded, goes through the network, and is encoded, to the bytes that the command {@code derain}
 * writes. For one thread.
 */
final class Stages {

    private static final String QUEUE = "queue";
    private static final String DECODE = "decode";
    private static final String NETWORK = "network";
    private static final String ENCODE = "encode";

    /** In their order. */
    static final List<String> NAMES = List.of(QUEUE, DECODE, NETWORK, ENCODE);

    /** Of a preview: as much as browsers draw without effort, and more than fits most screens. */
    static final int PREVIEW_SIDE = 4096;
    static final long PREVIEW_BYTES = 12L << 20;

    private final OpenEngine engine;
    private final Spool spool;
    private final long mostPixels;
    private final Counters counters;

    Stages(OpenEngine engine, Spool spool, long mostPixels, Counters counters) {
        this.engine = engine;
        this.spool = spool;
        this.mostPixels = mostPixels;
        this.counters = counters;
    }

    /** A stage of the work. */
    @FunctionalInterface
    private interface Stage<T> {

        T run() throws Exception;
    }

    /** One job's times. */
    private final class Times {

        private final Job job;
        private final Map<String, Double> milliseconds = new LinkedHashMap<>();

        Times(Job job) {
            this.job = job;
        }

        void add(String stage, double taken) {
            milliseconds.put(stage, taken);
            counters.stage(stage, taken);
        }

        <T> T of(String stage, Stage<T> work) throws Exception {
            if (!job.goesOn()) {
                throw new CancellationException("before " + stage);
            }
            long start = System.nanoTime();
            try {
                return work.run();
            } finally {
                add(stage, (System.nanoTime() - start) / 1e6);
            }
        }
    }

    /** Does all of it; the job's upload is gone afterwards, and so is what was made where it fails. */
    Job.Result run(Job job, String model, double queued) throws Exception {
        List<Path> made = new ArrayList<>();
        boolean done = false;
        try {
            Times times = new Times(job);
            times.add(QUEUE, queued);
            Derainer derainer = opened(model).withStrength(job.order().strength());
            PictureFile rain = times.of(DECODE, () -> decode(job.order(), derainer));
            PictureFormat format = format(job.order(), rain);
            Path file = spool.next("." + format.extension());
            made.add(file);
            List<String> notes = notes(job.order(), rain, file, format); // refuses what could not be written
            BufferedImage result = times.of(NETWORK, () -> derain(job, derainer, rain, format));
            Map<String, Job.Preview> previews = times.of(ENCODE, () -> encode(job, rain, result, file, made));
            counters.pixels((long) result.getWidth() * result.getHeight());
            done = true;
            return new Job.Result(file, format, Names.result(job.order().name(), format), result.getWidth(),
                    result.getHeight(), notes, Collections.unmodifiableMap(times.milliseconds), previews);
        } finally {
            spool.delete(job.order().upload());
            if (!done) {
                made.forEach(spool::delete);
            }
        }
    }

    private PictureFile decode(Order order, Derainer derainer) throws PictureFileException {
        return new PictureReader(new Entry(derainer)).read(order.upload());
    }

    private static PictureFormat format(Order order, PictureFile rain) {
        return order.format().orElse(rain.format().orPng());
    }

    private static BufferedImage derain(Job job, Derainer derainer, PictureFile rain, PictureFormat format) {
        return derainer.derain(rain.picture(), Math.min(rain.bits(), format.bits()), (step, steps) -> {
            job.advanced((double) step / steps);
            return job.goesOn();
        });
    }

    private Derainer opened(String model) throws Failures.ModelFailure {
        try {
            return engine.of(model);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            throw new Failures.ModelFailure(e);
        }
    }

    private static List<String> notes(Order order, PictureFile rain, Path file, PictureFormat format)
            throws PictureFileException {
        List<String> notes = new ArrayList<>(rain.notes());
        notes.addAll(new PictureWriter().check(rain, file));
        if (order.format().isEmpty() && format != rain.format()) {
            notes.add("WebP cannot be written on this machine, so its result is a PNG.");
        }
        return List.copyOf(notes);
    }

    private Map<String, Job.Preview> encode(Job job, PictureFile rain, BufferedImage result, Path file,
            List<Path> made) throws Failures.StoreFailure {
        try {
            new PictureWriter().write(result, rain, file);
            Map<String, Job.Preview> previews = new LinkedHashMap<>();
            if (job.order().shown()) {
                BufferedImage picture = rain.picture();
                previews.put("before", preview(job, made, () -> shown(picture, rain)));
                previews.put("after", preview(job, made, () -> shown(result, rain)));
                previews.put("rain", preview(job, made, () -> EncodedImage.ofRain(RainImage.of(picture, result),
                        PREVIEW_SIDE, PREVIEW_BYTES)));
            }
            return Collections.unmodifiableMap(previews);
        } catch (IOException e) {
            throw new Failures.StoreFailure(e);
        }
    }

    private static EncodedImage shown(BufferedImage picture, PictureFile source) throws IOException {
        return EncodedImage.of(picture, source, PREVIEW_SIDE, PREVIEW_BYTES);
    }

    /** Makes a picture for browsers. */
    @FunctionalInterface
    private interface Encoder {

        EncodedImage encode() throws IOException;
    }

    private Job.Preview preview(Job job, List<Path> made, Encoder encoder) throws IOException {
        if (!job.goesOn()) {
            throw new CancellationException("before a preview");
        }
        EncodedImage image = encoder.encode();
        Path file = spool.next(".preview");
        made.add(file);
        Files.write(file, image.bytes());
        return new Job.Preview(file, image.mediaType(), image.width(), image.height());
    }

    /** Refuses what is too large before anything is allocated for it. */
    private final class Entry implements PictureReader.WorkingMemory {

        private final Derainer derainer;

        Entry(Derainer derainer) {
            this.derainer = derainer;
        }

        @Override
        public Memory memory(int height, int width) {
            return derainer.memory(height, width);
        }

        @Override
        public void decodes(int height, int width, long samples, long reading) {
            if ((long) height * width > mostPixels) {
                throw PictureException.ofRoom(String.format(Locale.ROOT,
                        "%d x %d pixels are more than the %,d that are taken here; scale it down", width, height,
                        mostPixels), null);
            }
            Storage storage = derainer.storage(height, width);
            if (storage.scratchBytes() > 0) {
                throw PictureException.ofRoom(String.format(Locale.ROOT,
                        "%d x %d pixels take %,d MB more than the memory that a picture has here; scale it down, or take "
                                + "the command derain, which puts the rest on the disk",
                        width, height, (storage.scratchBytes() >> 20) + 1), null);
            }
        }
    }
}
