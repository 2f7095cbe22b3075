package org.derain4j.cli.derain;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.derain4j.cli.common.StandardStreams;
import org.derain4j.cli.telling.Telling;
import org.derain4j.cli.view.PicturePage;
import org.derain4j.engine.Memory;
import org.derain4j.engine.Progress;
import org.derain4j.engine.Separation;
import org.derain4j.pictures.PictureFile;
import org.derain4j.pictures.PictureReader;
import org.derain4j.pictures.PictureWriter;

/** What is done to a picture: it is decoded, goes through the network, and is encoded. */
final class Stages {

    /** What reading, the result and encoding take of memory, in pictures: more than has been seen of any format. */
    private static final int COPIES = 5;

    private final Results results;
    private final StandardStreams streams;
    private final Telling telling;
    private final Optional<Gallery> gallery;
    private final RainRemover remover;
    private final MemoryGate gate;

    Stages(Results results, StandardStreams streams, Telling telling, Optional<Gallery> gallery, RainRemover remover,
            MemoryGate gate) {
        this.results = results;
        this.streams = streams;
        this.telling = telling;
        this.gallery = gallery;
        this.remover = remover;
        this.gate = gate;
    }

    /** Waits for memory once the picture's size is known, and refuses what could not be worked on or written. */
    void decode(Work work) {
        if (work.isDoneBefore()) {
            gallery.ifPresent(shown -> shown.read(work, new Entry(work)));
        }
        work.step("decode", () -> {
            Job job = work.job();
            work.times = results.keepTimes()
                    ? Files.readAttributes(job.input(), BasicFileAttributes.class) // before reading changes one of them
                    : null;
            work.rain = read(job.input(), new PictureReader(new Entry(work), results.lenient()));
            work.results = results.of(job, work.rain);
            PictureWriter writer = new PictureWriter(work.results.writing());
            work.bits = work.results.bits(work.rain, job.output());
            work.notes.addAll(work.rain.notes());
            work.notes.addAll(writer.check(work.rain, job.output()));
            results.note(job, work.rain).ifPresent(work.notes::add);
            if (job.comparison().isPresent()) {
                BufferedImage picture = work.rain.picture();
                writer.check(Comparison.width(picture.getWidth()), picture.getHeight(), job.comparison().get());
                if (work.share.alone()) {
                    remover.memory(picture.getHeight(), picture.getWidth())
                            .plus(Comparison.bytes(picture, work.bits)).require();
                }
            }
        });
    }

    private PictureFile read(Path input, PictureReader reader) throws IOException {
        return input.equals(Pipe.PATH) ? reader.read(streams.input(), input) : reader.read(input);
    }

    /** The picture's way through the gate. */
    private final class Entry implements PictureReader.WorkingMemory {

        private final Work work;

        Entry(Work work) {
            this.work = work;
        }

        /** Beside others its room has been counted already, and what the heap can give while the engine runs tells nothing. */
        @Override
        public Memory memory(int height, int width) {
            return work.share.alone() && !work.isDoneBefore()
                    ? remover.memory(height, width)
                    : new Memory(height, width, 0, 0, 0);
        }

        @Override
        public void decodes(int height, int width, long samples, long reading) {
            long own = Math.max(reading, COPIES * samples) + (work.job().comparison().isPresent() ? 2 * samples : 0)
                    + (work.job().layer().isPresent() ? 2 * samples : 0)
                    + (gallery.isPresent() ? PicturePage.workingBytes(samples) : 0);
            long start = System.nanoTime();
            try {
                work.share = gate.enter(work.isDoneBefore() ? 0 : remover.memory(height, width).bytes(), own);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e); // nobody interrupts
            }
            work.waitedNanos = System.nanoTime() - start;
        }
    }

    /** Tells first what there is to know about it. */
    void derain(Work work) {
        work.step("network", () -> {
            String input = work.job().input().toString();
            BufferedImage picture = work.rain.picture();
            remover.outlook(picture.getHeight(), picture.getWidth()).ifPresent(work.notes::add);
            work.notes.forEach(note -> telling.note(input, note));
            telling.advanced(input, 0);
            Progress progress = (done, total) -> {
                telling.advanced(input, (double) done / total);
                return true;
            };
            if (work.job().layer().isPresent()) {
                Separation parts = remover.separate(picture, work.bits, progress);
                work.result = parts.picture();
                work.layer = parts.rain();
            } else {
                work.result = remover.derain(picture, work.bits, progress);
            }
        });
    }

    /** Into the folder that is there since it was known that the picture may run. */
    void encode(Work work) {
        work.step("encode", () -> {
            Job job = work.job();
            PictureWriter writer = new PictureWriter(work.results.writing());
            if (job.isSent()) {
                writer.write(work.result, work.rain, streams.output(), job.output());
            } else {
                writer.write(work.result, work.rain, job.output());
            }
            if (job.layer().isPresent()) {
                Layer.write(work.layer, job.layer().get());
            }
            if (job.comparison().isPresent()) {
                new PictureWriter(results.writing().stripped()).write(
                        Comparison.of(work.rain.picture(), work.result), work.rain, job.comparison().get());
            }
            if (work.times != null) {
                for (Path result : job.results()) {
                    Files.getFileAttributeView(result, BasicFileAttributeView.class)
                            .setTimes(work.times.lastModifiedTime(), work.times.lastAccessTime(), null);
                }
            }
        });
    }

    /** On the page, where there is one. */
    void show(Work work) {
        gallery.ifPresent(shown -> {
            if (work.runs()) {
                work.step("page", () -> shown.add(work));
            } else {
                shown.add(work);
            }
        });
    }
}
