package org.derain4j.cli.common;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;

/**
 * What {@code -} stands for where a file could be named: bytes, not lines.
 *
 * @param in  standard input, of which nothing is read before it is looked at
 * @param out standard output; whoever writes there prints nothing else on it
 */
public record StandardStreams(StandardInput in, OutputStream out) {

    /** What stands for them among the names of files; a file that is called so is {@code ./-}. */
    public static final String NAME = "-";

    /** The launcher sets them where the descriptors are a terminal. */
    private static final String TERMINAL_IN = "derain.terminal.in";
    private static final String TERMINAL_OUT = "derain.terminal.out";

    /** Those of this process. */
    public static StandardStreams ofProcess() {
        return new StandardStreams(new StandardInput(System.in),
                new FileOutputStream(FileDescriptor.out)); // System.out hides failures
    }

    /** To be read; refuses to wait for a picture that somebody would have to type. */
    public StandardInput input() {
        if (Boolean.getBoolean(TERMINAL_IN)) {
            throw Failure.usage(
                    "-: standard input is a terminal; lead a picture there, as in derain - < in.png > out.png.");
        }
        return in;
    }

    /** To be written; refuses to fill a screen with the bytes of a picture. */
    public OutputStream output() {
        if (Boolean.getBoolean(TERMINAL_OUT)) {
            throw Failure.usage(
                    "-: standard output is a terminal; name a file with -o, or lead it to one, as in derain - > out.png.");
        }
        return out;
    }
}
