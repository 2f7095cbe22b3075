/**
 * The backend on devices of OpenCL: a program's steps become launches of kernels that are compiled for their shapes, with tiles that
 * are data; host side here, kernels as {@code .cl} files among the resources.
 *
 * <p>May import {@code program}, {@code backend}, the root package for the definition that the self-test compares with, and
 * {@code org.jocl}, which this package alone imports.
 */
package org.derain4j.kernels.opencl;
