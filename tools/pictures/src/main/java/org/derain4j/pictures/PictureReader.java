package org.derain4j.pictures;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.derain4j.engine.Memory;
import org.derain4j.engine.PictureException;
import org.derain4j.engine.StandardPixels;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.Parts;
import org.derain4j.pictures.format.PlainPicture;
import org.derain4j.pictures.format.SlicedInputStream;
import org.derain4j.pictures.format.UnsupportedException;
import org.derain4j.pictures.format.Upright;
import org.derain4j.pictures.metadata.Metadata;
import org.derain4j.pictures.png.PngCodec;

/** Reads pictures of all of {@link PictureFormat}. May be used by several threads at once. */
public final class PictureReader {

    /** What the caller will need beside the picture itself. */
    @FunctionalInterface
    public interface WorkingMemory {

        /**
         * For a picture of that size.
         *
         * @param height rows
         * @param width  columns
         * @return what is taken, and what there is
         */
        Memory memory(int height, int width);

        /**
         * Called right before a picture of that size is decoded and before anything is allocated for it: who works on several at a time
         * may wait here until there is room.
         *
         * @param height  rows
         * @param width   columns
         * @param samples bytes that all samples of the picture take
         * @param reading bytes that reading takes at most, the picture included
         */
        default void decodes(int height, int width, long samples, long reading) {}
    }

    /** How a file is taken apart. */
    @FunctionalInterface
    private interface Taking {

        Parts parts(PictureFormat format, ImageInputStream in) throws IOException;
    }

    private static final WorkingMemory NO_WORK = (height, width) -> new Memory(height, width, 0, 0, 0);

    private final WorkingMemory work;
    private final boolean lenient;

    /** A reader for who needs the pixels alone. */
    public PictureReader() {
        this(NO_WORK);
    }

    /**
     * A reader that refuses, before it allocates anything for it, a picture of a size that could not be worked on.
     *
     * @param work what the caller will need
     */
    public PictureReader(WorkingMemory work) {
        this(work, false);
    }

    /**
     * A reader that also takes what there is of a picture that is cut short.
     *
     * @param work    what the caller will need
     * @param lenient whether it does so; there is a note of it then
     */
    public PictureReader(WorkingMemory work, boolean lenient) {
        this.work = Objects.requireNonNull(work, "work");
        this.lenient = lenient;
    }

    /**
     * Reads a picture; of several in the file the first.
     *
     * @param file a picture, whose format is told by its content
     * @return the pixels, and what is to be said about the reading
     * @throws IllegalArgumentException if the path is empty
     * @throws PictureFileException if it cannot be read, or there is too little memory for it
     */
    public PictureFile read(Path file) throws PictureFileException {
        requireNamed(file, "file");
        return read(file, (format, in) -> format.codec().read(in, lenient));
    }

    /**
     * Reads the samples of a PNG as they are stored, in place of the colours that they stand for, as masks of classes want it: a
     * palette's indices, and samples of few bits, are the levels of a grey picture of 8 bits. Transparency and metadata are not looked at.
     *
     * @param file a PNG
     * @return the samples
     * @throws IllegalArgumentException if the path is empty
     * @throws PictureFileException if it is no PNG, cannot be read, or there is too little memory for it
     */
    public PictureFile readStored(Path file) throws PictureFileException {
        requireNamed(file, "file");
        return read(file, (format, in) -> {
            if (format != PictureFormat.PNG) {
                throw new UnsupportedException("its samples are not kept as they are", "give a PNG");
            }
            return PngCodec.stored(in);
        });
    }

    /** Refuses null and the empty path, which is mostly a name that somebody forgot, by the parameter's name. */
    static void requireNamed(Path file, String parameter) {
        Objects.requireNonNull(file, parameter);
        if (file.toString().isEmpty()) {
            throw new IllegalArgumentException(parameter + " is empty; name a picture");
        }
    }

    private PictureFile read(Path file, Taking taking) throws PictureFileException {
        try {
            requireReadable(file);
            try (ImageInputStream in = open(file)) {
                return read(file, in, taking);
            }
        } catch (PictureFileException e) {
            throw e;
        } catch (IOException e) {
            throw new PictureFileException(file, e);
        }
    }

