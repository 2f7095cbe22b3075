package org.derain4j.pictures.webp;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.derain4j.pictures.format.ExifBlock;
import org.derain4j.pictures.format.IccProfiles;
import org.derain4j.pictures.format.LeftOut;
import org.derain4j.pictures.metadata.Metadata;
import org.derain4j.pictures.metadata.MetadataBuilder;
import org.derain4j.pictures.metadata.OwnRecord;

/** Reads what a WebP has beside its pixels, whatever the flags of its header say of it. */
final class WebpMetadata {

    private static final Set<String> STORAGE = Set.of("VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "FRGM");

    private WebpMetadata() {}

    static Metadata of(WebpFile file, LeftOut leftOut) {
        MetadataBuilder to = Metadata.builder();
        Set<String> seen = new HashSet<>();
        for (WebpChunk chunk : file.chunks()) {
            String name = chunk.name().strip().replace("\0", "");
            if (STORAGE.contains(chunk.name())) {
                continue;
            }
            if (name.equals("C2PA")) {
                leftOut.note("its content credentials vouch for the old pixels and are left out.");
            } else if (chunk.missing() > 0 || !taken(name, chunk, to, seen)) {
                leftOut.damaged(name);
            }
        }
        return to.build();
    }

    /** False for what is broken, or there already. */
    private static boolean taken(String name, WebpChunk chunk, MetadataBuilder to, Set<String> seen) {
        switch (name) {
            case "EXIF" -> {
                Optional<byte[]> block = ExifBlock.of(chunk.bytes());
                return block.isPresent() && seen.add(name) && to.exif(block.get()) != null;
            }
            case "XMP" -> {
                return seen.add(name) && to.xmp(chunk.bytes()) != null;
            }
            case "ICCP" -> {
                byte[] profile = chunk.bytes();
                return IccProfiles.fits(profile, false) && seen.add(name) && to.profile(profile) != null;
            }
            default -> to.add(new OwnRecord(chunk.name(), chunk.bytes()));
        }
        return true;
    }
}
