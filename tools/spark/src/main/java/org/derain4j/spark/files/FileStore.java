package org.derain4j.spark.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FutureDataInputStreamBuilder;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Options.OpenFileOptions;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.util.functional.FutureIO;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Files in Hadoop's file systems, read whole and written whole or not at all, whatever becomes of the task that writes: nobody ever sees
 * half a file, and of several attempts at the same file the last one to be done is there, whole. Made on the driver, travels to executors;
 * may be used by several threads.
 */
public final class FileStore implements Serializable {

    private static final long serialVersionUID = 1;

    /** Files in the making: the run, and a number of their own. No picture has such a name, and listings leave hidden names out. */
    private static final Pattern PART = Pattern.compile("\\.derain-([0-9a-f]{16})-[0-9a-f]{16}\\.part");

    /** No running attempt leaves its file alone for so long. */
    private static final Duration OLD = Duration.ofHours(1);

    /** Of the file systems. */
    private final SerializableConfiguration configuration;
    /** Part of the names of files in the making. */
    private final String run = digits();

    /**
     * For one run: what its attempts leave behind can be told from what others do.
     *
     * @param configuration of the file systems, as Spark's {@code hadoopConfiguration}
     */
    public FileStore(Configuration configuration) {
        this.configuration = new SerializableConfiguration(configuration);
    }

    /**
     * The file system of a path; of {@code file:} the one that makes no files of checksums.
     *
     * @param path with a scheme, or of the default file system
     * @return shared, not to be closed
     * @throws IOException if there is none for the scheme, or it cannot be reached
     */
    public FileSystem of(Path path) throws IOException {
        FileSystem files = path.getFileSystem(configuration.value());
        return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
    }

    /**
     * Reads a file.
     *
     * @param path of less than 2 GB
     * @return all of it
     * @throws IOException if it cannot be read
     */
    public byte[] read(Path path) throws IOException {
        FileStatus status = of(path).getFileStatus(path);
        if (status.isDirectory()) {
            throw new IOException("a folder; name a file");
        }
        if (status.getLen() > Integer.MAX_VALUE - Long.BYTES) {
            throw new IOException("the file has %d bytes, more than Java takes at a time; cut it".formatted(
                    status.getLen()));
        }
        byte[] content = new byte[(int) Math.max(0, status.getLen())]; // HTTP does not know
        try (FSDataInputStream in = open(path, status, OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY_WHOLE_FILE)) {
            int length = in.readNBytes(content, 0, content.length);
            byte[] more = in.readAllBytes();
            if (length == content.length && more.length == 0) {
                return content;
            }
            // It was replaced meanwhile, and what was opened is the other one, whole as well.
            byte[] other = Arrays.copyOf(content, length + more.length);
            System.arraycopy(more, 0, other, length, more.length);
            return other;
        }
    }

    /** Opens a file that was found already, so that an object store is not asked once more. */
    FSDataInputStream open(Path path, FileStatus status, String policy) throws IOException {
        FutureDataInputStreamBuilder builder = of(path).openFile(path)
                .opt(OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY, policy);
        return FutureIO.awaitFuture(builder.withFileStatus(status).build());
    }

