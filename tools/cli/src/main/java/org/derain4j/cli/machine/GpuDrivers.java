package org.derain4j.cli.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which GPUs OpenCL can use here, told by files alone: the kernel shows a GPU, and a file of OpenCL's loader names the library of its
 * driver. Nothing native is loaded and no driver asked, which could be slow or broken. On Linux, and NVIDIA's on Windows. Not told
 * of: what runs on a CPU (PoCL), and drivers that serve GPUs of any maker (Mesa's).
 */
final class GpuDrivers {

    /** The system property that names a folder to take for {@code /}, for tests. */
    static final String ROOT = "derain4j.openclRoot";

    /** Of a file that holds one name. */
    private static final int MOST_BYTES = 4096;

    /** Whose GPUs there are, and how their drivers are called. */
    enum Maker {

        NVIDIA("An NVIDIA card", "libnvidia-opencl", "NVIDIA", "0x10de"), AMD("An AMD GPU", "libamdocl", "AMD",
                "0x1002"), INTEL(
                        "An Intel GPU", "libigdrcl", "Intel(R)", "0x8086");

        final String words;
        private final String library;
        private final String platform;
        private final String pciVendor;

        Maker(String words, String library, String platform, String pciVendor) {
            this.words = words;
            this.library = library;
            this.platform = platform;
            this.pciVendor = pciVendor;
        }

        /** Whose platform of OpenCL has that name. */
        static Optional<Maker> ofPlatform(String name) {
            return Stream.of(values()).filter(maker -> name.startsWith(maker.platform)).findFirst();
        }
    }

    /** A driver by its library, behind all links. */
    record Driver(Maker maker, Path library) {

        /** Another one after every update of the driver. */
        String stamp() {
            try {
                return library + " " + Files.size(library) + " " + Files.getLastModifiedTime(library).toMillis();
            } catch (IOException e) {
                return library.toString();
            }
        }
    }

    private final Path root;
    private final Map<String, String> environment;
    private final String system;

    /** Of a machine whose files lie below a folder. */
    GpuDrivers(Path root, Map<String, String> environment, String system) {
        this.root = root;
        this.environment = environment;
        this.system = system;
    }

    /** Of this machine. */
    static GpuDrivers here() {
        return new GpuDrivers(Path.of(System.getProperty(ROOT, "/")), System.getenv(), System.getProperty("os.name"));
    }

    /** At most one of each maker. */
    List<Driver> found() {
        try {
            return system.startsWith("Linux") ? linux() : system.startsWith("Windows") ? windows() : List.of();
        } catch (InvalidPathException e) {
            return List.of(); // of a variable that is none
        }
    }

    private List<Driver> linux() {
        Map<Maker, Driver> found = new EnumMap<>(Maker.class);
        for (String named : libraries()) {
            for (Maker maker : Maker.values()) {
                if (fileName(named).startsWith(maker.library) && isThere(maker)) {
                    file(named).ifPresent(file -> found.putIfAbsent(maker, new Driver(maker, file)));
                }
            }
        }
        return List.copyOf(found.values());
    }

    /** The driver of NVIDIA brings both. */
    private List<Driver> windows() {
        Path folder = Path.of(environment.getOrDefault("SystemRoot", "C:\\Windows")).resolve("System32");
        return Files.exists(folder.resolve("OpenCL.dll"))
                ? real(folder.resolve("nvcuda.dll")).map(file -> new Driver(Maker.NVIDIA, file)).stream().toList()
                : List.of();
    }

    /**
     * What the loader would load, as ocl-icd does it: {@code OCL_ICD_VENDORS} is a folder of .icd files, one such file, by itself or in
     * the usual folder, or a library; {@code OPENCL_VENDOR_PATH} is another usual folder. The loader of Khronos knows folders alone.
     */
    private List<String> libraries() {
        Path usual = variable("OPENCL_VENDOR_PATH").map(Path::of).orElse(at("/etc/OpenCL/vendors"));
        Optional<String> asked = variable("OCL_ICD_VENDORS");
        Path folder = asked.map(Path::of).orElse(usual);
        if (asked.isEmpty() || Files.isDirectory(folder)) {
            return entries(folder, "*.icd").stream().flatMap(file -> line(file).stream()).toList();
        }
        if (!asked.get().endsWith(".icd")) {
            return List.of(asked.get());
        }
        Path inUsual = usual.resolve(folder);
        return line(!asked.get().contains("/") && Files.exists(inUsual) ? inUsual : folder).stream().toList();
    }

    /** Where the dynamic linker would find it. */
    private Optional<Path> file(String library) {
        try {
            return library.contains("/") ? real(at(library)) : inFolders(library);
        } catch (InvalidPathException e) {
            return Optional.empty(); // a name that is none
        }
    }

    private Optional<Path> inFolders(String library) {
        List<Path> folders = new ArrayList<>();
        variable("LD_LIBRARY_PATH").ifPresent(path -> Stream.of(path.split(":")).map(Path::of).forEach(folders::add));
        for (Path list : entries(at("/etc/ld.so.conf.d"), "*.conf")) {
            text(list).lines().map(String::strip).filter(line -> line.startsWith("/")).map(this::at)
                    .forEach(folders::add);
        }
        Stream.of("/lib64", "/usr/lib64", "/lib", "/usr/lib").map(this::at).forEach(folders::add);
        return folders.stream().flatMap(folder -> real(folder.resolve(library)).stream()).findFirst();
    }

    private boolean isThere(Maker maker) {
        if (maker == Maker.NVIDIA) {
            return !entries(at("/proc/driver/nvidia/gpus"), "*").isEmpty()
                    || !entries(at("/dev"), "nvidia[0-9]*").isEmpty();
        }
        return entries(at("/dev/dri"), "renderD*").stream().filter(Files::isReadable)
                .map(node -> at("/sys/class/drm/" + node.getFileName() + "/device/vendor"))
                .anyMatch(vendor -> line(vendor).filter(maker.pciVendor::equals).isPresent());
    }

    private Path at(String path) {
        return root.resolve(path.substring(path.startsWith("/") ? 1 : 0));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    private static String fileName(String library) {
        return library.substring(library.lastIndexOf('/') + 1);
    }

    private static Optional<Path> real(Path file) {
        try {
            return Optional.of(file.toRealPath());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** None where there is no such folder. */
    private static List<Path> entries(Path folder, String names) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, names)) {
            List<Path> found = new ArrayList<>();
            entries.forEach(found::add);
            return found.stream().sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<String> line(Path file) {
        return text(file).lines().findFirst().map(String::strip);
    }

    /** Not of what is no file, which could keep waiting who reads it. */
    private static String text(Path file) {
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
