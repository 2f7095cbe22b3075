/**
 * From the graph to a program: what is left out, what is fused, what goes in bands, which slot each map has. Reads
 * {@link org.derain4j.engine.graph}, writes {@link org.derain4j.kernels.program}, and knows no backend. May change with a minor version.
 */
package org.derain4j.engine.plan;
