package org.derain4j.bench.peers;

import java.util.List;
import java.util.function.Function;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Window;

/** Layers of M17N1 and of lite, as they are for a picture of 320x480. */
public enum NetworkLayer {

    /** In the attention blocks of the full size. */
    CONV("3x3 64->64 stride 1, 160x240",
            name -> RandomLayer.convolution(name, Window.CONV, new Shape(160, 240, 64), 64)),
    /** Down, in each fusion block. */
    CONV_STRIDE2("3x3 64->64 stride 2, from 320x480",
            name -> RandomLayer.convolution(name, Window.CONV_STRIDE2, new Shape(320, 480, 64), 64)),
    /** Up from the half size. */
    UP("transposed 3x3 64->64 stride 2, to 320x480", name -> RandomLayer.upsampling(name, new Shape(160, 240, 64), 64)),
    /** Up, in each fusion block, from the concatenation. */
    WIDE_UP("transposed 3x3 128->64 stride 2, to 320x480",
            name -> RandomLayer.upsampling(name, new Shape(160, 240, 128), 64)),
    /** The recurrent memory of the full size. */
    LSTM("conv-LSTM 32->256, 320x480", name -> RandomLayer.convLstm(name, new Shape(320, 480, 32), 256)),
    /** Behind the conv-LSTM. */
    WIDE_CONV("3x3 256->64 stride 1, 320x480",
            name -> RandomLayer.convolution(name, Window.TRANSPOSED, new Shape(320, 480, 256), 64)),
    /** The first, from colours. */
    FIRST("3x3 3->64 stride 1, 320x480",
            name -> RandomLayer.convolution(name, Window.TRANSPOSED, new Shape(320, 480, 3), 64)),
    /** The last, to colours. */
    LAST("3x3 32->3 stride 1, 320x480",
            name -> RandomLayer.convolution(name, Window.TRANSPOSED, new Shape(320, 480, 32), 3)),
    /** {@link #CONV} of lite. */
    LITE_CONV("3x3 32->32 stride 1, 160x240",
            name -> RandomLayer.convolution(name, Window.CONV, new Shape(160, 240, 32), 32)),
    /** {@link #CONV_STRIDE2} of lite. */
    LITE_CONV_STRIDE2("3x3 32->32 stride 2, from 320x480",
            name -> RandomLayer.convolution(name, Window.CONV_STRIDE2, new Shape(320, 480, 32), 32)),
    /** {@link #UP} of lite. */
    LITE_UP("transposed 3x3 32->32 stride 2, to 320x480",
            name -> RandomLayer.upsampling(name, new Shape(160, 240, 32), 32));

    /** Those that {@link PairedBench} measures. */
    static final List<NetworkLayer> PAIRED = List.of(CONV, CONV_STRIDE2, UP, WIDE_UP, LSTM);

    private final String label;
    private final Function<String, RandomLayer> maker;

    NetworkLayer(String label, Function<String, RandomLayer> maker) {
        this.label = label;
        this.maker = maker;
    }

    /** For people: what it is and how large. */
    String label() {
        return label;
    }

    /** The layer, with its weights. */
    RandomLayer layer() {
        return maker.apply(label);
    }
}
