package org.derain4j.cli;

import java.awt.image.BufferedImage;
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

/**
 * A picture as read, in one of the kinds of {@link StandardPixels}.
 *
 * @param picture
 *            the pixels, as stored: an EXIF orientation is not applied
 * @param notes
 *            what the user should know about the reading, without the file's name; mostly empty
 */
record PictureFile(BufferedImage picture, List<String> notes) {
    /** What the caller will need beside the picture itself. */
    @FunctionalInterface
    interface WorkingMemory {
        /** For a picture of that size. */
        Memory memory(int height, int width);
    }

    /** Decoded, brought to a standard kind, and the result: at most four bytes a pixel each. */
    private static final int BYTES_PER_PIXEL = 12;

    /** Reads a picture; every failure is a {@link Failure} of one sentence. */
    static PictureFile read(Path file) {
        return read(file, (height, width) -> new Memory(height, width, 0, 0, 0));
    }

    /** As {@link #read(Path)}, and refuses a size that could not be worked on before it allocates anything for it. */
    static PictureFile read(Path file, WorkingMemory work) {
        checkReadable(file);
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            ImageReader reader = PictureFormat.reader(in).orElseThrow(() -> Failure
                    .input(file + ": not a " + PictureFormat.READ + " picture, whatever its name says."));
            try {
                reader.setInput(in);
                return decode(file, reader, work);
            } finally {
                reader.dispose();
            }
        } catch (IOException e) {
            throw Failure.input(file, e);
        }
    }

    private static void checkReadable(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw Failure.input(file + ": a folder; name the pictures in it, for example " + file + "/*.png.");
            }
            if (Files.size(file) == 0) {
                throw Failure.input(file + ": the file is empty; get a whole copy of it.");
            }
            if (!Files.isReadable(file)) {
                throw Failure.input(file + ": permission denied.");
            }
        } catch (IOException e) {
            throw Failure.input(file, e);
        }
    }

    private static PictureFile decode(Path file, ImageReader reader, WorkingMemory work) {
        PictureFormat format = PictureFormat.of(reader).orElseThrow();
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((_, warning) -> warnings.add(warning));
        try {
            checkSize(file, reader.getWidth(0), reader.getHeight(0), work);
            BufferedImage stored = reader.read(0);
            if (warnings.stream().anyMatch(PictureFile::tellsOfMissingPixels)) {
                throw new IOException(String.join(", ", warnings));
            }
            return new PictureFile(StandardPixels.of(stored), ReadingNotes.of(reader, stored));
        } catch (Failure e) {
            throw e;
        } catch (PictureException e) {
            throw Failure.input(file + ": " + e.getMessage() + ".");
        } catch (IOException | RuntimeException e) {
            // Decoders meet broken data with exceptions of any kind, down to ArrayIndexOutOfBounds.
            throw Failure.input(
                    "%s: the %s is damaged, cut short or of an unusual kind (%s); get a whole copy or save it as a plain PNG."
                            .formatted(file, format, reason(e)));
        }
    }

    private static String reason(Exception e) {
        boolean ended = Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                .anyMatch(EOFException.class::isInstance);
        return ended ? "it ends too early" : Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    }

    private static void checkSize(Path file, int width, int height, WorkingMemory work) {
        long pixels = (long) width * height;
        if (pixels > Integer.MAX_VALUE / 4) {
            throw Failure.input("%s: %d x %d pixels are more than Java holds in one picture; cut or scale it down."
                    .formatted(file, width, height));
        }
        work.memory(height, width).plus(pixels * BYTES_PER_PIXEL).require();
    }

    /** The JPEG decoder fills what is missing with grey and only warns. */
    private static boolean tellsOfMissingPixels(String warning) {
        String text = warning.toLowerCase(Locale.ROOT);
        return text.contains("premature") || text.contains("truncated") || text.contains("unexpected end");
    }
}
