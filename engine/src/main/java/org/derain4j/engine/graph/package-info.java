/**
 * MSPFN written once, as a graph of operations under official names; everything else reads it. Knows the windows and shapes of
 * {@link org.derain4j.kernels.program}, and no backend. For who ports, exports or measures the network; it follows the network, so it
 * may change with a minor version.
 */
package org.derain4j.engine.graph;
