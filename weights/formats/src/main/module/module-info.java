/** Tensors on disk: TensorFlow V2 checkpoints and safetensors. Knows nothing of networks. */
module org.derain4j.weights {
    exports org.derain4j.weights;
}
