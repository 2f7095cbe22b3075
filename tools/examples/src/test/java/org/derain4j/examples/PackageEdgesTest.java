package org.derain4j.examples;

import org.derain4j.structure.PackageEdges;

/** This module's packages and what they refer to, as its table has it. */
class PackageEdgesTest extends PackageEdges {}
