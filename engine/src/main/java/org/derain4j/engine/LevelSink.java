package org.derain4j.engine;

import org.derain4j.kernels.backend.LevelTransfer;

/**
 * Where results go as bytes, with no floats in between.
 *
 * @param rounding by which they become so
 * @param to       takes rows that begin with interleaved B, G, R
 */
record LevelSink(Rounding rounding, LevelTransfer.Sink to) {}
