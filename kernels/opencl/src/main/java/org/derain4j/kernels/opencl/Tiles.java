package org.derain4j.kernels.opencl;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.derain4j.kernels.backend.Device;
import org.derain4j.kernels.backend.DeviceException;
import org.derain4j.kernels.program.Shape;

/**
 * Which tile each kind of convolution takes on a device. Looked up in this order: the file named by {@value #PROPERTY}, what was
 * measured on this device, the family's data among the resources. A line of such data is
 * {@code stride1 = PIXELS=12 ROWS=2 ...}, and {@code default} stands for the kinds that are not there. A line
 * {@code stride1.small} is for maps that are too small for the other to employ the device; without it the other serves them, too.
 * Tensor cores have families of their own, one for each precision.
 */
final class Tiles {

    /** Names a file with other tiles. */
    static final String PROPERTY = "derain4j.openclTiles";

    /** Behind the name of a kind. */
    static final String SMALL = ".small";

    /** A map is small where the ordinary tile makes fewer work-groups: one on a unit waits for memory most of its time. */
    static final int GROUPS_OF_A_UNIT = 2;

    private static final String DEFAULT = "default";

    private final DeviceHandle device;
    private final Map<String, Tile> byKind;
    private final String origin;

    private Tiles(DeviceHandle device, Map<String, Tile> byKind, String origin) {
        this.device = device;
        this.byKind = byKind;
        this.origin = origin;
    }

    /** The same tile for every kind. */
    static Tiles fixed(DeviceHandle device, Tile tile) {
        return new Tiles(device, Map.of(DEFAULT, tile), "given");
    }

    /** As the class says. */
    static Tiles of(DeviceHandle device, CacheFolder cache, Numerics numerics) {
        String file = System.getProperty(PROPERTY);
        if (file != null) {
            try {
                return new Tiles(device, parse(Files.readString(Path.of(file)), numerics), file);
            } catch (IOException | IllegalArgumentException e) {
                throw new DeviceException("-D" + PROPERTY + "=" + file + " cannot be used: " + e.getMessage(), e);
            }
        }
        return measured(device, cache, numerics).orElseGet(() -> ofFamily(device, numerics));
    }

    /** What an earlier run measured on this device and driver with these kernels. */
    static Optional<Tiles> measured(DeviceHandle device, CacheFolder cache, Numerics numerics) {
        return cache.read(key(device, numerics))
                .map(text -> new Tiles(device, parse(new String(text, StandardCharsets.UTF_8), numerics),
                        "measured on this device"));
    }

    /**
     * Half precision that is only stored takes the tiles of single precision. The text of the kernels belongs to the key: who changes a
     * comment there has all devices measured again.
     */
    static String key(DeviceHandle device, Numerics numerics) {
        return String.join("\n", "tiles", numerics.tensor() ? numerics.key() : "", device.identity(),
                KernelSource.of(numerics.tensor() ? KernelSource.TENSOR : KernelSource.CONVOLUTION, Map.of()).text());
    }

    /** What comes with the library. */
    static Tiles ofFamily(DeviceHandle device, Numerics numerics) {
        String family = family(device.device(), numerics);
        return new Tiles(device, parse(KernelSource.resource("tiles-" + family + ".properties"), numerics),
                "family " + family);
    }

    /** A family is a kind of device; one with measurements of its own may become another. */
    private static String family(Device device, Numerics numerics) {
        if (numerics.emulated()) {
            return "emulated";
        }
        if (numerics.tensor()) {
            return numerics.precision().word();
        }
        return device.kind() == Device.Kind.CPU ? "cpu" : "gpu";
    }

    /** Lines of tiles by kind, as the class says. */
    static Map<String, Tile> parse(String text, Numerics numerics) {
        Properties properties = new Properties();
        try (Reader reader = new StringReader(text)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Tile> tiles = new TreeMap<>();
        for (String kind : properties.stringPropertyNames()) {
            Map<String, Integer> values = new TreeMap<>();
            for (String pair : properties.getProperty(kind).strip().split("\\s+")) {
                String[] sides = pair.split("=");
                if (sides.length != 2 || !sides[1].matches("\\d{1,4}")) {
                    throw new IllegalArgumentException("`" + pair + "` is not NAME=NUMBER");
                }
                values.put(sides[0].toUpperCase(Locale.ROOT), Integer.parseInt(sides[1]));
            }
            tiles.put(kind, Tile.of(values, numerics));
        }
        if (!tiles.containsKey(DEFAULT)) {
            throw new IllegalArgumentException("the line `" + DEFAULT + "` is missing");
        }
        return tiles;
    }

    /** As {@link #parse} reads it. */
    static String text(Map<String, Tile> tiles) {
        return tiles.entrySet().stream().map(entry -> entry.getKey() + " = " + entry.getValue().values().entrySet()
                .stream().map(value -> value.getKey() + "=" + value.getValue()).collect(Collectors.joining(" ")) + "\n")
                .collect(Collectors.joining());
    }

    /** With the tiles of some kinds replaced. */
    String textWith(Map<String, Tile> better) {
        Map<String, Tile> all = new TreeMap<>(byKind);
        all.putAll(better);
        return text(all);
    }

    /** Where they come from, for people. */
    String origin() {
        return origin;
    }

    /** As it is said for a kind, for layers of any width. */
    Tile of(String kind) {
        Tile tile = byKind.get(kind);
        return tile != null ? tile : kind.endsWith(SMALL) ? of(ordinary(kind)) : byKind.get(DEFAULT);
    }

    private static String ordinary(String kind) {
        return kind.substring(0, kind.length() - SMALL.length());
    }

    /** The kind of a layer whose result has that shape: an ordinary one, or that for small maps. */
    String kind(Geometry g, Shape out) {
        long groups = Arrays.stream(ConvolutionLaunch.groups(g, of(g.kind()).suited(g, device), out)).reduce(1,
                (a, b) -> a * b);
        return groups < (long) GROUPS_OF_A_UNIT * device.device().computeUnits() ? g.kind() + SMALL : g.kind();
    }

    /** Fitted to a layer whose result has that shape, and to the device. */
    Tile of(Geometry g, Shape out) {
        return of(kind(g, out)).suited(g, device);
    }
}
