/**
 * What is run: a program of steps over maps that share slots, and its parameters; one description for every backend.
 *
 * <p>May import no other package of this artefact.
 */
package org.derain4j.kernels.program;
