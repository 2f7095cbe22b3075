package org.derain4j.pictures.format;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The first frame of an animated PNG (acTL, fcTL, fdAT) that is not the picture itself, which only those see who know of no
 * animations. It is put on an empty canvas, as a browser does.
 *
 * @param canvas of the picture
 * @param x      the frame's first column
 * @param y      the frame's first row
 * @param frame  its pixels
 */
record PngAnimation(PngHeader canvas, int x, int y, PngPixels frame) implements Parts.Pixels {

    private static final int CONTROL_LENGTH = 26;

    /** How many frames it has; 0 for what is no animation. */
    static int frames(PngChunks chunks) {
        return chunks.chunks().stream().takeWhile(c -> !c.name().equals("IDAT")).filter(c -> c.name().equals("acTL"))
                .filter(c -> c.intact() && c.length() == 8).mapToInt(c -> c.view().getInt()).findFirst().orElse(0);
    }

    /** Empty if the picture itself is the first frame, or the frame is broken. */
    static Optional<PngAnimation> of(PngChunks chunks, PngPixels picture) {
        List<ByteBuffer> slices = new ArrayList<>();
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
                slices.add(chunk.view().position(Integer.BYTES).slice());
            }
        }
        return control == null || control.limit() != CONTROL_LENGTH || slices.isEmpty()
                ? Optional.empty()
                : of(picture, control, slices);
    }

    private static Optional<PngAnimation> of(PngPixels picture, ByteBuffer control, List<ByteBuffer> slices) {
        PngHeader canvas = picture.header();
        int width = control.getInt(4);
        int height = control.getInt(8);
        int x = control.getInt(12);
        int y = control.getInt(16);
        boolean inside = width > 0 && height > 0 && x >= 0 && y >= 0 && x <= canvas.width() - width
                && y <= canvas.height() - height;
        return inside
                ? Optional.of(new PngAnimation(canvas, x, y, new PngPixels(canvas.sized(width, height),
                        picture.palette(), picture.tRNS(), slices, picture.lenient())))
                : Optional.empty();
    }

    @Override
    public BufferedImage decode(Consumer<String> notes) throws IOException {
        BufferedImage part = frame.decode(notes);
        if (part.getWidth() == canvas.width() && part.getHeight() == canvas.height()) {
            return part;
        }
        BufferedImage all = BlankPicture.of(canvas.width(), canvas.height(), canvas.isGrey(), true,
                canvas.depth() == 16);
        int bands = part.getRaster().getNumBands();
        WritableRaster place = all.getRaster().createWritableChild(x, y, part.getWidth(), part.getHeight(), 0, 0, null);
        place.createWritableChild(0, 0, part.getWidth(), part.getHeight(), 0, 0, IntStream.range(0, bands).toArray())
                .setRect(part.getRaster());
        if (!part.getColorModel().hasAlpha()) {
            int[] opaque = new int[part.getWidth()];
            Arrays.fill(opaque, canvas.depth() == 16 ? 0xFFFF : 0xFF);
            for (int row = 0; row < part.getHeight(); row++) {
                place.setSamples(0, row, opaque.length, 1, bands, opaque);
            }
        }
        return all;
    }
}
