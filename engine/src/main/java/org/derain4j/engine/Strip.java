package org.derain4j.engine;

import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.stream.IntStream;

/**
 * The colours of some rows of a picture as an interleaved array, between which and the network's values {@link SampleArray}
 * converts: bytes or 16 bits. Rasters copy into it and out of it by themselves, any kind, and whole rows at once where they can.
 */
sealed interface Strip {

    /**
     * A strip that nothing was read into yet.
     *
     * @param bits     8 or 16
     * @param rows     the most that are read or written at once
     * @param width    columns
     * @param channels of colour
     */
    static Strip of(int bits, int rows, int width, int channels) {
        return bits == Byte.SIZE
                ? Bytes.of(rows, width, channels)
                : new Shorts(new SampleArray.Shorts(new short[Math.multiplyExact(rows, width * channels)]));
    }

    /** From a raster that has these rows and channels alone. */
    void read(Raster colours);

    /** Into such a raster. */
    void write(WritableRaster colours);

    /** What was read, or is to be written. */
    SampleArray samples();

    /** For 8 bits: rasters of bytes copy rows at once by {@code setRect}, which is clipped to what there is. */
    record Bytes(WritableRaster raster, SampleArray.Bytes samples) implements Strip {

        private static Bytes of(int rows, int width, int channels) {
            WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, rows,
                    width * channels, channels, IntStream.range(0, channels).toArray(), null);
            return new Bytes(raster, new SampleArray.Bytes(((DataBufferByte) raster.getDataBuffer()).getData()));
        }

        @Override
        public void read(Raster colours) {
            raster.setRect(colours);
        }

        @Override
        public void write(WritableRaster colours) {
            colours.setRect(raster);
        }
    }

    /** For 16 bits. */
    record Shorts(SampleArray.Shorts samples) implements Strip {

        @Override
        public void read(Raster colours) {
            colours.getDataElements(0, 0, colours.getWidth(), colours.getHeight(), samples.samples());
        }

        @Override
        public void write(WritableRaster colours) {
            colours.setDataElements(0, 0, colours.getWidth(), colours.getHeight(), samples.samples());
        }
    }
}
