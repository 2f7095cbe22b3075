package org.derain4j.engine;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;

/**
 * Where the samples of a picture lie in memory. Sample {@code c} of the pixel in row {@code y} and column {@code x}, all counted from
 * 0, has the index {@code offset + y * rowStride + x * pixelStride + c * channelStride}. All are counted in <b>samples</b>, not bytes:
 * a step or pitch in bytes is divided by {@link SampleType#bytes()}.
 *
 * <p>Interleaved (HWC, packed) layouts have a channel stride of 1; planar (CHW) ones a pixel stride of 1. Rows may be apart for
 * alignment, or because the picture is a part of a larger one; strides may be negative, such as that of rows which lie bottom up. No
 * two samples may share a place: the largest stride steps over all that the others reach, the next one over the rest.
 *
 * @param height        rows, at least 1
 * @param width         columns, at least 1
 * @param channels      of a pixel, in memory's order
 * @param offset        of the first channel of the pixel at the upper left
 * @param rowStride     from a row to the next lower one
 * @param pixelStride   from a pixel to the next one to the right
 * @param channelStride from a channel to the next one; of no meaning where there is but one
 */
public record PixelLayout(int height, int width, ChannelOrder channels, long offset, long rowStride, long pixelStride,
        long channelStride) {

    /** Of what a stride reaches, and of an offset, so that no sum of four overflows. */
    private static final long MOST = 1L << 60;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a side is below 1, samples overlap, or some lie before the memory's start
     */
    public PixelLayout {
        Objects.requireNonNull(channels, "channels");
        Padding.requirePicture(height, width);
        requireSmall("an offset", offset, 1);
        requireSmall("a row stride", rowStride, height);
        requireSmall("a pixel stride", pixelStride, width);
        requireSmall("a channel stride", channelStride, channels.count());
        requireApart(height, rowStride, width, pixelStride, channels.count(), channelStride);
        long before = below(height, rowStride) + below(width, pixelStride) + below(channels.count(), channelStride);
        if (offset + before < 0) {
            throw new IllegalArgumentException(
                    "an offset of %d samples, and strides that reach %d back from there; give at least as much"
                            .formatted(offset, -before));
        }
    }

    private static void requireSmall(String name, long samples, int count) {
        if (samples > MOST / count || samples < -MOST / count) {
            throw new IllegalArgumentException("%s of %d samples is beyond any memory".formatted(name, samples));
        }
    }

    /** How far samples lie before the first one, counted from it. */
    private static long below(int count, long stride) {
        return Math.min(0, (count - 1) * stride);
    }

    /** That strides nest: each steps over all that the smaller ones reach. */
    private static void requireApart(int rows, long rowStride, int columns, long pixelStride, int channels,
            long channelStride) {
        long[][] axes = {{rows, Math.abs(rowStride)}, {columns, Math.abs(pixelStride)},
            {channels, Math.abs(channelStride)}};
        Arrays.sort(axes, Comparator.comparingLong(axis -> axis[1]));
        long reach = 0;
        for (long[] axis : axes) {
            if (axis[0] > 1 && axis[1] <= reach) {
                throw new IllegalArgumentException(
                        ("rows of stride %d, pixels of %d and channels of %d overlap in %d x %d"
                                + " pixels of %d channels; give strides in samples, each larger than what the smaller ones reach")
                                .formatted(rowStride, pixelStride, channelStride, columns, rows, channels));
            }
            reach += (axis[0] - 1) * axis[1];
        }
    }

    /**
     * Pixel by pixel (HWC), without gaps.
     *
     * @param height   rows, at least 1
     * @param width    columns, at least 1
     * @param channels in the order of memory
     * @return the layout, from the memory's start on
     * @throws IllegalArgumentException if a side is below 1
     */
    public static PixelLayout interleaved(int height, int width, ChannelOrder channels) {
        Objects.requireNonNull(channels, "channels");
        return interleaved(height, width, channels, (long) width * channels.count());
    }

    /**
     * Pixel by pixel (HWC), rows apart.
     *
     * @param height    rows, at least 1
     * @param width     columns, at least 1
     * @param channels  in the order of memory
     * @param rowStride samples, not bytes, from a row to the next
     * @return the layout, from the memory's start on
     * @throws IllegalArgumentException if a side is below 1, or rows would overlap
     */
    public static PixelLayout interleaved(int height, int width, ChannelOrder channels, long rowStride) {
        Objects.requireNonNull(channels, "channels");
        return new PixelLayout(height, width, channels, 0, rowStride, channels.count(), 1);
    }

    /**
     * Channel by channel (CHW), without gaps.
     *
     * @param height   rows, at least 1
     * @param width    columns, at least 1
     * @param channels in the order of memory
     * @return the layout, from the memory's start on
     * @throws IllegalArgumentException if a side is below 1
     */
    public static PixelLayout planar(int height, int width, ChannelOrder channels) {
        return planar(height, width, channels, width);
    }

    /**
     * Channel by channel (CHW), rows apart, planes of so many rows behind one another. Planes in memories of their own:
     * {@link PixelBuffer#ofPlanes}.
     *
     * @param height    rows, at least 1
     * @param width     columns, at least 1
     * @param channels  in the order of memory
     * @param rowStride samples, not bytes, from a row to the next
     * @return the layout, from the memory's start on
     * @throws IllegalArgumentException if a side is below 1, or rows would overlap
     */
    public static PixelLayout planar(int height, int width, ChannelOrder channels, long rowStride) {
        Padding.requirePicture(height, width);
        requireSmall("a row stride", rowStride, height);
        return new PixelLayout(height, width, channels, 0, rowStride, 1, height * rowStride);
    }

    /**
     * The same from another place on.
     *
     * @param samples the new offset, of the first channel of the pixel at the upper left
     * @return the layout
     * @throws IllegalArgumentException if some samples would lie before the memory's start
     */
    public PixelLayout at(long samples) {
        return new PixelLayout(height, width, channels, samples, rowStride, pixelStride, channelStride);
    }

    /**
     * The same for memory in which the lowest row comes first, as bitmaps of Windows and what OpenGL reads back.
     *
     * @return the layout
     */
    public PixelLayout bottomUp() {
        return new PixelLayout(height, width, channels, offset + (height - 1) * rowStride, -rowStride, pixelStride,
                channelStride);
    }

    /**
     * A part of the picture (ROI), where it lies.
     *
     * @param top     its first row
     * @param left    its first column
     * @param rows    its height
     * @param columns its width
     * @return the part's layout in the same memory
     * @throws IllegalArgumentException if it is empty or not within the picture
     */
    public PixelLayout region(int top, int left, int rows, int columns) {
        if (top < 0 || left < 0 || rows > height - top || columns > width - left) {
            throw new IllegalArgumentException("%d rows from %d and %d columns from %d are not within %d x %d pixels"
                    .formatted(rows, top, columns, left, width, height));
        }
        return new PixelLayout(rows, columns, channels, offset + top * rowStride + left * pixelStride, rowStride,
                pixelStride, channelStride);
    }

    /**
     * What memory must hold at least: up to the last sample of the picture, gaps and offset included.
     *
     * @return a number of samples, the length of an array
     */
    public long samples() {
        return 1 + offset + Math.max(0, (height - 1) * rowStride) + Math.max(0, (width - 1) * pixelStride)
                + Math.max(0, (channels.count() - 1) * channelStride);
    }
}
