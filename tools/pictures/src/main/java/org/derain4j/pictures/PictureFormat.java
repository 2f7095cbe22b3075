package org.derain4j.cli;

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
import org.apache.commons.io.FilenameUtils;

/** The picture formats of the command. What is read is told by content, what is written by the file's extension. */
enum PictureFormat {
    PNG("png"), JPEG("jpg", "jpeg"), BMP("bmp"), TIFF("tiff", "tif"), WEBP("webp");

    /** For sentences about reading. */
    static final String READ = "PNG, JPEG, BMP, WebP or TIFF";
    /** For sentences about writing. */
    static final String WRITTEN = ".png, .jpg, .bmp or .tiff";

    private final List<String> extensions;

    PictureFormat(String... extensions) {
        this.extensions = List.of(extensions);
    }

    /** There is no WebP encoder in pure Java. */
    boolean writable() {
        return this != WEBP;
    }

    /** The format that a file's extension names. */
    static Optional<PictureFormat> named(Path file) {
        String extension = FilenameUtils.getExtension(file.toString()).toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(f -> f.extensions.contains(extension)).findFirst();
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
