package org.derain4j.web.page;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A mask as a PNG of few colours: a byte or less for a pixel, where red, green, blue and opacity would be four. */
final class IndexedPng {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte BITS = 8;
    private static final byte OF_A_PALETTE = 3;

    private IndexedPng() {}

    /** As it is, but for a mask whose longer side has more pixels than that: of those every so many are taken. */
    static byte[] of(Overlay.Mask mask, int longestSide) {
        double step = Math.max(1, (double) Math.max(mask.width(), mask.height()) / longestSide);
        int width = Math.max(1, (int) Math.round(mask.width() / step));
        int height = Math.max(1, (int) Math.round(mask.height() / step));
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(SIGNATURE);
        chunk("IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put(BITS).put(OF_A_PALETTE).array(), png);
        colours(mask.classes(), png);
        chunk("IDAT", deflated(rows(mask, width, height)), png);
        chunk("IEND", new byte[0], png);
        return png.toByteArray();
    }

    /** All 256, so that the last is there, which alone is transparent. */
    private static void colours(List<Overlay.MaskClass> classes, ByteArrayOutputStream png) {
        ByteBuffer palette = ByteBuffer.allocate(3 * (Overlay.Mask.OPEN + 1));
        classes.forEach(one -> palette.put((byte) (one.rgb() >> 16)).putShort((short) one.rgb()));
        chunk("PLTE", palette.array(), png);
        ByteBuffer opacity = ByteBuffer.allocate(Overlay.Mask.OPEN + 1);
        while (opacity.remaining() > 1) {
            opacity.put((byte) 255);
        }
        chunk("tRNS", opacity.array(), png);
    }

    /** Each begins with a 0: it is not predicted from others, which does nothing for indices. */
    private static byte[] rows(Overlay.Mask mask, int width, int height) {
        ByteBuffer rows = ByteBuffer.allocate((width + 1) * height);
        for (int y = 0; y < height; y++) {
            rows.put((byte) 0);
            int row = (int) ((y + 0.5) * mask.height() / height) * mask.width();
            for (int x = 0; x < width; x++) {
                rows.put(mask.indices()[row + (int) ((x + 0.5) * mask.width() / width)]);
            }
        }
        return rows.array();
    }

    private static byte[] deflated(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] some = new byte[1 << 13];
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            while (!deflater.finished()) {
                out.write(some, 0, deflater.deflate(some));
            }
        }
        return out.toByteArray();
    }

    private static void chunk(String name, byte[] content, ByteArrayOutputStream png) {
        byte[] named = ByteBuffer.allocate(4 + content.length).put(name.getBytes(StandardCharsets.US_ASCII))
                .put(content).array();
        CRC32 check = new CRC32();
        check.update(named);
        png.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        png.writeBytes(named);
        png.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
    }
}
