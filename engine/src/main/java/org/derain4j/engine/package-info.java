/**
 * Rain removal with MSPFN: {@link org.derain4j.engine.Derainer} takes pictures, {@link org.derain4j.engine.Model} weights.
 */
package org.derain4j.engine;
