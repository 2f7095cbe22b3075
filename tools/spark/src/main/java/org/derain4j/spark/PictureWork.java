package org.derain4j.spark;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.derain4j.engine.Memory;
import org.derain4j.engine.PictureException;
import org.derain4j.pictures.PictureFile;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.pictures.PictureReader;
import org.derain4j.pictures.PictureWriter;
import org.derain4j.pictures.WriteOptions;

/** One picture's way: it is decoded, goes through the network, and is encoded, to the bytes that the {@code derain} command writes. */
final class PictureWork implements PictureReader.WorkingMemory {

    /** A name of Spark's may be no path of this machine. */
    private static final Path NAME = Path.of("picture");

    /** What reading, the result and encoding take of memory, in pictures: more than has been seen of any format. */
    private static final int COPIES = 5;

    private final DerainOptions options;
    private final List<String> notes = new ArrayList<>();
    private EnginePool.Lease lease;
    private int width;
    private int height;
    private long start;
    private long waited;

    /** For one picture. */
    PictureWork(DerainOptions options) {
        this.options = options;
    }

    /** All of it; empty for the picture's own format. May be tried again. */
    byte[] run(EnginePool.Lease engine, byte[] content, Optional<PictureFormat> wanted) throws IOException {
        lease = engine;
        start = System.nanoTime();
        waited = 0;
        notes.clear();
        PictureFile rain = new PictureReader(this, options.lenient()).read(new ByteArrayInputStream(content), NAME);
        PictureFormat format = wanted.orElse(rain.format().orPng());
        if (options.depth() > format.bits()) {
            throw new IOException("a " + format + " has 8 bits a sample, not 16; choose png or tiff.");
        }
        PictureWriter writer = new PictureWriter(
                new WriteOptions(Optional.of(format), options.quality(), options.strip(), Optional.empty()));
        notes.addAll(rain.notes());
        notes.addAll(writer.check(rain, NAME));
        if (wanted.isEmpty() && format != rain.format()) {
            notes.add("WebP cannot be written on this machine, so the result is a PNG.");
        }
        int bits = options.depth() > 0 ? options.depth() : Math.min(rain.bits(), format.bits());
        BufferedImage result = network(rain.picture(), bits);
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length);
        writer.write(result, rain, out, NAME);
        return out.toByteArray();
    }

    /** Without decoding and encoding. */
    BufferedImage run(EnginePool.Lease engine, BufferedImage picture, int bits) throws InterruptedException {
        lease = engine;
        height = picture.getHeight();
        width = picture.getWidth();
        lease.enter(
                (long) picture.getHeight() * picture.getWidth() * picture.getColorModel().getPixelSize() / Byte.SIZE);
        return network(picture, bits);
    }

    /** A task that Spark has given up ends after the step that is running. */
    private BufferedImage network(BufferedImage picture, int bits) {
        TaskContext task = TaskContext.get();
        return lease.derainer().derain(picture, bits, (_, _) -> task == null || !task.isInterrupted());
    }

    /** Its room has been counted already, and what the heap can give while others are worked on tells nothing. */
    @Override
    public Memory memory(int rows, int columns) {
        return lease.all() ? lease.derainer().memory(rows, columns) : new Memory(rows, columns, 0, 0, 0);
    }

    @Override
    public void decodes(int rows, int columns, long samples, long reading) {
        height = rows;
        width = columns;
        lease.derainer().memory(rows, columns); // refuses what no budget would do for
        long before = System.nanoTime();
        try {
            lease.enter(Math.max(reading, COPIES * samples));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PictureException("the work on it was interrupted");
        }
        waited = System.nanoTime() - before;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Of the last try, without waiting for others. */
    double milliseconds() {
        return (System.nanoTime() - start - waited) / 1e6;
    }

    List<String> notes() {
        return notes;
    }
}
