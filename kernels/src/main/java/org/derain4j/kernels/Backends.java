package org.derain4j.kernels;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.DeviceBackends;
import org.derain4j.kernels.backend.DeviceException;
import org.derain4j.kernels.backend.Devices;
import org.derain4j.kernels.backend.DiskSpeed;
import org.derain4j.kernels.backend.Precision;
import org.derain4j.kernels.backend.ScratchException;
import org.derain4j.kernels.backend.Tuning;
import org.derain4j.kernels.cpu.ScratchFile;
import org.derain4j.kernels.cpu.VectorWidth;
import org.derain4j.kernels.cpu.Workers;
import org.derain4j.kernels.plain.PlainMicrokernels;
import org.derain4j.kernels.reference.ReferenceBackend;
import org.derain4j.kernels.tiled.Microkernels;
import org.derain4j.kernels.tiled.TiledBackend;
import org.derain4j.kernels.vector.VectorMicrokernels;

/** The backends of this JVM and the one chooser. */
public final class Backends {

    /** {@link #VECTOR} where it can run, otherwise {@link #PORTABLE}; the log says why, once in a JVM. */
    public static final String AUTO = "auto";
    /** The Vector API. */
    public static final String VECTOR = "vector";
    /** The same algorithms in plain float loops, for a JVM without the Vector API. */
    public static final String PORTABLE = "portable";
    /** Plain loops in double: the definition, never chosen by {@link #AUTO}. */
    public static final String REFERENCE = "reference";

    /**
     * A device of OpenCL, never chosen by {@link #AUTO}: the first one, or {@code opencl:N} for number N of {@link #devices};
     * {@code :half} behind it stores maps in half precision, {@code :tf32} multiplies by tensor cores with 10 bits of fraction.
     */
    public static final String OPENCL = "opencl";

    /** Every name that {@link #open} takes, as messages list them. */
    public static final List<String> NAMES = List.of(AUTO, VECTOR, PORTABLE, REFERENCE, OPENCL + "[:N][:half|:tf32]");

    /** The most threads that {@link #open} takes. */
    public static final int MOST_THREADS = Workers.MOST_THREADS;

    private static final Pattern OPENCL_NAME = Pattern
            .compile(OPENCL + "(:(?<number>\\d{1,4}))?(:(?<precision>half|tf32))?");

    private static final String NO_OPENCL = "the artefact derain4j-opencl is not on the class path; add "
            + "org.derain4j:derain4j-opencl in the version of derain4j-kernels";

    private static final Logger LOG = System.getLogger(Backends.class.getName());

    /** Why {@link #AUTO} could not take vectors, as far as the log has been told: once is enough for a JVM. */
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private Backends() {}

    /**
     * One backend and whether this JVM can run it.
     *
     * @param name      as {@link #open} takes it
     * @param available whether it can run
     * @param reason    what it runs on; or why it is missing, and the remedy
     */
    public record Availability(String name, boolean available, String reason) {

