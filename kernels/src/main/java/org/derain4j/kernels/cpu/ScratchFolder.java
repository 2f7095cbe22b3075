package org.derain4j.kernels.cpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.derain4j.kernels.backend.ScratchException;

/** Where a scratch file may be: on a disk, or it would take the memory that it is there to save. */
final class ScratchFolder {

    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs", "devtmpfs", "hugetlbfs");

    private ScratchFolder() {}

    /** Folders that are meant for large temporary files, the usual ones first. */
    static List<Path> usual() {
        return usual(System.getenv(), Path.of(System.getProperty("user.home")),
                Path.of(System.getProperty("java.io.tmpdir")));
    }

    static List<Path> usual(Map<String, String> environment, Path home, Path temporary) {
        List<Path> folders = new ArrayList<>();
        for (String variable : List.of("TMPDIR", "LOCALAPPDATA", "XDG_CACHE_HOME")) {
            named(environment.getOrDefault(variable, "")).ifPresent(folders::add);
        }
        folders.addAll(List.of(Path.of("/var/tmp"), home.resolve(".cache"), home.resolve("Library/Caches"), temporary));
        return folders;
    }

    /** None where that is no path here. */
    private static Optional<Path> named(String value) {
        try {
            return value.isBlank() ? Optional.empty() : Optional.of(Path.of(value));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /**
     * The one with the most room, the first of several with the same.
     *
     * @throws ScratchException if none is a folder on a disk that can be written
     */
    static Path choose(List<Path> folders) {
        Path best = null;
        for (Path folder : folders) {
            if (Files.isDirectory(folder) && Files.isWritable(folder) && !isInMemory(folder)
                    && (best == null || room(folder) > room(best))) {
                best = folder;
            }
        }
        if (best == null) {
            throw new ScratchException("there is no folder on a disk for the scratch file among " + folders + "; "
                    + ScratchException.REMEDY);
        }
        return best;
    }

    /**
     * Refuses a folder in which there can be no scratch file.
     *
     * @throws ScratchException with the reason
     */
    static void require(Path folder, long bytes) {
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new ScratchException("the scratch file cannot be in " + folder
                    + ", which is no folder that can be written; " + ScratchException.REMEDY);
        }
        if (isInMemory(folder)) {
            throw new ScratchException("the scratch file cannot be in " + folder
                    + ", which is itself in memory and on no disk; " + ScratchException.REMEDY);
        }
        if (bytes > room(folder)) {
            throw new ScratchException("the scratch file needs " + size(bytes) + ", and " + folder + " has room for "
                    + size(room(folder)) + "; make room there, or " + ScratchException.REMEDY);
        }
    }

    private static boolean isInMemory(Path folder) {
        try {
            return IN_MEMORY.contains(Files.getFileStore(folder).type());
        } catch (IOException e) {
            return false; // some containers do not tell
        }
    }

    /** Asked of the folder itself, which also some containers tell. */
    private static long room(Path folder) {
        return folder.toFile().getUsableSpace();
    }

    static String size(long bytes) {
        return String.format(Locale.ROOT, bytes < 1e9 ? "%.0f MB" : "%.1f GB", bytes < 1e9 ? bytes / 1e6 : bytes / 1e9);
    }
}
