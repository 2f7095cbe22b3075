package org.derain4j.pictures.webp;

import com.luciad.imageio.webp.WebPWrapper;
import com.luciad.imageio.webp.WebPWriteParam;
import com.luciad.imageio.webp.internal.OsInfo;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Loads libwebp. By itself the library that brings it unpacks it into the temporary folder, for everybody to see, and prints where
 * that fails; here it is told of a folder with rights for its owner alone, and tried out before.
 */
final class WebpNatives {

    private static final String FOLDER = "com.luciad.imageio.webp.tmpdir";

    /** Found once, because a class is initialised once. */
    private static final boolean LOADED = loaded();

    private WebpNatives() {}

    static boolean areLoaded() {
        return LOADED;
    }

    private static boolean loaded() {
        try {
            if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                // On Windows the temporary folder is the user's own, and a library that is in use cannot be deleted.
                return isAlive();
            }
            Path folder = Files.createTempDirectory("derain4j"); // with rights for its owner alone
            try {
                return isLoadable(folder) && isAlive(folder);
            } finally {
                Stream.of(folder.toFile().listFiles()).forEach(File::delete); // what is loaded stays so
                Files.delete(folder);
            }
        } catch (IOException | RuntimeException | LinkageError e) {
            return false;
        }
    }

    @SuppressWarnings("restricted")
    private static boolean isLoadable(Path folder) throws IOException {
        String name = System.mapLibraryName("webp-imageio");
        String resource = "/native/" + OsInfo.getNativeLibFolderPathForCurrentOS() + "/" + name;
        try (InputStream in = WebPWrapper.class.getResourceAsStream(resource)) {
            if (in == null) {
                return false;
            }
            Path copy = folder.resolve(name);
            Files.copy(in, copy);
            System.load(copy.toString());
            return true;
        }
    }

    private static boolean isAlive(Path folder) {
        System.setProperty(FOLDER, folder.toString());
        try {
            return isAlive();
        } finally {
            System.clearProperty(FOLDER);
        }
    }

    /** Calls into the native code. */
    private static boolean isAlive() {
        return new WebPWriteParam(Locale.ROOT).getMethod() >= 0;
    }
}
