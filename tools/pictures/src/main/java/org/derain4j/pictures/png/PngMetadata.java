package org.derain4j.pictures.png;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.DataFormatException;
import org.derain4j.pictures.format.IccProfiles;
import org.derain4j.pictures.format.LeftOut;
import org.derain4j.pictures.metadata.Metadata;
import org.derain4j.pictures.metadata.MetadataBuilder;
import org.derain4j.pictures.metadata.OwnRecord;
import org.derain4j.pictures.metadata.Resolution;

/**
 * Reads what a PNG says beside its pixels. Texts are both among {@link Metadata#texts}, for other formats, and as they are among
 * {@link Metadata#own}, for a PNG; so is the profile's chunk, for its name. bKGD is brought to RGB or grey of 16 bits.
 */
final class PngMetadata {

    /** More than any profile, EXIF block or XMP packet has. */
    private static final int LONGEST_BLOCK = 16 << 20;
    /** For all blocks together, and for all texts: so that few bytes cannot become many. */
    private static final int ALL_BLOCKS = 64 << 20;
    private static final int ALL_TEXTS = 1 << 20;

    private final PngHeader header;
    private final Optional<byte[]> palette;
    private final LeftOut leftOut;
    private final MetadataBuilder to = Metadata.builder();
    private final Set<String> singles = new HashSet<>();
    private final PngBlocks blocks = new PngBlocks();
    private int blocksLeft = ALL_BLOCKS;
    private int textsLeft = ALL_TEXTS;
    private boolean textsTooLong;

    private PngMetadata(PngHeader header, Optional<byte[]> palette, LeftOut leftOut) {
        this.header = header;
        this.palette = palette;
        this.leftOut = leftOut;
    }

    static Metadata of(PngChunks chunks, Optional<byte[]> palette, LeftOut leftOut) {
        PngMetadata reading = new PngMetadata(chunks.header(), palette, leftOut);
        boolean pixels = false;
        for (PngChunk chunk : chunks.chunks()) {
            pixels |= chunk.name().equals("IDAT");
            if (!PngRules.isOfStorage(chunk.name())) {
                reading.take(chunk, pixels);
            }
        }
        if (reading.textsTooLong) {
            leftOut.note("its longest texts stay with it only as a PNG.");
        }
        return reading.blocks.into(reading.to).build();
    }

    private void take(PngChunk chunk, boolean afterPixels) {
        String name = chunk.name();
        if (name.equals("caBX")) {
            leftOut.note("its content credentials vouch for the old pixels and are left out.");
        } else if (!PngRules.isSound(chunk) || afterPixels && PngRules.isBeforePixels(name)
                || PngRules.isSingle(name) && singles.contains(name) || !taken(chunk)) {
            leftOut.damaged(name);
        } else {
            singles.add(name);
        }
    }

    /** False if its content is broken. */
    private boolean taken(PngChunk chunk) {
        switch (chunk.name()) {
            case "eXIf" -> {
                return blocks.exif(chunk.bytes());
            }
            case "iCCP" -> {
                return profile(chunk);
            }
            case "pHYs" -> resolution(chunk.view());
            case "tEXt", "zTXt", "iTXt" -> {
                return text(chunk);
            }
            case "bKGD" -> {
                return background(chunk.view());
            }
            default -> {
                if (PngRules.isKept(chunk)) {
                    own(chunk);
                } else {
                    leftOut.unfit(chunk.name());
                }
            }
        }
        return true;
    }

    private void own(PngChunk chunk) {
        to.add(new OwnRecord(chunk.name(), chunk.bytes()));
    }

    /** A name, a zero, the way it is deflated (zero), the profile: like zTXt. */
    private boolean profile(PngChunk chunk) {
        Optional<byte[]> profile = PngText.of("zTXt", chunk.view()).flatMap(this::block)
                .filter(p -> IccProfiles.fits(p, header.isGrey()));
        profile.ifPresent(p -> {
            blocks.profile(p);
            own(chunk);
        });
        return profile.isPresent();
    }

    private void resolution(ByteBuffer content) {
        int x = content.getInt();
        int y = content.getInt();
        if (x > 0 && y > 0) {
            to.resolution(content.get() == 1
                    ? new Resolution(x / 100.0, y / 100.0, Resolution.Unit.CENTIMETRE)
                    : new Resolution(x, y, Resolution.Unit.NONE));
        }
    }

    private boolean background(ByteBuffer content) {
        boolean indexed = header.colour() == PngHeader.PALETTE;
        int samples = indexed || !header.isGrey() ? 3 : 1;
        if (content.limit() != (indexed ? 1 : 2 * samples)) {
            return false;
        }
        ByteBuffer wide = ByteBuffer.allocate(2 * samples);
        int most = (1 << header.depth()) - 1;
        for (int i = 0; i < samples; i++) {
            if (indexed) {
                int at = 3 * (content.get(0) & 0xFF) + i;
                if (at >= palette.orElseThrow().length) {
                    return false;
                }
                wide.putShort((short) (0x101 * (palette.orElseThrow()[at] & 0xFF)));
            } else {
                wide.putShort((short) ((content.getShort() & most) * (0xFFFF / most)));
            }
        }
        to.add(new OwnRecord("bKGD", wide.array()));
        return true;
    }

    private boolean text(PngChunk chunk) {
        Optional<PngText> text = PngText.of(chunk.name(), chunk.view());
        if (text.isEmpty()) {
            return false;
        }
        String keyword = text.get().keyword();
        if (keyword.equals(PngText.XMP) && chunk.name().equals("iTXt")) {
            return block(text.get()).filter(blocks::xmp).isPresent();
        }
        if (keyword.startsWith(RawProfile.KEYWORD)) {
            Optional<byte[]> block = block(text.get()).flatMap(RawProfile::block);
            String kind = keyword.substring(RawProfile.KEYWORD.length());
            PngBlocks.Fate fate = block.map(b -> blocks.raw(kind, b, header.isGrey())).orElse(PngBlocks.Fate.LEFT_OUT);
            if (fate != PngBlocks.Fate.TEXT) {
                return fate == PngBlocks.Fate.TAKEN;
            }
        } else if (!forPeople(text.get())) {
            return false;
        }
        own(chunk);
        return true;
    }

    /** False if it is broken. */
    private boolean forPeople(PngText text) {
        try {
            Optional<byte[]> inflated = text.bytes(textsLeft);
            inflated.ifPresent(t -> to.add(text.text(t)));
            textsLeft -= inflated.map(t -> t.length).orElse(Math.min(textsLeft, text.most()));
            textsTooLong |= inflated.isEmpty();
            return true;
        } catch (DataFormatException e) {
            return false;
        }
    }

    private Optional<byte[]> block(PngText text) {
        int atMost = Math.min(blocksLeft, LONGEST_BLOCK);
        Optional<byte[]> inflated = Optional.empty();
        try {
            inflated = text.bytes(atMost);
        } catch (DataFormatException e) {
            // Told as damaged, like one that is too long.
        }
        blocksLeft -= inflated.map(b -> b.length).orElse(Math.min(atMost, text.most()));
        return inflated;
    }
}
