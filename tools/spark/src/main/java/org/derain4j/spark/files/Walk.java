package org.derain4j.spark.files;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.security.AccessControlException;

/**
 * All files below a folder, found folder by folder: Hadoop's own walk asks HDFS for the places of all blocks as well, and starts a process
 * for each file of this machine to learn its permissions. On this machine a folder is entered once, whatever links lead to it, and under
 * its own name if it is in the tree.
 */
final class Walk {

    private final FileSystem files;
    private final Consumer<FileStatus> taker;
    private final BiConsumer<Path, IOException> missing;
    private final Deque<Path> folders = new ArrayDeque<>();
    private final Deque<Path> links = new ArrayDeque<>();
    private final Set<java.nio.file.Path> entered = new HashSet<>();

    /**
     * Gives the taker all files.
     *
     * @param missing told of folders that cannot be read, and of files that lead nowhere, by a {@link FileNotFoundException}
     */
    Walk(FileSystem files, Consumer<FileStatus> taker, BiConsumer<Path, IOException> missing) {
        this.files = files;
        this.taker = taker;
        this.missing = missing;
    }

    /** A folder, or a single file. */
    void of(Path root) throws IOException {
        tryToEnter(root);
        while (!folders.isEmpty() || !links.isEmpty()) {
            Path folder = folders.isEmpty() ? links.pollFirst() : folders.pollFirst();
            try {
                tryToEnter(folder);
            } catch (FileNotFoundException e) {
                // It was removed meanwhile.
            }
        }
    }

    /** What is wrong with a single folder is told; a server that does not answer ends all. */
    private void tryToEnter(Path folder) throws IOException {
        try {
            enter(folder);
        } catch (AccessControlException | AccessDeniedException e) {
            missing.accept(folder, e);
        }
    }

    private void enter(Path folder) throws IOException {
        java.nio.file.Path here = here(folder);
        if (here != null && !entered.add(here.toRealPath())) {
            return;
        }
        Set<String> seen = new HashSet<>();
        RemoteIterator<FileStatus> all = files.listStatusIterator(folder);
        while (all.hasNext()) {
            FileStatus status = all.next();
            if (here != null) {
                seen.add(status.getPath().getName());
            }
            if (!status.isDirectory()) {
                java.nio.file.Path file = here(status.getPath());
                if (file == null || java.nio.file.Files.isRegularFile(file)) { // nobody must wait for what comes through a pipe
                    taker.accept(status);
                }
            } else if (here != null && java.nio.file.Files.isSymbolicLink(here(status.getPath()))) {
                links.addLast(status.getPath());
            } else {
                folders.addLast(status.getPath());
            }
        }
        if (here != null) {
            tellUnseen(here.toFile(), folder, seen);
        }
    }

    /** Links to nowhere, and names that Java cannot read: Hadoop leaves them out without a word. */
    private void tellUnseen(File here, Path folder, Set<String> seen) {
        String[] names = here.list();
        for (String name : names == null ? new String[0] : names) {
            if (!seen.contains(name)) {
                Path file = FileStore.below(folder, name);
                missing.accept(file, new FileNotFoundException(file + " leads nowhere"));
            }
        }
    }

    /** On this machine; null for other file systems, and for what is not there. */
    private java.nio.file.Path here(Path path) {
        if (files.getClass() != RawLocalFileSystem.class) {
            return null;
        }
        java.io.File file = ((RawLocalFileSystem) files).pathToFile(path);
        return file.exists() ? file.toPath() : null;
    }
}
