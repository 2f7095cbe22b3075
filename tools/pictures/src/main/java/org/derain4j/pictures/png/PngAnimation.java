package org.derain4j.pictures.png;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.FrameOnCanvas;

/**
 * Animated PNG (acTL, fcTL, fdAT), of which only the first frame matters here. Mostly that is the picture itself; else only those see
 * the picture who know of no animations.
 */
final class PngAnimation {

    private static final int CONTROL_LENGTH = 26;

    private PngAnimation() {}

    /** How many frames it has; 0 for what is no animation. */
    static int frames(PngChunks chunks) {
        return chunks.chunks().stream().takeWhile(c -> !c.name().equals("IDAT")).filter(c -> c.name().equals("acTL"))
                .filter(c -> c.intact() && c.length() == 8).mapToInt(c -> c.view().getInt()).findFirst().orElse(0);
    }

    /** Its pixels and where they go; empty if the picture itself is the first frame, or the frame is broken. */
    static Optional<FrameOnCanvas> firstFrame(PngChunks chunks, PngPixels picture)
            throws DamagedException {
        List<PngPart> parts = new ArrayList<>();
        ByteBuffer control = null;
        for (PngChunk chunk : chunks.chunks()) {
            if (chunk.name().equals("IDAT") && control != null) {
                return Optional.empty();
            }
            if (chunk.name().equals("fcTL")) {
                if (control != null) {
                    break;
                }
                control = chunk.view();
            } else if (chunk.name().equals("fdAT") && chunk.length() > Integer.BYTES) {
                parts.add(chunk.from(Integer.BYTES));
            }
        }
        return control == null || control.limit() != CONTROL_LENGTH || parts.isEmpty()
                ? Optional.empty()
                : frame(picture, control, parts);
    }

    private static Optional<FrameOnCanvas> frame(PngPixels picture, ByteBuffer control, List<PngPart> parts)
            throws DamagedException {
        PngHeader canvas = picture.header();
        int width = control.getInt(4);
        int height = control.getInt(8);
        int x = control.getInt(12);
        int y = control.getInt(16);
        if (!FrameOnCanvas.fits(canvas.width(), canvas.height(), x, y, width, height)) {
            return Optional.empty();
        }
        PngPixels pixels = new PngPixels(canvas.sized(width, height), picture.palette(), picture.tRNS(),
                picture.file(), parts, picture.lenient());
        pixels.requireEnough();
        return Optional.of(new FrameOnCanvas(canvas.width(), canvas.height(), x, y, pixels));
    }
}
