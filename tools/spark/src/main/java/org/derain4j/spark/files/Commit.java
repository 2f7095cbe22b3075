package org.derain4j.spark.files;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Arrays;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.io.IOUtils;

/** The ways in which a file comes to be in one step. */
final class Commit {

    private Commit() {}

    /**
     * On this machine, past Hadoop: that copies where it cannot rename, which leaves half files, and starts a process to set each file's
     * permissions. It is on the disk before it gets its name, so that no empty file passes for a result after a power failure.
     */
    static void local(File file, String partName, byte[] content) throws IOException {
        java.nio.file.Path target = path(file);
        java.nio.file.Path part = target.resolveSibling(partName);
        Files.createDirectories(target.getParent());
        try {
            try (FileOutputStream out = new FileOutputStream(part.toFile())) {
                out.write(content);
                out.getFD().sync();
            }
            keepPermissions(target, part);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException | Error e) {
            part.toFile().delete();
            throw e;
        }
    }

    private static java.nio.file.Path path(File file) throws IOException {
        try {
            return file.toPath();
        } catch (InvalidPathException e) {
            throw new FileSystemException(file.getPath(), null,
                    "the name cannot be written in this machine's language setting; set LC_ALL=C.UTF-8 for Spark");
        }
    }

    private static void keepPermissions(java.nio.file.Path from, java.nio.file.Path to) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (view != null && Files.isRegularFile(from)) {
            view.setPermissions(Files.getPosixFilePermissions(from));
        }
    }

    /** Where streams are objects that appear when they are closed: on any failure it is aborted in place of closed. */
    static void object(FileSystem files, Path path, byte[] content) throws IOException {
        requireNotInterrupted(path);
        FSDataOutputStreamBuilder<?, ?> builder = files.createFile(path);
        builder.recursive();
        builder.overwrite(true);
        // Spares S3 two requests that look for a folder of this name. Others do not know it.
        builder.opt("fs.s3a.create.performance", true);
        FSDataOutputStream out = builder.build();
        try {
            out.write(content);
            requireNotInterrupted(path);
            out.close();
            // S3A before 3.4.1 returns without an object and without an exception if its thread is interrupted meanwhile.
            requireNotInterrupted(path);
        } catch (IOException | RuntimeException | Error e) {
            abort(out, e);
            throw e;
        }
    }

    private static void abort(FSDataOutputStream out, Throwable reason) {
        try {
            out.abort();
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    private static void requireNotInterrupted(Path path) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException(path + " was not written, as its task was stopped");
        }
    }

    /** Where a file gets its name when it is whole. */
    static void renamed(FileSystem files, Path part, Path path, byte[] content) throws IOException {
        try {
            fill(files.create(part, false), content);
            if (files instanceof DistributedFileSystem hdfs) {
                hdfs.rename(part, path, Rename.OVERWRITE); // one step, which the renaming that all file systems have is not
            } else {
                moved(files, part, path, content);
            }
        } catch (IOException | RuntimeException | Error e) {
            removed(files, part);
            throw e;
        }
    }

    /** Not by try-with-resources: HDFS throws the same exception again from close, which Java refuses to add to itself. */
    private static void fill(FSDataOutputStream out, byte[] content) throws IOException {
        try {
            out.write(content);
        } catch (IOException | RuntimeException | Error e) {
            IOUtils.closeStream(out);
            throw e;
        }
        out.close();
    }

    /** In two steps, for file systems that do not replace: for a moment there is no file, and never half a one. */
    private static void moved(FileSystem files, Path part, Path path, byte[] content) throws IOException {
        FileStatus old = status(files, path);
        if (old != null && old.isDirectory()) {
            throw new IOException(path + " is a folder; name a file to write"); // else it would be moved into it
        }
        if (old != null && has(files, old, content)) {
            removed(files, part); // another attempt's: whoever is killed after it has deleted it would take it away
            return;
        }
        if (old != null) {
            files.delete(path, false);
        }
        if (!files.rename(part, path)) {
            if (status(files, path) == null) {
                throw new IOException(path + " could not be renamed from " + part.getName()
                        + "; see whether the folder may be written");
            }
            removed(files, part); // another attempt was quicker, with the same picture
        }
    }

    private static boolean has(FileSystem files, FileStatus file, byte[] content) throws IOException {
        if (file.getLen() != content.length) {
            return false;
        }
        byte[] there = new byte[content.length];
        try (FSDataInputStream in = files.open(file.getPath())) {
            in.readFully(0, there);
        } catch (FileNotFoundException e) {
            return false;
        }
        return Arrays.equals(there, content);
    }

    private static FileStatus status(FileSystem files, Path path) throws IOException {
        try {
            return files.getFileStatus(path);
        } catch (FileNotFoundException e) {
            return null;
        }
    }

    /** Removes a file if that can be done; an interrupted thread would not reach a server. */
    static boolean removed(FileSystem files, Path path) {
        boolean interrupted = Thread.interrupted();
        try {
            return files.delete(path, false);
        } catch (IOException | IllegalArgumentException e) { // where the folder's name is none, nothing is
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
