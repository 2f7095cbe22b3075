package org.derain4j.cli.common;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Names of files and folders: an empty one is mostly a variable of a script that nobody set, and not the current folder. */
public final class NamedPlace implements ITypeConverter<String> {

    /** For picocli, which makes one for each option of text. */
    public NamedPlace() {}

    @Override
    public String convert(String text) {
        if (text.isEmpty()) {
            throw new TypeConversionException("it is empty; name a file or a folder");
        }
        return text;
    }

    /** For all options and arguments that are paths. */
    public static Path path(String text) {
        try {
            return Path.of(new NamedPlace().convert(text));
        } catch (InvalidPathException e) {
            throw new TypeConversionException("'" + text + "' is no path here");
        }
    }
}
