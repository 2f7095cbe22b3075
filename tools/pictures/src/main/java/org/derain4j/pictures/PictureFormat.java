package org.derain4j.pictures;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** The formats of picture files. What is read is told by content, what is written by the file's extension. */
public enum PictureFormat {

    /** Read and written. */
    PNG("png"),
    /** Read and written, with some loss and without alpha. */
    JPEG("jpg", "jpeg"),
    /** Read and written, without alpha. */
    BMP("bmp"),
    /** Read and written. */
    TIFF("tiff", "tif"),
    /** Read: there is no encoder in pure Java. */
    WEBP("webp");

    /** For sentences about reading. */
    public static final String READ = "PNG, JPEG, BMP, WebP or TIFF";
    /** For sentences about writing. */
    public static final String WRITTEN = ".png, .jpg, .bmp or .tiff";

    private final List<String> extensions;

    PictureFormat(String... extensions) {
        this.extensions = List.of(extensions);
    }

    /**
     * Whether {@link PictureWriter} writes it.
     *
     * @return false for WebP
     */
    public boolean writable() {
        return this != WEBP;
    }

    /**
     * The extension of new files.
     *
     * @return without a dot
     */
    public String extension() {
        return extensions.getFirst();
    }

    /** Whether it has room for alpha where it is written. */
    boolean keepsAlpha() {
        return this == PNG || this == TIFF;
    }

    /**
     * The format that a file's extension names.
     *
     * @param file any path
     * @return the format; empty if the extension is none of ours
     */
    public static Optional<PictureFormat> named(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(f -> f.extensions.stream().anyMatch(e -> name.endsWith("." + e)))
                .findFirst();
    }

    /** A reader for what the stream really holds, whatever the file is called; empty if it is none of ours. */
    static Optional<ImageReader> reader(ImageInputStream in) {
        // The JDK also brings GIF and WBMP, and nearly any file that starts with two zeros passes for a WBMP.
        for (Iterator<ImageReader> readers = ImageIO.getImageReaders(in); readers.hasNext();) {
            ImageReader reader = readers.next();
            if (of(reader).isPresent()) {
                return Optional.of(reader);
            }
        }
        return Optional.empty();
    }

    /** The format that a reader of {@link #reader} reads. */
    static Optional<PictureFormat> of(ImageReader reader) {
        try {
            String name = reader.getFormatName().toUpperCase(Locale.ROOT);
            return Arrays.stream(values()).filter(f -> name.equals(f.name())).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
