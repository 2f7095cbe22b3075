package org.derain4j.pictures.jpeg;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;
import org.derain4j.pictures.format.Codec;
import org.derain4j.pictures.format.FileBytes;
import org.derain4j.pictures.format.Parts;
import org.derain4j.pictures.metadata.Metadata;
import org.derain4j.pictures.metadata.MetadataBuilder;

/**
 * JPEG: read as baseline, extended and progressive with 8 bits, in grey, YCbCr, RGB, CMYK and YCCK; written in grey and YCbCr, sampled and
 * quantized as it came or finer.
 */
public final class JpegCodec implements Codec {

    /** A codec; it holds nothing. */
    public JpegCodec() {}

    @Override
    public Parts read(ImageInputStream in, boolean lenient) throws IOException {
        JpegSegments segments = new JpegSegments(FileBytes.of(in));
        JpegFrame frame = JpegFrame.of(segments);
        JpegColours colours = JpegColours.of(frame, segments);
        List<String> notes = new ArrayList<>();
        JpegPixels pixels = new JpegPixels(segments, frame, colours);
        JpegDecoder.State state = !pixels.requireWhole(segments.ended(), lenient, notes)
                ? JpegDecoder.State.NOT_WHOLE
                : segments.ended() ? JpegDecoder.State.WHOLE : JpegDecoder.State.WITHOUT_END;
        JpegRecords records = new JpegRecords(segments, notes);
        Optional<byte[]> profile = records.profile(colours.space());
        MetadataBuilder metadata = records.metadata().profile(colours.inks()
                ? ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData()
                : profile.orElse(null));
        return new Parts(frame.width(), frame.height(), frame.bits(), demand(frame, colours, in.length()),
                metadata.build(),
                JpegCodings.of(frame, segments),
                notes, new JpegDecoder(pixels, frame, colours, profile, state, lenient));
    }

    private static Parts.Demand demand(JpegFrame frame, JpegColours colours, long file) {
        // Inks become colours in their own memory, which is larger; the lossless decoder makes pictures of its own kind.
        double copies = frame.lossless() ? 3 : colours.inks() ? 1.5 : colours.isSmooth(frame) ? 1.1 : 1;
        return new Parts.Demand(colours == JpegColours.GREY ? 1 : 3, copies, file);
    }

    @Override
    public int longestSide() {
        return JpegFrame.LONGEST;
    }

    @Override
    public List<String> losses(Metadata metadata, boolean same) {
        return new JpegMetadata(metadata, same).losses();
    }

    @Override
    public void write(BufferedImage picture, Storing store, Path file) throws IOException {
        if (Math.max(picture.getWidth(), picture.getHeight()) > longestSide()) {
            throw new IOException("a JPEG has at most 65,500 columns and rows");
        }
        JpegEncoder encoder = JpegEncoder.of(store.coding(), store.quality(), picture.getRaster().getNumBands());
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            encoder.encode(picture, new HeadReplacement(out, new JpegMetadata(store.metadata(), store.same())));
        }
    }
}
