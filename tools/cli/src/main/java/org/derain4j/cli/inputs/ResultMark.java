package org.derain4j.cli.inputs;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.io.FilenameUtils;
import org.derain4j.pictures.PictureFormat;

/** Tells results of earlier runs by their names, as long as what they were made of, or another result of that, is beside them. */
public final class ResultMark {

    private static final String RESULT = ".derained";
    private static final Pattern MARKED = Pattern
            .compile("(.+)\\.(?:(?:derained|compare)\\.[^.]+|rain\\.[pP][nN][gG])");

    private final Collection<String> names;
    private Set<String> sources;

    /** For the files of one folder, by their names. */
    public ResultMark(Collection<String> names) {
        this.names = names;
    }

    /** Whether the name is of the kind that results have. */
    static boolean isOn(String name) {
        return MARKED.matcher(name).matches();
    }

    /** Whether a picture of that folder is a result. */
    public boolean isResult(String name) {
        Matcher marked = MARKED.matcher(name);
        if (!marked.matches()) {
            return false;
        }
        String source = marked.group(1);
        String result = source + RESULT;
        return sources().contains(source) || !name.startsWith(result + ".") && sources().contains(result);
    }

    /** All names, and those of pictures without their extension, too: either may be what results are named by. */
    private Set<String> sources() {
        if (sources == null) {
            sources = new HashSet<>();
            for (String name : names) {
                sources.add(name);
                if (PictureFormat.named(name).isPresent()) {
                    sources.add(FilenameUtils.getBaseName(name));
                }
            }
        }
        return sources;
    }
}
