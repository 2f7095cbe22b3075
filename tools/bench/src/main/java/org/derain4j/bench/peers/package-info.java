/**
 * The engine beside ONNX Runtime, TensorFlow and PyTorch in one JVM: {@link org.derain4j.bench.peers.PairedBench} is the command.
 *
 * <p>A {@link org.derain4j.bench.peers.Work} is a layer or a whole network, described by the engine's own graph. Each library is a
 * {@link org.derain4j.bench.peers.Peer} that builds it from that one description. A {@link org.derain4j.bench.peers.Group} is measured
 * together: first every contender comes near enough to a {@link org.derain4j.bench.peers.Yardstick}, then rounds alternate between them.
 */
package org.derain4j.bench.peers;
