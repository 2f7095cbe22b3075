package org.derain4j.web.jobs;

import java.util.Optional;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.weights.PrintableText;

/** Names that pictures have where they come from: words of strangers, which are shown and sent back, and no more. */
final class Names {

    /** What a picture without a name is called in sentences. */
    static final String NONE = "the picture";

    private static final int LONGEST = 200;

    /** What some file system takes for more than a letter of a name. */
    private static final String RESERVED = "[\"*:<>?|\\\\/]";

    private Names() {}

    /** In sentences: on one line, harmless, never empty. */
    static String shown(String sent) {
        String name = PrintableText.of(sent.strip(), LONGEST);
        return name.isEmpty() ? NONE : name;
    }

    /** What the result of a picture of that name is called where it is saved: no folder, nothing but one name. */
    static String result(String sent, PictureFormat format) {
        String last = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1).strip();
        int dot = last.lastIndexOf('.');
        String extension = last.substring(dot + 1);
        Optional<PictureFormat> named = dot < 0
                ? Optional.empty()
                : PictureFormat.called(extension);
        String base = PrintableText.of(named.isPresent() ? last.substring(0, dot) : last, LONGEST)
                .replaceAll(RESERVED, "_");
        return (base.isEmpty() ? "picture" : base) + ".derained."
                + (named.equals(Optional.of(format)) ? extension : format.extension());
    }
}
