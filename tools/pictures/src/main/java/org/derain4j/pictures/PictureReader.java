package org.derain4j.pictures;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.derain4j.engine.Memory;
import org.derain4j.engine.PictureException;
import org.derain4j.engine.StandardPixels;

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
    }

    /** Decoded, brought to a standard kind, and the result: at most four bytes a pixel each. */
    private static final int BYTES_PER_PIXEL = 12;

    private final WorkingMemory work;

    /** A reader for who needs the pixels alone. */
    public PictureReader() {
        this((height, width) -> new Memory(height, width, 0, 0, 0));
    }

    /**
     * A reader that refuses, before it allocates anything for it, a picture of a size that could not be worked on.
     *
     * @param work what the caller will need
     */
    public PictureReader(WorkingMemory work) {
        this.work = Objects.requireNonNull(work, "work");
    }

    /**
     * Reads a picture; of several in the file the first.
     *
     * @param file a picture, whose format is told by its content
     * @return the pixels, and what is to be said about the reading
     * @throws PictureFileException if it cannot be read, or there is too little memory for it
     */
    public PictureFile read(Path file) throws PictureFileException {
        try {
            requireReadable(file);
            try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
                return read(file, in);
            }
        } catch (PictureFileException e) {
            throw e;
        } catch (IOException e) {
            throw new PictureFileException(file, e);
        }
    }

    private static void requireReadable(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new PictureFileException(file,
                    "a folder; name the pictures in it, for example " + file + "/*.png.");
        }
        if (Files.size(file) == 0) {
            throw new PictureFileException(file, "the file is empty; get a whole copy of it.");
        }
        if (!Files.isReadable(file)) {
            throw new PictureFileException(file, "permission denied.");
        }
    }

    private PictureFile read(Path file, ImageInputStream in) throws PictureFileException {
        ImageReader reader = PictureFormat.reader(in).orElseThrow(() -> new PictureFileException(file,
                "not a " + PictureFormat.READ + " picture, whatever its name says."));
        try {
            reader.setInput(in);
            return decode(file, reader);
        } finally {
            reader.dispose();
        }
    }

    private PictureFile decode(Path file, ImageReader reader) throws PictureFileException {
        PictureFormat format = PictureFormat.of(reader).orElseThrow();
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((_, warning) -> warnings.add(warning));
        try {
            requireRoom(file, reader.getWidth(0), reader.getHeight(0));
            BufferedImage stored = reader.read(0);
            if (warnings.stream().anyMatch(PictureReader::tellsOfMissingPixels)) {
                throw new IOException(String.join(", ", warnings));
            }
            requireWholeSamples(file, format, stored);
            return new PictureFile(StandardPixels.of(stored), format, ReadingNotes.of(reader, stored));
        } catch (PictureFileException e) {
            throw e;
        } catch (PictureException e) {
            throw new PictureFileException(file, e.getMessage() + ".", e);
        } catch (IOException | RuntimeException e) {
            // Decoders meet broken data with exceptions of any kind, down to ArrayIndexOutOfBounds.
            throw new PictureFileException(file,
                    "the %s is damaged, cut short or of an unusual kind (%s); get a whole copy or save it as a plain PNG."
                            .formatted(format, reason(e)),
                    e);
        }
    }

    private static String reason(Exception e) {
        boolean ended = Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                .anyMatch(EOFException.class::isInstance);
        return ended ? "it ends too early" : Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    }

    private void requireRoom(Path file, int width, int height) throws PictureFileException {
        long pixels = (long) width * height;
        if (pixels > Integer.MAX_VALUE / 4) {
            throw new PictureFileException(file,
                    "%d x %d pixels are more than Java holds in one picture; cut or scale it down."
                            .formatted(width, height));
        }
        work.memory(height, width).plus(pixels * BYTES_PER_PIXEL).require();
    }

    /** The JPEG decoder fills what is missing with grey and only warns. */
    private static boolean tellsOfMissingPixels(String warning) {
        String text = warning.toLowerCase(Locale.ROOT);
        return text.contains("premature") || text.contains("truncated") || text.contains("unexpected end");
    }

    /** Fractions have no white that all programs agree on. */
    private static void requireWholeSamples(Path file, PictureFormat format, BufferedImage stored)
            throws PictureFileException {
        int type = stored.getRaster().getTransferType();
        if (type != DataBuffer.TYPE_BYTE && type != DataBuffer.TYPE_USHORT && type != DataBuffer.TYPE_INT) {
            throw new PictureFileException(file,
                    "the " + format
                            + "'s samples are fractions or have a sign, which is not read; save it with 8 or 16 bits.");
        }
    }
}
