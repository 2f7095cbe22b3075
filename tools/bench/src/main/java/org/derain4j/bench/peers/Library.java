package org.derain4j.bench.peers;

import java.util.Locale;
import org.derain4j.kernels.Backends;

/** Who computes. */
public enum Library {

    /** This engine by default. */
    OURS("ours"),
    /** This engine, direct convolutions only. */
    OURS_DIRECT("ours, direct"),
    /** This engine in plain float loops, as it runs without the Vector API. */
    PORTABLE("ours, portable"),
    /** This engine's plain loops in double: the definition. */
    REFERENCE("reference"),
    /** ONNX Runtime. */
    ONNX_RUNTIME("ONNX Runtime"),
    /** TensorFlow. */
    TENSORFLOW("TensorFlow"),
    /** PyTorch. */
    PYTORCH("PyTorch");

    private final String label;

    Library(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /**
     * Loads it.
     *
     * @throws IllegalStateException if its natives are not there
     */
    Peer open() {
        try {
            return switch (this) {
                case OURS -> new Ours(Backends.VECTOR, false);
                case OURS_DIRECT -> new Ours(Backends.VECTOR, true);
                case PORTABLE -> new Ours(Backends.PORTABLE, false);
                case REFERENCE -> new Ours(Backends.REFERENCE, true);
                case ONNX_RUNTIME -> loaded(new OnnxRuntimePeer());
                case TENSORFLOW -> loaded(new TensorFlowPeer());
                case PYTORCH -> loaded(new PyTorchPeer());
            };
        } catch (LinkageError e) {
            throw new IllegalStateException(label + " cannot run: its native library is not on the class path or does "
                    + "not suit this machine; build with `mvn -Ppeers package`", e);
        }
    }

    /** Natives are loaded at the first call. */
    private static Peer loaded(Peer peer) {
        peer.describe();
        return peer;
    }

    /** By the name that options give it. */
    static Library of(String option) {
        return switch (option.toLowerCase(Locale.ROOT)) {
            case "ort" -> ONNX_RUNTIME;
            case "tf" -> TENSORFLOW;
            case "torch" -> PYTORCH;
            default -> throw new IllegalArgumentException("there is no peer `" + option + "`; use ort, tf or torch");
        };
    }
}
