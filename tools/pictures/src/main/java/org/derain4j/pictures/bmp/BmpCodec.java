package org.derain4j.pictures.bmp;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.imageio.stream.ImageInputStream;
import org.derain4j.pictures.format.Codec;
import org.derain4j.pictures.format.Coding;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.IccProfiles;
import org.derain4j.pictures.format.OwnLosses;
import org.derain4j.pictures.format.Parts;
import org.derain4j.pictures.format.UnsupportedException;
import org.derain4j.pictures.metadata.Metadata;
import org.derain4j.pictures.metadata.MetadataBuilder;
import org.derain4j.pictures.metadata.Resolution;

/**
 * BMP of Windows and OS/2. Pixels of 32 bits have alpha where the header has a mask for it, as Pillow and ImageMagick take it. Written
 * uncompressed, grey with 8 bits and colour with 24; of what goes with the picture only its resolution.
 */
public final class BmpCodec implements Codec {

    private static final int HEADERS = 54;
    private static final int LEVELS = 256;

    /** A codec. */
    public BmpCodec() {}

    @Override
    public Parts read(ImageInputStream in, boolean lenient) throws IOException {
        try {
            BmpHeader header = BmpHeader.of(in);
            List<String> notes = new ArrayList<>();
            MetadataBuilder metadata = Metadata.builder();
            if (header.x() > 0 && header.y() > 0) {
                metadata.resolution(
                        new Resolution(header.x() / 100.0, header.y() / 100.0, Resolution.Unit.CENTIMETRE));
            }
            boolean fits = header.profile() != null && IccProfiles.fits(header.profile(), false);
            if (fits) {
                metadata.profile(header.profile());
            } else if (header.profile() != null) {
                notes.add("its colour profile is broken and is left out.");
            }
            BmpDecoder decoder = new BmpDecoder(in, header, lenient, !fits);
            return new Parts(header.width(), header.height(), Byte.SIZE, decoder.demand(), metadata.build(),
                    Coding.PLAIN, notes, decoder::decode);
        } catch (DamagedException | UnsupportedException e) {
            throw e;
        } catch (IOException e) {
            throw DamagedException.broken(Objects.requireNonNullElse(e.getMessage(), "it ends too early"), e);
        }
    }

    @Override
    public List<String> losses(Metadata metadata, boolean same) {
        List<String> losses = new ArrayList<>();
        metadata.exif().ifPresent(_ -> losses.add("its EXIF data"));
        metadata.xmp().ifPresent(_ -> losses.add("its XMP data"));
        metadata.photoshop().ifPresent(_ -> losses.add("its Photoshop data"));
        metadata.iptc().ifPresent(_ -> losses.add("its IPTC data"));
        metadata.profile().ifPresent(_ -> losses.add("its colour profile"));
        if (!metadata.texts().isEmpty()) {
            losses.add("its texts");
        }
        if (metadata.resolution().filter(r -> r.unit() == Resolution.Unit.NONE && r.saysSomething()).isPresent()) {
            losses.add("its resolution");
        }
        if (!same) {
            losses.addAll(OwnLosses.of(metadata));
        }
        return losses;
    }

    @Override
    public void write(BufferedImage picture, Storing store, Path file) throws IOException {
        Raster raster = picture.getRaster();
        boolean grey = picture.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
        int width = raster.getWidth();
        int bands = grey ? 1 : 3;
        int stride = Math.toIntExact(((long) width * bands + 3) / 4 * 4);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            out.write(header(raster, grey, (long) stride * raster.getHeight(), store.metadata()));
            int[] samples = new int[width * bands];
            byte[] row = new byte[stride];
            for (int y = raster.getHeight() - 1; y >= 0; y--) {
                raster.getPixels(0, y, width, 1, samples);
                for (int i = 0; i < samples.length; i++) {
                    row[grey ? i : i + 2 - 2 * (i % 3)] = (byte) samples[i];
                }
                out.write(row);
            }
        }
    }

    private static byte[] header(Raster raster, boolean grey, long pixels, Metadata metadata) {
        int colours = grey ? LEVELS : 0;
        int size = HEADERS + 4 * colours;
        ByteBuffer header = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        header.put(new byte[]{'B', 'M'}).putInt((int) (size + pixels)).putInt(0).putInt(size);
        header.putInt(40).putInt(raster.getWidth()).putInt(raster.getHeight()).putShort((short) 1)
                .putShort((short) (grey ? 8 : 24)).putInt(0).putInt((int) pixels);
        Resolution metre = metadata.resolution().filter(r -> r.unit() != Resolution.Unit.NONE)
                .map(Resolution::perCentimetre).orElse(new Resolution(0, 0, Resolution.Unit.CENTIMETRE));
        header.putInt((int) Math.round(metre.x() * 100)).putInt((int) Math.round(metre.y() * 100)).putInt(colours)
                .putInt(0);
        for (int level = 0; level < colours; level++) {
            header.putInt(level * 0x010101);
        }
        return header.array();
    }
}
