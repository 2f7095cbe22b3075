package org.derain4j.spark.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Abortable;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** Stands for object stores: what is written is there when its stream is closed, unless that was aborted. With the faults that they have. */
final class ObjectFileSystem extends RawLocalFileSystem {

    /** What goes wrong. */
    enum Fault {
        NONE, WRITE, CLOSE,
        /** As of S3A before 3.4.1: an interrupted close returns, and there is no object. */
        SILENT_CLOSE
    }

    static volatile Fault fault = Fault.NONE;
    static volatile int aborted;

    static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.setClass("fs.object.impl", ObjectFileSystem.class, FileSystem.class);
        return configuration;
    }

    @Override
    public URI getUri() {
        return URI.create("object:///");
    }

    @Override
    public boolean hasPathCapability(Path path, String capability) throws IOException {
        return CommonPathCapabilities.ABORTABLE_STREAM.equals(capability) || super.hasPathCapability(path, capability);
    }

    @Override
    public FSDataOutputStream create(Path path, FsPermission permission, boolean overwrite, int buffer,
            short replication, long block, Progressable progress) throws IOException {
        return new FSDataOutputStream(new ObjectStream(path), null);
    }

    private final class ObjectStream extends ByteArrayOutputStream implements Abortable {

        private final Path path;
        private boolean done;

        ObjectStream(Path path) {
            this.path = path;
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            super.write(from, offset, fault == Fault.WRITE ? length / 2 : length);
            if (fault == Fault.WRITE) {
                throw new IllegalStateException("in the middle");
            }
        }

        @Override
        public void close() throws IOException {
            if (done) {
                return;
            }
            done = true;
            if (fault == Fault.SILENT_CLOSE) {
                Thread.currentThread().interrupt();
                return;
            }
            if (fault == Fault.CLOSE) {
                throw new IOException("at the end");
            }
            try (FSDataOutputStream out = ObjectFileSystem.super.create(path, true, 4096, (short) 1, 1 << 20, null)) {
                out.write(toByteArray());
            }
        }

        @Override
        public AbortableResult abort() {
            done = true;
            aborted++;
            return null;
        }
    }
}
