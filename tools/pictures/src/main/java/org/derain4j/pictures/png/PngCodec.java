package org.derain4j.pictures.png;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;
import org.derain4j.pictures.format.Codec;
import org.derain4j.pictures.format.Coding;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.FrameOnCanvas;
import org.derain4j.pictures.format.IccProfiles;
import org.derain4j.pictures.format.LeftOut;
import org.derain4j.pictures.format.OwnLosses;
import org.derain4j.pictures.format.Parts;
import org.derain4j.pictures.metadata.Metadata;

/**
 * PNG, animated PNG with its first frame. Its chunks are taken one by one, so that whatever is broken beside the pixels costs no
 * more than itself.
 */
public final class PngCodec implements Codec {

    /** A codec. */
    public PngCodec() {}

    @Override
    public Parts read(ImageInputStream in, boolean lenient) throws IOException {
        PngChunks chunks = PngChunks.of(in);
        PngHeader header = chunks.header();
        LeftOut leftOut = new LeftOut();
        requireIntact(chunks, lenient, leftOut);
        Optional<byte[]> palette = palette(chunks);
        Optional<byte[]> tRNS = transparency(chunks, palette, leftOut);
        List<PngPart> parts = chunks.named("IDAT").map(c -> c.from(0)).toList();
        PngPixels picture = new PngPixels(header, palette, tRNS, in, parts, lenient);
        int frames = PngAnimation.frames(chunks);
        if (frames > 1) {
            leftOut.note("only the first of its %d frames is kept.".formatted(frames));
        }
        Optional<FrameOnCanvas> frame = frames > 0 ? PngAnimation.firstFrame(chunks, picture) : Optional.empty();
        if (frame.isEmpty()) {
            picture.requireEnough();
        }
        Parts.Pixels pixels = frame.isPresent() ? frame.get() : picture;
        Metadata metadata = PngMetadata.of(chunks, palette, leftOut);
        boolean alpha = header.hasAlpha() || tRNS.isPresent() || frame.isPresent();
        var demand = new Parts.Demand((header.isGrey() ? 1 : 3) + (alpha ? 1 : 0), frame.isPresent() ? 2 : 1, 0);
        return new Parts(header.width(), header.height(), header.depth(), demand, metadata,
                new Coding.Png(header.interlaced()),
                leftOut.notes(), pixels);
    }

    /**
     * Takes a file apart for its samples as they are stored: a palette's indices are grey levels, few bits are not stretched to 8.
     *
     * @param in a PNG, from its first byte on; stays open until the pixels are decoded
     * @return its parts, without metadata
     * @throws DamagedException if its pixels are not all there, or not to be trusted
     * @throws IOException      if reading fails
     */
    public static Parts stored(ImageInputStream in) throws IOException {
        PngChunks chunks = PngChunks.of(in);
        LeftOut leftOut = new LeftOut();
        requireIntact(chunks, false, leftOut);
        PngHeader header = chunks.header().withoutPalette();
        List<PngPart> parts = chunks.named("IDAT").map(c -> c.from(0)).toList();
        PngPixels picture = new PngPixels(header, Optional.empty(), Optional.empty(), in, parts, false);
        picture.requireEnough();
        var demand = new Parts.Demand((header.isGrey() ? 1 : 3) + (header.hasAlpha() ? 1 : 0), 1, 0);
        return new Parts(header.width(), header.height(), header.depth(), demand, Metadata.NONE,
                new Coding.Png(header.interlaced()), leftOut.notes(),
                (place, notes) -> unstretched(picture.decode(place, notes), header.depth()));
    }

    private static BufferedImage unstretched(BufferedImage picture, int depth) {
        if (depth < Byte.SIZE) {
            int step = 0xFF / ((1 << depth) - 1);
            byte[] levels = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
            for (int i = 0; i < levels.length; i++) {
                levels[i] = (byte) ((levels[i] & 0xFF) / step);
            }
        }
        return picture;
    }

    private static void requireIntact(PngChunks chunks, boolean lenient, LeftOut leftOut) throws DamagedException {
        Optional<PngChunk> broken = chunks.broken();
        // Where the end is missing, too, the pixels themselves tell whether they are all there.
        if (broken.isPresent() && (chunks.ended() || !broken.get().name().equals("IDAT"))) {
            String why = "the checksum of its chunk " + broken.get().name() + " is wrong";
            if (!lenient) {
                throw DamagedException.cutShort(why, null);
            }
            leftOut.note(why + "; its pixels may be, too.");
        }
        if (chunks.named("IDAT").findAny().isEmpty()) {
            throw DamagedException.broken("it has no pixels", null);
        }
        if (!chunks.ended()) {
            leftOut.note("its end is missing; what stood there is lost.");
        } else if (chunks.trailing() > 0) {
            leftOut.note("%d bytes after its end are left out.".formatted(chunks.trailing()));
        }
    }

    private static Optional<byte[]> palette(PngChunks chunks) throws DamagedException {
        Optional<byte[]> palette = chunks.named("PLTE").findFirst().map(PngChunk::bytes);
        if (chunks.header().colour() == PngHeader.PALETTE) {
            int length = palette.map(p -> p.length).orElse(0);
            if (length == 0 || length % 3 != 0 || length > 3 * 256) {
                throw DamagedException.broken("its palette is missing or has %d bytes".formatted(length), null);
            }
        }
        return palette;
    }

    private static Optional<byte[]> transparency(PngChunks chunks, Optional<byte[]> palette, LeftOut leftOut) {
        Optional<PngChunk> chunk = chunks.chunks().stream().takeWhile(c -> !c.name().equals("IDAT"))
                .filter(c -> c.name().equals("tRNS")).findFirst();
        boolean sound = chunk.filter(PngChunk::intact).filter(c -> switch (chunks.header().colour()) {
            case PngHeader.PALETTE -> c.length() > 0 && c.length() <= palette.orElseThrow().length / 3;
            case PngHeader.GREY -> c.length() == 2;
            case PngHeader.RGB -> c.length() == 6;
            default -> false;
        }).isPresent();
        if (!sound && chunk.isPresent()) {
            leftOut.damaged("tRNS");
        }
        return chunk.filter(_ -> sound).map(PngChunk::bytes);
    }

    @Override
    public List<String> losses(Metadata metadata, boolean same) {
        List<String> losses = new ArrayList<>();
        if (metadata.profile().filter(IccProfiles::isBroken).isPresent()) {
            losses.add("its colour profile, which is broken,");
        }
        if (!same) {
            losses.addAll(OwnLosses.of(metadata));
        }
        return losses;
    }

    @Override
    public void write(BufferedImage picture, Storing store, Path file) throws IOException {
        PngEncoder.write(picture, store, file);
    }
}
