/** The backend on devices of OpenCL. */
@SuppressWarnings("requires-automatic") // JOCL has no descriptor
module org.derain4j.opencl {
    requires org.derain4j.kernels;
    requires jocl;

    provides org.derain4j.kernels.backend.DeviceBackends with org.derain4j.kernels.opencl.OpenCl;
}
