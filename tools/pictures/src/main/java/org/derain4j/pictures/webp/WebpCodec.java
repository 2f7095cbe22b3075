package org.derain4j.pictures.webp;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.stream.ImageInputStream;
import org.derain4j.pictures.format.Codec;
import org.derain4j.pictures.format.Coding;
import org.derain4j.pictures.format.FileBytes;
import org.derain4j.pictures.format.IccProfiles;
import org.derain4j.pictures.format.LeftOut;
import org.derain4j.pictures.format.OwnLosses;
import org.derain4j.pictures.format.Parts;
import org.derain4j.pictures.metadata.Exif;
import org.derain4j.pictures.metadata.Metadata;
import org.derain4j.pictures.metadata.Resolution;

/**
 * WebP, animated WebP with its first frame. It is decoded in Java, and encoded by libwebp in native code, which is loaded when the
 * first WebP is written.
 */
public final class WebpCodec implements Codec {

    private static final int LONGEST = 16383;

    /** A codec. */
    public WebpCodec() {}

    /**
     * Whether the encoder runs on this machine. Loads it.
     *
     * @return false where it has no native code for the machine, or Java was told to refuse it
     */
    public static boolean isWritable() {
        return WebpNatives.areLoaded();
    }

    @Override
    public Parts read(ImageInputStream in, boolean lenient) throws IOException {
        WebpFile file = WebpFile.of(FileBytes.of(in));
        WebpFrame frame = file.frame();
        int[] canvas = file.canvas().orElse(new int[]{frame.width(), frame.height()});
        Parts.Pixels pixels = file.pixels(canvas, lenient);
        LeftOut leftOut = new LeftOut();
        if (file.frames() > 1) {
            leftOut.note("only the first of its %d frames is kept.".formatted(file.frames()));
        }
        if (file.trailing() > 0) {
            leftOut.note("%d bytes after its end are left out.".formatted(file.trailing()));
        }
        Metadata metadata = WebpMetadata.of(file, leftOut);
        return new Parts(canvas[0], canvas[1], 8, demand(file, frame, in.length()), metadata,
                new Coding.Webp(frame.lossless()), leftOut.notes(),
                pixels);
    }

    /** The decoder works with whole planes of its own, and alpha is another picture at first. */
    private static Parts.Demand demand(WebpFile file, WebpFrame frame, long length) {
        boolean alpha = frame.lossless() || frame.alpha().isPresent() || file.frames() > 0;
        boolean parts = frame.alpha().isPresent() || file.frames() > 0;
        return new Parts.Demand(alpha ? 4 : 3, parts ? 3 : 1.6, length);
    }

    @Override
    public int longestSide() {
        return LONGEST;
    }

    @Override
    public List<String> losses(Metadata metadata, boolean same) {
        List<String> losses = new ArrayList<>();
        if (metadata.iptc().isPresent()) {
            losses.add("its IPTC data");
        }
        if (metadata.photoshop().isPresent()) {
            losses.add("its Photoshop resources (IPTC among them)");
        }
        if (!metadata.texts().isEmpty()) {
            losses.add("its texts");
        }
        if (metadata.resolution().filter(Resolution::isMeant).isPresent()
                && metadata.exif().filter(Exif::hasResolution).isEmpty()) {
            losses.add("its resolution");
        }
        metadata.profile().filter(profile -> !IccProfiles.fits(profile, false))
                .ifPresent(profile -> losses.add("its colour profile, which is %s,"
                        .formatted(IccProfiles.isBroken(profile) ? "broken" : "one of greys")));
        if (!same) {
            losses.addAll(OwnLosses.of(metadata));
        }
        return losses;
    }

    @Override
    public void write(BufferedImage picture, Storing store, Path file) throws IOException {
        WebpEncoder.write(picture, store, file);
    }
}
