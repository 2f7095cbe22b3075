package org.derain4j.pictures.metadata;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a file says beside its pixels. Arrays are not copied, and not to be changed.
 *
 * @param exif       a TIFF structure, from its byte order mark on, without the {@code Exif\0\0} that some formats put before it
 * @param xmp        the packet's bytes, in its own encoding (mostly UTF-8)
 * @param photoshop  image resource blocks ({@code 8BIM}...), IPTC among them; without the {@code Photoshop 3.0\0} of JPEG
 * @param iptc       IPTC-IIM datasets that lie outside of {@code photoshop}
 * @param profile    an ICC profile of the kind of colour (grey, RGB) that the pixels have
 * @param resolution if stated by the format itself; EXIF has its own
 * @param texts      comments and PNG's texts, in their order; XMP and raw profiles are not among them
 * @param own        what only the same format carries on, in its order
 */
public record Metadata(Optional<byte[]> exif, Optional<byte[]> xmp, Optional<byte[]> photoshop, Optional<byte[]> iptc,
        Optional<byte[]> profile, Optional<Resolution> resolution, List<Text> texts, List<OwnRecord> own) {

    private static final Set<String> COLOUR_RECORDS = Set.of("cICP", "gAMA", "cHRM", "sRGB", "sBIT", "mDCV", "cLLI");

    /** Nothing at all. */
    public static final Metadata NONE = builder().build();

    /**
     * With copies of the lists.
     */
    public Metadata {
        texts = List.copyOf(texts);
        own = List.copyOf(own);
    }

    /**
     * To gather what a file says.
     *
     * @return a builder of nothing
     */
    public static MetadataBuilder builder() {
        return new MetadataBuilder();
    }

    /**
     * To change some of it.
     *
     * @return a builder that has all of this
     */
    public MetadataBuilder toBuilder() {
        return new MetadataBuilder().exif(exif.orElse(null)).xmp(xmp.orElse(null)).photoshop(photoshop.orElse(null))
                .iptc(iptc.orElse(null)).profile(profile.orElse(null)).resolution(resolution.orElse(null)).texts(texts)
                .own(own);
    }

    /**
     * How the stored pixels are to be turned to be upright. EXIF alone is asked: what XMP says of it is heeded by hardly any viewer, and so
     * stays true as long as the pixels stay as they are.
     *
     * @return 1 to 8; 1 if nothing is said
     */
    public int orientation() {
        return exif.map(Exif::orientation).orElse(1);
    }

    /**
     * What is to go with the picture after its pixels were turned upright, and show something else than before.
     *
     * @param orientation that it had, 1 to 8
     * @param width       of the upright picture
     * @param height      of the upright picture
     * @return with an orientation of 1, these sizes and no thumbnail; without EXIF that cannot be changed and says another orientation
     */
    public Metadata upright(int orientation, int width, int height) {
        boolean turned = orientation >= 5;
        // EXIF that would go on to say another orientation, as it cannot be changed, would turn the picture once more.
        return toBuilder()
                .exif(exif.map(block -> Exif.upright(block, turned, width, height))
                        .filter(block -> Exif.orientation(block) == 1).orElse(null))
                .xmp(xmp.map(packet -> Xmp.upright(packet, orientation != 1, turned, width, height)).orElse(null))
                .photoshop(photoshop.map(blocks -> Photoshop.upright(blocks, turned)).filter(b -> b.length > 0)
                        .orElse(null))
                .resolution(resolution.map(r -> turned ? r.turned() : r).orElse(null)).build();
    }

    /**
     * Without anything that tells of the picture, its owner and camera. What says how colours are meant stays.
     *
     * @return with the profile, and with PNG's chunks about colour
     */
    public Metadata stripped() {
        return builder().profile(profile.orElse(null))
                .own(own.stream().filter(record -> COLOUR_RECORDS.contains(record.name())).toList()).build();
    }

    /**
     * With a name of software: in EXIF, and in XMP where that has a place for one.
     *
     * @param software its name
     * @return with this name
     */
    public Metadata withSoftware(String software) {
        return toBuilder().exif(Exif.withSoftware(exif.orElse(null), software))
                .xmp(xmp.map(packet -> Xmp.withSoftware(packet, software)).orElse(null)).build();
    }
}
