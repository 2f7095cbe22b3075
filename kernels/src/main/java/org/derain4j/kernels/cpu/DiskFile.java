package org.derain4j.kernels.cpu;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.derain4j.kernels.backend.ScratchException;

/**
 * A file of a fixed size without a name: Unix takes the name away when it has been opened, Windows deletes it when the
 * process lets go of it. Past the page cache if the file system can do that: buffered, a large new file is written at a
 * fraction of the speed, and crowds out what others have in memory.
 */
final class DiskFile implements BlockChannel {

    private final FileChannel channel;
    private final boolean direct;

    private DiskFile(FileChannel channel, boolean direct) {
        this.channel = channel;
        this.direct = direct;
    }

    /**
     * Makes the file.
     *
     * @param direct false to go through the page cache in any case
     * @throws ScratchException if that cannot be
     */
    static DiskFile create(Path folder, long bytes, boolean direct) {
        ScratchFolder.require(folder, bytes);
        long size = Math.ceilDiv(Math.max(bytes, 1), ScratchFile.BLOCK) * ScratchFile.BLOCK;
        Path path = folder.resolve("derain4j-scratch-" + UUID.randomUUID() + ".tmp");
        try {
            Optional<OpenOption> option = direct ? direct() : Optional.empty();
            if (option.isPresent()) {
                try {
                    return open(path, size, option.get());
                } catch (IOException | UnsupportedOperationException e) {
                    Files.deleteIfExists(path); // Linux makes the file, then finds that it cannot be opened in this way
                }
            }
            return open(path, size);
        } catch (IOException e) {
            throw new ScratchException(
                    "no scratch file of " + ScratchFolder.size(bytes) + " can be made in " + folder + " ("
                            + reason(e) + "); make room there, or " + ScratchException.REMEDY,
                    e);
        }
    }

    private static DiskFile open(Path path, long size, OpenOption... direct) throws IOException {
        Set<OpenOption> options = new HashSet<>(EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE,
                StandardOpenOption.CREATE_NEW, StandardOpenOption.SPARSE, StandardOpenOption.DELETE_ON_CLOSE));
        options.addAll(Set.of(direct));
        FileAttribute<?>[] attributes = path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
        DiskFile file = new DiskFile(FileChannel.open(path, options, attributes), direct.length > 0);
        try {
            Reservation.reserve(path, size);
            file.extend(size);
            return file;
        } catch (Throwable e) {
            file.close();
            throw e;
        }
    }

    /** By name: the compiler warns of the class as none of Java itself, and a run-time image need not have it. */
    private static Optional<OpenOption> direct() {
        try {
            return Optional.of((OpenOption) Class.forName("com.sun.nio.file.ExtendedOpenOption").getField("DIRECT")
                    .get(null));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    /** Writes and reads the last block: the file has its size, and a file system that refuses such transfers does so now. */
    private void extend(long size) throws IOException {
        try (Arena memory = Arena.ofConfined()) {
            ByteBuffer block = memory.allocate(ScratchFile.BLOCK, ScratchFile.BLOCK).asByteBuffer();
            if (channel.write(block, size - ScratchFile.BLOCK) != ScratchFile.BLOCK
                    || channel.read(block.clear(), size - ScratchFile.BLOCK) != ScratchFile.BLOCK) {
                throw new IOException("a block was not transferred whole");
            }
        }
    }

    /** What the system said. */
    static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** Whether transfers go past the page cache. */
    boolean isDirect() {
        return direct;
    }

    @Override
    public int read(ByteBuffer buffer, long position) throws IOException {
        return channel.read(buffer, position);
    }

    @Override
    public int write(ByteBuffer buffer, long position) throws IOException {
        return channel.write(buffer, position);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
