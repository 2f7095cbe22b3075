package org.derain4j.engine;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Memory of any kind that holds a picture in any layout, read and written sample by sample by the formula of {@link PixelLayout}
 * alone.
 *
 * @param memory what the layout is of
 * @param order  of a sample's bytes
 * @param type   of a sample
 * @param layout of the memory
 * @param buffer what the engine is given
 */
record HeldPixels(MemorySegment memory, ByteOrder order, SampleType type, PixelLayout layout, PixelBuffer buffer) {

    private static final String[] LETTERS = {"Y", "YA", "RGB", "BGR", "RGBA", "BGRA", "ARGB", "ABGR"};

    /** Filled with noise, between samples, too. */
    static HeldPixels random(Random random, int height, int width, ChannelOrder channels, SampleType type) {
        PixelLayout layout = random.nextInt(3) > 0
                ? anyLayout(random, height, width, channels)
                : usualLayout(random, height, width, channels);
        HeldPixels held = anyMemory(random, layout, type);
        byte[] noise = new byte[(int) held.memory.byteSize()];
        random.nextBytes(noise);
        MemorySegment.copy(noise, 0, held.memory, ValueLayout.JAVA_BYTE, 0, noise.length);
        return held;
    }

    private static PixelLayout usualLayout(Random random, int height, int width, ChannelOrder channels) {
        int row = width * channels.count();
        PixelLayout layout = switch (random.nextInt(5)) {
            case 0 -> PixelLayout.interleaved(height, width, channels);
            case 1 -> PixelLayout.interleaved(height, width, channels, row + 1 + random.nextInt(9));
            case 2 -> PixelLayout.planar(height, width, channels);
            case 3 -> PixelLayout.planar(height, width, channels, width + 1 + random.nextInt(9));
            default -> PixelLayout.interleaved(height + 3, width + 4, channels).region(2, 3, height, width);
        };
        return random.nextBoolean() ? layout : layout.bottomUp();
    }

    /** Axes in any order, each forwards or backwards, with gaps. */
    private static PixelLayout anyLayout(Random random, int height, int width, ChannelOrder channels) {
        int[] counts = {height, width, channels.count()};
        long[] strides = new long[3];
        List<Integer> axes = Arrays.asList(0, 1, 2);
        Collections.shuffle(axes, random);
        long reach = 0;
        long offset = random.nextInt(5);
        for (int axis : axes) {
            long stride = reach + 1 + (random.nextBoolean() ? 0 : random.nextInt(4));
            boolean backwards = random.nextInt(3) == 0;
            strides[axis] = backwards ? -stride : stride;
            offset += backwards ? (counts[axis] - 1) * stride : 0;
            reach += (counts[axis] - 1) * stride;
        }
        return new PixelLayout(height, width, channels, offset, strides[0], strides[1], strides[2]);
    }

    private static HeldPixels anyMemory(Random random, PixelLayout layout, SampleType type) {
        int samples = (int) layout.samples() + random.nextInt(3);
        int bytes = samples * type.bytes();
        ByteOrder order = random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return switch (random.nextInt(5)) {
            case 0 -> ofArray(samples, layout, type);
            case 1 -> ofBuffer(ByteBuffer.allocate(bytes + 12), order, bytes, layout, type);
            case 2 -> ofBuffer(ByteBuffer.allocateDirect(bytes + 12), order, bytes, layout, type);
            case 3 ->
                ofTypedBuffer(ByteBuffer.allocateDirect(bytes + 4).position(4).order(order), samples, layout, type);
            default -> {
                MemorySegment slice = Arena.ofAuto().allocate(bytes + 1).asSlice(1); // not aligned
                yield new HeldPixels(slice, ByteOrder.nativeOrder(), type, layout, PixelBuffer.of(slice, type, layout));
            }
        };
    }

    private static HeldPixels ofArray(int samples, PixelLayout layout, SampleType type) {
        return switch (type) {
            case UINT8 -> {
                byte[] array = new byte[samples];
                yield ofNative(MemorySegment.ofArray(array), layout, type, PixelBuffer.of(array, layout));
            }
            case UINT16 -> {
                short[] array = new short[samples];
                yield ofNative(MemorySegment.ofArray(array), layout, type, PixelBuffer.of(array, layout));
            }
            case FLOAT32 -> {
                float[] array = new float[samples];
                yield ofNative(MemorySegment.ofArray(array), layout, type, PixelBuffer.of(array, layout));
            }
        };
    }

