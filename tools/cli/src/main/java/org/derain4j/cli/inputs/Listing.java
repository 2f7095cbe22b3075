package org.derain4j.cli.inputs;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is in a folder, in natural order; links count as what they point to.
 *
 * @param files   pictures or not, also links to nowhere: who reads them will say so
 * @param folders but not those that are hidden
 * @param special pipes, sockets and devices, which nobody must wait for
 * @param hidden  files and folders, among them those that a run is just writing
 */
record Listing(List<Path> files, List<Path> folders, List<Path> special, List<Path> hidden) {

    private static final Comparator<Path> BY_NAME = Comparator.comparing(Listing::name, new NaturalOrder());

    static Listing of(Path folder) throws IOException {
        Listing listing = new Listing(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                listing.kind(entry).add(entry);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        listing.files.sort(BY_NAME);
        listing.folders.sort(BY_NAME);
        return listing;
    }

    static String name(Path file) {
        return file.getFileName().toString();
    }

    private List<Path> kind(Path entry) {
        try {
            if (name(entry).startsWith(".") || Files.isHidden(entry)) {
                return hidden;
            }
            BasicFileAttributes attributes = Files.readAttributes(entry, BasicFileAttributes.class,
                    LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                attributes = Files.readAttributes(entry, BasicFileAttributes.class);
            }
            return attributes.isDirectory() ? folders : attributes.isRegularFile() ? files : special;
        } catch (IOException e) {
            return files;
        }
    }
}
