package org.derain4j.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Samples of a few rows as an array of their type, between which and the network's values loops convert. */
sealed interface SampleArray {

    /** So many zeros. */
    static SampleArray of(SampleType type, int length) {
        return switch (type) {
            case UINT8 -> new Bytes(new byte[length]);
            case UINT16 -> new Shorts(new short[length]);
            case FLOAT32 -> new Floats(new float[length]);
        };
    }

    /**
     * The network's values of samples.
     *
     * @param from  the first sample
     * @param count how many
     * @param at    where their values begin
     */
    void values(int from, int count, float[] values, int at);

    /**
     * Takes up results.
     *
     * @param at    where they begin
     * @param from  the first sample that they become
     * @param count how many
     */
    void levels(float[] values, int at, int from, int count, Rounding rounding);

    /**
     * Takes samples of another array of the same type as they are.
     *
     * @param from  the first one there
     * @param step  from one to the next, there
     * @param at    its place here
     * @param stride from that to the next
     */
    void copy(SampleArray other, int from, int step, int at, int stride, int count);

    /** Whether B, G and R are the same at every pixel; of interleaved colours. */
    boolean isColourless();

    /** Takes samples from a row of a plane, one after the other in memory or by its pixel stride. */
    void load(Plane plane, long from, long stride, int at, int count);

    /** Puts them there. */
    void store(Plane plane, long to, long stride, int at, int count);

    /** Of 8 bits. */
    record Bytes(byte[] samples) implements SampleArray {

        @Override
        public void values(int from, int count, float[] values, int at) {
            Pixels.values(samples, from, count, values, at);
        }

        @Override
        public void levels(float[] values, int at, int from, int count, Rounding rounding) {
            Pixels.levels(values, at, samples, from, count, rounding);
        }

        @Override
        public void copy(SampleArray other, int from, int step, int at, int stride, int count) {
            byte[] source = ((Bytes) other).samples;
            for (int i = 0; i < count; i++) {
                samples[at + i * stride] = source[from + i * step];
            }
        }

        @Override
        public boolean isColourless() {
            for (int i = 0; i < samples.length; i += 3) {
                if (samples[i] != samples[i + 1] || samples[i] != samples[i + 2]) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void load(Plane plane, long from, long stride, int at, int count) {
            if (stride == 1) {
                MemorySegment.copy(plane.memory(), ValueLayout.JAVA_BYTE, from, samples, at, count);
                return;
            }
            MemorySegment memory = plane.memory();
            for (int i = 0; i < count; i++) {
                samples[at + i] = memory.get(ValueLayout.JAVA_BYTE, from + i * stride);
            }
        }

        @Override
        public void store(Plane plane, long to, long stride, int at, int count) {
            if (stride == 1) {
                MemorySegment.copy(samples, at, plane.memory(), ValueLayout.JAVA_BYTE, to, count);
                return;
            }
            MemorySegment memory = plane.memory();
            for (int i = 0; i < count; i++) {
                memory.set(ValueLayout.JAVA_BYTE, to + i * stride, samples[at + i]);
            }
        }
    }

    /** Of 16 bits. */
    record Shorts(short[] samples) implements SampleArray {

        /** Constant, without which access to single samples is many times as slow. */
        private static final ValueLayout.OfShort LAYOUT = ValueLayout.JAVA_SHORT_UNALIGNED;

        @Override
        public void values(int from, int count, float[] values, int at) {
            Pixels.values(samples, from, count, values, at);
        }

        @Override
        public void levels(float[] values, int at, int from, int count, Rounding rounding) {
            Pixels.levels(values, at, samples, from, count, rounding);
        }

        @Override
        public void copy(SampleArray other, int from, int step, int at, int stride, int count) {
            short[] source = ((Shorts) other).samples;
            for (int i = 0; i < count; i++) {
                samples[at + i * stride] = source[from + i * step];
            }
        }

        @Override
        public boolean isColourless() {
            for (int i = 0; i < samples.length; i += 3) {
                if (samples[i] != samples[i + 1] || samples[i] != samples[i + 2]) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void load(Plane plane, long from, long stride, int at, int count) {
            MemorySegment memory = plane.memory();
            if (stride == 1) {
                MemorySegment.copy(memory, LAYOUT.withOrder(plane.order()), from * Short.BYTES, samples, at, count);
                return;
            }
            for (int i = 0; i < count; i++) {
                short sample = memory.get(LAYOUT, (from + i * stride) * Short.BYTES);
                samples[at + i] = plane.isSwapped() ? Short.reverseBytes(sample) : sample;
            }
        }

        @Override
        public void store(Plane plane, long to, long stride, int at, int count) {
            MemorySegment memory = plane.memory();
            if (stride == 1) {
                MemorySegment.copy(samples, at, memory, LAYOUT.withOrder(plane.order()), to * Short.BYTES, count);
                return;
            }
            for (int i = 0; i < count; i++) {
                short sample = samples[at + i];
                memory.set(LAYOUT, (to + i * stride) * Short.BYTES,
                        plane.isSwapped() ? Short.reverseBytes(sample) : sample);
            }
        }
    }

    /** Of floats from 0 to 1. */
    record Floats(float[] samples) implements SampleArray {

        private static final ValueLayout.OfFloat LAYOUT = ValueLayout.JAVA_FLOAT_UNALIGNED;
        private static final ValueLayout.OfInt BITS = ValueLayout.JAVA_INT_UNALIGNED;

        @Override
        public void values(int from, int count, float[] values, int at) {
            Pixels.values(samples, from, count, values, at);
        }

        @Override
        public void levels(float[] values, int at, int from, int count, Rounding rounding) {
            Pixels.fractions(values, at, samples, from, count);
        }

        @Override
        public void copy(SampleArray other, int from, int step, int at, int stride, int count) {
            float[] source = ((Floats) other).samples;
            for (int i = 0; i < count; i++) {
                samples[at + i * stride] = source[from + i * step];
            }
        }

        @Override
        public boolean isColourless() {
            for (int i = 0; i < samples.length; i += 3) {
                if (samples[i] != samples[i + 1] || samples[i] != samples[i + 2]) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void load(Plane plane, long from, long stride, int at, int count) {
            MemorySegment memory = plane.memory();
            if (stride == 1) {
                MemorySegment.copy(memory, LAYOUT.withOrder(plane.order()), from * Float.BYTES, samples, at, count);
                return;
            }
            for (int i = 0; i < count; i++) {
                int sample = memory.get(BITS, (from + i * stride) * Float.BYTES);
                samples[at + i] = Float.intBitsToFloat(plane.isSwapped() ? Integer.reverseBytes(sample) : sample);
            }
        }

        @Override
        public void store(Plane plane, long to, long stride, int at, int count) {
            MemorySegment memory = plane.memory();
            if (stride == 1) {
                MemorySegment.copy(samples, at, memory, LAYOUT.withOrder(plane.order()), to * Float.BYTES, count);
                return;
            }
            for (int i = 0; i < count; i++) {
                int sample = Float.floatToRawIntBits(samples[at + i]);
                memory.set(BITS, (to + i * stride) * Float.BYTES,
                        plane.isSwapped() ? Integer.reverseBytes(sample) : sample);
            }
        }
    }
}
