"""Training of MSPFN networks; see README.md one folder up."""
