# Sourced by scripts: what a POM of the project says.

# The project's version: that of POM $1, or of its parent.
pom_version() {
    perl -0ne 'print $1 if m{<artifactId>derain4j</artifactId>\s*<version>([^<]+)</version>}' "$1"
}

# The text of the first element $1 of POM $2.
pom_text() {
    perl -0ne "print \$1 if m{<\Q$1\E>([^<]*)</}" "$2"
}
