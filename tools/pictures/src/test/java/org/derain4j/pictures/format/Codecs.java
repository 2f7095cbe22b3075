package org.derain4j.pictures.format;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** What the tests of all formats do. */
public final class Codecs {

    private Codecs() {}

    public static Parts read(Codec codec, byte[] file, boolean lenient) throws IOException {
        return codec.read(stream(file), lenient);
    }

    public static ImageInputStream stream(byte[] file) {
        return new MemoryCacheImageInputStream(new ByteArrayInputStream(file)) {

            @Override
            public long length() {
                return file.length;
            }
        };
    }

    public static int[] samples(BufferedImage picture) {
        return picture.getRaster().getPixels(0, 0, picture.getWidth(), picture.getHeight(), (int[]) null);
    }

    /** Decoded, with its notes: those of its parts and those of its pixels. */
    public record Decoded(BufferedImage picture, List<String> notes, Parts parts) {}

    public static Decoded decode(Codec codec, byte[] file, boolean lenient) throws IOException {
        Parts parts = read(codec, file, lenient);
        List<String> notes = new ArrayList<>(parts.notes());
        return new Decoded(parts.pixels().decode(new Upright(1), notes::add), notes, parts);
    }
}
