/** A program as a module: of the library it names the engine alone. */
module consumer {
    requires org.derain4j.engine;
}
