package org.derain4j.engine;

import java.io.IOException;
import org.derain4j.weights.PrintableText;

/**
 * A sound weight file that is no network we know: variables missing, unknown or of another shape, or an unknown name;
 * or one that does not fit into Java's memory.
 */
public final class ModelException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Several lists of names that are cut each. */
    private static final int LONGEST = 10_000;

    /**
     * With all that is wrong.
     *
     * @param message for people, naming the file; shown as {@link PrintableText} does
     */
    public ModelException(String message) {
        super(PrintableText.of(message, LONGEST));
    }
}
