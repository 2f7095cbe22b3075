/**
 * Runs programs on devices of OpenCL. It may import {@code kernels.program} and {@code kernels.backend}, {@code kernels.Backends} for the
 * definition that it tests and tunes against, and it alone imports JOCL.
 */
package org.derain4j.kernels.opencl;
