package org.derain4j.kernels.cpu;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file as its transfers see it; tests have one that fails. Several threads may use it at the same time. */
interface BlockChannel extends Closeable {

    /** Reads into the buffer from its position; returns how many bytes, or -1 at the end of the file. */
    int read(ByteBuffer buffer, long position) throws IOException;

    /** Writes the buffer from its position; returns how many bytes. */
    int write(ByteBuffer buffer, long position) throws IOException;
}
