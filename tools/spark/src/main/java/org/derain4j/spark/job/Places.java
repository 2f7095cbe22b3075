package org.derain4j.spark.job;

import java.io.File;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.VersionInfo;
import org.derain4j.cli.common.Failure;
import org.derain4j.spark.files.FileStore;

/** What a user has named by options: URIs and paths of any file system, as they are written. */
final class Places {

    private static final String PROBE = ".derain.probe";

    private final FileStore store;

    Places(FileStore store) {
        this.store = store;
    }

    /**
     * With its file system.
     *
     * @throws Failure of usage, if there is none, or it does not answer
     */
    Path of(String option, String uri) {
        try {
            Path path = new Path(uri);
            FileSystem files = store.of(path);
            return files.makeQualified(path);
        } catch (IOException | IllegalArgumentException e) {
            String reason = e instanceof IOException failure ? PictureTask.reason(failure) : e.getMessage();
            throw Failure
                    .usage(option + " " + uri + ": " + reason + "; give a path or a URI of a file system that Spark "
                            + "has here, S3 for example as s3a:// with --packages org.apache.hadoop:hadoop-aws:"
                            + VersionInfo.getVersion() + ".");
        }
    }

    /** The folder of results, which may not be that of the pictures. */
    Path output(String uri, List<Path> inputs) throws IOException {
        Path output = of("--output", uri);
        for (Path input : inputs) {
            if (real(input).equals(real(output))) {
                throw Failure.usage(
                        "--output " + uri + ": the results would overwrite the pictures of --input; choose another "
                                + "place.");
            }
        }
        FileSystem files = store.of(output);
        if (files.exists(output) && files.getFileStatus(output).isFile()) {
            throw Failure.usage("--output " + uri + ": is a file; name a folder.");
        }
        return named(output, inputs);
    }

    /** As the inputs are named, where links lead to the same folder: results are told from pictures by their names. */
    private static Path named(Path output, List<Path> inputs) throws IOException {
        String place = real(output) + "/";
        for (Path input : inputs) {
            for (Path folder = input; folder != null; folder = folder.equals(input) ? input.getParent() : null) {
                String start = real(folder) + "/";
                if (place.startsWith(start)) {
                    String rest = place.substring(start.length());
                    return rest.isEmpty() ? folder : FileStore.below(folder, rest);
                }
            }
        }
        return output;
    }

    /** Of this machine's files without links. */
    private static Path real(Path path) throws IOException {
        return isOfOneMachine(path)
                ? new Path("file", null, new File(path.toUri().getPath()).getCanonicalPath())
                : path;
    }

    /** Whether it names another file on each machine, unless disks are shared. */
    static boolean isOfOneMachine(Path path) {
        return "file".equals(path.toUri().getScheme());
    }

    /** Finds out before the work whether there can be results: makes the folder, and a file in it for a moment. */
    void requireWritable(Path output) {
        Path probe = new Path(output, PROBE);
        try {
            store.write(probe, new byte[0]);
            store.of(probe).delete(probe, false);
        } catch (IOException e) {
            throw Failure.usage("--output " + output + ": nothing can be written there (" + PictureTask.reason(e)
                    + "); choose another place.");
        }
    }
}
