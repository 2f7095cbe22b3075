package org.derain4j.pictures.tiff;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.derain4j.pictures.format.Codec;
import org.derain4j.pictures.format.Coding;
import org.derain4j.pictures.metadata.IfdBuilder;

/** Writes strips, then the directory that says where they lie. */
final class TiffWriter {

    private static final int STRIP_BYTES = 1 << 18;
    /** Above this, LZW's worst case would not fit into 32 bits. */
    private static final long MOST_CLASSIC = 0xFFFF_FFFFL / 3 * 2 - (64 << 20);
    /** With 8 bits twice as fast as the usual one, and nearly as small. */
    private static final int LEVEL = 3;
    private static final int DIFFERENCES = 2;
    private static final int ALPHA = 2;

    private final Raster raster;
    private final int bands;
    private final int bytes;
    private final int compression;
    private final boolean alpha;
    private final boolean big;
    private final ByteOrder order;

    private TiffWriter(BufferedImage picture, Coding coding, ByteOrder order) {
        raster = picture.getRaster();
        bands = raster.getNumBands();
        bytes = raster.getTransferType() == DataBuffer.TYPE_BYTE ? 1 : 2;
        alpha = picture.getColorModel().hasAlpha();
        compression = compression(coding instanceof Coding.Tiff tiff ? tiff.compression() : TiffKinds.LZW, bytes);
        big = coding instanceof Coding.Tiff tiff && tiff.bigTiff()
                || (long) raster.getWidth() * raster.getHeight() * bands * bytes > MOST_CLASSIC;
        this.order = order;
    }

    /** LZW makes more of 16 bits than there was, as their lower halves are noise. */
    private static int compression(int came, int bytes) {
        return switch (came) {
            case TiffKinds.NONE -> TiffKinds.NONE;
            case TiffKinds.DEFLATE, TiffKinds.OLD_DEFLATE -> TiffKinds.DEFLATE;
            default -> bytes == 1 ? TiffKinds.LZW : TiffKinds.DEFLATE;
        };
    }

    static void write(BufferedImage picture, Codec.Storing store, Path file) throws IOException {
        TiffFields fields = new TiffFields(store.metadata(), store.same());
        TiffWriter writer = new TiffWriter(picture, store.coding(), fields.order());
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            writer.write(out, fields);
        }
    }

    private void write(FileChannel out, TiffFields fields) throws IOException {
        IfdBuilder directory = fields.directory(big);
        putLayout(directory);
        writeAll(out, directory.header(0));
        int rows = Math.clamp(STRIP_BYTES / ((long) raster.getWidth() * bands * bytes), 1, raster.getHeight());
        int count = (raster.getHeight() + rows - 1) / rows;
        long[] offsets = new long[count];
        long[] counts = new long[count];
        for (int i = 0; i < count; i++) {
            byte[] strip = strip(i * rows, Math.min(rows, raster.getHeight() - i * rows));
            offsets[i] = out.position();
            counts[i] = strip.length;
            // Strips begin at even places.
            writeAll(out, ByteBuffer.wrap(Arrays.copyOf(strip, strip.length + (strip.length & 1))));
        }
        directory.putLong(TiffTags.ROWS_PER_STRIP, rows);
        directory.putOffsets(TiffTags.STRIP_OFFSETS, offsets);
        directory.putOffsets(TiffTags.STRIP_COUNTS, counts);
        long at = out.position();
        byte[] last = directory.bytesAt(at);
        if (!big && at + last.length > 0xFFFF_FFFFL) {
            throw new IOException("it has more than the 4 GB that a TIFF holds");
        }
        try (OutputStream end = new BufferedOutputStream(Channels.newOutputStream(out))) {
            end.write(last);
            end.flush();
            out.position(0);
            writeAll(out, directory.header(at));
        }
    }

    private void putLayout(IfdBuilder directory) {
        int[] bits = new int[bands];
        Arrays.fill(bits, bytes * Byte.SIZE);
        boolean grey = bands - (alpha ? 1 : 0) == 1;
        directory.putLong(TiffTags.WIDTH, raster.getWidth()).putLong(TiffTags.HEIGHT, raster.getHeight())
                .putShorts(TiffTags.BITS, bits).putShorts(TiffTags.COMPRESSION, compression)
                .putShorts(TiffTags.PHOTOMETRIC, grey ? TiffLayout.BLACK_IS_ZERO : TiffLayout.RGB)
                .putShorts(TiffTags.SAMPLES, bands).putShorts(TiffTags.PLANAR, 1);
        if (alpha) {
            directory.putShorts(TiffTags.EXTRA_SAMPLES, ALPHA);
        }
        if (compression != TiffKinds.NONE) {
            directory.putShorts(TiffTags.PREDICTOR, DIFFERENCES);
        }
    }

    private byte[] strip(int from, int rows) throws IOException {
        ByteArrayOutputStream strip = new ByteArrayOutputStream();
        int[] samples = new int[raster.getWidth() * bands];
        byte[] row = new byte[samples.length * bytes];
        Deflater deflater = new Deflater(LEVEL);
        try (OutputStream packed = switch (compression) {
            case TiffKinds.LZW -> new LzwOutputStream(strip);
            case TiffKinds.DEFLATE -> new DeflaterOutputStream(strip, deflater);
            default -> strip;
        }) {
            for (int y = from; y < from + rows; y++) {
                raster.getPixels(0, y, raster.getWidth(), 1, samples);
                pack(samples, row);
                packed.write(row);
            }
        } finally {
            deflater.end();
        }
        return strip.toByteArray();
    }

    private void pack(int[] samples, byte[] row) {
        boolean differences = compression != TiffKinds.NONE;
        int high = order == ByteOrder.BIG_ENDIAN ? 0 : 1;
        for (int i = samples.length - 1; i >= 0; i--) {
            int v = differences && i >= bands ? samples[i] - samples[i - bands] : samples[i];
            if (bytes == 1) {
                row[i] = (byte) v;
            } else {
                row[2 * i + high] = (byte) (v >> 8);
                row[2 * i + 1 - high] = (byte) v;
            }
        }
    }

    private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}
