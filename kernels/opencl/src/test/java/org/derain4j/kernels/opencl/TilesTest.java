package org.derain4j.kernels.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.derain4j.kernels.backend.Device;
import org.derain4j.kernels.backend.Precision;
import org.derain4j.kernels.backend.Tuning;
import org.derain4j.kernels.opencl.Numerics.Products;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which tile a map's size takes, on devices that need not be there. */
class TilesTest {

    private static final int UNITS = 132;

    private static final List<Numerics> NUMERICS = List.of(Numerics.EXACT,
            new Numerics(Precision.TF32, Products.TENSOR_CORES), new Numerics(Precision.HALF, Products.TENSOR_CORES));

    private static final List<Geometry> LAYERS = List.of(layer(Window.CONV), layer(Window.CONV_STRIDE2),
            layer(Window.TRANSPOSED_STRIDE2), Geometry.lstm(32, 0, 64));

    @TempDir
    Path folder;

    @AfterEach
    void forgetTheFile() {
        System.clearProperty(Tiles.PROPERTY);
    }

    private static Geometry layer(Window window) {
        int pad = window == Window.CONV ? 1 : 0;
        return new Geometry(64, 0, 64, 3, window, pad, pad, false, true, 0, 0, false);
    }

    /** As an NVIDIA H200 describes itself, with other units. */
    private static DeviceHandle device(int units) {
        return new DeviceHandle(
                new Device(0, Device.Kind.GPU, "a card", "", "", "", "", units, 1L << 37, 1L << 35, null),
                null, null, 48 << 10, 1024);
    }

    /** Of a layer's result, where its larger map has so many rows and columns. */
    private static Shape result(Geometry g, int height, int width) {
        int step = g.window() == Window.CONV_STRIDE2 ? 2 : 1;
        return new Shape(height / step, width / step, 64);
    }

    private static long groups(Geometry g, Tile tile, Shape out) {
        return Arrays.stream(ConvolutionLaunch.groups(g, tile, out)).reduce(1, (a, b) -> a * b);
    }

    @Test
    void largeMapsTakeTheOrdinaryTileAndSmallOnesTheirOwn() {
        for (Numerics numerics : NUMERICS) {
            Tiles tiles = Tiles.ofFamily(device(UNITS), numerics);
            for (Geometry g : LAYERS) {
                assertEquals(g.kind(), tiles.kind(g, result(g, 540, 960)));
                assertEquals(g.kind() + ".small", tiles.kind(g, result(g, 20, 30)));
                assertEquals(tiles.of(g.kind() + ".small").fitted(g), tiles.of(g, result(g, 20, 30)));
                assertEquals(tiles.of(g.kind()).fitted(g), tiles.of(g, result(g, 540, 960)));
            }
        }
    }

    /** What the headers of the families say; a tile that does not fit would be made smaller without a word. */
    @Test
    void theLinesForSmallMapsEmployTheirDeviceAndFitIt() {
        for (Numerics numerics : NUMERICS) {
            Tiles tiles = Tiles.ofFamily(device(UNITS), numerics);
            for (Geometry g : LAYERS) {
                Tile tile = tiles.of(g.kind() + ".small");
                assertNotEquals(tiles.of(g.kind()), tile);
                assertTrue(groups(g, tile.fitted(g), result(g, 80, 120)) >= Tiles.GROUPS_OF_A_UNIT * UNITS,
                        numerics.key() + " " + g.kind());
                assertTrue(tile.fitted(g).suits(g, device(UNITS)), numerics.key() + " " + g.kind());
                assertTrue(TileSpace.of(g, true, device(UNITS), numerics).admits(tile.fitted(g)),
                        numerics.key() + " " + g.kind());
            }
        }
    }

    @Test
    void smallIsWhatGivesAUnitFewerThanTwoGroups() {
        Geometry g = LAYERS.getFirst();
        Shape out = result(g, 80, 120);
        Tiles any = Tiles.ofFamily(device(UNITS), Numerics.EXACT);
        int groups = (int) groups(g, any.of(g.kind()).fitted(g), out);
        assertEquals(0, groups % 2);
        assertEquals("stride1", Tiles.ofFamily(device(groups / 2), Numerics.EXACT).kind(g, out));
        assertEquals("stride1.small", Tiles.ofFamily(device(groups / 2 + 1), Numerics.EXACT).kind(g, out));
    }

    /** What a file or an earlier measurement does not know. */
    @Test
    void withoutALineForSmallMapsTheOrdinaryOneServes() throws IOException {
        Tiles family = Tiles.ofFamily(device(UNITS), Numerics.EXACT);
        Tile stride2 = family.of("stride2");
        Tile small = family.of("stride2.small");
        Path file = folder.resolve("tiles.properties");
        Files.writeString(file, Tiles.text(Map.of("default", family.of("default"), "stride2", stride2,
                "lstm.small", small)));
        System.setProperty(Tiles.PROPERTY, file.toString());
        Tiles tiles = Tiles.of(device(UNITS), new CacheFolder(null), Numerics.EXACT);
        assertEquals(stride2, tiles.of("stride2.small"));
        assertEquals(family.of("default"), tiles.of("transposed.small"));
        assertEquals(family.of("default"), tiles.of("lstm"));
        assertEquals(small, tiles.of("lstm.small"));
        for (Geometry g : LAYERS.subList(0, 3)) {
            assertEquals(tiles.of(g, result(g, 540, 960)), tiles.of(g, result(g, 80, 120)));
        }
    }

    @Test
    void whatNoKernelTakesIsRefusedByName() {
        Map<String, String> refused = Map.of("FINISH=0", "FINISH is 0 in a tile for OpenCL; give 1 to 16", "CHUNK=20",
                "CHUNK is 20 in a tile for OpenCL; give 0 to 1024, a multiple of 16", "PATCH_PAD=65",
                "PATCH_PAD is 65 in a tile for OpenCL; give 0 to 64, a multiple of 4", "TOGETHER=2",
                "TOGETHER is 2 in a tile for OpenCL; give 0 to 1");
        Numerics tensor = NUMERICS.getLast();
        String line = Tiles.text(Map.of("default", Tiles.ofFamily(device(UNITS), tensor).of("default")));
        refused.forEach((value, sentence) -> {
            String bad = line.replaceAll(value.split("=")[0] + "=\\d+", value);
            assertEquals(sentence,
                    assertThrows(IllegalArgumentException.class, () -> Tiles.parse(bad, tensor)).getMessage());
        });
    }

    @Test
    void theTunerMeasuresEveryKindThatThereIs() {
        assertEquals(Tuning.KINDS, tuned(UNITS));
        assertEquals(Tuning.KINDS.subList(0, 4), tuned(1)); // has enough to do on any map
    }

    private static List<String> tuned(int units) {
        return TuningCase.all(device(units), Numerics.EXACT, Tiles.ofFamily(device(units), Numerics.EXACT)).stream()
                .map(TuningCase::kind).toList();
    }

    @Test
    void forSmallMapsFewerPositionsAndMoreInputsAreTried() {
        for (Numerics numerics : NUMERICS) {
            Geometry g = LAYERS.getFirst();
            TileSpace ordinary = TileSpace.of(g, false, device(UNITS), numerics);
            TileSpace small = TileSpace.of(g, true, device(UNITS), numerics);
            assertTrue(small.values().get(Knob.CHUNK).getLast() > ordinary.values().get(Knob.CHUNK).getLast());
            Tile tile = Tiles.ofFamily(device(UNITS), numerics).of("stride1").fitted(g);
            assertTrue(ordinary.admits(tile));
            assertTrue(!small.admits(tile), "too many positions");
        }
    }
}
