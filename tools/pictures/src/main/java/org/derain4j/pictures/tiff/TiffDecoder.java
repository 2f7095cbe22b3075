package org.derain4j.pictures.tiff;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.stream.ImageInputStream;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.Parts;
import org.derain4j.pictures.format.PrintingInks;
import org.derain4j.pictures.format.UnsupportedException;
import org.derain4j.pictures.format.Upright;
import org.derain4j.pictures.metadata.Ifd;
import org.derain4j.pictures.metadata.IfdEntry;
import org.derain4j.pictures.metadata.Metadata;
import org.derain4j.pictures.metadata.TiffStructure;

/** Decodes the pixels of a directory. */
final class TiffDecoder {

    private final ImageInputStream in;
    private final TiffStructure tiff;
    private final Ifd ifd;
    private final TiffLayout layout;
    private final boolean lenient;
    private boolean rgbProfile;

    TiffDecoder(ImageInputStream in, TiffStructure tiff, Ifd ifd, TiffLayout layout, boolean lenient) {
        this.in = in;
        this.tiff = tiff;
        this.ifd = ifd;
        this.layout = layout;
        this.lenient = lenient;
    }

    /** What a profile in the file has to be for: 1 grey, 3 RGB; 0 if the picture does not keep it. */
    int profileColours() {
        return switch (layout.photometric()) {
            case TiffLayout.WHITE_IS_ZERO, TiffLayout.BLACK_IS_ZERO -> 1;
            case TiffLayout.SEPARATED, TiffLayout.CIE_LAB, TiffLayout.ICC_LAB -> 0;
            default -> 3;
        };
    }

    /** Inks become colours in their own memory, which is larger; what is multiplied by alpha is divided into a copy. */
    Parts.Demand demand() {
        int colours = layout.photometric() == TiffLayout.PALETTE ? 3 : Math.min(3, layout.colours());
        double copies = !isDecodedHere() || layout.premultiplied() ? 2 : layout.colours() > 3 ? 1.5 : 1;
        return new Parts.Demand(colours + (layout.alpha() < 0 ? 0 : 1), copies, 0);
    }

    private boolean isDecodedHere() {
        return switch (layout.compression()) {
            case TiffKinds.NONE, TiffKinds.LZW, TiffKinds.PACK_BITS, TiffKinds.DEFLATE, TiffKinds.OLD_DEFLATE ->
                layout.photometric() != TiffLayout.YCBCR;
            default -> false;
        };
    }

    /** With sRGB's profile where colours are converted to that. */
    Metadata completed(Metadata found) {
        rgbProfile = found.profile().isPresent();
        return profileColours() != 0
                ? found
                : found.toBuilder().profile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData()).build();
    }

    BufferedImage decode(Upright place, Consumer<String> notes) throws IOException {
        try {
            return isDecodedHere() ? segments(place, notes) : plugin(notes);
        } catch (DamagedException | UnsupportedException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw DamagedException.broken(
                    "its pixels cannot be decoded (%s)".formatted(
                            Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName())),
                    e);
        }
    }

    private BufferedImage segments(Upright place, Consumer<String> notes) throws IOException {
        if (layout.premultiplied() && profileColours() == 0) {
            throw new UnsupportedException("its inks are multiplied by its alpha", "save it as RGB");
        }
        boolean indexed = layout.photometric() == TiffLayout.PALETTE;
        TiffPicture picture = new TiffPicture(layout, indexed ? palette() : new int[0][], place);
        if (indexed && lenient) {
            picture.clear();
        }
        int broken = new TiffSegments(in, tiff.order(), layout).decode(TiffPicture.kept(layout), lenient, picture);
        if (broken > 0) {
            notes.accept(broken + " of its strips or tiles are broken or missing.");
        }
        noteDropped(notes);
        return switch (layout.photometric()) {
            case TiffLayout.SEPARATED -> inks(picture.raster(), notes);
            case TiffLayout.CIE_LAB, TiffLayout.ICC_LAB -> {
                notes.accept("its Lab colours are converted to sRGB.");
                TiffColours.labToRgb(picture.raster(), layout.photometric() == TiffLayout.ICC_LAB);
                yield picture.picture();
            }
            default -> picture.picture();
        };
    }

    private void noteDropped(Consumer<String> notes) {
        int[] extra = layout.extra();
        int dropped = extra.length - (layout.alpha() < 0 ? 0 : 1);
        if (dropped > 0) {
            String kinds = IntStream.range(0, extra.length).filter(i -> layout.colours() + i != layout.alpha())
                    .mapToObj(i -> extra[i] == 1 || extra[i] == 2 ? "alpha" : "unspecified").distinct()
                    .collect(Collectors.joining(", "));
            notes.accept(dropped == 1
                    ? "its extra channel (" + kinds + ") is not kept."
                    : "its " + dropped + " extra channels (" + kinds + ") are not kept.");
        }
    }

    private int[][] palette() throws IOException {
        IfdEntry map = ifd.entry(TiffTags.COLOUR_MAP).orElse(null);
        if (map == null || map.count() < 3) {
            throw DamagedException.broken("it has no palette for its pixels", null);
        }
        return TiffColours.ofPalette(tiff.numbers(map, 3 << layout.bits()), layout.bits(), !rgbProfile);
    }

    private BufferedImage inks(WritableRaster inks, Consumer<String> notes) throws IOException {
        ICC_Profile profile = inkProfile();
        try {
            BufferedImage rgb = PrintingInks.toRgb(inks, profile);
            notes.accept("its CMYK colours are converted to sRGB"
                    + (profile == null ? ", without a profile; they may be off." : " by its profile."));
            return rgb;
        } catch (CMMException | IllegalArgumentException e) {
            notes.accept("its CMYK colours are converted to sRGB, its profile being broken; they may be off.");
            return PrintingInks.toRgb(inks, null);
        }
    }

    /** The file's profile if it is for four inks; else null. */
    private ICC_Profile inkProfile() throws IOException {
        IfdEntry entry = ifd.entry(TiffTags.PROFILE).orElse(null);
        if (entry == null || !tiff.holds(entry)) {
            return null;
        }
        try {
            ICC_Profile profile = ICC_Profile.getInstance(tiff.bytes(entry));
            return profile.getColorSpaceType() == ColorSpace.TYPE_CMYK ? profile : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private BufferedImage plugin(Consumer<String> notes) throws IOException {
        if (!lenient && !TiffPlugin.isWhole(in, layout)) {
            throw DamagedException.cutShort("it ends too early", null);
        }
        BufferedImage decoded = TiffPlugin.decode(in, tiff, ifd, layout, lenient,
                _ -> notes.accept("some of its pixels are broken or missing."));
        if (decoded.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_CMYK) {
            return inks(decoded.getRaster(), notes);
        }
        return decoded;
    }
}
