package org.derain4j.pictures.metadata;

import java.util.List;
import java.util.Optional;

/**
 * An image file directory of a TIFF structure.
 *
 * @param at      where it lies
 * @param entries as far as they are there, in their order
 * @param next    the next directory's place; 0 for none
 * @param nextAt  where that place is written; -1 if the structure ends before
 */
public record Ifd(long at, List<IfdEntry> entries, long next, long nextAt) {

    /**
     * With a copy of the entries.
     */
    public Ifd {
        entries = List.copyOf(entries);
    }

    /**
     * The first entry of a tag.
     *
     * @param tag what is looked for
     * @return empty if there is none
     */
    public Optional<IfdEntry> entry(int tag) {
        return entries.stream().filter(entry -> entry.tag() == tag).findFirst();
    }
}
