/** The weights m17n1, a resource without code. */
@SuppressWarnings("module") // a name may end in a digit
module org.derain4j.weights.m17n1 {
}
