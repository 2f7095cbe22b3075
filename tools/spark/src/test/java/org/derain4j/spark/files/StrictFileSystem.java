package org.derain4j.spark.files;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.util.Progressable;

/** Stands for the other file systems: renames, but never replaces; its disk may be full; who may read a folder named closed is not here. */
public final class StrictFileSystem extends RawLocalFileSystem {

    /** Bytes that there is still room for. */
    static final AtomicLong ROOM = new AtomicLong(Long.MAX_VALUE);

    /** Whether a process that renames is killed. */
    static volatile boolean kills;

    static Configuration configuration() {
        Configuration configuration = new Configuration();
        addTo(configuration);
        return configuration;
    }

    /** For URIs that begin with {@code strict:}. */
    public static void addTo(Configuration configuration) {
        configuration.setClass("fs.strict.impl", StrictFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        if (path.getName().equals("closed")) {
            throw new AccessControlException("Permission denied: user=tests, access=READ");
        }
        return super.listStatus(path);
    }

    @Override
    public URI getUri() {
        return URI.create("strict:///");
    }

    @Override
    public synchronized boolean rename(Path from, Path to) throws IOException {
        if (kills) {
            throw new AssertionError("killed");
        }
        return !exists(to) && super.rename(from, to);
    }

    @Override
    public FSDataOutputStream create(Path path, boolean overwrite, int buffer, short replication, long block,
            Progressable progress) throws IOException {
        OutputStream file = super.create(path, overwrite, buffer, replication, block, progress);
        return new FSDataOutputStream(new FilterOutputStream(file) {

            @Override
            public void write(byte[] from, int offset, int length) throws IOException {
                int fits = (int) Math.max(0, Math.min(length, ROOM.getAndAdd(-length)));
                out.write(from, offset, fits);
                if (fits < length) {
                    throw new IOException("the disk is full");
                }
            }
        }, null);
    }
}