    /**
     * Writes a file in one step, with the folders that it needs; one that is there is replaced. Where the file system renames, it is made
     * beside its place under a hidden name; where objects appear as a whole, as on S3, it is made in its place.
     *
     * @param path    of the file
     * @param content all of it
     * @throws IOException if it cannot be written, or the thread was interrupted; then what was there is there still, unless the
     *                     file system cannot replace files
     */
    public void write(Path path, byte[] content) throws IOException {
        try {
            commit(of(path), path, content);
        } catch (UncheckedIOException e) {
            throw e.getCause(); // S3A has such where its thread is interrupted
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e); // HDFS says so of names that it does not take, such as those with colons
        }
    }

    private void commit(FileSystem files, Path path, byte[] content) throws IOException {
        if (files.getClass() == RawLocalFileSystem.class) {
            Commit.local(((RawLocalFileSystem) files).pathToFile(path), partName(), content);
        } else if (hasObjects(files, path)) {
            Commit.object(files, path, content);
        } else {
            Commit.renamed(files, new Path(path.getParent(), partName()), path, content);
        }
    }

    /**
     * All files in a folder and in the folders below it, but for those in the making.
     *
     * @param root a folder, or a single file
     * @return in the file system's order
     * @throws FileNotFoundException if there is nothing
     * @throws IOException           if it, or a folder in it, cannot be listed
     */
    public List<Found> list(Path root) throws IOException {
        AtomicReference<IOException> first = new AtomicReference<>();
        List<Found> found = list(root, (folder, reason) -> {
            if (!(reason instanceof FileNotFoundException)) {
                first.compareAndSet(null, reason);
            }
        });
        if (first.get() != null) {
            throw first.get();
        }
        return found;
    }

    /**
     * The same of what can be listed.
     *
     * @param root    a folder, or a single file
     * @param missing told of folders that may not be read, and, by a {@link FileNotFoundException}, of files that lead nowhere, as links
     *                do whose file is gone
     * @return in the file system's order
     * @throws FileNotFoundException if there is nothing
     * @throws IOException           if the file system fails
     */
    public List<Found> list(Path root, BiConsumer<Path, IOException> missing) throws IOException {
        return list(root, name -> !PART.matcher(name).matches(), missing);
    }

    /**
     * Removes what killed attempts have left in a folder and in those below it: files in the making of this run, none of whose tasks may
     * be at work any more, and those of others that have not been touched for an hour. What cannot be removed stays.
     *
     * @param root a folder; it need not be there
     * @return how many were removed
     * @throws IOException if it cannot be listed
     */
    public int sweep(Path root) throws IOException {
        return sweep(root, OLD);
    }

    /**
     * The same with an age of choice.
     *
     * @param root a folder; it need not be there
     * @param age  for how long those of other runs have not been touched; none at all only where no other run is at work
     * @return how many were removed
     * @throws IOException if it cannot be listed
     */
    public int sweep(Path root, Duration age) throws IOException {
        FileSystem files = of(root);
        if (hasObjects(files, root)) {
            return 0; // there are none
        }
        List<Found> parts;
        try {
            parts = list(root, name -> PART.matcher(name).matches(), (_, _) -> {});
        } catch (FileNotFoundException e) {
            return 0;
        }
        long newest = System.currentTimeMillis() - age.toMillis();
        int removed = 0;
        for (Found part : parts) {
            boolean own = part.path().getName().startsWith(run, ".derain-".length());
            if ((own || part.modified() <= newest) && Commit.removed(files, part.path())) {
                removed++;
            }
        }
        return removed;
    }

    /**
     * A path below a folder, by a name that may hold colons.
     *
     * @param root     a folder
     * @param relative names with slashes between them
     * @return the path
     */
    public static Path below(Path root, String relative) {
        return new Path(root, new Path(null, null, relative));
    }

    /**
     * What {@link #below} takes.
     *
     * @param root a folder
     * @param path of something in it or below it
     * @return names with slashes between them
     * @throws IllegalArgumentException if it lies elsewhere
     */
    public static String relative(Path root, Path path) {
        String folder = root.toUri().getPath();
        String start = folder.endsWith("/") ? folder : folder + "/";
        String all = path.toUri().getPath();
        if (!all.startsWith(start)) {
            throw new IllegalArgumentException(path + " does not lie in " + root);
        }
        return all.substring(start.length());
    }

    /**
     * What sentences call a file.
     *
     * @param path of any file system
     * @return of {@code file:} the plain path; else with its file system, and nothing in it encoded
     */
    public static String shown(Path path) {
        return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
    }

    private List<Found> list(Path root, Predicate<String> names, BiConsumer<Path, IOException> missing)
            throws IOException {
        List<Found> found = new ArrayList<>();
        Consumer<FileStatus> taker = file -> {
            if (names.test(file.getPath().getName())) {
                found.add(new Found(file.getPath(), file.getLen(), file.getModificationTime()));
            }
        };
        FileSystem files = of(root);
        if (hasObjects(files, root)) {
            RemoteIterator<LocatedFileStatus> all = files.listFiles(root, true); // a thousand a request, across folders
            while (all.hasNext()) {
                taker.accept(all.next());
            }
        } else {
            new Walk(files, taker, missing).of(root);
        }
        return found;
    }

    /** Whether what is written appears when its stream is closed, all at once, unless it is aborted before. */
    private static boolean hasObjects(FileSystem files, Path path) throws IOException {
        return files.hasPathCapability(path, CommonPathCapabilities.ABORTABLE_STREAM);
    }

    /** As short for a long name as for a short one: no file system takes more than 255 bytes. */
    String partName() {
        return ".derain-%s-%s.part".formatted(run, digits());
    }

    private static String digits() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
