/**
 * JMH benchmarks of this engine alone; {@link org.derain4j.bench.peers} measures it beside others. Imports everything that it
 * measures, and is imported by nobody.
 */
package org.derain4j.bench;
