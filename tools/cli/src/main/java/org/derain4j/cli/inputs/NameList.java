package org.derain4j.cli.inputs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.StandardStreams;

/** Names of files, in UTF-8: one a line, or each with a NUL behind it as {@code find -print0} writes them. */
final class NameList {

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private NameList() {}

    /** Reads it from a file, or from standard input by the name {@code -}. */
    static List<String> read(String file) {
        try (InputStream in = file.equals(StandardStreams.NAME) ? System.in : Files.newInputStream(Path.of(file))) {
            return names(in.readAllBytes());
        } catch (IOException e) {
            throw Failure.usage("--from-list " + file + ": " + Failure.reason(e) + "; name a file of names, or - for"
                    + " standard input.");
        }
    }

    static List<String> names(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        String marked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text; // of Windows
        return Stream.of(marked.split(marked.indexOf('\0') >= 0 ? "\0" : "\r?\n"))
                .filter(Predicate.not(String::isEmpty)).toList();
    }
}
