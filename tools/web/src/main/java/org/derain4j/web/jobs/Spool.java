package org.derain4j.web.jobs;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder that only this user can read, for uploads and results under names that are numbers. It goes when this is closed; what a
 * process that was killed has left is removed by a later one, which knows it by a lock that nobody holds any more.
 */
final class Spool implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Spool.class.getName());

    static final String PREFIX = "derain-queue-";
    static final String LOCK = "lock";

    /** Younger ones may be about to be locked. */
    private static final Duration NEW = Duration.ofMinutes(1);

    /** Of this process, whose locks would go if their files were opened once more and closed. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel lock;
    private final Pattern paths;
    private final AtomicLong names = new AtomicLong();

    /** In that folder; removes what others have left there. */
    Spool(Path parent) throws IOException {
        folder = Files.createTempDirectory(parent, PREFIX);
        OURS.add(folder);
        lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        paths = Pattern.compile(Pattern.quote(folder.toString()) + "[/\\\\][\\w.-]+");
        sweep(parent);
    }

    private void sweep(Path parent) throws IOException {
        UserPrincipal we = Files.getOwner(folder);
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path other : folders) {
                try {
                    if (!OURS.contains(other) && isOldFolderOf(we, other)) {
                        removeUnlessLocked(other);
                    }
                } catch (IOException e) {
                    LOG.log(Level.DEBUG, "what was left in a folder for uploads stays", e);
                }
            }
        }
    }

    private static boolean isOldFolderOf(UserPrincipal owner, Path folder) throws IOException {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(owner)
                && Files.getLastModifiedTime(folder).toInstant().isBefore(Instant.now().minus(NEW));
    }

    private static void removeUnlessLocked(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE); FileLock held = channel.tryLock()) {
            if (held == null) {
                return;
            }
            empty(folder);
        }
        removeEmpty(folder);
    }

    /** All but the lock, which may not go while it is open on some systems. */
    private static void empty(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, file -> !file.endsWith(LOCK))) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void removeEmpty(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(LOCK));
        Files.deleteIfExists(folder);
    }

    /**
     * To be called now and then: what looks old is cleared out of the place of temporary files, the lock, too. It is written to
     * by its own channel, since another one that is closed would take the lock with it.
     */
    void keep() {
        try {
            lock.write(ByteBuffer.allocate(1), 0);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the lock of the folder for uploads looks older than it is", e);
        }
    }

    /** A path that nothing has yet. */
    Path next(String ending) {
        return folder.resolve(names.incrementAndGet() + ending);
    }

    /** Whether a path is one of {@link #next}. */
    boolean holds(Path file) {
        return folder.equals(file.getParent());
    }

    /** A sentence with a word in the place of each path in this folder. */
    String withoutPaths(String sentence, String word) {
        return paths.matcher(sentence).replaceAll(Matcher.quoteReplacement(word));
    }

    /** Removes a file if it is there; what cannot be removed goes with the folder. */
    void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a file stays until the end", e);
        }
    }

    /** Removes the folder with all that is in it. Idempotent. */
    @Override
    public void close() {
        try {
            if (OURS.contains(folder)) {
                empty(folder);
                lock.close();
                removeEmpty(folder);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the folder " + folder + " cannot be removed; a later start does it", e);
        } finally {
            OURS.remove(folder);
        }
    }
}
