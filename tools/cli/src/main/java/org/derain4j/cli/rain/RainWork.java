package org.derain4j.cli.rain;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.derain4j.cli.derain.MemoryGate;
import org.derain4j.cli.eval.RgbPicture;
import org.derain4j.cli.eval.Score;
import org.derain4j.cli.eval.ScoreMode;
import org.derain4j.engine.Memory;
import org.derain4j.pictures.PictureFile;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.pictures.PictureReader;
import org.derain4j.pictures.PictureWriter;
import org.derain4j.pictures.WriteOptions;
import org.derain4j.rain.RainMaker;
import org.derain4j.rain.RainyScene;

/** Makes what a job asks for. May be used by several threads at once. */
final class RainWork {

    /** What reading, both pictures and encoding take of memory, in pictures. */
    private static final int COPIES = 6;

    /** What the rain, its layer and the light of a scene take, in bytes a pixel. */
    private static final int RAIN_BYTES = 64;

    private static final int TOP = 255;

    /**
     * One job, done.
     *
     * @param notes what the user should know, a sentence each
     */
    record Made(int width, int height, Map<String, Double> milliseconds, List<String> notes,
            List<RainTable.Row> rows) {}

    private final Map<String, RainMaker> makers = new LinkedHashMap<>();
    private final String source;
    private final int maskLevel;
    private final boolean lenient;
    private final WriteOptions writing;
    private final MemoryGate gate = new MemoryGate(Runtime.getRuntime().maxMemory() / 10 * 8);

    /**
     * Rain of these kinds.
     *
     * @param camera    whether a camera takes rainy and dry pictures alike
     * @param maskLevel from which level of the layer, of 255, a mask says that there is rain
     * @param lenient   whether pictures that are cut short are taken as far as they go
     */
    RainWork(List<String> kinds, long seed, boolean camera, int maskLevel, boolean lenient,
            WriteOptions writing) {
        kinds.forEach(kind -> makers.put(kind, new RainMaker(kind, seed).withCamera(camera)));
        this.source = "seed " + seed + (camera ? ", photographed" : "");
        this.maskLevel = maskLevel;
        this.lenient = lenient;
        this.writing = writing;
    }

    /** Into folders that are there. */
    Made make(RainJob job) throws IOException {
        Entry entry = new Entry();
        try {
            long start = System.nanoTime();
            PictureFile picture = new PictureReader(entry, lenient).read(job.input());
            List<String> notes = notes(job, picture);
            Map<String, Double> milliseconds = new LinkedHashMap<>();
            milliseconds.put("decode", (System.nanoTime() - start) / 1e6);
            List<RainTable.Row> rows = new ArrayList<>();
            for (RainFiles files : job.kinds()) {
                start = System.nanoTime();
                RainyScene scene = makers.get(files.kind()).make(picture.picture(), job.name());
                rows.add(row(job, files, scene));
                long made = System.nanoTime();
                milliseconds.merge("rain", (made - start) / 1e6, Double::sum);
                write(job, files, scene, picture);
                milliseconds.merge("encode", (System.nanoTime() - made) / 1e6, Double::sum);
            }
            return new Made(picture.picture().getWidth(), picture.picture().getHeight(), milliseconds, notes, rows);
        } finally {
            entry.leave();
        }
    }

    private List<String> notes(RainJob job, PictureFile picture) throws IOException {
        Path rainy = job.kinds().getFirst().rainy();
        List<String> notes = new ArrayList<>(picture.notes());
        notes.addAll(new PictureWriter(writing).check(picture, rainy));
        boolean asked = writing.format().isPresent()
                || PictureFormat.named(job.input()).equals(PictureFormat.named(rainy));
        if (!asked && picture.format() == PictureFormat.WEBP && !PictureFormat.WEBP.writable()) {
            notes.add("WebP cannot be written on this machine, so its result is " + rainy + ".");
        }
        return notes;
    }

    private RainTable.Row row(RainJob job, RainFiles files, RainyScene scene) {
        double psnr = Score.psnr(ScoreMode.Y, RgbPicture.of(scene.rainy()), RgbPicture.of(scene.dry()));
        return new RainTable.Row(job.name(), files.kind(), scene.layer().getWidth(), scene.layer().getHeight(),
                scene.strength(), psnr, files.rainy());
    }

    /** The rainy picture last: where it is, the others are. */
    private void write(RainJob job, RainFiles files, RainyScene scene, PictureFile picture) throws IOException {
        PictureWriter writer = new PictureWriter(writing);
        String rain = "rain of kind " + files.kind() + " on " + job.name() + ", " + source;
        if (files.layer().isPresent()) {
            new PictureWriter().write(scene.layer(),
                    "How much of each pixel drops cover or add, 255 being all: " + rain,
                    files.layer().get());
        }
        if (files.mask().isPresent()) {
            new PictureWriter().write(mask(scene.layer(), maskLevel),
                    "255 where drops cover or add at least " + maskLevel + "/255 of a pixel: " + rain,
                    files.mask().get());
        }
        if (files.truth().isPresent()) {
            writer.write(scene.dry(), picture, files.truth().get());
        }
        writer.write(scene.rainy(), picture, files.rainy());
    }

    /** 255 from that level on, else 0. */
    static BufferedImage mask(BufferedImage layer, int level) {
        int width = layer.getWidth();
        BufferedImage mask = new BufferedImage(width, layer.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        int[] row = new int[width];
        for (int y = 0; y < layer.getHeight(); y++) {
            layer.getRaster().getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                row[x] = row[x] >= level ? TOP : 0;
            }
            mask.getRaster().setPixels(0, y, width, 1, row);
        }
        return mask;
    }

    /** A picture's way through the gate: once its size is known, and with all that it will take. */
    private final class Entry implements PictureReader.WorkingMemory {

        private Optional<MemoryGate.Share> share = Optional.empty();

        /** What is taken has been counted; what the heap can give while others are in tells nothing. */
        @Override
        public Memory memory(int height, int width) {
            return new Memory(height, width, share.get().alone() ? (long) RAIN_BYTES * height * width : 0, 0, 0);
        }

        @Override
        public void decodes(int height, int width, long samples, long reading) {
            long own = Math.max(reading, COPIES * samples) + (long) RAIN_BYTES * height * width;
            try {
                share = Optional.of(gate.enter(0, own));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e); // nobody interrupts
            }
        }

        private void leave() {
            share.ifPresent(MemoryGate.Share::close);
        }
    }
}
