package org.derain4j.web.page;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.derain4j.engine.StandardPixels;
import org.derain4j.pictures.PictureFile;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.pictures.PictureWriter;
import org.derain4j.pictures.WriteOptions;

/**
 * A picture as a browser takes it: a JPEG, or a PNG where it has transparency. Of what its file says beside the pixels only the
 * colour profile is in it.
 *
 * @param bytes     of the file
 * @param mediaType {@code image/jpeg} or {@code image/png}
 * @param width     columns, fewer than the picture's where it had to be reduced
 * @param height    rows
 */
public record EncodedImage(byte[] bytes, String mediaType, int width, int height) {

    private static final int QUALITY = 90;
    private static final int LOWER_QUALITY = 80;

    /** What the higher quality takes more than the lower one, at most: beyond it the lower one need not be tried. */
    private static final double QUALITY_RATIO = 1.7;

    /** As small as a picture may get: a smaller one shows nothing. */
    private static final int LEAST_SIDE = 64;

    /** As long as a side of a JPEG is. */
    private static final int MOST_SIDE = 65_500;

    /** A picture of that size tells about how many bytes a larger one will have, in little time. */
    private static final int PROBE_SIDE = 512;

    /** Of the bytes for each of its pixels a larger picture needs some part: its neighbours are more alike. */
    private static final double PROBE_SHARE = 0.5;

    /** In failures. */
    private static final Path NAME = Path.of("a page's picture");

    /**
     * Encodes a picture, reduced as far as it must be.
     *
     * @param picture     any kind
     * @param source      whose colour profile it has
     * @param longestSide pixels that the longer side has at most
     * @param mostBytes   that the file takes at most
     * @return the file
     * @throws IOException if the temporary folder does not take it, or the bytes are too few for any picture
     */
    public static EncodedImage of(BufferedImage picture, PictureFile source, int longestSide, long mostBytes)
            throws IOException {
        return one(new Original(picture, Optional.of(source)), longestSide, mostBytes);
    }

    /**
     * The same of a picture of rain, as in {@link org.derain4j.engine.Separation}: without a colour profile, which would move what
     * says that there is no rain.
     *
     * @param rain        any kind
     * @param longestSide pixels that the longer side has at most
     * @param mostBytes   that the file takes at most
     * @return the file
     * @throws IOException if the temporary folder does not take it, or the bytes are too few for any picture
     */
    public static EncodedImage ofRain(BufferedImage rain, int longestSide, long mostBytes) throws IOException {
        return one(new Original(rain, Optional.empty()), longestSide, mostBytes);
    }

    private static EncodedImage one(Original original, int longestSide, long mostBytes) throws IOException {
        return together(List.of(original), longestSide, mostBytes)
                .orElseThrow(() -> new IOException("%d bytes are too few for a picture".formatted(mostBytes)))
                .getFirst();
    }

    /**
     * What is encoded.
     *
     * @param picture any kind
     * @param source  whose colour profile it has; none if empty
     */
    record Original(BufferedImage picture, Optional<PictureFile> source) {

        private int longestSide() {
            return Math.max(picture.getWidth(), picture.getHeight());
        }

        private Original ofEightBits() {
            return new Original(StandardPixels.of(picture, Byte.SIZE), source);
        }

        private EncodedImage encoded(int longestSide, int quality) throws IOException {
            BufferedImage reduced = Reduction.of(picture, longestSide);
            PictureFormat format = StandardPixels.isOpaque(reduced) ? PictureFormat.JPEG : PictureFormat.PNG;
            PictureWriter writer = new PictureWriter(
                    new WriteOptions(Optional.of(format), quality, true, Optional.empty()));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            if (source.isPresent()) {
                writer.write(reduced, source.get(), bytes, NAME);
            } else {
                writer.write(reduced, bytes, NAME);
            }
            return new EncodedImage(bytes.toByteArray(), format.mediaType(), reduced.getWidth(), reduced.getHeight());
        }
    }

    /**
     * Encodes pictures that are shown one upon another: all of the same size, and no more bytes than those in all.
     *
     * @return empty where even small pictures take more
     */
    static Optional<List<EncodedImage>> together(List<Original> originals, int longestSide, long mostBytes)
            throws IOException {
        List<Original> pictures = originals.stream().map(Original::ofEightBits).toList();
        int longest = pictures.stream().mapToInt(Original::longestSide).max().orElseThrow();
        int side = promising(pictures, Math.min(Math.min(longest, MOST_SIDE), longestSide), mostBytes);
        while (true) {
            List<EncodedImage> images = encoded(pictures, side, QUALITY);
            if (bytes(images) > mostBytes && bytes(images) <= mostBytes * QUALITY_RATIO) {
                images = encoded(pictures, side, LOWER_QUALITY);
            }
            long bytes = bytes(images);
            if (bytes <= mostBytes) {
                return Optional.of(images);
            }
            if (side <= LEAST_SIDE) {
                return Optional.empty();
            }
            side = Math.max(LEAST_SIDE, (int) (side * Math.min(0.9, 0.95 * Math.sqrt((double) mostBytes / bytes))));
        }
    }

    /** The side to begin with: more than this is not worth trying. */
    private static int promising(List<Original> originals, int side, long mostBytes) throws IOException {
        if (side <= PROBE_SIDE) {
            return side;
        }
        double scale = (double) side / PROBE_SIDE;
        double expected = bytes(encoded(originals, PROBE_SIDE, QUALITY)) * PROBE_SHARE * scale * scale;
        return Math.clamp((int) (side * Math.sqrt(Math.max(0, mostBytes) / expected)), LEAST_SIDE, side);
    }

    private static List<EncodedImage> encoded(List<Original> originals, int side, int quality) throws IOException {
        List<EncodedImage> images = new ArrayList<>();
        for (Original original : originals) {
            images.add(original.encoded(side, quality));
        }
        return images;
    }

    private static long bytes(List<EncodedImage> images) {
        return images.stream().mapToLong(image -> image.bytes().length).sum();
    }
}