    /**
     * Reads a picture out of a stream, to its end.
     *
     * @param in   a picture, whose format is told by its content; stays open
     * @param name what failures call it
     * @return the pixels, and what is to be said about the reading
     * @throws PictureFileException if it cannot be read, or there is too little memory for it
     */
    public PictureFile read(InputStream in, Path name) throws PictureFileException {
        Objects.requireNonNull(in, "in");
        Objects.requireNonNull(name, "name");
        try {
            byte[] bytes = in.readAllBytes();
            if (bytes.length == 0) {
                throw new PictureFileException(name,
                        "nothing came from there; see why what should write a picture did not.");
            }
            try (ImageInputStream whole = new SlicedInputStream(List.of(ByteBuffer.wrap(bytes)))) {
                return read(name, whole, (format, opened) -> format.codec().read(opened, lenient));
            }
        } catch (PictureFileException e) {
            throw e;
        } catch (IOException e) {
            throw new PictureFileException(name, e);
        }
    }

    /** Files of other file systems, as of a zip, are read whole. */
    private static ImageInputStream open(Path file) throws IOException {
        return file.getFileSystem() == FileSystems.getDefault()
                ? new FileImageInputStream(file.toFile())
                : new SlicedInputStream(List.of(ByteBuffer.wrap(Files.readAllBytes(file))));
    }

    private static void requireReadable(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new PictureFileException(file,
                    "a folder; name one of the pictures in it.");
        }
        if (Files.size(file) == 0) {
            throw new PictureFileException(file, "the file is empty; get a whole copy of it.");
        }
        if (!Files.isReadable(file)) {
            throw new PictureFileException(file, "permission denied.");
        }
    }

    private PictureFile read(Path file, ImageInputStream in, Taking taking) throws IOException {
        PictureFormat format = format(file, in);
        try {
            return read(format, in, taking);
        } catch (UnsupportedException e) {
            throw new PictureFileException(file, "unsupported " + format + ": " + e.getMessage() + ".", e);
        } catch (DamagedException e) {
            throw new PictureFileException(file, damage(format, e), e);
        } catch (PictureException e) {
            throw new PictureFileException(file, e.getMessage() + ".", e);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Decoders meet broken data with failures of any kind, down to ArrayIndexOutOfBounds.
            throw new PictureFileException(file, damage(format, DamagedException.broken(reason(e), e)), e);
        }
    }

    private static PictureFormat format(Path file, ImageInputStream in) throws IOException {
        byte[] header = new byte[(int) Math.min(PictureFormat.HEADER, in.length())];
        in.readFully(header);
        in.seek(0);
        return PictureFormat.of(header).orElseThrow(() -> new PictureFileException(file, ForeignFormat.of(header)
                .map(ForeignFormat::refusal)
                .orElse("not a " + PictureFormat.READ + " picture, whatever its name says.")));
    }

    private PictureFile read(PictureFormat format, ImageInputStream in, Taking taking) throws IOException {
        Parts parts = taking.parts(format, in);
        int orientation = parts.metadata().orientation();
        Upright place = new Upright(orientation);
        int width = place.turns() ? parts.height() : parts.width();
        int height = place.turns() ? parts.width() : parts.height();
        requireRoom(width, height, parts, place);
        List<String> notes = new ArrayList<>(parts.notes());
        BufferedImage picture = picture(parts.pixels(), place, notes);
        Metadata metadata = parts.metadata().upright(orientation, width, height);
        return new PictureFile(picture, format, metadata, parts.coding(), notes);
    }

    private static BufferedImage picture(Parts.Pixels pixels, Upright place, List<String> notes) throws IOException {
        BufferedImage decoded = pixels.decode(place, notes::add);
        boolean standard = place.holds(decoded) || PlainPicture.isStandard(decoded);
        return place.of(standard ? decoded : StandardPixels.of(decoded));
    }

    /** First there is what reading takes; then the picture, what is done with it, and the result. */
    private void requireRoom(int width, int height, Parts parts, Upright place) {
        long pixels = (long) width * height;
        if (pixels > Integer.MAX_VALUE / 4) {
            throw new PictureException("%d x %d pixels are more than Java holds in one picture; cut or scale it down"
                    .formatted(width, height));
        }
        long samples = pixels * parts.demand().bands() * (parts.bits() > Byte.SIZE ? 2 : 1);
        long reading = parts.demand().bytes(samples, place.turns());
        work.decodes(height, width, samples, reading);
        work.memory(height, width).plus(work == NO_WORK ? 0 : 2 * samples).require();
        new Memory(height, width, reading, 0, 0).require();
    }

    private String damage(PictureFormat format, DamagedException e) {
        return "the %s is damaged (%s); get a whole copy%s.".formatted(format, e.getMessage(),
                e.isCutShort() && !lenient ? ", or take what is there with derain --lenient" : "");
    }

    private static String reason(Throwable e) {
        boolean ended = Stream.iterate(e, Objects::nonNull, Throwable::getCause)
                .anyMatch(EOFException.class::isInstance);
        return ended ? "it ends too early" : Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    }
}
