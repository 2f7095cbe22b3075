package org.derain4j.cli.derain;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.MemorySize;
import org.derain4j.cli.common.Version;
import org.derain4j.cli.video.FrameKind;
import org.derain4j.cli.view.PicturePage;
import org.derain4j.engine.Rounding;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.pictures.WriteOptions;
import picocli.CommandLine.Option;

/** How pictures are taken and their results stored; use with {@code @Mixin}. */
final class OutputOptions {

    @Option(names = "--lenient", description = "Take what there is of a picture that is cut short, with a note.")
    private boolean lenient;

    @Option(names = {"-f", "--format"}, paramLabel = "FORMAT",
            description = "png, jpg, webp, bmp or tiff; of frames y4m, rgb24 or rgb48le. Default: the extension of -o OUT, "
                    + "else each input's own.")
    private String format;

    @Option(names = "--depth", paramLabel = "8|16",
            description = "Bits a sample. Default: the input's, as far as the format has them.")
    private Integer depth;

    @Option(names = "--quality", paramLabel = "1..100",
            description = "Of JPEG and lossy WebP. Default: as good as the input, and at least 95.")
    private Integer quality;

    @Option(names = "--strip",
            description = "Leave out metadata: EXIF, XMP, IPTC, comments, resolution. The colour profile stays, "
                    + "as without it colours would be others.")
    private boolean strip;

    @Option(names = "--sign", description = "Name Derain4J and its version in the EXIF field Software.")
    private boolean sign;

    @Option(names = "--keep-times",
            description = "Give results the times of their inputs: when they were last changed and read.")
    private boolean keepTimes;

    @Option(names = "--layer",
            description = "Also write the rain that the network finds, as NAME.rain.png beside the result: 16 bits, each sample is "
                    + "32768 + (picture - result at full strength) / 2, so mid-grey is no rain and brighter is where rain was.")
    private boolean layer;

    @Option(names = "--view",
            description = "Also write a page for the browser with each picture before and after, one file with all in it: "
                    + "NAME.view.html beside the result of one picture, else view.html among the results of -o or in the current "
                    + "folder. Its pictures are reduced to fit.")
    private boolean view;

    @Option(names = "--view-size", paramLabel = "SIZE", converter = MemorySize.class,
            description = "What the page of --view takes at most, for example 10M. Default: 24M.")
    private Long viewSize;

    /** Whether results get the times of their inputs. */
    boolean keepsTimes() {
        return keepTimes;
    }

    /** Whether the rain is wanted by itself. */
    boolean layer() {
        return layer;
    }

    /** What a page of all takes at most, if one is wanted. */
    Optional<Long> view() {
        if (viewSize != null && !view) {
            throw Failure.usage("--view-size means nothing without --view.");
        }
        return view ? Optional.of(viewSize == null ? PicturePage.USUAL_BYTES : viewSize) : Optional.empty();
    }

    /** Where all results have one format. */
    Optional<PictureFormat> format() {
        return Optional.ofNullable(format).map(name -> PictureFormat.called(name)
                .orElseThrow(() -> Failure.usage(FrameKind.isCalled(name)
                        ? "-f " + name + " is for frames, and this is none; give png, jpg, webp, bmp or tiff."
                        : "-f " + name + ": give png, jpg, webp, bmp or tiff, or y4m, rgb24 or rgb48le for frames.")));
    }

    /** The name of it, if one was given. */
    Optional<String> formatName() {
        return Optional.ofNullable(format);
    }

    /** An option that was given and means nothing to frames, if there is one. */
    Optional<String> meaninglessToFrames(boolean compare, Rounding rounding) {
        return Map
                .of("--compare", compare, "--rounding", rounding != Rounding.NEAREST, "--lenient", lenient, "--depth",
                        depth != null, "--quality", quality != null, "--strip", strip,
                        "--sign", sign, "--keep-times", keepTimes, "--layer", layer, "--view", view || viewSize != null)
                .entrySet().stream()
                .filter(Map.Entry::getValue).map(Map.Entry::getKey).sorted().findFirst();
    }

    /** What they amount to. */
    Results results() throws IOException {
        return new Results(lenient, keepTimes, depth(), writing());
    }

    private OptionalInt depth() {
        if (depth == null) {
            return OptionalInt.empty();
        }
        if (depth != Byte.SIZE && depth != Short.SIZE) {
            throw Failure.usage("--depth is " + depth + "; give 8 or 16.");
        }
        return OptionalInt.of(depth);
    }

    private WriteOptions writing() throws IOException {
        if (quality != null) {
            Failure.requireWithin("--quality", quality, 1, 100);
        }
        return new WriteOptions(format(), quality == null ? 0 : quality, strip,
                sign ? Optional.of("Derain4J " + Version.text()) : Optional.empty());
    }
}
