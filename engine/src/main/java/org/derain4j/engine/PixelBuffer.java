package org.derain4j.engine;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A picture in memory of the caller's: an array, a buffer or a segment, on the heap, native or mapped from a file, with a
 * {@linkplain PixelLayout layout}. Nothing is copied: {@link Derainer#derain(PixelBuffer, PixelBuffer)} reads the samples from where
 * they lie and writes its results to where they are to be, a row at a time. Three planes in one array, as ffmpeg has {@code gbrp}:
 *
 * {@snippet class="org.derain4j.examples.Frames" region="planes" :
 * int size = width * height;
 * byte[] memory = new byte[3 * size];
 * PixelLayout plane = PixelLayout.planar(height, width, ChannelOrder.GREY);
 * PixelBuffer green = PixelBuffer.of(memory, plane);
 * PixelBuffer blue = PixelBuffer.of(memory, plane.at(size));
 * PixelBuffer red = PixelBuffer.of(memory, plane.at(2L * size));
 * PixelBuffer frame = PixelBuffer.ofPlanes(ChannelOrder.RGB, red, green, blue);
 * }
 *
 * <p>Values are the picture's as they are stored (sRGB, mostly); alpha is straight. Samples of arrays and segments have the machine's
 * byte order, those of buffers the buffer's: <b>a new {@link ByteBuffer} is big-endian</b> until {@link ByteBuffer#order} is told
 * otherwise.
 *
 * <p>Immutable as a description, and thread-safe; who owns the memory sees to it that nobody changes it while a call uses it. A
 * segment that is confined to a thread is used by that thread only; one whose arena is closed gives the platform's
 * {@link IllegalStateException}.
 */
public final class PixelBuffer {

    private final int height;
    private final int width;
    private final ChannelOrder channels;
    private final SampleType type;
    private final Plane[] planes;

    private PixelBuffer(int height, int width, ChannelOrder channels, SampleType type, Plane[] planes) {
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.type = type;
        this.planes = planes;
    }

    /**
     * Bytes without sign.
     *
     * @param samples {@link SampleType#UINT8}
     * @param layout  of the array
     * @return a view of them
     * @throws IllegalArgumentException if the array is too short
     */
    public static PixelBuffer of(byte[] samples, PixelLayout layout) {
        Objects.requireNonNull(samples, "samples");
        return of(MemorySegment.ofArray(samples), SampleType.UINT8, layout);
    }

    /**
     * 16 bits without sign: {@code (short) 65535} is white.
     *
     * @param samples {@link SampleType#UINT16}
     * @param layout  of the array
     * @return a view of them
     * @throws IllegalArgumentException if the array is too short
     */
    public static PixelBuffer of(short[] samples, PixelLayout layout) {
        Objects.requireNonNull(samples, "samples");
        return of(MemorySegment.ofArray(samples), SampleType.UINT16, layout);
    }

    /**
     * Floats from 0 to 1.
     *
     * @param samples {@link SampleType#FLOAT32}
     * @param layout  of the array
     * @return a view of them
     * @throws IllegalArgumentException if the array is too short
     */
    public static PixelBuffer of(float[] samples, PixelLayout layout) {
        Objects.requireNonNull(samples, "samples");
        return of(MemorySegment.ofArray(samples), SampleType.FLOAT32, layout);
    }

    /**
     * Samples of any type in a buffer, from its position to its limit, in its byte order; of both, what they are now.
     *
     * @param bytes  heap, direct or mapped
     * @param type   of a sample
     * @param layout from the buffer's position on
     * @return a view of them
     * @throws IllegalArgumentException if too little remains in the buffer
     */
    public static PixelBuffer of(ByteBuffer bytes, SampleType type, PixelLayout layout) {
        Objects.requireNonNull(bytes, "bytes");
        return of(MemorySegment.ofBuffer(bytes), bytes.order(), type, layout);
    }

    /**
     * 16 bits without sign in a buffer, from its position to its limit.
     *
     * @param samples {@link SampleType#UINT16}
     * @param layout  from the buffer's position on
     * @return a view of them
     * @throws IllegalArgumentException if too little remains in the buffer
     */
    public static PixelBuffer of(ShortBuffer samples, PixelLayout layout) {
        Objects.requireNonNull(samples, "samples");
        return of(MemorySegment.ofBuffer(samples), samples.order(), SampleType.UINT16, layout);
    }

    /**
     * Floats from 0 to 1 in a buffer, from its position to its limit.
     *
     * @param samples {@link SampleType#FLOAT32}
     * @param layout  from the buffer's position on
     * @return a view of them
     * @throws IllegalArgumentException if too little remains in the buffer
     */
    public static PixelBuffer of(FloatBuffer samples, PixelLayout layout) {
        Objects.requireNonNull(samples, "samples");
        return of(MemorySegment.ofBuffer(samples), samples.order(), SampleType.FLOAT32, layout);
    }

    /**
     * Samples of any type in a segment, heap or native, in the machine's byte order; aligned or not.
     *
     * @param memory all of it, or a slice
     * @param type   of a sample
     * @param layout from the segment's start on
     * @return a view of them
     * @throws IllegalArgumentException if the segment is too small
     */
    public static PixelBuffer of(MemorySegment memory, SampleType type, PixelLayout layout) {
        Objects.requireNonNull(memory, "memory");
        return of(memory, ByteOrder.nativeOrder(), type, layout);
    }

    private static PixelBuffer of(MemorySegment memory, ByteOrder order, SampleType type, PixelLayout layout) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(layout, "layout");
        long there = memory.byteSize() / type.bytes();
        if (layout.samples() > there) {
            throw new IllegalArgumentException("the layout reaches over %d samples of %s, and the memory has %d"
                    .formatted(layout.samples(), type, there));
        }
        Plane[] planes = new Plane[layout.channels().count()];
        Arrays.setAll(planes, c -> new Plane(memory, order, type.bytes(), layout.offset() + c * layout.channelStride(),
                layout.rowStride(), layout.pixelStride()));
        return new PixelBuffer(layout.height(), layout.width(), layout.channels(), type, planes);
    }

    /**
     * Planes in memories of their own, each with a layout of its own.
     *
     * @param channels which of them comes first
     * @param planes   grey ones of one size and one type, as many as there are channels
     * @return a view of all of them
     * @throws IllegalArgumentException if they are others
     */
    public static PixelBuffer ofPlanes(ChannelOrder channels, PixelBuffer... planes) {
        Objects.requireNonNull(channels, "channels");
        Objects.requireNonNull(planes, "planes");
        if (planes.length != channels.count()) {
            throw new IllegalArgumentException("%d planes for %s; give %d".formatted(planes.length, channels,
                    channels.count()));
        }
        PixelBuffer first = Objects.requireNonNull(planes[0], "planes");
        for (PixelBuffer plane : planes) {
            Objects.requireNonNull(plane, "planes");
            if (plane.channels != ChannelOrder.GREY || plane.type != first.type || !plane.isAsLargeAs(first)) {
                throw new IllegalArgumentException(
                        "a plane of %s beside one of %s; give planes of %s, one size and one type"
                                .formatted(plane, first, ChannelOrder.GREY));
            }
        }
        return new PixelBuffer(first.height, first.width, channels, first.type,
                Stream.of(planes).map(plane -> plane.planes[0]).toArray(Plane[]::new));
    }

    /**
     * Its height.
     *
     * @return rows
     */
    public int height() {
        return height;
    }

    /**
     * Its width.
     *
     * @return columns
     */
    public int width() {
        return width;
    }

    /**
     * What a pixel has.
     *
     * @return the channels in memory's order
     */
    public ChannelOrder channels() {
        return channels;
    }

    /**
     * What a sample is.
     *
     * @return the type of all of them
     */
    public SampleType type() {
        return type;
    }

    /** One of its channels, in memory's order. */
    Plane plane(int channel) {
        return planes[channel];
    }

    /** Of the samples themselves. */
    long bytes() {
        return (long) height * width * channels.count() * type.bytes();
    }

    private boolean isAsLargeAs(PixelBuffer other) {
        return height == other.height && width == other.width;
    }

    /** Whether some memory is both's. */
    boolean sharesWith(PixelBuffer other) {
        return Stream.of(planes).anyMatch(mine -> Stream.of(other.planes)
                .anyMatch(its -> mine.meets(its, height, width, false)));
    }

    /**
     * Refuses what cannot take the result of a picture.
     *
     * @throws IllegalArgumentException naming the reason and the remedy
     */
    void requireTakes(PixelBuffer from) {
        if (!isAsLargeAs(from)) {
            throw new IllegalArgumentException(
                    "the result of %s does not fit into %s; give one of the same size".formatted(from, this));
        }
        if (channels.isGrey() && !from.channels.isGrey()) {
            throw new IllegalArgumentException(
                    "the result of %s has colours, which %s cannot hold; give one of red, green and blue"
                            .formatted(from, this));
        }
        Stream.concat(Stream.of(planes), Stream.of(from.planes)).forEach(Plane::touch);
        for (int c = 0; c < planes.length; c++) {
            requireWritable(planes[c], Arrays.asList(planes).subList(0, c), from);
        }
    }

    private void requireWritable(Plane plane, List<Plane> others, PixelBuffer from) {
        if (plane.memory().isReadOnly()) {
            throw new IllegalArgumentException("the result's memory is read-only; give one that can be written");
        }
        if (others.stream().anyMatch(other -> plane.meets(other, height, width, false))) {
            throw new IllegalArgumentException("planes of the result overlap; give each memory of its own");
        }
        if (Stream.of(from.planes).anyMatch(read -> plane.meets(read, height, width, true))) {
            throw new IllegalArgumentException("the result would overwrite other rows of the picture than its own;"
                    + " give it memory of its own, or the picture's type, strides and offset to work in place");
        }
    }

    /** Size, channels and type. */
    @Override
    public String toString() {
        return "%d x %d pixels, %s of %s".formatted(width, height, channels, type);
    }
}
