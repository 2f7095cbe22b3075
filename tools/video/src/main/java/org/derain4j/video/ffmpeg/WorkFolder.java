package org.derain4j.video.ffmpeg;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.derain4j.video.VideoException;

/**
 * The folder beside a result in which its segments gather, so that a run that was ended is taken up by the next one. It holds what
 * the segments were made of and how, and is begun anew where that has changed.
 */
final class WorkFolder implements AutoCloseable {

    /** Of the file that says how segments follow each other. */
    static final String LIST = "segments.ffconcat";

    private static final String MADE_OF = "made-of.txt";
    private static final String FINISHED = "finished.txt";
    private static final String LOCK = "lock";
    /** Nothing else is removed: the folder is the user's. */
    private static final Pattern OWN = Pattern
            .compile("\\d{6}\\.segment(\\.part)?|trial.*|" + LIST + '|' + MADE_OF + '|' + FINISHED + '|' + LOCK);

    private final Path folder;
    private final FileChannel lock;
    private final List<Segment> segments = new ArrayList<>();

    private WorkFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Where the segments of a result gather. */
    static Path of(Path output) {
        return output.resolveSibling(output.getFileName() + ".derain");
    }

    /**
     * Makes it, or takes it up where it was made of the same.
     *
     * @param madeOf all that decides what is in the segments
     */
    static WorkFolder open(Path folder, String madeOf) throws IOException {
        if (Files.exists(folder) && !Files.exists(folder.resolve(MADE_OF)) && !isEmpty(folder)) {
            throw new VideoException(
                    folder + " is where work in progress would be kept, but has other things in it; move it away");
        }
        Files.createDirectories(folder);
        FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new VideoException(
                    "another derain is at work in " + folder + "; wait for it, or choose another output");
        }
        WorkFolder opened = new WorkFolder(folder, channel);
        Path written = folder.resolve(MADE_OF);
        if (Files.exists(written) && Files.readString(written).equals(madeOf)) {
            opened.takeUp();
        } else {
            opened.clear();
            Files.writeString(written, madeOf);
        }
        return opened;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // within this process
        }
    }

    Path path() {
        return folder;
    }

    /** Those that are finished, in their order. */
    List<Segment> segments() {
        return List.copyOf(segments);
    }

    /** How many frames are in them. */
    long frames() {
        return segments.stream().mapToLong(Segment::count).sum();
    }

    /** Where the next one goes. */
    Path next() {
        return folder.resolve("%06d.segment".formatted(segments.size()));
    }

    /** The next one is finished. */
    void add(Segment segment) throws IOException {
        Files.writeString(folder.resolve(FINISHED), segment.first() + " " + segment.count() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        segments.add(segment);
    }

    /** The work is done. */
    void remove() throws IOException {
        clear();
        lock.close();
        Files.deleteIfExists(folder.resolve(LOCK));
        if (isEmpty(folder)) {
            Files.delete(folder);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private void takeUp() throws IOException {
        Path finished = folder.resolve(FINISHED);
        if (!Files.exists(finished)) {
            return;
        }
        String text = Files.readString(finished);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1); // a line that was being written is none
        for (String line : whole.lines().toList()) {
            String[] numbers = line.split(" ");
            if (!line.matches("\\d+ \\d+") || !Files.exists(next())) {
                break;
            }
            segments.add(new Segment(next(), Long.parseLong(numbers[0]), Integer.parseInt(numbers[1])));
        }
        Files.writeString(finished,
                String.join("", whole.lines().limit(segments.size()).map(line -> line + "\n").toList()));
    }

    private void clear() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> OWN.matcher(f.getFileName().toString()).matches()).toList()) {
                if (!file.endsWith(LOCK)) {
                    Files.delete(file);
                }
            }
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