    private static HeldPixels ofNative(MemorySegment memory, PixelLayout layout, SampleType type, PixelBuffer buffer) {
        return new HeldPixels(memory, ByteOrder.nativeOrder(), type, layout, buffer);
    }

    private static HeldPixels ofBuffer(ByteBuffer whole, ByteOrder order, int bytes, PixelLayout layout,
            SampleType type) {
        ByteBuffer part = whole.position(5).limit(5 + bytes).order(order);
        return new HeldPixels(MemorySegment.ofBuffer(part), order, type, layout, PixelBuffer.of(part, type, layout));
    }

    private static HeldPixels ofTypedBuffer(ByteBuffer bytes, int samples, PixelLayout layout, SampleType type) {
        ByteBuffer part = bytes.slice().order(bytes.order());
        PixelBuffer buffer = switch (type) {
            case UINT8 -> PixelBuffer.of(part, type, layout);
            case UINT16 -> PixelBuffer.of(part.asShortBuffer().limit(samples), layout);
            case FLOAT32 -> PixelBuffer.of(part.asFloatBuffer().limit(samples), layout);
        };
        return new HeldPixels(MemorySegment.ofBuffer(part), bytes.order(), type, layout, buffer);
    }

    /** Which channel has that letter: R, G, B, A, or Y; -1 for none. */
    int channel(char letter) {
        return LETTERS[layout.channels().ordinal()].indexOf(letter);
    }

    private long at(int y, int x, int channel) {
        return (layout.offset() + y * layout.rowStride() + x * layout.pixelStride() + channel * layout.channelStride())
                * type.bytes();
    }

    /** A level without sign, or a float's bits. */
    int get(int y, int x, int channel) {
        long at = at(y, x, channel);
        return switch (type) {
            case UINT8 -> Byte.toUnsignedInt(memory.get(ValueLayout.JAVA_BYTE, at));
            case UINT16 -> Short.toUnsignedInt(memory.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), at));
            case FLOAT32 -> memory.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), at);
        };
    }

    float fraction(int y, int x, int channel) {
        return Float.intBitsToFloat(get(y, x, channel));
    }

    void set(int y, int x, int channel, int sample) {
        long at = at(y, x, channel);
        switch (type) {
            case UINT8 -> memory.set(ValueLayout.JAVA_BYTE, at, (byte) sample);
            case UINT16 -> memory.set(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), at, (short) sample);
            case FLOAT32 -> memory.set(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), at, sample);
        }
    }

    /** Levels or fractions, here and there dark or bright; without colour if asked for. */
    void fill(Random random, boolean colourless) {
        for (int y = 0; y < layout.height(); y++) {
            for (int x = 0; x < layout.width(); x++) {
                int grey = sample(random);
                for (int c = 0; c < layout.channels().count(); c++) {
                    set(y, x, c, colourless && c != channel('A') ? grey : sample(random));
                }
            }
        }
    }

    private int sample(Random random) {
        return switch (type) {
            case UINT8 -> random.nextInt(256);
            case UINT16 -> random.nextInt(65536);
            case FLOAT32 -> Float.floatToRawIntBits(random.nextInt(9) == 0 ? random.nextInt(2) : random.nextFloat());
        };
    }

    /** The same picture as Java has it; of levels. */
    BufferedImage image() {
        boolean grey = channel('Y') >= 0;
        BufferedImage image = StandardPixels.blank(layout.width(), layout.height(),
                ColorSpace.getInstance(grey ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB), channel('A') >= 0,
                8 * type.bytes());
        String bands = (grey ? "Y" : "RGB") + (channel('A') >= 0 ? "A" : "");
        for (int y = 0; y < layout.height(); y++) {
            for (int x = 0; x < layout.width(); x++) {
                for (int band = 0; band < bands.length(); band++) {
                    image.getRaster().setSample(x, y, band, get(y, x, channel(bands.charAt(band))));
                }
            }
        }
        return image;
    }

    byte[] bytes() {
        return memory.toArray(ValueLayout.JAVA_BYTE);
    }

    /** The bytes that are no sample's. */
    byte[] gaps() {
        BitSet samples = new BitSet();
        for (int i = 0; i < layout.height() * layout.width() * layout.channels().count(); i++) {
            int pixel = i / layout.channels().count();
            int at = (int) at(pixel / layout.width(), pixel % layout.width(), i % layout.channels().count());
            samples.set(at, at + type.bytes());
        }
        byte[] bytes = bytes();
        IntStream.range(0, bytes.length).filter(samples::get).forEach(i -> bytes[i] = 0);
        return bytes;
    }
}
