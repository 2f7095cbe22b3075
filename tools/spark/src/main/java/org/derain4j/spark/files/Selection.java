package org.derain4j.spark.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.inputs.LeftOut;
import org.derain4j.cli.inputs.ResultMark;
import org.derain4j.cli.inputs.Tally;
import org.derain4j.pictures.PictureFormat;

/**
 * The pictures of what a user has named, as {@code derain -r} takes them: of a folder its tree, by their extensions, without hidden names
 * and without results beside what they were made of.
 *
 * @param pictures each once, in the order of their paths
 * @param closed   folders that may not be read
 * @param leftOut  what was not taken
 */
public record Selection(List<Picture> pictures, List<Closed> closed, LeftOut leftOut) {

    /**
     * A folder in which there may be pictures.
     *
     * @param folder where it lies
     * @param reason why nobody knows
     */
    public record Closed(Path folder, IOException reason) {}

    /** A file, and where it was found. */
    private record Candidate(Picture picture, boolean named) {}

    /**
     * Lists.
     *
     * @param store  has them
     * @param inputs folders, pictures, or patterns of Hadoop's for such, whose results lie as deep as they lie below the last folder
     *               that the pattern names without a wildcard
     * @param output the folder of results, with its file system; nothing in it is taken unless it is named
     * @return what there is
     * @throws IOException if a file system fails
     * @throws Failure     if something is not there
     */
    public static Selection of(FileStore store, List<Path> inputs, Path output) throws IOException {
        Scan scan = new Scan(store, output);
        for (Path input : inputs) {
            scan.take(input);
        }
        return scan.selection();
    }

    /** Gathers what the inputs have. */
    private static final class Scan {

        private final FileStore store;
        private final String results;
        private final List<Candidate> candidates = new ArrayList<>();
        private final Set<Path> once = new HashSet<>();
        private final Set<String> hidden = new HashSet<>();
        private final List<Closed> closed = new ArrayList<>();
        private final Tally tally = new Tally();

        Scan(FileStore store, Path output) {
            this.store = store;
            this.results = output + (output.isRoot() ? "" : "/");
        }

        void take(Path input) throws IOException {
            FileSystem files = store.of(input);
            try {
                FileStatus status = files.getFileStatus(input);
                take(status, status.isFile() ? input.getParent() : input, status.isFile());
            } catch (FileNotFoundException e) {
                Path base = base(input);
                FileStatus[] matching = base == null ? null : files.globStatus(input);
                if (matching == null || matching.length == 0) {
                    throw Failure.input(input + ": there is no such file or folder" + (base == null
                            ? "; check its spelling, and which file system it names."
                            : ", nor anything of this pattern; check it (`**` is none: a folder stands for its tree)."));
                }
                for (FileStatus match : matching) {
                    take(match, base, false);
                }
            }
        }

        private void take(FileStatus status, Path base, boolean named) throws IOException {
            if (status.isFile()) {
                add(status.getPath(), status.getLen(), base, named);
            } else {
                for (Found found : store.list(status.getPath(), (path, reason) -> miss(path, base, reason))) {
                    add(found.path(), found.length(), base, false);
                }
            }
        }

        private void miss(Path path, Path base, IOException reason) {
            if (reason instanceof FileNotFoundException) {
                add(path, 0, base, false); // who reads it will say so
            } else if ((!isResult(path) || isResult(base)) && hiddenPart(path.equals(base)
                    ? ""
                    : FileStore.relative(base, path)) < 0 && once.add(path)) {
                closed.add(new Closed(path, reason));
            }
        }

        private void add(Path path, long length, Path base, boolean named) {
            if (isResult(path) && !isResult(base) && !named || !once.add(path)) {
                return;
            }
            String place = FileStore.relative(base, path);
            int at = named ? -1 : hiddenPart(place);
            if (at < 0) {
                candidates.add(new Candidate(new Picture(path, place, length), named));
            } else if (hidden.add(FileStore.below(base, place.substring(0, end(place, at))).toString())) {
                tally.hidden(1);
            }
        }

        private boolean isResult(Path path) {
            return (path + "/").startsWith(results);
        }

        /** Where the first hidden name of a path begins; -1 if there is none. */
        private static int hiddenPart(String place) {
            return place.startsWith(".") ? 0 : place.indexOf("/.") < 0 ? -1 : place.indexOf("/.") + 1;
        }

        private static int end(String place, int at) {
            int slash = place.indexOf('/', at);
            return slash < 0 ? place.length() : slash;
        }

        Selection selection() {
            Map<Path, List<String>> names = new HashMap<>();
            for (Candidate candidate : candidates) {
                names.computeIfAbsent(candidate.picture.path().getParent(), _ -> new ArrayList<>())
                        .add(candidate.picture.name());
            }
            Map<Path, ResultMark> marks = new HashMap<>();
            names.forEach((folder, all) -> marks.put(folder, new ResultMark(all)));
            List<Picture> pictures = new ArrayList<>();
            for (Candidate candidate : candidates) {
                Picture picture = candidate.picture;
                if (!candidate.named && PictureFormat.named(picture.name()).isEmpty()) {
                    tally.other(picture.name());
                } else if (marks.get(picture.path().getParent()).isResult(picture.name())) {
                    tally.result();
                } else {
                    pictures.add(picture);
                }
            }
            pictures.sort(Comparator.comparing(Picture::path));
            return new Selection(pictures, closed, tally.leftOut());
        }
    }

    /** The last folder before the first wildcard; null if there is none. */
    private static Path base(Path pattern) {
        Path before = null;
        for (Path part = pattern; part != null; part = part.getParent()) {
            if (part.getName().chars().anyMatch(c -> "*?[{".indexOf(c) >= 0)) {
                before = part.getParent();
            }
        }
        return before;
    }
}
