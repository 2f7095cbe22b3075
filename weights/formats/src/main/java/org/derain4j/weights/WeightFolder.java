package org.derain4j.weights;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which weights a folder stands for, or the text file {@code checkpoint} in it: the latest checkpoint by that file, as
 * TensorFlow's {@code latest_checkpoint} has it, else the only weights that there are. The path in the file may be one of the
 * machine that trained; where nothing is there, the checkpoint of that name beside the file is taken, which TensorFlow does not do.
 */
final class WeightFolder {

    private static final String STATE = "checkpoint";
    /** Of the weights in a folder, in a sentence. */
    private static final int MOST_NAMED = 10;

    private final Path folder;
    private final Path state;

    private WeightFolder(Path folder, Path state) {
        this.folder = folder;
        this.state = state;
    }

    /** Empty where the path is neither a folder nor such a file. */
    static Optional<WeightFolder> of(Path path) {
        if (Files.isDirectory(path)) {
            return Optional.of(new WeightFolder(path, path.resolve(STATE)));
        }
        Path folder = path.getParent() == null ? path.getFileSystem().getPath("") : path.getParent();
        return path.endsWith(STATE) && Files.isRegularFile(path)
                ? Optional.of(new WeightFolder(folder, path))
                : Optional.empty();
    }

    /** A checkpoint's prefix, or a safetensors file. */
    Path weights() throws IOException {
        return Files.isRegularFile(state) ? latest() : only();
    }

    private Path latest() throws IOException {
        String stored = CheckpointState.latest(state);
        String name = stored.substring(Math.max(stored.lastIndexOf('/'), stored.lastIndexOf('\\')) + 1);
        for (String place : List.of(stored, name)) {
            Optional<Path> prefix = prefix(place);
            if (prefix.isPresent()) {
                return prefix.get();
            }
        }
        throw new WeightFormatException(state.toString(), null,
                (stored.isEmpty()
                        ? "names no latest checkpoint"
                        : "the latest checkpoint by it, " + stored + ", is not there")
                        + "; " + choice(all()));
    }

    private Optional<Path> prefix(String place) {
        try {
            return Optional.of(folder.resolve(place)).filter(path -> !place.isEmpty()
                    && Files.isRegularFile(path.getFileSystem().getPath(path + FileKind.INDEX)));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Path only() throws IOException {
        List<String> all = all();
        if (all.size() != 1) {
            throw new WeightFormatException(folder.toString(), null,
                    (all.isEmpty() ? "is a folder without weights; " : "is a folder of several weights; ")
                            + choice(all));
        }
        return folder.resolve(all.getFirst());
    }

    private static String choice(List<String> all) {
        return all.isEmpty()
                ? FileKind.REMEDY
                : "give one of those in the folder: " + PrintableText.list(all, MOST_NAMED);
    }

    /** Prefixes and safetensors files, by name. */
    private List<String> all() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(FileKind.SAFETENSORS)
                            || name.endsWith(FileKind.INDEX) && name.length() > FileKind.INDEX.length())
                    .map(name -> name.endsWith(FileKind.INDEX)
                            ? name.substring(0, name.length() - FileKind.INDEX.length())
                            : name)
                    .sorted().toList();
        } catch (AccessDeniedException e) {
            throw FileBytes.unreadable(folder, e);
        }
    }
}
