package org.derain4j.vision.study;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.derain4j.cli.common.Failure;
import org.derain4j.pictures.PictureWriter;

/**
 * The pictures that a study makes, as PNG: {@code FOLDER/RAIN/rainy/NAME.png}, {@code dry} and each way of deraining beside it, so that
 * these folders can be given again as finished ones. Each folder has a {@code manifest.txt}: its first line is what decides the
 * pictures, the others are a picture's name, the digest of the file that it was made of and its own; by it pictures of an earlier
 * run are known again.
 */
public final class PictureStore implements AutoCloseable {

    private static final String MANIFEST = "manifest.txt";
    private static final String LOCK = ".lock";
    private static final PictureWriter WRITER = new PictureWriter();

    private final Path folder;
    private final boolean reused;
    private final Optional<FileChannel> lock;
    private final Optional<Thread> removal;

    private PictureStore(Path folder, boolean reused, Optional<FileChannel> lock) {
        this.folder = folder;
        this.reused = reused;
        this.lock = lock;
        removal = lock.isPresent() ? Optional.empty() : Optional.of(new Thread(() -> remove(folder)));
        removal.ifPresent(Runtime.getRuntime()::addShutdownHook);
    }

    /**
     * In a folder of the user's, which is made if need be.
     *
     * @param reused whether derained pictures that lie there and belong are taken as they are; else nothing may lie there
     */
    public static PictureStore kept(Path folder, boolean reused) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> there = Files.list(folder)) {
            if (!reused && there.findAny().isPresent()) {
                throw Failure
                        .usage("--save " + folder + ": is not empty; add --reuse to take from it what belongs and to "
                                + "replace the rest, or name a new folder.");
            }
        }
        return new PictureStore(folder, reused, Optional.of(locked(folder)));
    }

    /** One run at a time: two would write into each other's manifests. The system frees what a killed run has locked. */
    private static FileChannel locked(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        boolean held = false;
        try {
            held = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // within this process
        }
        if (held) {
            return channel;
        }
        channel.close();
        throw Failure.usage("--save " + folder + ": another run saves there; wait for it, or name another folder.");
    }

    /** Until it is closed, or the process ends. */
    public static PictureStore temporary() throws IOException {
        return new PictureStore(Files.createTempDirectory("derain-vision-"), false, Optional.empty());
    }

    /** The pictures of one condition. */
    final class Shelf {

        private final Path place;
        private final String deciding;

        /** Lines of the manifest, unless it is of other pictures or nothing is to be taken from it. */
        private final Set<String> known = new HashSet<>();
        private boolean begun;

        private Shelf(Condition condition, String deciding) throws IOException {
            this.place = folder.resolve(condition.name());
            this.deciding = deciding;
            Path manifest = place.resolve(MANIFEST);
            if (reused && Files.exists(manifest)) {
                List<String> lines = Files.readAllLines(manifest);
                if (!lines.isEmpty() && lines.getFirst().equals(deciding)) {
                    known.addAll(lines);
                    begun = true;
                }
            }
        }

        /** Where a sample's picture is. */
        Path file(Sample sample) {
            return place.resolve(sample.name() + ".png");
        }

        /** Whether a picture of an earlier run is there that was made of the same and has not changed since. */
        boolean has(Sample sample, Path source) throws IOException {
            Path file = file(sample);
            return !known.isEmpty() && Files.exists(file) && known.contains(line(sample, source));
        }

        /** Keeps a picture; of what does not last nothing is written down. */
        void put(Sample sample, Path source, BufferedImage picture) throws IOException {
            Files.createDirectories(place);
            if (lock.isEmpty()) {
                WRITER.write(picture, file(sample));
                return;
            }
            if (!begun) {
                Files.writeString(place.resolve(MANIFEST), deciding + "\n");
                begun = true;
            }
            WRITER.write(picture, file(sample));
            String line = line(sample, source);
            if (known.add(line)) {
                Files.writeString(place.resolve(MANIFEST), line + "\n", StandardOpenOption.APPEND);
            }
        }

        private String line(Sample sample, Path source) throws IOException {
            return sample.name() + "\t" + sha256(source) + "\t" + sha256(file(sample));
        }
    }

    /** For one condition; {@code deciding} is one line. */
    Shelf shelf(Condition condition, String deciding) throws IOException {
        return new Shelf(condition, deciding);
    }

    /** Of a file. */
    static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** Removes what is not to be kept. */
    @Override
    public void close() throws IOException {
        if (lock.isPresent()) {
            Files.deleteIfExists(folder.resolve(LOCK));
            lock.get().close();
        }
        removal.ifPresent(hook -> {
            remove(folder);
            Runtime.getRuntime().removeShutdownHook(hook);
        });
    }

    private static void remove(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // what is left is in the folder for temporary files
        }
    }
}
