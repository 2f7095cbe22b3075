package org.derain4j.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells what a path given by a user is, and opens it. */
final class FileKind {

    static final String INDEX = ".index";
    static final String SAFETENSORS = ".safetensors";
    private static final Pattern SHARD = Pattern.compile("(.+)\\.data-\\d{5}-of-\\d{5}");
    static final String REMEDY = "give a .safetensors file, or a TensorFlow checkpoint's prefix beside whose "
            + INDEX + " file its .data files lie";

    private FileKind() {}

    static TensorFile open(Path path) throws IOException {
        String name = path.toString();
        boolean isFile = Files.isRegularFile(path);
        if (isFile && name.endsWith(INDEX)) {
            String prefix = name.substring(0, name.length() - INDEX.length());
            return OpenTensorFile.checkpoint(path.getFileSystem().getPath(prefix), path);
        }
        if (isFile && (name.endsWith(SAFETENSORS) || looksLikeSafetensors(path))) {
            return OpenTensorFile.safetensors(name, FileBytes.open(path));
        }
        Path index = path.getFileSystem().getPath(name + INDEX);
        if (Files.isRegularFile(index)) {
            return OpenTensorFile.checkpoint(path, index);
        }
        Optional<WeightFolder> folder = WeightFolder.of(path);
        if (folder.isPresent()) {
            return open(folder.get().weights());
        }
        throw neither(path);
    }

    private static boolean looksLikeSafetensors(Path path) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(Long.BYTES + 1).order(ByteOrder.LITTLE_ENDIAN);
        FileBytes file = FileBytes.open(path);
        try {
            if (file.size() < start.capacity()) {
                return false;
            }
            file.read(0, start, Origin.ofFile(path.toString()));
            return start.getLong(0) > 0 && start.getLong(0) <= file.size() - Long.BYTES
                    && start.get(Long.BYTES) == '{';
        } finally {
            file.close();
        }
    }

    private static IOException neither(Path path) {
        String name = path.toString();
        Matcher shard = SHARD.matcher(name);
        if (Files.isRegularFile(path) && shard.matches()) {
            return new WeightFormatException(name, null,
                    "is one shard of a checkpoint; give the checkpoint's prefix instead: " + shard.group(1));
        }
        if (Files.isRegularFile(path)) {
            return new WeightFormatException(name, null,
                    "is neither a safetensors file nor a TensorFlow checkpoint; " + REMEDY);
        }
        if (Files.exists(path)) {
            return new WeightFormatException(name, null, "is not a file; " + REMEDY);
        }
        return new NoSuchFileException(name, null, "no such weights; " + REMEDY);
    }
}
