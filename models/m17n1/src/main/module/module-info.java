/** The weights m17n1, a resource without code. */
@SuppressWarnings("module") // a name may end in a digit
module org.derain4j.model.m17n1 {
}
