package org.derain4j.cli.video;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.PictureSize;
import org.derain4j.cli.common.StandardStreams;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.video.FrameFormat;
import org.derain4j.video.FrameFormat.Matrix;
import org.derain4j.video.FrameFormat.Range;
import org.derain4j.video.FrameSource;
import org.derain4j.video.RainFilter;
import org.derain4j.video.RawReader;
import org.derain4j.video.Y4mReader;
import org.derain4j.video.temporal.TemporalRain;
import picocli.CommandLine.Option;

/** How frames are taken; use with {@code @Mixin}. */
public final class FrameOptions {

    private static final String BEGINNING = Y4mReader.MAGIC + " ";

    @Option(names = "--input-format", paramLabel = "FORMAT",
            description = "Raw frames, which do not say themselves what they are: rgb24 or rgb48le, as of ffmpeg -f rawvideo "
                    + "-pix_fmt rgb24. YUV4MPEG2 (y4m) is told by its first bytes.")
    private String inputFormat;

    @Option(names = "--size", paramLabel = "WxH", converter = PictureSize.Converter.class,
            description = "Of raw frames, for example 640x480.")
    private PictureSize size;

    @Option(names = "--range", paramLabel = "RANGE",
            description = "Of y4m: limited, black is 16 and white 235, or full. Default: what the stream says, else limited, full "
                    + "for grey.")
    private Range range;

    @Option(names = "--matrix", paramLabel = "MATRIX",
            description = "Of y4m: bt601, bt709 or bt2020. Default: bt709 from 720 rows or beyond 1024 columns on, else bt601.")
    private Matrix matrix;

    @Option(names = "--temporal", paramLabel = "N",
            description = "Compare the rain over N frames, an odd number from 3 to 15, where the picture is still: less flicker, and what "
                    + "rain covers is recovered. Ours, not MSPFN's. Default: each frame by itself.")
    private Integer temporal;

    /**
     * The one stream of frames that a command line names, if it names one; - is standard input.
     *
     * @throws Failure of usage, where frames are not alone, or options of frames stand without frames
     */
    public Optional<String> stream(List<String> inputs, StandardStreams streams) {
        if (inputFormat != null && inputs.size() != 1
                || inputs.size() > 1 && inputs.stream().anyMatch(FrameOptions::looksSo)) {
            throw Failure.usage("frames are taken one stream at a time; name one input.");
        }
        if (inputs.size() == 1 && (inputFormat != null || begins(inputs.getFirst(), streams))) {
            return Optional.of(inputs.getFirst());
        }
        given().ifPresent(option -> {
            throw Failure.usage(
                    option + " is for frames, and there are none; leave it out, or say --input-format for raw ones.");
        });
        return Optional.empty();
    }

    private static boolean looksSo(String input) {
        return input.toLowerCase(Locale.ROOT).endsWith(FrameKind.Y4M.extension())
                && Files.isRegularFile(Path.of(input));
    }

    /** What cannot be read is for others to report; what is called a picture is not looked into. */
    private static boolean begins(String input, StandardStreams streams) {
        try {
            if (input.equals(StandardStreams.NAME)) {
                return streams.input().begins(BEGINNING);
            }
            if (!Files.isRegularFile(Path.of(input)) || PictureFormat.named(Path.of(input)).isPresent()) {
                return false;
            }
            try (InputStream in = Files.newInputStream(Path.of(input))) {
                return Arrays.equals(BEGINNING.getBytes(StandardCharsets.US_ASCII), in.readNBytes(BEGINNING.length()));
            }
        } catch (IOException e) {
            return false;
        }
    }

    private Optional<String> given() {
        return Map.of("--size", size != null, "--range", range != null, "--matrix", matrix != null, "--temporal",
                temporal != null).entrySet().stream()
                .filter(Map.Entry::getValue).map(Map.Entry::getKey).sorted().findFirst();
    }

    /** How the frames stand that come. */
    FrameKind kind() {
        return inputFormat == null ? FrameKind.Y4M : FrameKind.named("--input-format", inputFormat);
    }

    /**
     * What is to be done about a stream.
     *
     * @param format    how frames are to stand in the result, if that is said
     * @param output    of -o; may be null
     * @param overwrite whether a file that is there may be replaced
     * @throws Failure of usage, if it cannot work out
     */
    public FrameJob job(String input, Optional<String> format, String output, boolean overwrite) {
        check();
        return FrameJob.of(input, kind(), format, output, overwrite);
    }

    /** Refuses what means nothing to films, which say themselves what their frames are. */
    public void checkForFilms() {
        checkTemporal();
        given().filter(option -> !option.equals("--temporal")).or(() -> inputFormat == null
                ? Optional.empty()
                : Optional.of("--input-format")).ifPresent(option -> {
                    throw Failure.usage(
                            option + " is for frames, and a film says itself what its frames are; leave it out.");
                });
    }

    private void checkTemporal() {
        if (temporal != null && !TemporalRain.possible(temporal)) {
            throw Failure
                    .usage("--temporal " + temporal + ": rain is compared over an odd number of frames; give one from "
                            + TemporalRain.LEAST + " to " + TemporalRain.MOST + ".");
        }
    }

    /** How many frames before a frame decide what becomes of it. */
    int context() {
        return temporal == null ? 0 : temporal / 2 + 1; // whether a frame moves is told by the one before
    }

    private void check() {
        checkTemporal();
        boolean raw = kind() != FrameKind.Y4M;
        if (raw && size == null) {
            throw Failure.usage("--input-format " + kind() + ": raw frames do not say their size; give --size WxH.");
        }
        if (!raw && size != null) {
            throw Failure.usage("--size is for raw frames, and y4m says its own; leave it out.");
        }
        if (raw && (range != null || matrix != null)) {
            throw Failure.usage(
                    (range != null ? "--range" : "--matrix") + " is for y4m, and R, G, B have none; leave it out.");
        }
    }

    /**
     * What comes between finding the rain of each frame and taking it out.
     *
     * @param told takes what the user should know about it
     */
    RainFilter filter(FrameFormat format, Consumer<String> told) {
        if (temporal == null) {
            return RainFilter.NONE;
        }
        told.accept("--temporal " + temporal + ": the rain is compared over " + temporal
                + " frames; that is ours, not MSPFN's");
        return new TemporalRain(temporal, format.height(), format.width());
    }

    /** The frames of a stream. */
    FrameSource source(InputStream in) throws IOException {
        if (kind() == FrameKind.Y4M) {
            return new Y4mReader(in, range, matrix);
        }
        try {
            return new RawReader(in, FrameFormat.rgb(size.width(), size.height(), kind().bits()));
        } catch (IllegalArgumentException e) {
            throw Failure.usage("--size " + size + ": " + e.getMessage() + ".");
        }
    }
}
