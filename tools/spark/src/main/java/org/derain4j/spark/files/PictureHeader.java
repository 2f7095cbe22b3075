package org.derain4j.spark.files;

import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options.OpenFileOptions;
import org.apache.hadoop.fs.Path;

/**
 * The size of a picture as its header states it, to plan by; a few kilobytes are read and nothing is decoded.
 *
 * @param width  columns as stored
 * @param height rows as stored
 */
public record PictureHeader(int width, int height) {

    /**
     * Reads a header.
     *
     * @param store  has the file
     * @param path   of the picture
     * @param length of the file, as a listing has it
     * @return the size; empty if it cannot be told, whatever the reason
     */
    public static Optional<PictureHeader> of(FileStore store, Path path, long length) {
        // Made of what the listing said, for an object store would have to be asked for it again.
        FileStatus status = new FileStatus(length, false, 0, 0, 0, path);
        try (FSDataInputStream file = store.open(path, status, OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY_RANDOM);
                ImageInputStream in = new BlockInput(file, length)) {
            return of(in);
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Readers meet broken headers with failures of any kind. */
    private static Optional<PictureHeader> of(ImageInputStream in) throws IOException {
        for (Iterator<ImageReader> readers = ImageIO.getImageReaders(in); readers.hasNext();) {
            ImageReader reader = readers.next();
            try {
                in.seek(0);
                reader.setInput(in, true, true);
                return Optional.of(new PictureHeader(reader.getWidth(0), reader.getHeight(0)));
            } catch (IOException | RuntimeException e) {
                // Perhaps the next one can tell.
            } finally {
                reader.dispose();
            }
        }
        return Optional.empty();
    }

    /**
     * How many there are.
     *
     * @return columns times rows
     */
    public long pixels() {
        return (long) width * height;
    }
}
