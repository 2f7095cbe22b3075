package org.derain4j.kernels.tiled;

import org.derain4j.kernels.cpu.FmaChains;

/**
 * The inner loops that this package's kernels are made of, and the shape of the tile that they work on. Each call is a tile,
 * a tile's row or a map's row, never a single value, so what carries it out may be chosen at run time.
 *
 * @param name     who computes, for {@link TiledBackend#describe}
 * @param lanes    floats that {@link WinogradLoops} handles at once; they divide {@code channels}
 * @param pixels   output pixels of a tile
 * @param channels output channels of a tile
 * @param tiles    the products and their epilogue
 * @param winograd Winograd's transforms
 * @param gates    the LSTM's gates
 * @param elements element by element over a row
 * @param chains   the most multiply-adds that they could do
 */
public record Microkernels(String name, int lanes, int pixels, int channels, TileLoops tiles, WinogradLoops winograd,
        GateLoops gates, ElementLoops elements, FmaChains chains) {}
