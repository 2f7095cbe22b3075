package org.derain4j.pictures.metadata;

import java.util.List;
import java.util.Optional;

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
}
