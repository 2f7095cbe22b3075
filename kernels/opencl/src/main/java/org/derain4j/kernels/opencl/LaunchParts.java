package org.derain4j.kernels.opencl;

import java.util.List;
import org.derain4j.kernels.backend.Precision;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Shape;
import org.jocl.cl_mem;

/**
 * What the launches of one program are made of.
 *
 * @param session   the device in use
 * @param resident  filters that are on it
 * @param parameters   of the program
 * @param shapes    of every map
 * @param maps      the buffer of every map
 * @param precision in which maps are stored
 * @param owner     of kernels and further buffers
 */
record LaunchParts(Session session, ResidentFilters resident, Parameters parameters, List<Shape> shapes,
        List<cl_mem> maps,
        Precision precision, Handles owner) {}
