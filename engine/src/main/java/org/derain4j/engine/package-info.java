/**
 * Rain removal with MSPFN: {@link org.derain4j.engine.Derainer} takes pictures, {@link org.derain4j.engine.Model} weights,
 * {@link org.derain4j.engine.Probe} measures. Uses the graph, the plan, the kernels' backends and the weights' files; nothing of the
 * kernels' implementations.
 */
package org.derain4j.engine;
