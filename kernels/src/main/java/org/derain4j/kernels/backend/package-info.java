/**
 * Who runs it, as a caller sees it: a backend prepares a program and runs it; devices come as a service.
 *
 * <p>May import {@code program}.
 */
package org.derain4j.kernels.backend;
