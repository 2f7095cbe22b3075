package org.derain4j.weights;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;

/**
 * A file in the making beside its target: it becomes the target in one step at {@link #commit}, or disappears at
 * {@link #close} or when the JVM is told to stop, so nobody ever sees half a result. A file that is replaced hands on its
 * permissions, and its group and owner where the process may set them. What a JVM that was killed has left in the folder is
 * removed by a later one.
 */
public final class FileReplacement implements AutoCloseable {

    /** What Linux allows, too. */
    private static final int MOST_LINKS = 40;

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path target;
    private final Path temporary;

    /** Not {@link java.io.File#deleteOnExit}, which never forgets a name. */
    private final Thread removal;

    private FileReplacement(Path target, Path temporary) {
        this.target = target;
        this.temporary = temporary;
        this.removal = new Thread(this::remove);
    }

    /**
     * Creates the file in the making, empty.
     *
     * @param file what is to be written or replaced; a link stays a link, and the file that it points to is replaced
     * @return the file in the making
     * @throws IllegalArgumentException if the path is empty
     * @throws IOException where {@link #check} refuses the file, or none can be created in its folder
     */
    public static FileReplacement of(Path file) throws IOException {
        NamedPath.require(file, "file");
        check(file);
        Path target = followed(file);
        Litter.sweep(target.getParent());
        FileReplacement replacement = new FileReplacement(target, target.resolveSibling(Litter.newName()));
        replacement.create();
        return replacement;
    }

    /**
     * Refuses what cannot be replaced by a file: a folder, a pipe, a device.
     *
     * @param file what is to be written; it need not exist
     * @throws IllegalArgumentException if the path is empty
     * @throws IOException where it is refused; the reason is a sentence
     */
    public static void check(Path file) throws IOException {
        NamedPath.require(file, "file");
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a folder; name a file to write");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null,
                    "is a pipe or a device, which cannot be replaced; name a file to write");
        }
    }

    /**
     * Where to write.
     *
     * @return the path of the file in the making, which exists
     */
    public Path path() {
        return temporary;
    }

    /**
     * Makes what has been written the target; to be called once, when all is written and closed.
     *
     * @throws IOException where that fails, and the target is as it was before
     */
    public void commit() throws IOException {
        if (Files.exists(target)) {
            // The old one may be all that its owner has: the new one is on the disk before it goes.
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            keepAttributes();
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Removes the file in the making, unless it has become the target.
     *
     * @throws IOException where it cannot be removed
     */
    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(removal);
        } catch (IllegalStateException e) {
            // The JVM is ending already.
        }
        Files.deleteIfExists(temporary);
    }

    private void create() throws IOException {
        if (Files.exists(target) && posix(target) != null) {
            Files.createFile(temporary, OWNER_ONLY); // what replaces a private file is never readable to others
        } else {
            Files.createFile(temporary); // not Files.createTempFile, whose files nobody but the owner may read
        }
        try {
            Runtime.getRuntime().addShutdownHook(removal);
        } catch (IllegalStateException e) {
            // As above.
        }
    }

    private void remove() {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // It is removed when it is an hour old.
        }
    }

    private void keepAttributes() throws IOException {
        PosixFileAttributeView view = posix(temporary);
        if (view == null) {
            return;
        }
        PosixFileAttributes old = posix(target).readAttributes();
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(old.permissions());
        if (!keptGroup(view, old.group())) {
            // It would be the same for another group: what the world may not do, that one may not either.
            keepOnlyWith(permissions, PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
            keepOnlyWith(permissions, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
            keepOnlyWith(permissions, PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);
        }
        if (!view.readAttributes().permissions().equals(permissions)) {
            view.setPermissions(permissions);
        }
        keepOwner(view, old.owner());
    }

    private static boolean keptGroup(PosixFileAttributeView view, GroupPrincipal group) throws IOException {
        try {
            if (!view.readAttributes().group().equals(group)) {
                view.setGroup(group);
            }
            return true;
        } catch (FileSystemException e) {
            return false;
        }
    }

    private static void keepOwner(PosixFileAttributeView view, UserPrincipal owner) throws IOException {
        try {
            if (!view.readAttributes().owner().equals(owner)) {
                view.setOwner(owner);
            }
        } catch (FileSystemException e) {
            // Only the superuser may give files away.
        }
    }

    private static void keepOnlyWith(Set<PosixFilePermission> permissions, PosixFilePermission group,
            PosixFilePermission others) {
        if (!permissions.contains(others)) {
            permissions.remove(group);
        }
    }

    private static PosixFileAttributeView posix(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** What a link points to, even where nothing is there yet. */
    private static Path followed(Path file) throws IOException {
        if (Files.exists(file)) {
            return file.toRealPath();
        }
        Path target = file.toAbsolutePath();
        for (int i = 0; i < MOST_LINKS; i++) {
            if (!Files.isSymbolicLink(target)) {
                return target;
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        throw new FileSystemLoopException(file.toString());
    }
}
