package org.derain4j.cli.inputs;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern that no shell has expanded, such as {@code photos/*.jpg}: each part of it matches one name, {@code **} any number of
 * folders. The result of a picture lies as deep in the tree of results as the picture lies below the last folder that the pattern
 * names without a wildcard.
 */
final class NamePattern {

    private static final String ANY_FOLDERS = "**";

    private final Path base;
    private final List<String> parts;
    private final List<PathMatcher> matchers;

    private NamePattern(Path base, List<String> parts, List<PathMatcher> matchers) {
        this.base = base;
        this.parts = parts;
        this.matchers = matchers;
    }

    /**
     * Takes an argument apart.
     *
     * @return empty if it has no wildcard, or cannot be a pattern
     */
    static Optional<NamePattern> of(String argument) {
        if (!hasWildcard(argument)) {
            return Optional.empty();
        }
        String separators = FileSystems.getDefault().getSeparator().equals("\\") ? "[/\\\\]+" : "/+";
        List<String> literal = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        for (String part : argument.split(separators)) {
            if (parts.isEmpty() && !hasWildcard(part)) {
                literal.add(part);
            } else if (parts.isEmpty() || !part.equals(ANY_FOLDERS) || !parts.getLast().equals(ANY_FOLDERS)) {
                parts.add(part);
            }
        }
        if (parts.getLast().equals(ANY_FOLDERS)) {
            parts.add("*");
        }
        try {
            List<PathMatcher> matchers = parts.stream()
                    .map(part -> FileSystems.getDefault().getPathMatcher("glob:" + part)).toList();
            String base = literal.isEmpty() ? "" : String.join("/", literal) + "/"; // the slash matters for a root
            return Optional.of(new NamePattern(Path.of(base), parts, matchers));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean hasWildcard(String text) {
        return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    /** The last folder before the first wildcard. */
    Path base() {
        return base;
    }

    /** Takes what it matches. */
    void take(FolderScan scan) {
        take(scan, base, Path.of(""), 0);
    }

    private void take(FolderScan scan, Path folder, Path place, int part) {
        Listing listing = Files.isDirectory(folder) ? scan.listing(folder) : null;
        if (listing == null) {
            return;
        }
        boolean any = parts.get(part).equals(ANY_FOLDERS);
        if (any) {
            take(scan, folder, place, part + 1);
        } else if (part == parts.size() - 1) {
            scan.take(listing, place, matchers.get(part)::matches);
            return;
        }
        for (Path below : listing.folders()) {
            // As in a shell, which follows links for one level alone: a tree that contains itself would never end.
            boolean entered = any ? !Files.isSymbolicLink(below) : matchers.get(part).matches(below.getFileName());
            if (entered && !scan.isOfResults(below)) {
                take(scan, below, place.resolve(below.getFileName()), any ? part : part + 1);
            }
        }
    }
}
