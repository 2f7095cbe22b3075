package org.derain4j.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * An open file of named tensors: a safetensors file or a TensorFlow V2 checkpoint. Values are read on demand; nothing is
 * allocated on the word of a header alone, and every kind of damage is reported as a {@link WeightFormatException}: also
 * that another process cuts the file short while it is open, and that what it holds does not fit into Java's memory.
 *
 * <p>Safe for use by several threads. {@link #close} waits for reads in progress. Interrupting a thread that reads closes the
 * file for all, as the JDK's file channels do: reads then end in an {@link IOException}.
 */
public interface TensorFile extends AutoCloseable {

    /**
     * Opens a safetensors file (known by its ending or its content), or a checkpoint by its prefix or its
     * {@code .index} file. Shards of a checkpoint are opened when a tensor in them is read.
     *
     * <p>A folder, or TensorFlow's text file {@code checkpoint} in one, stands for the latest checkpoint by that file, looked for
     * beside it, too, where its path is another machine's. A folder without such a file stands for the only weights in it.
     *
     * @param path the file, a checkpoint's prefix ({@code path.index} exists), or a folder
     * @return the open file
     * @throws IllegalArgumentException if the path is empty
     * @throws WeightFormatException where the content is damaged or of another kind
     * @throws IOException where the file is missing or cannot be read
     */
    static TensorFile open(Path path) throws IOException {
        NamedPath.require(path, "path");
        return FileKind.open(path);
    }

    /**
     * Opens a safetensors file that is in memory.
     *
     * @param safetensors the whole file; not copied, so it must not be changed afterwards
     * @param name what messages call it
     * @return the open file
     * @throws WeightFormatException where the content is damaged
     * @throws IOException where the content cannot be read
     */
    static TensorFile open(byte[] safetensors, String name) throws IOException {
        Objects.requireNonNull(safetensors, "safetensors");
        Objects.requireNonNull(name, "name");
        return OpenTensorFile.safetensors(name, ByteSource.of(safetensors));
    }

    /**
     * What messages call this file.
     *
     * @return the path or name given to {@code open}; a checkpoint's prefix; what a folder stood for
     */
    String name();

    /**
     * All tensors, of whatever type, in file order. Remains usable after {@link #close}.
     *
     * @return an unmodifiable map by name
     */
    Map<String, TensorInfo> tensors();

    /**
     * The {@code __metadata__} of a safetensors file. Remains usable after {@link #close}.
     *
     * @return an unmodifiable map; empty for a checkpoint
     */
    Map<String, String> metadata();

    /**
     * Reads a tensor of type F32, F16, BF16 or F64 as float32, row-major. F64 is rounded to nearest, and to infinity
     * beyond the range of float32. A checkpoint's checksum is verified on each read.
     *
     * @param tensor its name
     * @return a new array of {@link TensorInfo#elements} values
     * @throws WeightFormatException where the tensor is absent, damaged, or of another type
     * @throws IOException where the file cannot be read
     * @throws IllegalStateException after {@link #close}
     */
    float[] floats(String tensor) throws IOException;

    /**
     * Reads a tensor of type F32, F16, BF16 or F64 as float64, row-major, which is exact for all four. A checkpoint's
     * checksum is verified on each read.
     *
     * @param tensor its name
     * @return a new array of {@link TensorInfo#elements} values
     * @throws WeightFormatException where the tensor is absent, damaged, or of another type
     * @throws IOException where the file cannot be read
     * @throws IllegalStateException after {@link #close}
     */
    double[] doubles(String tensor) throws IOException;

    /**
     * Refuses a file that was written to since it was opened, by a second look at all that has been read of it: to be called
     * when everything is read that belongs together, or parts of two files may have become one. A file that was put in its place
     * does no harm, as this one stays open. A checkpoint's tensors have checksums, and are those of its index in any case. Nothing
     * is looked at in an implementation of one's own that does not override this.
     *
     * @throws WeightFormatException where the file is not what it was
     * @throws IOException where the file cannot be read
     * @throws IllegalStateException after {@link #close}
     */
    default void requireUnchanged() throws IOException {}

    /** Closes the file. Further calls do nothing. */
    @Override
    void close();
}
