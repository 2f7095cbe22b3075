package org.derain4j.cli.video;

import java.util.Arrays;
import java.util.Optional;
import org.derain4j.cli.common.Failure;

/** How frames stand in a stream. */
public enum FrameKind {

    /** YUV4MPEG2, which says itself what is in it. */
    Y4M("y4m", 0),
    /** Bytes of R, G, B. */
    RGB24("rgb24", Byte.SIZE),
    /** The same with 16 bits, the lower byte first. */
    RGB48LE("rgb48le", Short.SIZE);

    private final String word;
    private final int bits;

    FrameKind(String word, int bits) {
        this.word = word;
        this.bits = bits;
    }

    /** Whether one is called so. */
    public static boolean isCalled(String name) {
        return of(name).isPresent();
    }

    private static Optional<FrameKind> of(String name) {
        return Arrays.stream(values()).filter(kind -> kind.word.equalsIgnoreCase(name)).findFirst();
    }

    /** Of that name, which an option gives. */
    static FrameKind named(String option, String name) {
        return of(name)
                .orElseThrow(() -> Failure.usage(option + " " + name + ": give y4m, rgb24 or rgb48le for frames."));
    }

    /** Of a sample; 0 where the stream says it. */
    int bits() {
        return bits;
    }

    /** Of a file's name, with its dot. */
    String extension() {
        return "." + word;
    }

    @Override
    public String toString() {
        return word;
    }
}
