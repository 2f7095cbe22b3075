package org.derain4j.video.ffmpeg;

import java.nio.file.Path;

/** What would mean something else on ffmpeg's command line. */
final class Arguments {

    private Arguments() {}

    /** A file, even where its name has a colon, which ffmpeg would take for a protocol's, or begins like an option. */
    static String file(Path file) {
        return "file:" + file;
    }
}
