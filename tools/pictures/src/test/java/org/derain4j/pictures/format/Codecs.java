package org.derain4j.pictures.format;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** What the tests of all formats do. */
final class Codecs {

    private Codecs() {}

    static Parts read(Codec codec, byte[] file, boolean lenient) throws IOException {
        return codec.read(stream(file), lenient);
    }

    static ImageInputStream stream(byte[] file) {
        return new MemoryCacheImageInputStream(new ByteArrayInputStream(file)) {

            @Override
            public long length() {
                return file.length;
            }
        };
    }

    static int[] samples(BufferedImage picture) {
        return picture.getRaster().getPixels(0, 0, picture.getWidth(), picture.getHeight(), (int[]) null);
    }

    /** Decoded, with its notes: those of its parts and those of its pixels. */
    record Decoded(BufferedImage picture, List<String> notes, Parts parts) {}

    static Decoded decode(Codec codec, byte[] file, boolean lenient) throws IOException {
        Parts parts = read(codec, file, lenient);
        List<String> notes = new ArrayList<>(parts.notes());
        return new Decoded(parts.pixels().decode(notes::add), notes, parts);
    }
}
