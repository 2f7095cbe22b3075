package org.derain4j.kernels.backend;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Where what drivers have compiled and what was measured on devices is kept for later runs. Nothing native is loaded to know it. */
public final class DeviceCache {

    /** The system property that names another folder, for tests and for who wants it elsewhere. */
    public static final String PROPERTY = "derain4j.openclCache";

    /** As the property's value: nothing is kept. */
    public static final String NONE = "none";

    private DeviceCache() {}

    /**
     * The user's folder, as the system has it.
     *
     * @return a folder that may be missing still; empty if nothing is to be kept, or the name is none here
     */
    public static Optional<Path> folder() {
        try {
            return folderAsNamed();
        } catch (InvalidPathException e) {
            return Optional.empty(); // such as a home with an umlaut where the locale has none
        }
    }

    private static Optional<Path> folderAsNamed() {
        String asked = System.getProperty(PROPERTY);
        if (asked != null) {
            return asked.equals(NONE) ? Optional.empty() : Optional.of(Path.of(asked));
        }
        String home = System.getProperty("user.home");
        String system = System.getProperty("os.name");
        Path base = system.startsWith("Windows")
                ? Path.of(environment("LOCALAPPDATA", home + "/AppData/Local"))
                : system.startsWith("Mac")
                        ? Path.of(home, "Library", "Caches")
                        : Path.of(environment("XDG_CACHE_HOME", home + "/.cache"));
        return Optional.of(base.resolve("derain4j").resolve("opencl"));
    }

    private static String environment(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? otherwise : value;
    }
}