        /** Refuses null. */
        public Availability {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * Every backend, those that {@link #AUTO} may choose first. Asks OpenCL for its devices, which loads native code where its
     * bindings are on the class path.
     *
     * @return names and reasons
     */
    public static List<Availability> list() {
        Devices devices = devices();
        List<Availability> all = new ArrayList<>(ofCpu());
        all.add(all.size() - 1, new Availability(OPENCL, devices.problem() == null, devices.problem() != null
                ? devices.problem()
                : devices.found().getFirst().name() + "; only by name, `derain devices` lists all"));
        return List.copyOf(all);
    }

    /**
     * Those of {@link #list} that compute on the CPU; loads no native code.
     *
     * @return names and reasons, in the same order
     */
    public static List<Availability> ofCpu() {
        Optional<String> noVectors = VectorWidth.problem();
        return List.of(
                new Availability(VECTOR, noVectors.isEmpty(), noVectors.orElseGet(VectorMicrokernels::describeWidth)),
                new Availability(PORTABLE, true, PlainMicrokernels.describe()),
                new Availability(REFERENCE, true, "plain loops in double, the slow definition; only by name"));
    }

    /**
     * The devices that OpenCL offers.
     *
     * @return devices, or why there are none
     */
    public static Devices devices() {
        return deviceBackends().map(DeviceBackends::devices).orElseGet(() -> new Devices(List.of(), NO_OPENCL));
    }

    /**
     * Measures which kernels' shapes are fastest on a device of OpenCL and keeps the result in the user's cache folder. A
     * GPU is measured briefly by itself when it is first opened.
     *
     * @param tuning of which device, and what
     * @param log    hears a line for everything that is tried, and what is kept
     * @throws DeviceException if there is no such device or it cannot be used
     */
    public static void tune(Tuning tuning, Consumer<String> log) {
        Objects.requireNonNull(tuning, "tuning");
        Objects.requireNonNull(log, "log");
        requireDeviceBackends().tune(tuning, log);
    }

    /**
     * Where scratch files go unless told.
     *
     * @return of the folders meant for large temporary files that are on a disk, the one with the most room
     * @throws ScratchException if there is none
     */
    public static Path scratchFolder() {
        return ScratchFile.defaultFolder();
    }

    /**
     * How fast scratch files are in a folder, measured with one for about a second, once for each disk.
     *
     * @param folder on a disk
     * @return written and read
     * @throws IllegalArgumentException if the path is empty
     * @throws ScratchException         if there can be no such file
     */
    public static DiskSpeed scratchSpeed(Path folder) {
        ScratchFile.requireNamed(folder, "folder");
        return ScratchFile.speed(folder);
    }

    /**
     * Whether a name is one that {@link #open} knows, wherever it can run.
     *
     * @param name a name
     * @return true for {@link #AUTO} and every backend's name
     */
    public static boolean isName(String name) {
        Objects.requireNonNull(name, "name");
        return List.of(AUTO, VECTOR, PORTABLE, REFERENCE).contains(name) || OPENCL_NAME.matcher(name).matches();
    }

    /**
     * How many threads {@link #open} works with where so many are asked for: no more than the JVM has processors, as each that
     * waits for one keeps the others waiting.
     *
     * @param requested 1 to {@link #MOST_THREADS}
     * @return as many, or as there are processors
     * @throws IllegalArgumentException for another number
     */
    public static int threads(int requested) {
        return Workers.ofUse(requested);
    }

    /**
     * Opens a backend.
     *
     * @param name    {@link #AUTO}, or one by name, which then runs or fails
     * @param threads threads to work with, the caller's included, 1 to {@link #MOST_THREADS}, of which {@link #threads} are at
     *                work; a device of OpenCL has its own
     * @param exact   true for direct convolutions only; false also for faster algorithms that round a little more
     * @return the backend, to be closed by the caller
     * @throws IllegalArgumentException if there is no such backend or threads is another number
     * @throws IllegalStateException    if a backend asked for by name cannot run here; one sentence with the remedy
     */
    public static Backend open(String name, int threads, boolean exact) {
        Objects.requireNonNull(name, "name");
        int working = threads(threads);
        Optional<String> noVectors = VectorWidth.problem();
        return switch (name) {
            case AUTO -> {
                noVectors.ifPresentOrElse(
                        problem -> LOG.log(TOLD.add(problem) ? Level.WARNING : Level.DEBUG,
                                "using the portable backend, which is several times slower than vectors: " + problem),
                        () -> LOG.log(Level.DEBUG,
                                "using the vector backend; a GPU is used by name only, as "
                                        + OPENCL));
                yield open(noVectors.isEmpty() ? VECTOR : PORTABLE, threads, exact);
            }
            case VECTOR -> {
                if (noVectors.isPresent()) {
                    throw new IllegalStateException("the vector backend cannot run: " + noVectors.get());
                }
                yield new TiledBackend(VectorMicrokernels.create(), working, exact);
            }
            case PORTABLE -> new TiledBackend(PlainMicrokernels.create(), working, exact);
            case REFERENCE -> new ReferenceBackend(working, microkernels().chains());
            default -> openCl(name);
        };
    }

    private static Backend openCl(String name) {
        Matcher device = OPENCL_NAME.matcher(name);
        if (!device.matches()) {
            throw new IllegalArgumentException(
                    "there is no backend `" + name.replaceAll("\\p{Cntrl}", "?") + "`; there is "
                            + String.join(", ", NAMES));
        }
        int number = Integer.parseInt(Objects.requireNonNullElse(device.group("number"), "0"));
        String precision = Objects.requireNonNullElse(device.group("precision"), Precision.SINGLE.word());
        return requireDeviceBackends().open(number, Precision.of(precision).orElseThrow());
    }

    /** From where these classes come, so that an application's other class loaders do not matter. */
    private static Optional<DeviceBackends> deviceBackends() {
        return ServiceLoader.load(DeviceBackends.class, Backends.class.getClassLoader()).findFirst();
    }

    private static DeviceBackends requireDeviceBackends() {
        return deviceBackends()
                .orElseThrow(() -> new DeviceException("the opencl backend cannot run: " + NO_OPENCL));
    }

    /** The fastest inner loops of this JVM. */
    static Microkernels microkernels() {
        return VectorWidth.problem().isEmpty() ? VectorMicrokernels.create() : PlainMicrokernels.create();
    }
}
