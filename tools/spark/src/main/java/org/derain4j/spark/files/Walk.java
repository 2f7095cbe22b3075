package org.derain4j.spark.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * All files below a folder, found folder by folder: Hadoop's own walk asks HDFS for the places of all blocks as well, and starts a process
 * for each file of this machine to learn its permissions. On this machine a folder is entered once, whatever links lead to it, and under
 * its own name if it is in the tree.
 */
final class Walk {

    private final FileSystem files;
    private final Consumer<FileStatus> taker;
    private final Deque<Path> folders = new ArrayDeque<>();
    private final Deque<Path> links = new ArrayDeque<>();
    private final Set<java.nio.file.Path> entered = new HashSet<>();

    /** Gives the taker all files. */
    Walk(FileSystem files, Consumer<FileStatus> taker) {
        this.files = files;
        this.taker = taker;
    }

    /** A folder, or a single file. */
    void of(Path root) throws IOException {
        enter(root);
        while (!folders.isEmpty() || !links.isEmpty()) {
            Path folder = folders.isEmpty() ? links.pollFirst() : folders.pollFirst();
            try {
                enter(folder);
            } catch (FileNotFoundException e) {
                // It was removed meanwhile.
            }
        }
    }

    private void enter(Path folder) throws IOException {
        java.nio.file.Path here = here(folder);
        if (here != null && !entered.add(here.toRealPath())) {
            return;
        }
        RemoteIterator<FileStatus> all = files.listStatusIterator(folder);
        while (all.hasNext()) {
            FileStatus status = all.next();
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
