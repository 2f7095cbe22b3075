package org.derain4j.cli.video;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.io.FilenameUtils;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.OutputFile;
import org.derain4j.cli.common.StandardStreams;

/**
 * A stream of frames and where its result goes.
 *
 * @param input  a file, or - for standard input
 * @param kind   how the frames stand in the result
 * @param output empty for standard output
 */
public record FrameJob(String input, FrameKind kind, Optional<Path> output) {

    /**
     * Decides where the result goes: to where it is said; else standard input goes to standard output, and a file beside itself.
     *
     * @param taken  how the frames stand that come
     * @param format how they are to stand, if that is said
     * @param out    of -o; may be null
     */
    static FrameJob of(String input, FrameKind taken, Optional<String> format, String out, boolean overwrite) {
        FrameKind kind = format.map(name -> FrameKind.named("-f", name)).orElse(taken);
        if (kind == FrameKind.Y4M && taken != FrameKind.Y4M) {
            throw Failure.usage("-f y4m: raw frames come out as raw frames; give rgb24 or rgb48le, or lead y4m in.");
        }
        FrameJob job = new FrameJob(input, kind, output(input, kind, out));
        job.output.filter(file -> !isInNewFolder(file, out))
                .ifPresent(file -> OutputFile.check(file, kind == FrameKind.Y4M ? kind.extension() : "", overwrite));
        return job;
    }

    /** Which is made when it is needed. */
    private static boolean isInNewFolder(Path file, String out) {
        return out != null && out.endsWith("/") && Files.notExists(file.toAbsolutePath().getParent());
    }

    private static Optional<Path> output(String input, FrameKind kind, String out) {
        boolean piped = input.equals(StandardStreams.NAME);
        if (StandardStreams.NAME.equals(out) || out == null && piped) {
            return Optional.empty();
        }
        String name = FilenameUtils.getBaseName(input);
        if (out == null) {
            return Optional.of(Path.of(input).resolveSibling(name + ".derained" + kind.extension()));
        }
        Path target = Path.of(out);
        if (!out.endsWith("/") && !Files.isDirectory(target)) {
            return Optional.of(target);
        }
        if (piped) {
            throw Failure.usage("-o " + out + ": a stream from standard input has no name; name a file in there.");
        }
        return Optional.of(target.resolve(name + kind.extension()));
    }

    /** Whether standard output has frames in it, and nothing else. */
    public boolean isSent() {
        return output.isEmpty();
    }

    /** Whether the result is there already. */
    public boolean isThere() {
        return output.filter(Files::exists).isPresent();
    }

    /** What the result is called. */
    public Path outputName() {
        return output.orElse(Path.of(StandardStreams.NAME));
    }
}
