package org.derain4j.pictures.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers {@link Metadata}; each part as that record describes it, null for none. For one thread. */
public final class MetadataBuilder {

    private byte[] exif;
    private byte[] xmp;
    private byte[] photoshop;
    private byte[] iptc;
    private byte[] profile;
    private Resolution resolution;
    private List<Text> texts = new ArrayList<>();
    private List<OwnRecord> own = new ArrayList<>();

    MetadataBuilder() {}

    /**
     * EXIF.
     *
     * @param block a TIFF structure, or null
     * @return this
     */
    public MetadataBuilder exif(byte[] block) {
        exif = block;
        return this;
    }

    /**
     * XMP.
     *
     * @param packet its bytes, or null
     * @return this
     */
    public MetadataBuilder xmp(byte[] packet) {
        xmp = packet;
        return this;
    }

    /**
     * Photoshop's resources.
     *
     * @param resources from the first {@code 8BIM} on, or null
     * @return this
     */
    public MetadataBuilder photoshop(byte[] resources) {
        photoshop = resources;
        return this;
    }

    /**
     * IPTC outside of Photoshop's resources.
     *
     * @param datasets IIM, or null
     * @return this
     */
    public MetadataBuilder iptc(byte[] datasets) {
        iptc = datasets;
        return this;
    }

    /**
     * The colour profile.
     *
     * @param icc the profile, or null
     * @return this
     */
    public MetadataBuilder profile(byte[] icc) {
        profile = icc;
        return this;
    }

    /**
     * The resolution.
     *
     * @param stated by the format, or null
     * @return this
     */
    public MetadataBuilder resolution(Resolution stated) {
        resolution = stated;
        return this;
    }

    /**
     * All texts.
     *
     * @param all instead of those there are
     * @return this
     */
    public MetadataBuilder texts(List<Text> all) {
        texts = new ArrayList<>(all);
        return this;
    }

    /**
     * One more text.
     *
     * @param text the next
     * @return this
     */
    public MetadataBuilder add(Text text) {
        texts.add(text);
        return this;
    }

    /**
     * All of the format's own records.
     *
     * @param all instead of those there are
     * @return this
     */
    public MetadataBuilder own(List<OwnRecord> all) {
        own = new ArrayList<>(all);
        return this;
    }

    /**
     * One more of the format's own records.
     *
     * @param next the next
     * @return this
     */
    public MetadataBuilder add(OwnRecord next) {
        own.add(next);
        return this;
    }

    /**
     * What was gathered.
     *
     * @return the metadata
     */
    public Metadata build() {
        return new Metadata(Optional.ofNullable(exif), Optional.ofNullable(xmp), Optional.ofNullable(photoshop),
                Optional.ofNullable(iptc), Optional.ofNullable(profile), Optional.ofNullable(resolution), texts, own);
    }
}
