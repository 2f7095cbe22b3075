/** How good detections and masks are, as the field counts it, and how sure a difference is. */
package org.derain4j.vision.metrics;
