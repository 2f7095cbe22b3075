package org.derain4j.pictures.metadata;

/**
 * A text for people: a JPEG's comment, an entry of PNG's tEXt, zTXt or iTXt, a description in a TIFF.
 *
 * @param keyword PNG's, such as Title, Author, Comment
 * @param text    of any length
 */
public record Text(String keyword, String text) {

    /** The keyword of what has none. */
    public static final String COMMENT = "Comment";
}
